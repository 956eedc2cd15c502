-- Said to one organisation alone: advice that is asked of the Centre, and its answer. NULL: visible says all.
ALTER TABLE entry ADD COLUMN addressee_id BIGINT REFERENCES organisation (id);
