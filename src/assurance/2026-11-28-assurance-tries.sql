-- Codes tried and proposals sent are counted in the table try.
DROP TABLE assurance_try;
