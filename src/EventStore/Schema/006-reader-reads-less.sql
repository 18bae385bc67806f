-- Command ids and guards are asked for by those who write; the reader needs events (the auditor's replay) and checkpoints.
revoke select on regulation.commands, regulation.claims, public.mt_streams from regulation_reader;
