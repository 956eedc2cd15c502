-- That a step had come back is brought back with the rest when a change of it is undone.
ALTER TABLE action_change ADD COLUMN returned SMALLINT NOT NULL DEFAULT 0;
