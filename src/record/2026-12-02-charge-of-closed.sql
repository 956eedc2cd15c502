-- A closed case kept whoever left in charge: taken up again it was nobody's.
UPDATE case_record SET in_charge = NULL, version = version + 1
WHERE state = 2 AND in_charge IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM account a
    WHERE a.id = case_record.in_charge AND a.organisation_id = case_record.centre_id AND a.state = 1
      AND a.role IN ('centre_counsellor', 'centre_head'));
