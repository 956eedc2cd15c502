-- Services that were called, sent a sheet or had a proposal before this was kept.
UPDATE directory_service SET held = 1 WHERE id IN (SELECT service_id FROM assurance_call
    UNION SELECT service_id FROM assurance_letter UNION SELECT service_id FROM assurance_proposal);
