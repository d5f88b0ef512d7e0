-- What several centrals on one database must agree on.
-- Thumbprints of the keys in force, written by the first central of the database. A central with other keys does not start.
create table central_key (
  name text primary key check (name in ('sealing', 'signing', 'otp-hmac')),
  thumbprint text not null,
  since_ms bigint not null
);

-- Questions of a station about people in the window under way: one count whichever central is asked. A window that is over begins anew.
create unlogged table question_count (
  station_id uuid not null,
  kind text not null,
  since_ms bigint not null,
  asked integer not null,
  primary key (station_id, kind)
);
