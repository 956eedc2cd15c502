-- What a notice is about besides an account: the number of a case, "" for none.
ALTER TABLE account_notice ADD COLUMN link TEXT NOT NULL DEFAULT '';
