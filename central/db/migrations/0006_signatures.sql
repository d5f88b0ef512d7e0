-- What certificate authorities answered, as it came: judged anew whenever it is used.
create table revocation_answer (
  key text primary key,
  bytes bytea not null,
  size_bytes integer not null,
  kept_at_ms bigint not null
);
-- Signed answers do not compress.
alter table revocation_answer alter column bytes set storage external;
create index revocation_answer_age on revocation_answer (kept_at_ms) include (size_bytes);

-- A signed statement serves one packet. The packet may come later than its signature.
create table signed_nonce (
  nonce text primary key check (nonce ~ '^[0-9a-f]{64}$'),
  packet_id uuid not null,
  at_ms bigint not null
);
create index signed_nonce_age on signed_nonce (at_ms);
