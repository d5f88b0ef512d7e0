-- The filter of everybody who has an account, for counters whose line is down (docs/decisions/0023-keyed-duplicate-index.md).
-- A key of an epoch makes the marks; it goes to assisted stations alone, sealed to each.
create table duplicate_epoch (
  epoch integer primary key check (epoch >= 1),
  mark_key bytea not null check (octet_length(mark_key) = 32),
  started_at_ms bigint not null
);

-- A version is written whole and never changes: any process serves it. The newest is in force, the one before it stays for those who are still fetching it.
create table duplicate_filter (
  version integer primary key check (version >= 1),
  epoch integer not null references duplicate_epoch,
  blocks integer not null check (blocks >= 1),
  -- Marks in the filter, and rows of account_number when it was begun.
  count bigint not null,
  as_of_ms bigint not null,
  built_at_ms bigint not null,
  sha256 bytea not null check (octet_length(sha256) = 32)
);

create table duplicate_filter_chunk (
  version integer not null references duplicate_filter on delete cascade,
  chunk integer not null check (chunk >= 0),
  bytes bytea not null,
  primary key (version, chunk)
);
-- Bits at half density do not compress.
alter table duplicate_filter_chunk alter column bytes set storage external;
