-- Packets that wait for their citizen, and until when. A row is written with the decision that waits, and ends with the final one.
create table citizen_wait (
  packet_id uuid primary key references packet,
  -- The station that took the registration down; its officers call the citizen back.
  station_id uuid not null,
  since_ms bigint not null,
  expires_at_ms bigint not null,
  ended_at_ms bigint,
  check (expires_at_ms >= since_ms)
);
create index citizen_wait_expiry on citizen_wait (expires_at_ms) where ended_at_ms is null;
create index citizen_wait_station on citizen_wait (station_id, expires_at_ms) where ended_at_ms is null;

-- What waited before there was an expiry gets the default of 30 days.
insert into citizen_wait (packet_id, station_id, since_ms, expires_at_ms)
  select d.packet_id, d.station_id, d.at_ms, d.at_ms + 30 * 86400000::bigint from packet_decision d
  where d.state = 'waiting-for-citizen'
    and not exists (select 1 from packet_decision f where f.packet_id = d.packet_id and f.state <> 'waiting-for-citizen');

-- The proof a citizen gave on coming back, to any station: the first one counts, and it serves this packet only (otp_proof_use).
create table return_proof (
  packet_id uuid primary key references packet,
  station_id uuid not null references station,
  challenge_id uuid not null unique,
  proof text not null,
  at_ms bigint not null
);
