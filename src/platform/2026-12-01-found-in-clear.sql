-- What a migration found in clear and SQL cannot seal: where it belongs, the row, the text. The next opening of the
-- instance seals it there and empties this table (platform/in_clear.hpp).
CREATE TABLE in_clear (
    place TEXT NOT NULL,
    row_id BIGINT NOT NULL,
    value TEXT NOT NULL
);
