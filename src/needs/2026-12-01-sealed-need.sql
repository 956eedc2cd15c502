-- What a family waits for, how far and near where, and who said that they may be told: sealed under the child's key.
ALTER TABLE need_waiting ADD COLUMN need BLOB;
INSERT INTO in_clear (place, row_id, value)
SELECT 'need_waiting.need', id,
       'municipality=' || municipality || ';kinds=' || kinds || ';conditions=' || conditions
       || ';within_km=' || coalesce(CAST(within_km AS TEXT), '') || ';speaker=' || speaker
  FROM need_waiting;
ALTER TABLE need_waiting DROP COLUMN municipality;
ALTER TABLE need_waiting DROP COLUMN kinds;
ALTER TABLE need_waiting DROP COLUMN conditions;
ALTER TABLE need_waiting DROP COLUMN within_km;
ALTER TABLE need_waiting DROP COLUMN speaker;
