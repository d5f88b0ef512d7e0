-- A packet is written once and never changed: what happens to it stands in other, narrow tables.
create table packet (
  packet_id uuid primary key,
  station_id uuid not null,
  sequence bigint not null,
  previous_hash text,
  hash text not null,
  sealed text not null,
  received_at_ms bigint not null
) with (toast_tuple_target = 8160);
-- Ciphertext does not compress; kept in the row up to 8 KB it is written 1.6 times as fast.
alter table packet alter column sealed set storage external;
create index packet_chain on packet (station_id, sequence);

-- One row a batch: which packets still wait for a decision, whatever becomes of the job.
create table intake (
  intake_id uuid primary key,
  station_id uuid not null,
  packet_ids uuid[] not null,
  received_at_ms bigint not null,
  settled_at_ms bigint
);
create index intake_open on intake (received_at_ms) where settled_at_ms is null;

-- Same id, other content: refused, and written down.
create table packet_conflict (
  conflict_id bigint generated always as identity primary key,
  packet_id uuid not null,
  station_id uuid not null,
  hash text not null,
  at_ms bigint not null,
  unique (packet_id, station_id, hash)
);

-- A station's chain with a hole, two packets of one number, or a link that does not fit. The packet is kept all the same.
create table chain_finding (
  station_id uuid not null,
  sequence bigint not null,
  kind text not null check (kind in ('gap', 'fork', 'broken-link')),
  found_at_ms bigint not null,
  resolved_at_ms bigint,
  primary key (station_id, sequence, kind)
);

-- Verifying, but a principal register did not answer yet.
create table packet_wait (
  packet_id uuid primary key references packet,
  reason text not null,
  tries integer not null,
  next_try_at_ms bigint not null
);
create index packet_wait_due on packet_wait (next_try_at_ms);

-- The last cursor given out per station; its row lock is held until the decision has committed, so that a reader never skips one.
create table decision_cursor (
  station_id uuid primary key,
  last bigint not null
);

create table packet_decision (
  station_id uuid not null,
  cursor bigint not null,
  packet_id uuid not null references packet,
  state text not null check (state in ('accepted', 'refused', 'waiting-for-citizen')),
  ial smallint check (ial in (2, 3)),
  reason text,
  carrier text,
  at_ms bigint not null,
  primary key (station_id, cursor),
  unique (packet_id, state),
  check ((state = 'accepted') = (ial is not null)),
  check ((state = 'accepted') = (reason is null))
);
create unique index packet_decision_final on packet_decision (packet_id) where state <> 'waiting-for-citizen';

-- Illegal moves are impossible here too: nothing follows a final decision, and a decision is never changed.
create function packet_decision_move() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'a decision is never changed' using errcode = 'MC001';
  end if;
  if exists (select 1 from packet_decision where packet_id = new.packet_id and state <> 'waiting-for-citizen') then
    raise exception 'the packet is decided' using errcode = 'MC002';
  end if;
  return new;
end $$;
create trigger packet_decision_move before insert or update or delete on packet_decision
  for each row execute function packet_decision_move();
