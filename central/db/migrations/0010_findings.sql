-- What central noticed about a station's packets. Nothing is refused for it: somebody has to look, at the station and here.
create table finding_cursor (
  station_id uuid primary key,
  last bigint not null
);

create table station_finding (
  station_id uuid not null,
  kind text not null check (kind in ('gap', 'fork', 'broken-link', 'clock', 'replay', 'duplicate')),
  -- In this station's chain; 0 where it belongs to no packet.
  sequence bigint not null check (sequence >= 0),
  -- Tells two findings of one kind at one sequence apart: the packet, request or day it is about.
  about text not null default '',
  -- Stations pull by it; a finding that is resolved comes again under a new one. The row of finding_cursor stays locked until the transaction commits.
  cursor bigint not null,
  found_at_ms bigint not null,
  resolved_at_ms bigint,
  -- No personal data.
  details jsonb not null default '{}',
  primary key (station_id, kind, sequence, about),
  unique (station_id, cursor)
);
create index station_finding_open on station_finding (found_at_ms) where resolved_at_ms is null;

insert into station_finding (station_id, kind, sequence, cursor, found_at_ms, resolved_at_ms)
  select station_id, kind, sequence, row_number() over (partition by station_id order by found_at_ms, sequence, kind), found_at_ms, resolved_at_ms
  from chain_finding;
insert into finding_cursor (station_id, last) select station_id, max(cursor) from station_finding group by station_id;
drop table chain_finding;

-- When a packet was made, as its station says, taken out of the seal for the comparison with its neighbours alone.
create table packet_time (
  station_id uuid not null,
  sequence bigint not null,
  packet_id uuid not null,
  made_at_ms bigint not null,
  proven boolean not null,
  primary key (station_id, sequence, packet_id)
);

-- How far a station's packets have been counted, and which sequences up to there were missing then. Packets are never removed, so a hole can only fill: only what came since is counted anew.
create table station_tally (
  station_id uuid primary key,
  counted_to bigint not null,
  missing int8multirange not null
);
