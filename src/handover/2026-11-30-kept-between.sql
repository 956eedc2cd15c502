-- Advice that was asked before it was kept between the two sides: the other one of them reads the words from now on.
UPDATE entry SET visible = 0, addressee_id = (
    SELECT CASE WHEN entry.organisation_id = h.from_id THEN h.to_id ELSE h.from_id END FROM handover h
    WHERE h.kind = 'advice' AND h.case_id = entry.case_id AND entry.link = 'H-' ||
        CASE WHEN h.id < 10 THEN '000' WHEN h.id < 100 THEN '00' WHEN h.id < 1000 THEN '0' ELSE '' END || CAST(h.id AS TEXT))
WHERE kind IN ('request', 'reply') AND EXISTS (
    SELECT 1 FROM handover h
    WHERE h.kind = 'advice' AND h.case_id = entry.case_id AND entry.link = 'H-' ||
        CASE WHEN h.id < 10 THEN '000' WHEN h.id < 100 THEN '00' WHEN h.id < 1000 THEN '0' ELSE '' END || CAST(h.id AS TEXT));
