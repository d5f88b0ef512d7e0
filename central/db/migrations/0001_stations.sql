-- Stations, the one-time codes that admit them, and the nonces of their signed requests.
create table station (
  station_id uuid primary key,
  -- The number printed on receipts as K0007.
  station_number integer generated always as identity unique,
  name text not null,
  kind text not null check (kind in ('self-service', 'assisted')),
  -- JWK thumbprint (RFC 7638) of the public key: keyid of every request.
  key_id text not null unique,
  public_jwk jsonb not null,
  enrolled_at_ms bigint not null
);

create table enrollment_code (
  -- SHA-256 of the code; a code has 80 random bits, so a plain hash is enough.
  code_hash bytea primary key,
  kind text check (kind in ('self-service', 'assisted')),
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  used_by uuid references station
);

create table request_nonce (
  key_id text not null,
  nonce text not null,
  expires_at_ms bigint not null,
  primary key (key_id, nonce)
);
create index request_nonce_expiry on request_nonce (expires_at_ms);
