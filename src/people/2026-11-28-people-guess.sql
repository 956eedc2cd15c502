-- Guesses are counted in the table try.
DROP TABLE guess;
