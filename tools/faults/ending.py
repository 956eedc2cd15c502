"""SIGTERM under load: readiness turns false first, every request that was sent is answered, the process ends."""
import http.client
import signal
import threading
import time

from common import Instance, until


class Guest(threading.Thread):
    """A browser that keeps its line until it is told to close it."""

    rounds = iter(range(10**6))

    def __init__(self, instance, number):
        super().__init__(daemon=True)
        self.key = f"ending-{next(Guest.rounds):06d}"
        self.visitor, self.number = instance.visitor(("ito", "miura", "otani")[number % 3]), number
        self.answered, self.statuses, self.failed, self.farewell = 0, {}, [], False

    def ask(self, turn):
        if (turn + self.number) % 3:
            return self.visitor.ask("GET", ("/w", "/w/cases/W-0150", "/w/cases")[turn % 3])
        headers = [("X-CSRF-Token", self.visitor.csrf), ("Idempotency-Key", f"{self.key}-{turn:06d}")]
        return self.visitor.ask("POST", "/w/cases/W-0150/entries", {"kind": "phone", "text": f"終わりに {turn}"}, headers)

    def run(self):
        for turn in range(10**6):
            try:
                status, _, headers = self.ask(turn)
            except ConnectionRefusedError:
                return
            except (OSError, http.client.HTTPException) as broken:
                self.failed.append(repr(broken))
                return
            self.answered += 1
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if headers["Connection"] == "close":
                self.farewell = True
                return


def one_end(report, instance, engine):
    server, guests = instance.start(), [Guest(instance, n) for n in range(16)]
    saved = instance.number("SELECT count(*) FROM entry")
    for guest in guests:
        guest.start()
    time.sleep(1)
    begun = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    probe = instance.visitor("ito")
    unready = until(lambda: probe.ask("GET", "/readyz")[0] == 503, 2, 0.005)
    ended = until(lambda: server.process.poll() is not None, 40)
    took = time.monotonic() - begun
    for guest in guests:
        guest.join(5)
    failed = [one for guest in guests for one in guest.failed]
    statuses = {status for guest in guests for status in guest.statuses}
    posted = sum(guest.statuses.get(303, 0) for guest in guests)
    report.check(f"SIGTERM under load: no request in flight fails ({engine})", not failed,
                 f"{sum(guest.answered for guest in guests)} answered, failed: {failed[:3]}")
    report.check(f"every answer is a whole one ({engine})", statuses <= {200, 303}, statuses)
    report.check(f"readiness turns false while answers still come ({engine})", unready)
    report.check(f"everybody is told to close ({engine})", all(guest.farewell for guest in guests))
    report.check(f"the process ends by itself, in order ({engine})", ended and server.process.returncode == 0,
                 f"{took:.1f} s, status {server.process.returncode}")
    kept = instance.number("SELECT count(*) FROM entry") - saved
    report.check(f"what was acknowledged is kept ({engine})", kept == posted, f"{kept} of {posted}")
    report.check(f"the audit verifies after the end ({engine})", instance.verify()[0])


def some_ends(report, instance, engine, times):
    instance.start()
    for login in ("ito", "miura", "otani"):
        instance.visitor(login)
    instance.server.stop()
    for _ in range(times):
        one_end(report, instance, engine)


def run(report, work, args):
    some_ends(report, Instance(work / "ending"), "SQLite", 5 if args.long else 1)
    if args.postgres:
        some_ends(report, Instance(work / "ending-pg", args.postgres.database()), "PostgreSQL", 1)
