create table if not exists read.imported_permit_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  legacy_no text not null,
  import_id text not null);
create index if not exists imported_permit_1_1 on read.imported_permit_1 (legacy_no text_pattern_ops);
create index if not exists imported_permit_1_2 on read.imported_permit_1 (import_id);
alter table read.imported_permit_1 owner to regulation_owner;
grant select, insert, update, delete on read.imported_permit_1 to regulation_projector;
grant select on read.imported_permit_1 to regulation_reader;
