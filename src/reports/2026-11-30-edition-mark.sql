-- The list of months tells what was published as it was published.
INSERT INTO table_mark (name) VALUES ('month_edition');
