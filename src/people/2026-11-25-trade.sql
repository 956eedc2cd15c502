-- What a partner does (hospital, nursing, nursery, school, planning …): its mark says it at a glance.
ALTER TABLE organisation ADD COLUMN trade TEXT NOT NULL DEFAULT '';
-- How closely a person wants lists to be set: '' as usual, dense, roomy.
ALTER TABLE account ADD COLUMN density TEXT NOT NULL DEFAULT '';
