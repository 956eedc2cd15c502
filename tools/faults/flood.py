"""Strangers try to stop or to fill a server: bodies without end, JSON that swells, the whole list a hundred times
at once, thousands of slow heads, bodies and readers. Good requests beside them are timed; nothing here judges by time."""
import collections
import contextlib
import http.client
import multiprocessing
import os
import pathlib
import selectors
import shutil
import socket
import subprocess
import threading
import time

from common import Instance, Visitor, accounts_of, twin, until  # noqa: I001 - it says where the next one lies
from instance import free_port, hidden

MB, UPLOAD = 1 << 20, 20 << 20
LOOPBACK = [f"127.0.0.{n}" for n in range(2, 10)]
CARED_FOR = 384     # MB that a server may take at its worst, whatever strangers do
KEY = "a" * 230_000


# ---- good requests, in a process of their own ----
def ask_on(port, path, cookie, host, stopped, told):
    line, seconds, wrong = None, [], collections.Counter()
    while not stopped.is_set():
        begun = time.monotonic()
        try:
            line = line or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", path, headers={"Host": host, "Cookie": cookie})
            answer = line.getresponse()
            answer.read()
            seconds.append(time.monotonic() - begun)
            if answer.status != 200:
                wrong[answer.status] += 1
        except Exception as broken:  # noqa: BLE001 - it is what is being asked
            wrong[type(broken).__name__] += 1
            line = None
        time.sleep(0.005)
    told.put((seconds, wrong))


class Good:
    """Asks for one page after another, on three lines, while the block runs."""

    def __init__(self, port, path, cookie="", host="localhost"):
        self.stopped, self.told = multiprocessing.Event(), multiprocessing.Queue()
        self.askers = [multiprocessing.Process(target=ask_on, daemon=True,
                                               args=(port, path, cookie, host, self.stopped, self.told)) for _ in range(3)]
        self.seconds, self.wrong = [], collections.Counter()

    def __enter__(self):
        for asker in self.askers:
            asker.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for _ in self.askers:
            seconds, wrong = self.told.get(timeout=90)
            self.seconds += seconds
            self.wrong += wrong
        for asker in self.askers:
            asker.join()

    def figures(self):
        ordered = sorted(self.seconds) or [0]
        at = [1000 * ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.99, 1)]
        return "p50 {:.1f}, p99 {:.1f}, longest {:.1f} ms".format(*at) + f" of {len(self.seconds)}"


class Memory:
    """The most that the process held since the block began."""

    def __init__(self, pid):
        self.status, self.clear = pathlib.Path(f"/proc/{pid}/status"), pathlib.Path(f"/proc/{pid}/clear_refs")
        with contextlib.suppress(OSError):
            self.clear.write_text("5")
        self.before = self.now()

    def line(self, name):
        return next(int(line.split()[1]) // 1024 for line in self.status.read_text().splitlines() if line.startswith(name))

    def now(self):
        return self.line("VmRSS")

    def peak(self):
        return self.line("VmHWM")


def head(path, length, kind="multipart/form-data; boundary=x", cookie=""):
    return (f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nCookie: {cookie}\r\n"
            f"Content-Length: {length}\r\n\r\n").encode()


def status_of(answer):
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0


class Body(threading.Thread):
    """Announces a body, sends all but its last byte, and waits for what the server does."""

    def __init__(self, port, path, size, cookie="", source="127.0.0.1"):
        super().__init__(daemon=True)
        self.place = (port, path, size, cookie, source)
        self.status, self.sent, self.stalled_for = 0, 0, None

    def run(self):
        port, path, size, cookie, source = self.place
        line = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(source, 0))
        answer = b""
        with contextlib.suppress(OSError):
            line.sendall(head(path, size, cookie=cookie))
            piece = b"a" * 65536
            while self.sent < size - 1:
                part = piece[:size - 1 - self.sent]
                line.sendall(part)
                self.sent += len(part)
        stalled = time.monotonic()
        with contextlib.suppress(OSError):
            while more := line.recv(65536):
                answer += more
        self.stalled_for = time.monotonic() - stalled
        self.status = status_of(answer)
        line.close()


def bodies(report, server, cookie, who, count):
    memory = Memory(server.process.pid)
    with Good(server.port, "/sign-in") as good:
        all_of_them = [Body(server.port, "/w/resources/import", UPLOAD, cookie, LOOPBACK[n % 8]) for n in range(count)]
        for one in all_of_them:
            one.start()
        for one in all_of_them:
            one.join(60)
    ended = collections.Counter(one.status for one in all_of_them)
    grown = memory.peak() - memory.before
    report.check(f"{count} bodies of 20 MB of {who} are answered and ended though their last byte never comes",
                 set(ended) <= {303, 408, 503}, dict(ended))
    report.check("the memory stays within the budget", grown <= (200 if cookie else 48), f"{grown} MB more")
    report.check("pages are answered beside", not good.wrong, dict(good.wrong))
    report.say(f"pages beside: {good.figures()}; peak {memory.peak()} MB; "
               f"the longest stall was borne {max(one.stalled_for or 0 for one in all_of_them):.1f} s")


