-- Rows for more than one counterpart: who is called, and words of its own for what it is told. A node of the program before knows
-- the portal alone, and what it notes is the portal's.

alter table regulation.effects drop constraint effects_kind_check;
alter table regulation.effects add column channel text not null default 'portal';
alter table regulation.effect_lanes add column channel text not null default 'portal';
create index effect_lanes_due_by_channel on regulation.effect_lanes (channel, due_at) where due_at is not null;
