-- The turns that came from one consultation.
CREATE INDEX action_by_consultation ON action (consultation_id);
