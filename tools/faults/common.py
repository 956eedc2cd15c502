"""What every breaking tool needs: an instance of its own, people at work in it, and a list of what held."""
import json
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from instance import PROGRAM, ROOT, Refused, Server, Visitor, accounts_of  # noqa: E402,F401

FIRST_CASE, CHILDREN = 145, 12
SENTENCE = "いま保存も表示もできません"


class Report:
    """Sentences that held or did not; printed as they come."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, sentence, holds, detail=""):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        print(f"{'ok     ' if holds else 'FAILED '} {sentence}{f' ({detail})' if detail != '' else ''}", flush=True)
        return holds

    def skip(self, sentence, why):
        self.skipped += 1
        print(f"SKIPPED {sentence}: {why}", flush=True)

    def say(self, sentence):
        print(f"        {sentence}", flush=True)


class Postgres:
    """A throw-away cluster that can be stopped and started again; each part gets a database of its own in it."""

    def __init__(self, directory):
        self.directory, self.made = pathlib.Path(directory), 0
        self.address = self.tool("start")

    def tool(self, act):
        return subprocess.run([ROOT / "tools/pg.sh", act, self.directory], check=True, capture_output=True,
                              text=True).stdout.strip()

    def database(self):
        self.made += 1
        self.ask(self.address, f"CREATE DATABASE faults{self.made}")
        return Database(self, self.address.rsplit("/", 1)[0] + f"/faults{self.made}")

    @staticmethod
    def ask(url, sql):
        told = subprocess.run(["psql", "-XAtF", "\t", url, "-c", sql], check=True, capture_output=True, text=True)
        return [tuple(line.split("\t")) for line in told.stdout.splitlines()]

    def end(self):
        self.tool("stop")


class Database:
    def __init__(self, cluster, url):
        self.cluster, self.url = cluster, url

    def rows(self, sql):
        return Postgres.ask(self.url, sql)

    def halt(self):
        self.cluster.tool("halt")

    def again(self):
        self.cluster.tool("again")


class Instance:
    """A small demonstration in a directory of its own, with a server that may die."""

    def __init__(self, directory, postgres=None):
        self.data, self.postgres, self.server = pathlib.Path(directory), postgres, None
        self.place = ["--data", str(self.data)] + (["--database", postgres.url] if postgres else [])
        subprocess.run([PROGRAM, "demo", *self.place, "--children", str(CHILDREN), "--notes", "2", "--consultations", "30"],
                       check=True, capture_output=True)
        self.people = {}

    def start(self):
        self.server = Server(self.data, database=self.postgres and self.postgres.url, log=str(self.data) + ".log")
        for visitor in self.people.values():
            visitor.hang_up()
            visitor.port = self.server.port
        return self.server

    def visitor(self, login):
        """Somebody signed in; a code is good for one signing in, so each person does it once."""
        if login not in self.people:
            account = next(a for a in accounts_of(self.data) if a["login"] == login)
            self.people[login] = Visitor(self.server.port).sign_in(account)
        return twin(self.people[login])

    def verify(self):
        told = subprocess.run([PROGRAM, "audit", "verify", *self.place, "--json"], capture_output=True, text=True)
        return told.returncode == 0 and json.loads(told.stdout)["ok"], told.stdout.strip() or told.stderr.strip()

    def rows(self, sql):
        """Rows as they are on the disk; of SQLite read from a copy, so that the file itself stays as the crash left it."""
        if self.postgres:
            return self.postgres.rows(sql)
        copy = self.data.parent / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for name in ("michi.db", "michi.db-wal"):
            if (self.data / name).exists():
                shutil.copy(self.data / name, copy / name)
        with sqlite3.connect(copy / "michi.db") as db:
            rows = [tuple(map(str, row)) for row in db.execute(sql)]
        db.close()
        return rows

    def number(self, sql):
        return int(self.rows(sql)[0][0])

    def sound(self):
        """What SQLite itself says of the file."""
        if self.postgres:
            return True
        return self.rows("PRAGMA integrity_check") == [("ok",)] and self.rows("PRAGMA foreign_key_check") == []

    def end(self):
        if self.server:
            self.server.stop()


def twin(visitor):
    """The same session on a connection of its own."""
    other = Visitor(visitor.port)
    other.cookies, other.csrf = dict(visitor.cookies), visitor.csrf
    return other


class Writer(threading.Thread):
    """Writes notes, receptions and actions one after another; knows what was acknowledged and what is open."""
    numbers = iter(range(1, 10**9))

    def __init__(self, visitor, seed):
        super().__init__(daemon=True)
        self.visitor, self.chance, self.stopping = visitor, random.Random(seed), False
        self.acknowledged, self.open, self.refused = [], [], []

    def run(self):
        while not self.stopping:
            write = self.next_write()
            self.open.append(write)
            if not self.send(write):
                return

    def next_write(self):
        number = next(Writer.numbers)
        case = f"W-{FIRST_CASE + self.chance.randrange(CHILDREN - 1):04d}"
        kind = self.chance.choices(("note", "reception", "action"), (6, 2, 2))[0]
        text = f"書いた文 {number:08d}"
        where, form = {
            "note": (f"/w/cases/{case}/entries", {"kind": "phone", "text": text}),
            "reception": ("/w/intake", {"channel": "phone"}),
            "action": (f"/w/cases/{case}/actions", {"next_what": text, "side": "c"}),
        }[kind]
        return {"kind": kind, "case": case, "text": text, "where": where, "form": form, "key": f"faults-{number:012d}"}

    def send(self, write):
        """False when the line is broken: nobody knows what became of it."""
        try:
            write["location"] = self.visitor.post(write["where"], write["form"], write["key"])
        except Refused as refused:
            self.refused.append((write, refused.status, refused.body))
            self.close(write)
            time.sleep(0.2)
            return refused.status == 503
        except Exception:  # noqa: BLE001 - whatever broke the line
            return False
        self.close(write)
        self.acknowledged.append(write)
        return True

    def close(self, write):
        if write in self.open:
            self.open.remove(write)

    def send_again(self):
        """What was refused or has an unknown end goes out again under its key, as the person's browser would."""
        again, self.refused = self.open + [write for write, _, _ in self.refused], []
        return all([self.send(write) for write in again]) and not self.refused


class Crew:
    """Several writers at once over the sessions of several people."""
    LOGINS = ("ito", "miura", "otani")

    def __init__(self, instance, size=6, seed=1):
        self.members = [Writer(instance.visitor(self.LOGINS[i % 3]), seed * 1000 + i) for i in range(size)]

    def begin(self):
        for member in self.members:
            member.start()

    def end(self, timeout=40):
        for member in self.members:
            member.stopping = True
        for member in self.members:
            member.join(timeout)

    def all(self, what):
        return [one for member in self.members for one in getattr(member, what)]


def until(holds, seconds=20, every=0.1):
    """Whether it comes to hold within the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return True
        except Exception:  # noqa: BLE001 - not yet
            pass
        time.sleep(every)
    return False
