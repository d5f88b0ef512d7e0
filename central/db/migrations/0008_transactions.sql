-- Requests at outside parties that a person answers on a device of their own. Central holds them, so that a lost line, a closed window or a restart asks after the same one.
create table remote_transaction (
  transaction_id uuid primary key,
  station_id uuid not null references station,
  request_id text not null,
  packet_id uuid not null,
  kind text not null check (kind in ('sign-in', 'sim-signature', 'remote-signature')),
  provider text not null,
  subject text not null check (subject in ('citizen', 'enterprise', 'agency')),
  -- Phone, ID number or tax code the request went to; taken out, here and in the other columns, when it has ended. Null for a sign-in.
  user_key text,
  request jsonb not null,
  -- starting: sent or about to be, its outcome not known; waiting: the party has it; signed: an answer that could not be judged yet.
  state text not null check (state in ('starting', 'waiting', 'signed', 'proved', 'refused')),
  reason text,
  party_ref text,
  shown jsonb,
  -- What was signed, and the answer, as proved.
  draft jsonb,
  result jsonb,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  -- Nobody else asks the party before this.
  next_poll_at_ms bigint not null,
  poll_after_ms integer not null,
  used_by uuid,
  unique (station_id, request_id),
  check ((state = 'refused') = (reason is not null)),
  check (state <> 'proved' or result is not null)
);
create index remote_transaction_open on remote_transaction (kind, provider, user_key) where state in ('starting', 'waiting', 'signed');
create index remote_transaction_packet on remote_transaction (packet_id);
create index remote_transaction_age on remote_transaction (created_at_ms);

-- Who was asked and by which station, for the limits alone: a request that has ended forgets whom it went to, and must count all the same.
create table remote_start (
  transaction_id uuid primary key,
  station_id uuid not null references station,
  user_key text,
  at_ms bigint not null
);
create index remote_start_station on remote_start (station_id, at_ms);
create index remote_start_person on remote_start (user_key, at_ms);
create index remote_start_age on remote_start (at_ms);
