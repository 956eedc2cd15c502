"""One stranger guesses at passwords: people at other addresses do not notice, those behind his own are let in
after a short wait, and a device that signed in before never waits. Every address of 127.0.0.0/8 is one of ours."""
import concurrent.futures
import http.client
import threading
import time

from common import Instance, Visitor, accounts_of  # noqa: I001 - it says where the next one lies
from instance import hidden

GUILTY, ELSEWHERE, TOGETHER, WRONG = "127.0.0.66", "127.0.0.67", 16, 610


class Guest(Visitor):
    """A new device at an address of its own."""

    def __init__(self, port, source):
        super().__init__(port)
        self.source = source

    def ask(self, *words, **more):
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(self.source, 0))
        return super().ask(*words, **more)

    def password(self, login, password):
        """Status and seconds of one sign-in."""
        page = self.get("/sign-in")
        self.csrf = hidden(page, "_csrf")
        begun = time.monotonic()
        status, _, _ = self.ask("POST", "/sign-in", {"login": login, "password": password}, [("X-CSRF-Token", self.csrf)])
        return status, time.monotonic() - begun


def quantiles(seconds):
    """p50, p99 and the longest, in milliseconds."""
    ordered = sorted(seconds)
    return [1000 * ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.99, 1)]


def told(seconds):
    return "p50 {:.1f}, p99 {:.1f}, longest {:.1f} ms".format(*quantiles(seconds)) + f" of {len(seconds)}"


class Crowd:
    """Good sign-ins of new devices and pages, one after the other, at an address that nobody guesses from."""

    def __init__(self, port, accounts):
        self.port, self.accounts = port, accounts
        self.signed_in, self.pages, self.refused = [], [], 0

    def go(self, goes_on):
        for turn in range(10**6):
            if not goes_on(turn):
                return self
            account = self.accounts[turn % len(self.accounts)]
            guest = Guest(self.port, ELSEWHERE)
            status, seconds = guest.password(account["login"], account["password"])
            self.signed_in.append(seconds)
            self.refused += status != 303
            guest.hang_up()
            reader = Guest(self.port, ELSEWHERE)
            for _ in range(5):
                begun = time.monotonic()
                reader.get("/sign-in")
                self.pages.append(time.monotonic() - begun)
            reader.hang_up()


def wrong(port, number):
    try:
        return Guest(port, GUILTY).password(f"nobody{number:05d}", f"not-the-password-{number}")[0]
    except (OSError, http.client.HTTPException) as broken:
        return type(broken).__name__


def measure(server, accounts, attempts, report):
    """The good ones before and beside the wrong ones."""
    before = Crowd(server.port, accounts).go(lambda turn: turn < 200)
    stopped = threading.Event()
    beside, begun = Crowd(server.port, accounts), time.monotonic()
    good = threading.Thread(target=beside.go, args=(lambda turn: not stopped.is_set(),))
    good.start()
    with concurrent.futures.ThreadPoolExecutor(TOGETHER) as together:
        answers = list(together.map(lambda number: wrong(server.port, number), range(attempts)))
    stopped.set()
    good.join()
    report.say(f"{attempts} wrong sign-ins of one address, {TOGETHER} at once: {time.monotonic() - begun:.0f} s")
    report.check("wrong sign-ins are answered, none by a fault", set(answers) <= {422, 503}, sorted(set(map(str, answers))))
    report.check("every good sign-in of a new device at another address is let in", before.refused + beside.refused == 0,
                 f"{len(beside.signed_in)} beside the wrong ones")
    for what, one, other in (("sign-ins", before.signed_in, beside.signed_in), ("pages", before.pages, beside.pages)):
        report.say(f"{what} before: {told(one)}; beside: {told(other)}; p99 × {quantiles(other)[1] / quantiles(one)[1]:.2f}")


def run(report, work, args):
    instance = Instance(work / "guessing")
    server = instance.start()
    accounts = [account for account in accounts_of(instance.data) if account["role"] != "family"]
    known = Guest(server.port, GUILTY)
    known.sign_in(accounts[0])
    measure(server, accounts[1:], 40 if args.short else WRONG, report)
    status, seconds = Guest(server.port, GUILTY).password(accounts[1]["login"], accounts[1]["password"])
    report.check("behind the guilty address a right password of a new device is taken", status == 303, status)
    report.say(f"it waited {seconds:.2f} s")
    again = Guest(server.port, GUILTY)
    again.cookies = {"michi-device": known.cookies["michi-device"]}
    status, seconds = again.password(accounts[0]["login"], accounts[0]["password"])
    report.check("and that of a known device", status == 303, status)
    report.say(f"it waited {seconds:.2f} s")
    instance.end()
