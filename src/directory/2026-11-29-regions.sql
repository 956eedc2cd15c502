-- 圏域 as an instance has written them down; they stand instead of the program's own in their prefecture.
CREATE TABLE directory_region (
    municipality TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    source TEXT NOT NULL
);
