#!/usr/bin/env python3
"""Nothing personal is readable at rest: words planted in every field of a call, a note, a profile and a
request are in no file of the data directory, not in the log, not in a backup, not after kill -9; and a
database without its root key opens nothing. A public name is planted too, and found: the search works."""
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from instance import PROGRAM, Server, Visitor, accounts_of  # noqa: E402

FIELDS = {  # field of the intake: what is planted in it
    "caller_phone": "090-0000-7361", "caller_kana": "かなりあ まもる", "words": "カナリアの相談のことば",
    "child_kana": "かなりあ ひばり", "child_kanji": "金糸雀 雲雀", "next_what": "カナリアへ折り返す",
}
NOTE, SEARCHED = "カナリアの記録のことば", "カナリアをさがす"
VISITOR = {"text": "カナリアが見たこと", "how": "カナリアが行った", "who": "金糸雀 外山", "contact": "090-0000-7362"}
PUBLIC = "北浜市 障がい福祉課"
CODED = ("child", "case_record", "fact", "consultation", "consent", "need_waiting", "month_edition", "in_clear")
CODES = re.compile(r"\d{6}|ventilator|suction|short_stay|mother|father|nursery|respite|phone|advice|oral|paper|home|hospital")
work = pathlib.Path(tempfile.mkdtemp(prefix="michi-at-rest-"))
data, log, backup = work / "data", work / "log", work / "backup"
bad = []


def forms_of(text):
    """As typed, folded to the other kana, in the encodings that a file may have, and as figures alone."""
    other = "".join(chr(ord(c) + 96) if "ぁ" <= c <= "ゖ" else chr(ord(c) - 96) if "ァ" <= c <= "ヶ" else c for c in text)
    for form in {text, other, text.replace("-", ""), text.replace(" ", "")}:
        for encoding in ("utf-8", "utf-16-le", "cp932"):
            yield form.encode(encoding, "ignore")


def holds(text, where):
    return any(form in file.read_bytes() for file in where if file.is_file() for form in forms_of(text))


def look(moment, places):
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*"))]
    for text in (*FIELDS.values(), *VISITOR.values(), NOTE, SEARCHED):
        if holds(text, files):
            bad.append(f"{moment}: {text} can be read")
    if not holds(PUBLIC, [data / "michi.db", data / "michi.db-wal"]):
        bad.append(f"{moment}: not even the public name is found: this check sees nothing")


def look_at_codes():
    """What codes say of a child stands in no table about cases and consultations: the demonstration is full of it."""
    rows = sqlite3.connect(f"file:{data / 'michi.db'}?mode=ro", uri=True)
    for table in CODED:
        for number, row in enumerate(rows.execute(f"SELECT * FROM {table}")):
            said = [cell for cell in row if isinstance(cell, str) and CODES.fullmatch(cell)]
            if said:
                bad.append(f"{table}, row {number}: {said} can be read")
                break
    if not any(CODES.fullmatch(cell) for (cell,) in rows.execute("SELECT municipality FROM organisation")):
        bad.append("not even the municipality of an organisation is found: this check sees nothing")
    rows.close()


def use(server):
    someone = next(a for a in accounts_of(data) if a["role"] == "centre_counsellor")
    visitor = Visitor(server.port).sign_in(someone)
    reception = visitor.post("/w/intake", {})
    visitor.post(reception, {**FIELDS, "caller_kind": "mother", "channel": "phone", "register": "1"})
    visitor.post("/w/cases/W-0231/entries", {"kind": "phone", "text": NOTE})
    visitor.post("/w/search", {"q": SEARCHED})
    visitor.ask("POST", "/resources/S-0001/correction",
                {**VISITOR, "topic": "other", "ticket": "a-ticket-of-the-planted-words", "step": "send"},
                {"X-CSRF-Token": visitor.csrf}.items())
    if "P-0004" not in visitor.get("/w/resources/proposals"):
        bad.append("what a visitor wrote was not kept at all")


try:
    subprocess.run([PROGRAM, "demo", "--data", data], check=True, capture_output=True)
    server = Server(data, log=log)
    use(server)
    look_at_codes()
    look("while it runs", [data, log])
    subprocess.run([PROGRAM, "backup", backup, "--data", data], check=True, capture_output=True)
    look("in a backup", [backup])
    server.kill()
    look("after kill -9", [data, log])
    server = Server(data, log=log)
    server.stop()
    look("after the next start", [data, log])
    for key in (data / "secret").iterdir():
        key.chmod(0o600)
        key.write_text("0" * 64 + "\n")
        key.chmod(0o400)
    opened = subprocess.run([PROGRAM, "audit", "verify", "--data", data], capture_output=True, text=True)
    if opened.returncode == 0:
        bad.append("with another root key the audit still verifies")
except Exception as why:  # the check itself must not pass for having stumbled
    bad.append(f"{type(why).__name__}: {why} {getattr(why, 'stderr', '') or getattr(why, 'body', '')[:300]}")
finally:
    shutil.rmtree(work, ignore_errors=True)
for line in bad:
    print(line)
sys.exit(1 if bad else 0)
