"""A full disk, a disk that answers with errors, a database file that is gone: a calm sentence, nothing half
written, and on it goes without a restart once the disk is back."""
import json
import os
import pathlib
import shutil
import subprocess
import time

from common import PROGRAM, SENTENCE, Crew, Instance, until

NOTE = {"kind": "phone", "text": "書きかけの大切な文"}
CASE = "/w/cases/W-0150"


class SmallDisk:
    """A tmpfs of a few megabytes."""

    def __init__(self, directory, megabytes):
        self.directory = directory
        directory.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", directory], check=True)

    def fill(self):
        with open(self.directory / "stuffing", "ab", 0) as stuffing:
            for size in (1 << 20, 4096, 1):
                try:
                    while True:
                        stuffing.write(b"x" * size)
                except OSError:
                    pass

    def relieve(self):
        os.unlink(self.directory / "stuffing")

    def end(self):
        subprocess.run(["umount", "-l", self.directory], check=False)


def told(visitor, form=None, key="the-key-of-a-full-disk", where=CASE):
    """Status and page of a note that is being saved, or of the case that is being opened."""
    if form is None:
        return visitor.ask("GET", where)[:2]
    headers = [("X-CSRF-Token", visitor.csrf), ("Idempotency-Key", key)]
    return visitor.ask("POST", where + "/entries", form, headers)[:2]


def name_of_the_child(visitor):
    told = json.loads(visitor.ask("GET", CASE, headers=[("Accept", "application/json")])[1])
    return told["who"]["name"]


def fill_by_writing(instance, disk):
    """Full to the last byte, and the log grown into what was left."""
    disk.fill()
    crew = Crew(instance, seed=5)
    crew.begin()
    until(lambda: all(member.refused for member in crew.members), 20)
    crew.end()
    disk.fill()
    return crew


def full(report, work, args):
    if os.getuid() != 0:
        return report.skip("a full disk", "only root can mount a small one here")
    disk = SmallDisk(work / "small", 32)
    try:
        full_disk(report, Instance(disk.directory / "data"), disk)
    finally:
        disk.end()


def full_disk(report, instance, disk):
    instance.start()
    for login in Crew.LOGINS:
        instance.visitor(login)
    name = name_of_the_child(instance.visitor("ito"))
    crew = fill_by_writing(instance, disk)
    refused = crew.all("refused")
    report.check("a full disk: writers are told in a sentence, with 503",
                 refused and all(status == 503 and SENTENCE in body for _, status, body in refused), f"{len(refused)} told")
    visitor = instance.visitor("ito")
    status, page = told(visitor, NOTE)
    report.check("a full disk: what was typed stands on the page that says so", status == 503 and NOTE["text"] in page, status)
    alive = [visitor.ask("GET", where)[0] for where in ("/healthz", "/readyz", "/sign-in")]
    report.check("a full disk: the program lives and pages without a person's data open", alive == [200, 200, 200], alive)
    status, page = told(visitor)
    report.check("a full disk: a case opens with its audit entry, or not at all",
                 status == 200 or (status == 503 and name not in page), f"status {status}")
    report.check("a full disk: reading goes on", status == 200, f"status {status}")
    disk.relieve()
    report.check("room again: saving goes on without a restart", until(lambda: told(visitor, NOTE)[0] == 303))
    for member in crew.members:
        assert member.send_again()
    once = instance.visitor("ito").get(CASE + "?all=1").count(NOTE["text"])
    report.check("room again: what was sent again stands there once", once == 1, once)
    instance.server.kill()
    rows, sent = instance.number("SELECT count(*) FROM once WHERE once_key LIKE 'faults-%'"), len(crew.all("acknowledged"))
    report.check("nothing acknowledged was lost and nothing half written", rows == sent, f"{rows} of {sent}")
    report.check("the file is sound and the audit verifies after a full disk", instance.sound() and instance.verify()[0])
    instance.start()
    instance.end()


class BrokenCalls:
    """The system calls of a running process fail while this lasts."""

    def __init__(self, process, calls, error):
        self.tracer = subprocess.Popen(["strace", "-f", "-qq", "-o", "/dev/null", "-p", str(process.pid),
                                        "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}"],
                                       stderr=subprocess.DEVNULL)
        time.sleep(0.7)

    def works(self):
        return self.tracer.poll() is None

    def end(self):
        self.tracer.terminate()
        self.tracer.wait()


