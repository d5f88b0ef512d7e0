-- Words to a subscriber are tried again for a day; while one process says them, nobody else finds them due. The phone goes when they are said or given up.
alter table subscriber_notice drop constraint subscriber_notice_state_check;
alter table subscriber_notice drop constraint subscriber_notice_check;
-- One that was being said when its process died: told twice rather than not at all.
update subscriber_notice set state = 'due' where state = 'sending';
alter table subscriber_notice
  -- Counts the tries begun, and tells whose answer counts: of a process that was given up for dead, none.
  add column tries integer not null default 0,
  add column next_try_at_ms bigint not null default 0,
  add column tried_at_ms bigint,
  -- Why the last try failed: the carrier's status, or that there was no answer. No personal data.
  add column reason text,
  -- Under which the carrier's report of the delivery comes; gone with the report, or when none can come any more.
  add column message_keys text[],
  add check (state in ('due', 'sent', 'failed')),
  add check ((phone is null) = (state <> 'due')),
  add check (message_keys is null or state = 'sent');
drop index subscriber_notice_open;
create index subscriber_notice_due on subscriber_notice (next_try_at_ms) where state = 'due';
create index subscriber_notice_reported on subscriber_notice (tried_at_ms) where message_keys is not null;
create index subscriber_notice_failed on subscriber_notice (packet_id) where state = 'failed';

-- Accounts opened on the word of a station's own codes, by the day in Vietnam on central's clock: no more than allowed, however many centrals decide side by side.
create table station_code_day (
  station_id uuid not null references station,
  day date not null,
  accepted integer not null check (accepted between 1 and allowed),
  allowed integer not null,
  primary key (station_id, day)
);

alter table station_finding drop constraint station_finding_kind_check;
alter table station_finding add constraint station_finding_kind_check
  check (kind in ('gap', 'fork', 'broken-link', 'clock', 'replay', 'duplicate', 'own-codes', 'not-told'));
