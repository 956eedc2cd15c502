-- Since when nobody answers for the entry: two reminders stayed unanswered. A confirmation ends it.
ALTER TABLE directory_service ADD COLUMN unconfirmed_since TEXT;
