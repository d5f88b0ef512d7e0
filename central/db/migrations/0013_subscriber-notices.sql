-- Words to the subscriber of an account that was proved by a station's own code: once for each packet, whatever process says them. The phone goes when it is said.
create table subscriber_notice (
  packet_id uuid primary key references packet,
  phone text,
  place text not null,
  state text not null default 'due' check (state in ('due', 'sending', 'sent', 'failed')),
  since_ms bigint not null,
  check ((phone is null) = (state in ('sent', 'failed')))
);
create index subscriber_notice_open on subscriber_notice (since_ms) where state in ('due', 'sending');
