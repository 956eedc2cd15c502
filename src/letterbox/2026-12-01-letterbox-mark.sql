-- What waits to be sorted is counted beside the rail and on the day's page: derived from the whole table.
INSERT INTO table_mark (name) VALUES ('message_thread');
