"""A running michishirube and people who use it, as the measuring and breaking tools need them."""
import base64
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import signal
import socket
import struct
import subprocess
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build/release/michishirube"
TOLD = {"Content-Type": "application/x-www-form-urlencoded"}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, data, program=PROGRAM, before=None, log=None, database=None, host=None):
        self.port = free_port()
        self.log = open(log, "ab") if log else subprocess.DEVNULL
        begun = time.monotonic()
        place = ["--data", str(data)] + (["--database", database] if database else [])
        place += ["--public-host", host] if host else []
        self.process = subprocess.Popen([str(program), "serve", *place, "--port", str(self.port)],
                                        stdout=self.log, stderr=self.log, preexec_fn=before)
        self.seconds_to_ready = self.wait_ready(begun)

    def wait_ready(self, begun):
        while time.monotonic() - begun < 60:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}")
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as s:
                    s.sendall(f"GET /readyz HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n\r\n".encode())
                    if s.recv(64).startswith(b"HTTP/1.1 200"):
                        return time.monotonic() - begun
            except OSError:
                pass
            time.sleep(0.002)
        raise RuntimeError("the server is not ready after a minute")

    def memory_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)


def ahead_of(data):
    """Seconds that the clock of a demonstration is ahead of this machine's (`demo --today`)."""
    try:
        return json.loads((pathlib.Path(data) / "demo-clock.json").read_text())["ahead_ms"] / 1000
    except FileNotFoundError:   # made before demonstrations had a day of their own
        return 0


def code_of(secret, ahead=0):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time() + ahead) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000)


def accounts_of(data):
    """The accounts of a demonstration, each with how far the clock is ahead under which its codes are made."""
    ahead = ahead_of(data)
    return [{**account, "ahead": ahead} for account in json.loads((pathlib.Path(data) / "demo-accounts.json").read_text())]


class Refused(Exception):
    """The server answered, and said no."""

    def __init__(self, status, body):
        super().__init__(f"{status}")
        self.status, self.body = status, body


class Visitor:
    """A browser with its cookies. `port` may change: the session outlives the process."""

    def __init__(self, port):
        self.port, self.cookies, self.csrf, self.line = port, {}, "", None

    def ask(self, method, path, form=None, headers=()):
        if self.line is None:
            self.line = http.client.HTTPConnection("localhost", self.port, timeout=30)
        sent = {"Cookie": self.cookie(), **dict(headers), **(TOLD if form is not None else {})}
        try:
            self.line.request(method, path, urllib.parse.urlencode(form) if form is not None else None, sent)
            answer = self.line.getresponse()
            body = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, body, answer.headers

    def hang_up(self):
        if self.line:
            self.line.close()
        self.line = None

    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path):
        status, body, _ = self.ask("GET", path)
        if status != 200:
            raise Refused(status, body)
        return body

    def post(self, path, form, key=None):
        """Answers where the server sends the browser next."""
        headers = {"X-CSRF-Token": self.csrf}
        if key:
            headers["Idempotency-Key"] = key
        status, body, answered = self.ask("POST", path, form, headers.items())
        if status != 303:
            raise Refused(status, body)
        return answered["Location"]

    def fill(self, page, path, form):
        """Posts the form that stands on a page."""
        self.csrf = hidden(self.get(page), "_csrf")
        return self.post(path, form)

    def sign_in(self, account):
        self.fill("/sign-in", "/sign-in", {"login": account["login"], "password": account["password"]})
        self.fill("/sign-in/code", "/sign-in/code", {"code": code_of(account["totp_secret"], account.get("ahead", 0))})
        self.csrf = hidden(self.get("/w"), "_csrf")
        return self


def hidden(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""
