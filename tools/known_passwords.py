"""Passwords that many people have had, as one C++ text: a word a line, folded to lower case.

Usage: known_passwords.py PASSWORDS.json OUT.inc     The list is that of npm's @zxcvbn-ts/language-common.
"""
import json
import pathlib
import sys

words = sorted({word.lower() for word in json.loads(pathlib.Path(sys.argv[1]).read_text()) if len(word) >= 4})
assert len(words) > 10_000
lines = ["// Made by tools/known_passwords.py."]
for at in range(0, len(words), 40):
    text = "\\n".join(word.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?") for word in words[at:at + 40])
    lines.append('"' + text + '\\n"')
pathlib.Path(sys.argv[2]).write_text("\n".join(lines) + "\n")
