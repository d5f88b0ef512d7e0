-- Accounts. ID numbers stand in clear: the portal signs people in with them. Everything else of a packet stays sealed.
create table account (
  account_id uuid primary key,
  ial smallint not null check (ial in (2, 3)),
  origin text not null check (origin in ('packet', 'earlier-portal')),
  packet_id uuid unique references packet,
  full_name text not null,
  birth_date text not null,
  phone text,
  -- Argon2id, PHC string format; none for an account of the earlier portal.
  password_hash text,
  created_at_ms bigint not null,
  check ((origin = 'packet') = (packet_id is not null))
);

-- Every ID number a person ever had leads to one account. The primary key decides who of two stations was first.
create table account_number (
  number text primary key check (number ~ '^(\d{9}|\d{12})$'),
  account_id uuid not null references account
);
create index account_number_account on account_number (account_id);

-- A proved one-time code serves one packet.
create table otp_proof_use (
  challenge_id uuid primary key,
  packet_id uuid not null references packet,
  used_at_ms bigint not null
);
