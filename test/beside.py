#!/usr/bin/env python3
"""Other programs at the files of a running server: its lock is there for a second process to see whatever it
does, a foreign SQLite that reads, writes and closes costs nothing that was acknowledged, a removed log is
saved, a database copied over ends writing, and what is lost all the same is said at the next start."""
import fcntl
import os
import pathlib
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from instance import PROGRAM, Refused, Server, Visitor, accounts_of  # noqa: E402

SHARED_FIRST, SHARED_SIZE = 1073741826, 510  # the bytes that SQLite's readers hold: sqlite3.c, os_unix
FLOCK = "hhqqi"
CASE = "/w/cases/W-0231"
work = pathlib.Path(tempfile.mkdtemp(prefix="michi-beside-"))
data, log = work / "data", work / "log"
database, wal = data / "michi.db", data / "michi.db-wal"
bad = []


def hold(what, right, seen=""):
    if not right:
        bad.append(f"{what}: {seen}")


def program(*words):
    run = subprocess.run([str(PROGRAM), *map(str, words), "--data", str(data)], capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr


def holder():
    """Who holds the lock, as a second process learns it."""
    script = (f"import fcntl,os,struct; f=os.open({str(database)!r},os.O_RDWR);"
              f"l=fcntl.fcntl(f,fcntl.F_GETLK,struct.pack('{FLOCK}',fcntl.F_WRLCK,0,{SHARED_FIRST},{SHARED_SIZE},0));"
              f"k=struct.unpack('{FLOCK}',l); print(k[4] if k[0]==fcntl.F_RDLCK else 0)")
    return int(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)


def is_locked(server, moment):
    hold(f"F_GETLK {moment}", holder() == server.process.pid, holder())
    inode = database.stat().st_ino
    lines = [line for line in open("/proc/locks") if f":{inode} " in line and f" {server.process.pid} " in line]
    hold(f"/proc/locks {moment}", any(f"READ" in line and str(SHARED_FIRST) in line for line in lines), lines)


def foreign(*statements):
    with sqlite3.connect(database) as other:
        for statement in statements:
            other.execute(statement).fetchall()
    other.close()


def texts(visitor):
    page = visitor.get(CASE)
    return {n for n in range(1, 200) if f"となりの記録{n:03}" in page}


class Life:
    """A server and somebody who writes numbered notes; remembers what was acknowledged."""
    acknowledged, number = set(), 0

    def __init__(self, counsellor=None):
        self.server = Server(data, log=log)
        self.who = counsellor or Visitor(self.server.port).sign_in(
            next(a for a in accounts_of(data) if a["role"] == "centre_counsellor"))
        self.who.hang_up()
        self.who.port = self.server.port

    def write(self):
        Life.number += 1
        try:
            self.who.fill(CASE, CASE + "/entries", {"kind": "phone", "text": f"となりの記録{Life.number:03}"})
            Life.acknowledged.add(Life.number)
            return True
        except Refused as refused:
            hold("a refusal is 503", refused.status == 503, refused.status)
            return False

    def killed_and_started(self):
        self.server.kill()
        return Life(self.who)


def beside_others(life):
    is_locked(life.server, "after the start")
    life.write()
    is_locked(life.server, "after a record")
    for words in (["audit", "verify"], ["backup", work / "kept"], ["key", "usage"]):
        hold(str(words), program(*words)[0] == 0)
        is_locked(life.server, f"after {words[0]}")
    for _ in range(5):
        foreign("SELECT count(*) FROM entry", "UPDATE number_series SET last_number = last_number")
        life.write()
        for name in (database, wal):
            shutil.copy(name, work / "copy")
        life.write()
        is_locked(life.server, "after others looked, wrote and copied")
    hold("the log is there", wal.exists())
    life = life.killed_and_started()
    hold("killed after others looked", texts(life.who) == Life.acknowledged, Life.acknowledged - texts(life.who))
    hold("audit verify", program("audit", "verify")[0] == 0, program("audit", "verify"))
    return life


def without_a_log(life):
    for name in (wal, data / "michi.db-shm"):
        name.unlink()
    hold("a record after the log was removed", life.write() or life.write())
    life.write()
    is_locked(life.server, "after the files were opened anew")
    life = life.killed_and_started()
    hold("killed after the log was removed", texts(life.who) == Life.acknowledged, Life.acknowledged - texts(life.who))
    hold("audit verify after it", program("audit", "verify")[0] == 0, program("audit", "verify"))
    return life


def lost_before_anybody_saw(life):
    """The log goes and the power with it: that cannot be prevented, and must not be hidden."""
    shutil.copy(database, work / "older")
    for _ in range(3):
        life.write()
    for name in (wal, data / "michi.db-shm"):
        name.unlink()
    life.server.kill()
    status, said = program("audit", "verify")
    hold("audit verify misses them", status == 1 and "entries are missing since" in said, said)
    life = Life(life.who)
    page = Visitor(life.server.port).sign_in(next(a for a in accounts_of(data) if a["role"] == "administrator"))
    hold("the administrator's page", "件ありません" in page.get("/a/audit"))
    hold("still missed", program("audit", "verify")[0] == 1)
    hold("acknowledged", program("audit", "acknowledge")[0] == 0 and program("audit", "verify")[0] == 0)
    Life.acknowledged = texts(life.who)
    return life


def copied_over(life):
    life.write()
    shutil.copy(work / "older", database)
    hold("writes no more", not life.write() and not life.write())
    hold("readyz", life.who.ask("GET", "/readyz")[0] == 503)
    life.server.stop()
    hold("the log stays", wal.exists())
    try:
        Server(data, log=log).stop()
        hold("the next start refuses to mix", False)
    except RuntimeError:
        hold("and says what to do", "not mixed" in log.read_text(), log.read_text()[-300:])


program("demo", "--children", "90")
life = Life()
for act in (beside_others, without_a_log, lost_before_anybody_saw, copied_over):
    life = act(life)
for line in bad:
    print(line)
print("beside others: " + ("nothing acknowledged was lost" if not bad else f"{len(bad)} wrong"))
shutil.rmtree(work)
sys.exit(1 if bad else 0)
