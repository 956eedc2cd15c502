-- Lists that offer a step ask whether anybody of its organisation signs in.
INSERT INTO table_mark (name) VALUES ('account');
