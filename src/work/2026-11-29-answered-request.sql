-- Whose answer came back with a turn: what it says is looked up by its own request, also once that is over.
ALTER TABLE action ADD COLUMN answered_by BIGINT;
UPDATE action SET answered_by = handover_id WHERE returned = 1 AND handover_id IS NOT NULL;
UPDATE action SET answered_by = (SELECT e.handover_id FROM handover_event e JOIN handover h ON h.id = e.handover_id
    WHERE h.case_id = action.case_id AND e.at = action.created_at AND e.state IN ('declined', 'returned') LIMIT 1)
    WHERE returned = 1 AND handover_id IS NULL;