def audit(report, work, args):
    """No audit, no data: when the entry cannot be made durable, the page is not shown."""
    if not shutil.which("strace"):
        return report.skip("a disk that answers with errors", "strace is missing")
    instance = Instance(work / "audit")
    server = instance.start()
    visitor = instance.visitor("ito")
    name = name_of_the_child(visitor)
    for calls, error in (("fdatasync", "EIO"), ("pwrite64", "ENOSPC"), ("pwrite64", "EROFS")):
        before = instance.number("SELECT count(*) FROM entry")
        broken = BrokenCalls(server.process, calls, error)
        if not broken.works():
            return report.skip("a disk that answers with errors", "strace may not attach here")
        what, key = f"{calls} fails with {error}", f"key-{calls}-{error}"
        got, page = told(visitor)
        posted, kept = told(visitor, NOTE, key)
        broken.end()
        report.check(f"{what}: no audit, no data", got == 503 and SENTENCE in page and name not in page, got)
        report.check(f"{what}: saving is refused in a sentence and keeps the words", posted == 503 and NOTE["text"] in kept, posted)
        if calls == "fdatasync":
            server = stopped(report, instance, visitor, what)
            visitor = instance.visitor("ito")
        report.check(f"{what}: afterwards pages open and the same form is saved once",
                     until(lambda: told(visitor)[0] == 200) and told(visitor, NOTE, key)[0] == 303
                     and told(visitor, NOTE, key)[0] == 303
                     and instance.number("SELECT count(*) FROM entry") - before == 1)
    instance.server.kill()
    report.check("the file is sound and the audit verifies after a failing disk", instance.sound() and instance.verify()[0])


def stopped(report, instance, visitor, what):
    """The system tells of a lost write once; only a new start may trust the disk again."""
    got = [told(visitor)[0], told(visitor, NOTE, "key-after-a-sync")[0], visitor.ask("GET", "/readyz")[0]]
    report.check(f"{what}: nothing is written until the next start, and readiness says so", got == [503] * 3, got)
    said = "a sync failed" in pathlib.Path(str(instance.data) + ".log").read_text()
    report.check(f"{what}: the log says why", said)
    instance.server.kill()
    return instance.start()


def lost_file(report, work, args):
    instance = Instance(work / "lost")
    instance.start()
    visitor = instance.visitor("ito")
    before = instance.number("SELECT count(*) FROM entry")
    for name in ("michi.db", "michi.db-wal", "michi.db-shm"):
        os.rename(instance.data / name, work / name)
    status, page = told(visitor, NOTE)
    report.check("the database file is gone: nothing is acknowledged into nowhere", status == 503 and SENTENCE in page, status)
    status = told(visitor)[0]
    report.check("the database file is gone: no page pretends", status == 503, status)
    ready = visitor.ask("GET", "/readyz")[0]
    report.check("the database file is gone: readiness says so", ready == 503, ready)
    report.check("the database file is gone: no empty one takes its place", not (instance.data / "michi.db").exists())
    for name in ("michi.db", "michi.db-wal", "michi.db-shm"):
        os.rename(work / name, instance.data / name)
    report.check("the file is back: it goes on without a restart",
                 until(lambda: told(visitor, NOTE)[0] == 303) and told(visitor)[0] == 200)
    made = instance.number("SELECT count(*) FROM entry") - before
    report.check("the file is back: the note is there once", made == 1, made)
    instance.server.kill()
    report.check("the file is sound and the audit verifies after its loss", instance.sound() and instance.verify()[0])
    unreadable(report, instance)


def unreadable(report, instance):
    """At a start: one sentence and an end, never a new empty instance."""
    shutil.copy(instance.data / "michi.db", instance.data / "kept")
    (instance.data / "michi.db").write_bytes(b"not a database at all" * 1000)
    for name in ("michi.db-wal", "michi.db-shm"):
        (instance.data / name).unlink(missing_ok=True)
    ended = subprocess.run([PROGRAM, "serve", *instance.place, "--port", "1"], capture_output=True, text=True, timeout=20)
    lines = ended.stderr.strip().splitlines()
    report.check("a file that is no database: the start says so in one sentence", ended.returncode == 1 and len(lines) == 1, lines[:3])
    (instance.data / "michi.db").unlink()
    ended = subprocess.run([PROGRAM, "serve", *instance.place, "--port", "1"], capture_output=True, text=True, timeout=20)
    lines = ended.stderr.strip().splitlines()
    report.check("no file: the start says so in one sentence and makes none",
                 ended.returncode == 1 and len(lines) == 1 and not (instance.data / "michi.db").exists(), lines[:3])
