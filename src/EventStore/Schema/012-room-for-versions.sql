-- Each append gives a stream a new version. Where its page has room the new row stays on it and no index is touched; on a full
-- page it goes elsewhere, and a page of the index is written for it, whole after every checkpoint. Marten looks at columns and
-- indexes of its tables, not at this.
alter table public.mt_streams set (fillfactor = 80);

-- Written once, with its outcome (ADR 0023): no room is needed any more.
alter table regulation.commands set (fillfactor = 100);
