-- One-time codes. The count of wrong tries belongs to the phone, not to the code: a new code does not reset it (NIST SP 800-63B-4 §3.2.2).
create table otp_phone (
  phone text primary key,
  wrong_count integer not null default 0,
  first_wrong_at_ms bigint,
  locked_until_ms bigint
);

create table otp_challenge (
  challenge_id uuid primary key,
  station_id uuid not null references station,
  request_id text not null,
  phone text not null,
  -- HMAC-SHA-256 of challenge id and code under a key that is not in the database.
  code_hmac bytea not null,
  state text not null check (state in ('sending', 'sent', 'failed', 'voided', 'proved')),
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  proved_at_ms bigint,
  -- Different people asked about after this proof at a self-service station.
  pre_checks integer not null default 0,
  unique (station_id, request_id),
  check ((state = 'proved') = (proved_at_ms is not null))
);
create index otp_challenge_phone on otp_challenge (phone, created_at_ms);
create index otp_challenge_station on otp_challenge (station_id, created_at_ms);
create index otp_challenge_age on otp_challenge (created_at_ms);

create table otp_attempt (
  challenge_id uuid not null references otp_challenge on delete cascade,
  attempt_id text not null,
  verdict text not null check (verdict in ('proved', 'wrong', 'expired', 'spent')),
  tries_left integer not null,
  primary key (challenge_id, attempt_id)
);

-- What the SMS centre said of each message. An id may come in hex in the answer and in decimal in the receipt, or the other way round.
create table sms_message (
  challenge_id uuid primary key references otp_challenge on delete cascade,
  message_keys text[] not null,
  submitted_at_ms bigint not null
);
create index sms_message_keys on sms_message using gin (message_keys);

create table sms_receipt (
  receipt_id bigint generated always as identity primary key,
  message_keys text[] not null,
  stat text not null,
  error text,
  received_at_ms bigint not null
);
create index sms_receipt_keys on sms_receipt using gin (message_keys);
create index sms_receipt_age on sms_receipt (received_at_ms);
