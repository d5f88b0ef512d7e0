-- Reference data sent to the stations, signed when it is sent. The newest version is in force.
create table reference_document (
  name text not null,
  version integer not null check (version >= 1),
  body jsonb not null,
  issued_at_ms bigint not null,
  primary key (name, version)
);
