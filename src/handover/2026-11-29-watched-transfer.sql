-- At most one transfer on its way; one that arrived and is only watched does not hold up the next.
DROP INDEX one_open_transfer;
CREATE UNIQUE INDEX one_open_transfer ON handover (case_id)
    WHERE kind = 'transfer' AND is_open = 1 AND state <> 'watching';