# ---- V6 ----
def swelling(port, body, stopped, statuses):
    while not stopped.is_set():
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("POST", "/w/search", body, {"Host": "localhost", "Content-Type": "application/json"})
            statuses[line.getresponse().status] += 1
        except OSError:
            statuses["closed"] += 1
        finally:
            line.close()


def json_bodies(report, server, seconds):
    body = '{"' + KEY + '":{' + ",".join(f'"k{n}":1' for n in range(1990)) + "}}"
    memory, stopped, statuses = Memory(server.process.pid), threading.Event(), collections.Counter()
    with Good(server.port, "/sign-in") as good:
        clients = [threading.Thread(target=swelling, args=(server.port, body, stopped, statuses)) for _ in range(4)]
        for client in clients:
            client.start()
        time.sleep(seconds)
        stopped.set()
        for client in clients:
            client.join()
    grown = memory.peak() - memory.before
    report.check("JSON of one long name before many short ones swells to nothing", grown <= 32, f"{grown} MB more")
    report.check("pages are answered beside", not good.wrong, dict(good.wrong))
    report.say(f"{sum(statuses.values())} such bodies of strangers {dict(statuses)}; pages beside: {good.figures()}")


# ---- V2 ----
def ask_again(port, path, stopped, statuses):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not stopped.is_set():
        try:
            line.request("GET", path, headers={"Host": "localhost"})
            answer = line.getresponse()
            answer.read()
            statuses[answer.status] += 1
        except (OSError, http.client.HTTPException) as broken:
            statuses[type(broken).__name__] += 1
            line.close()
    line.close()


def sign_ins(instance, account, device, seconds):
    took, statuses, end = [], collections.Counter(), time.monotonic() + seconds
    while time.monotonic() < end:
        visitor = Visitor(instance.server.port)
        visitor.cookies = dict(device)
        visitor.csrf = hidden(visitor.get("/sign-in"), "_csrf")
        begun = time.monotonic()
        status, _, _ = visitor.ask("POST", "/sign-in", {"login": account["login"], "password": account["password"]},
                                   [("X-CSRF-Token", visitor.csrf)])
        took.append(1000 * (time.monotonic() - begun))
        statuses[status] += 1
        visitor.hang_up()
    took.sort()
    return statuses, f"p50 {took[len(took) // 2]:.0f}, longest {took[-1]:.0f} ms of {len(took)}"


def whole_lists(report, instance, path, count, seconds):
    server, account = instance.server, next(a for a in accounts_of(instance.data) if a["login"] == "ito")
    device = {name: value for name, value in instance.visitor("ito").cookies.items() if name == "michi-device"}
    _, alone = sign_ins(instance, account, device, 2)
    memory, stopped, asked = Memory(server.process.pid), threading.Event(), collections.Counter()
    askers = [threading.Thread(target=ask_again, args=(server.port, path, stopped, asked)) for _ in range(count)]
    for asker in askers:
        asker.start()
    time.sleep(0.5)
    statuses, beside = sign_ins(instance, account, device, seconds)
    stopped.set()
    for asker in askers:
        asker.join()
    report.check(f"{count} askers for {path} get it", set(asked) == {200}, dict(asked))
    report.check("sign-in goes on beside them", set(statuses) == {303}, dict(statuses))
    report.say(f"sign-ins alone: {alone}; beside: {beside}; peak {memory.peak()} MB")


