-- Open actions are few among all that were ever done: the worklists and their counts read only these.
CREATE INDEX action_open_of_centre ON action (centre_id, due, due_time, id, kind, side) WHERE done_at IS NULL;
CREATE INDEX action_open_of_holder ON action (holder_organisation, due, due_time, id, kind, side) WHERE done_at IS NULL;
DROP INDEX action_by_holder;
INSERT INTO table_mark (name) VALUES ('action');
