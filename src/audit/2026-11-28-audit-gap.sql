-- Entries that say that others are missing are found without reading all.
CREATE INDEX audit_gap ON audit_entry (seq) WHERE action IN ('audit.gap', 'audit.gap_seen');