# ---- slow heads, bodies, readers: a process of its own holds them ----
SLOW = {
    "heads": (b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"X: y\r\n"),
    "bodies": (head("/sign-in", 9000, "application/x-www-form-urlencoded"), b"a=1&"),
    "readers": (b"GET /resources.csv HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20, b""),
}


def hold(port, kind, count, seconds, told):
    """Opens as many lines, sends a little on each every few seconds, and counts what the other side ended."""
    begin, more = SLOW[kind]
    picker, opened, ended, lines = selectors.DefaultSelector(), 0, 0, set()
    for n in range(count):
        line = socket.socket()
        if kind == "readers":
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with contextlib.suppress(OSError):
            line.bind((LOOPBACK[n % 8], 0))
            line.connect(("127.0.0.1", port))
            line.setblocking(False)
            line.send(begin)
            lines.add(line)
            opened += 1
            picker.register(line, selectors.EVENT_READ)
    told.put(opened)
    end, turn = time.monotonic() + seconds, 0
    while lines and time.monotonic() < end:
        turn += 1
        slice_of = [line for line in lines if more and hash(line) % 8 == turn % 8]
        for line in slice_of:
            with contextlib.suppress(OSError):
                line.send(more)
        until_then = time.monotonic() + 0.5
        while time.monotonic() < until_then:
            for key, _ in picker.select(until_then - time.monotonic()) if kind != "readers" else []:
                over = True
                with contextlib.suppress(BlockingIOError):
                    try:
                        over = not key.fileobj.recv(4096)
                    except ConnectionError:
                        over = True
                if over:
                    picker.unregister(key.fileobj)
                    lines.discard(key.fileobj)
                    key.fileobj.close()
                    ended += 1
            if kind == "readers":
                time.sleep(0.2)
                break
    for line in lines:
        line.close()
    told.put(ended)


class Slow:
    def __init__(self, port, kind, count, seconds):
        self.told = multiprocessing.Queue()
        self.process = multiprocessing.Process(target=hold, args=(port, kind, count, seconds, self.told), daemon=True)

    def __enter__(self):
        self.process.start()
        self.opened = self.told.get(timeout=120)
        return self

    def __exit__(self, *_):
        self.ended = self.told.get(timeout=120)
        self.process.join()


def lines_of(pid):
    """Sockets that the process holds."""
    count = 0
    for name in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(OSError):
            count += os.readlink(f"/proc/{pid}/fd/{name}").startswith("socket:")
    return count


def slow_lines(report, pid, port, cookie, count, seconds):
    for kind in SLOW:
        memory, before = Memory(pid), lines_of(pid)
        with Good(port, "/w" if cookie else "/resources.csv", cookie) as good:
            with Slow(port, kind, count, seconds) as slow:
                pass
        report.check(f"{slow.opened} slow {kind} hold up no good request", not good.wrong and good.seconds, dict(good.wrong))
        report.check("their lines are taken back", until(lambda: lines_of(pid) <= before + 4, 30), lines_of(pid))
        report.check("the memory stays small", memory.peak() <= CARED_FOR, f"peak {memory.peak()} MB")
        report.say(f"good beside {slow.opened} slow {kind}: {good.figures()}; {slow.ended} ended by the server in {seconds} s")


class Nginx:
    """The control: a file of the size of the page, the same slow lines."""

    def __init__(self, home, page):
        self.home, self.port = home, free_port()
        home.mkdir()
        (home / "resources.csv").write_bytes(page)
        os.chmod(home, 0o755)
        (home / "nginx.conf").write_text(
            ("user root;\n" if os.getuid() == 0 else "") +
            f"daemon off; worker_processes 2; worker_rlimit_nofile 20000; pid {home}/pid; error_log {home}/log;\n"
            "events { worker_connections 9000; }\n"
            f"http {{ access_log off; sendfile on; client_header_timeout 10; client_body_timeout 10; send_timeout 10;\n"
            f"client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f; uwsgi_temp_path {home}/u;\n"
            f"scgi_temp_path {home}/s; server {{ listen 127.0.0.1:{self.port} backlog=4096; root {home};\n"
            "location = /sign-in { proxy_pass http://127.0.0.1:1; } } }\n")
        self.process = subprocess.Popen(["nginx", "-p", home, "-c", home / "nginx.conf"], stderr=subprocess.DEVNULL)
        time.sleep(0.5)

    def end(self):
        self.process.terminate()
        self.process.wait()


def beside_nginx(report, work, page, count, seconds):
    nginx = Nginx(work / "nginx", page)
    try:
        for kind in SLOW:
            with Good(nginx.port, "/resources.csv") as good, Slow(nginx.port, kind, count, seconds) as slow:
                pass
            report.say(f"nginx beside {slow.opened} slow {kind}: {good.figures()}, wrong {dict(good.wrong)}")
    finally:
        nginx.end()


def run(report, work, args):
    instance = Instance(work / "flood")
    server = instance.start()
    visitor = instance.visitor("ito")
    cookie = twin(visitor).cookie()
    with Good(server.port, "/w", cookie) as good:
        time.sleep(1 if args.short else 5)
    report.say(f"pages with nobody else: {good.figures()}; {Memory(server.process.pid).now()} MB")
    whole_lists(report, instance, "/resources.xlsx", 100, 3 if args.short else 15)
    json_bodies(report, server, 2 if args.short else 8)
    bodies(report, server, "", "strangers", 40)
    if args.long:
        bodies(report, server, cookie, "one who is signed in", 40)
    slow_lines(report, server.process.pid, server.port, cookie, 300 if args.short else 8000, 3 if args.short else 30)
    if args.long and shutil.which("nginx"):
        line = http.client.HTTPConnection("127.0.0.1", server.port)
        line.request("GET", "/resources.csv", headers={"Host": "localhost"})
        beside_nginx(report, work, line.getresponse().read(), 8000, 30)
    report.check("the server is alive and answers", visitor.ask("GET", "/w")[0] == 200)
    instance.end()
