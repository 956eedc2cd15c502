-- The program reads everyday words by itself (everyday.inc); here stands what the Centre added.
DELETE FROM directory_phrase WHERE by_account IS NULL;
