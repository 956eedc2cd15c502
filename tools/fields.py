"""Fails when a column about a child or a family is declared nowhere. Usage: fields.py SCHEMA FIELDS_HPP
Every column of the tables below is a field of src/record/fields.hpp, or stands here with what it is instead."""
import pathlib
import re
import sys

KEYS = {"id", "version", "child_id", "key_id", "centre_id"}
BESIDE = {  # what is no fact of the child
    "case_record.responsible_id": "who answers for the case: moves with an accepted request, tells where the child is (Field::location)",
    "case_record.in_charge": "whose case it is",
    "case_record.state": "open, watching, closed",
    "case_record.is_protected": "住所秘匿 itself",
    "case_record.opened_on": "a day of the office",
    "family_member.account_id": "the account of a guardian",
    "fact.field": "which field", "fact.value": "its value, sealed", "fact.written_by": "who", "fact.written_at": "when",
}


def columns(schema):
    """table.column of the tables about a child, added ones too."""
    tables = ("child", "case_record", "family_member", "fact")
    found = []
    for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", schema, re.S):
        if table in tables:
            found += [f"{table}.{name}" for name in re.findall(r"^\s+([a-z_]+) [A-Z]", body, re.M)]
    found += [f"{table}.{name}" for table, name in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", schema) if table in tables]
    gone = {f"{table}.{name}" for table, name in re.findall(r"ALTER TABLE (\w+) DROP COLUMN (\w+)", schema)}
    found = [one for one in found if one not in gone]
    return [one for one in found if one.split(".")[1] not in KEYS]


def wrong(schema, fields):
    declared = set(re.findall(r'\.column\s*=\s*"([\w.]+)"', fields))
    there = columns(schema)
    return [f"{one} is declared nowhere: name it in record/fields.hpp" for one in there if one not in declared and one not in BESIDE] + \
           [f"{one} stands in record/fields.hpp and not in the schema" for one in sorted(declared)
            if one not in there]


if __name__ == "__main__":
    found = wrong(pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2]).read_text())
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found))
