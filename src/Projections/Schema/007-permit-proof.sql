create table if not exists read.permit_proof_1 (
  key text collate "C" primary key,
  position bigint not null,
  body jsonb not null,
  listed boolean not null,
  kid text,
  issued_at bigint);
create index if not exists permit_proof_1_1 on read.permit_proof_1 (key) where listed;
create index if not exists permit_proof_1_2 on read.permit_proof_1 (kid, key);
create index if not exists permit_proof_1_3 on read.permit_proof_1 (issued_at desc nulls last);
alter table read.permit_proof_1 owner to regulation_owner;
grant select, insert, update, delete on read.permit_proof_1 to regulation_projector;
grant select on read.permit_proof_1 to regulation_reader;
