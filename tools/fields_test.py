#!/usr/bin/env python3
"""A column about a child that nobody declared fails, and so does a field without its column."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import fields  # noqa: E402

schema, table = (ROOT / "docs/schema.sql").read_text(), (ROOT / "src/record/fields.hpp").read_text()
assert fields.wrong(schema, table) == [], fields.wrong(schema, table)
assert len(fields.columns(schema)) > 20
more = schema + "\nALTER TABLE child ADD COLUMN school BLOB;\n"
assert fields.wrong(more, table) == ["child.school is declared nowhere: name it in record/fields.hpp"]
inside = schema.replace("    address BLOB NOT NULL,", "    address BLOB NOT NULL,\n    school BLOB NOT NULL,")
assert fields.wrong(inside, table) == ["child.school is declared nowhere: name it in record/fields.hpp"]
assert any("birth" in one for one in fields.wrong(schema, table.replace('"child.birth"', '""')))
assert any("child.bith" in one for one in fields.wrong(schema, table.replace('"child.birth"', '"child.bith"')))
