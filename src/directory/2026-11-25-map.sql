-- Where each municipality stands in the tile map of its prefecture; the program's own layout counts
-- where nobody drew one.
CREATE TABLE directory_tile (
    municipality TEXT PRIMARY KEY,
    tile_row SMALLINT NOT NULL,
    tile_column SMALLINT NOT NULL
);
-- Real boundaries as SVG paths in a picture of width x height; x, y: where the number stands.
CREATE TABLE directory_outline (
    prefecture TEXT PRIMARY KEY,
    width SMALLINT NOT NULL,
    height SMALLINT NOT NULL,
    credit TEXT NOT NULL
);
CREATE TABLE directory_shape (
    municipality TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    x SMALLINT NOT NULL,
    y SMALLINT NOT NULL
);
