-- Accounts of enterprises and agencies beside those of citizens: each stands under keys of its own kind.
alter table account
  add column subject text not null default 'citizen' check (subject in ('citizen', 'enterprise', 'agency')),
  add column organisation text,
  -- A certificate of an organisation names no person, and one of a person no birth date.
  alter column full_name drop not null,
  alter column birth_date drop not null;

-- id: CMND or CCCD of a citizen; tax: tax code of an enterprise; agency: number, unit or names of an official, see accounts/account-keys.ts.
alter table account_number
  add column kind text not null default 'id' check (kind in ('id', 'tax', 'agency')),
  drop constraint account_number_number_check,
  drop constraint account_number_pkey,
  add primary key (kind, number),
  add check (kind <> 'id' or number ~ '^(\d{9}|\d{12})$');

-- A stronger proof raised an account that was there.
create table account_raise (
  packet_id uuid primary key references packet,
  account_id uuid not null references account,
  from_ial smallint not null,
  to_ial smallint not null check (to_ial > from_ial),
  at_ms bigint not null
);
create index account_raise_account on account_raise (account_id);

alter table packet_decision add column raised boolean not null default false check (not raised or state = 'accepted');
