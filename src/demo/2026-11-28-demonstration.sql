-- One row makes an instance a demonstration: how far its clock is ahead of the machine's. Only `demo` writes it.
CREATE TABLE demonstration (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    ahead_ms BIGINT NOT NULL
);
INSERT INTO demonstration (id, ahead_ms)
SELECT 1, 0 WHERE EXISTS (SELECT 1 FROM audit_entry WHERE action = 'demo.fill');
