#!/usr/bin/env python3
"""The proxies of packaging/ before a running server: whose address counts, whatever a visitor says of himself, and no
request that two readers understand differently reaches another visitor."""
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/michishirube")
work = pathlib.Path(tempfile.mkdtemp(prefix="michi-proxies-"))
running, bad, held = [], 0, 0


def hold(what, truth, told=""):
    global bad, held
    held += 1
    if not truth:
        bad += 1
        print(f"{what}: {told}")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def begin(*words, log):
    running.append(subprocess.Popen([*map(str, words)], stdout=open(work / log, "w"), stderr=subprocess.STDOUT))


def wait_for(port, log):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError((work / log).read_text())


def server():
    port = free_port()
    subprocess.run([PROGRAM, "demo", "--data", work / "data", "--children", "3", "--notes", "1", "--consultations", "3"], check=True,
                   capture_output=True)
    (work / "settings.toml").write_text(f'data = "{work}/data"\ntls_in_front = true\npublic_host = "localhost"\n')
    begin(PROGRAM, "serve", "--config", work / "settings.toml", "--port", port, log="server.log")
    wait_for(port, "server.log")
    return port


def certificate():
    key, certificate, both = work / "key.pem", work / "fullchain.pem", work / "fullchain-and-key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    both.write_text(certificate.read_text() + key.read_text())


def as_here(name, behind):
    """The file of packaging/ with the ports, the host and the certificate of this test; nothing else is changed."""
    front, plain = free_port(), free_port()
    text = (ROOT / "packaging" / name).read_text()
    for packaged, here in (("127.0.0.1:8080", f"127.0.0.1:{behind}"), ("/etc/ssl/michishirube", str(work)),
                           ("listen 443", f"listen 127.0.0.1:{front}"), ("listen 80;", f"listen 127.0.0.1:{plain};"),
                           ("bind :443", f"bind 127.0.0.1:{front}"), ("bind :80\n", f"bind 127.0.0.1:{plain}\n"),
                           ("centre.example.jp", "localhost"), ("    log /dev/log local0\n", ""), ("    log global\n", ""),
                           ("    user haproxy\n    group haproxy\n", "")):
        text = text.replace(packaged, here)
    return front, text


def nginx(behind):
    front, text = as_here("nginx.conf", behind)
    folder = work / "nginx"
    folder.mkdir()
    places = "".join(f"{what}_temp_path {folder}/{what};\n" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(f"daemon off;\nerror_log {folder}/error.log;\npid {folder}/pid;\nevents {{}}\n"
                                       f"http {{\naccess_log off;\n{places}{text}\n}}\n")
    begin("/usr/sbin/nginx", "-e", folder / "error.log", "-c", folder / "nginx.conf", log="nginx.log")
    wait_for(front, "nginx.log")
    return front


def haproxy(behind):
    front, text = as_here("haproxy.cfg", behind)
    (work / "haproxy.cfg").write_text(text)
    begin("/usr/sbin/haproxy", "-db", "-f", work / "haproxy.cfg", log="haproxy.log")
    wait_for(front, "haproxy.log")
    return front


def ask(port, text, source="127.0.0.1"):
    """Everything that comes back until the other side closes or is silent."""
    context = ssl._create_unverified_context()
    told = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0)) as raw:
        with context.wrap_socket(raw, server_hostname="localhost") as line:
            line.settimeout(3)
            try:
                line.sendall(text.encode("latin-1"))
                while piece := line.recv(65536):
                    told += piece
            except OSError:
                pass
    return told.decode("utf-8", "replace")


def request(path, lines="", method="GET", body=""):
    length = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{lines}{length}Connection: close\r\n\r\n{body}"


def wrong_code(port, lines, source):
    """Whether the next code of this visitor is not looked at."""
    page = ask(port, request("/r"), source)
    cookie, token = re.search(r"[Ss]et-[Cc]ookie: ((?:__Host-)?michi_form=[^;]*)", page)[1], re.search(r'name="_csrf" value="([^"]*)"', page)[1]
    answer = ask(port, request("/r", f"{lines}Cookie: {cookie}\r\n", "POST", f"code=AAAA-BBBB-CCCC&_csrf={token}"), source)
    return "1時間" in answer


def forged(number):
    """What a visitor may say of himself, other each time."""
    name = "X-Forwarded-For: "
    return ("", f"{name}198.51.100.{number}\r\n", f"{name}198.51.100.{number}\r\n{name}198.51.100.{number + 50}\r\n",
            f"{name}198.51.100.{number}, 198.51.100.{number + 50}\r\n", f"{name}nonsense {number}\r\n",
            f"Forwarded: for=198.51.100.{number}\r\nX-Real-IP: 198.51.100.{number}\r\n")[number % 6]


def addresses(name, port, number):
    guilty, other = f"127.0.{number}.66", f"127.0.{number}.67"
    waits = [wrong_code(port, forged(turn), guilty) for turn in range(14)]
    hold(f"{name}: ten wrong codes, then the address waits whatever it says it is", waits == [False] * 10 + [True] * 4, waits)
    hold(f"{name}: another address does not", not wrong_code(port, f"X-Forwarded-For: {guilty}\r\n", other))
    page = ask(port, request("/sign-in"))
    hold(f"{name}: pages come over TLS", "200" in page[:16] and "; Secure" in page, page[:200])
    links = re.findall(r"<loc>([^<]*)", ask(port, request("/sitemap.xml")))
    hold(f"{name}: addresses are made of public_host", links and all(one.startswith("https://localhost/") for one in links), links[:3])


def vectors():
    """Ambiguous requests with a second one inside."""
    inner = "GET /r/POISONED HTTP/1.1\r\nHost: localhost\r\nX: "
    post, chunk = "POST /r HTTP/1.1\r\nHost: localhost\r\n", f"0\r\n\r\n{inner}"
    for length in (f"Content-Length: {len(chunk)}\r\nTransfer-Encoding: chunked\r\n", f"Transfer-Encoding: chunked\r\nContent-Length: {len(chunk)}\r\n",
                   f"Content-Length: {len(chunk)}\r\nTransfer-Encoding: xchunked\r\n", f"Content-Length: {len(chunk)}\r\nTransfer-Encoding : chunked\r\n",
                   f"Content-Length: {len(chunk)}\r\nTransfer-Encoding: identity, chunked\r\n", f"Content-Length: 0\r\nContent-Length: {len(chunk)}\r\n",
                   f"Content-Length: {len(chunk)}, 0\r\n", f"Content-Length: +{len(chunk)}\r\n", f"X: a\r\n Content-Length: {len(chunk)}\r\n",
                   f"X: a\nTransfer-Encoding: chunked\r\nContent-Length: {len(chunk)}\r\n", f"Transfer-Encoding:\x0bchunked\r\nContent-Length: {len(chunk)}\r\n",
                   f"Content-Length: {len(chunk)}\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n"):
        yield f"{post}{length}\r\n{chunk}"
    for size in ("0;x\r\n\r\n", "0\n\r\n", "00000000000000000\r\n\r\n", "0x0\r\n\r\n", "-0\r\n\r\n", "0\r\nX: y\r\n\r\n"):
        yield f"{post}Transfer-Encoding: chunked\r\n\r\n{size}{inner}"
    yield f"GET /r HTTP/1.1\nHost: localhost\n\n{inner}"
    yield f"GET /r HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n{inner}"
    yield f"GET http://evil.example/r HTTP/1.1\r\nHost: localhost\r\n\r\n{inner}"
    yield f"GET /r HTTP/1.1\r\nHost: localhost:evil.example\r\n\r\n{inner}"


def nobody_is_poisoned(name, port):
    for number, vector in enumerate(vectors()):
        ask(port, vector)
        for _ in range(3):
            answer = ask(port, request("/healthz"))
            hold(f"{name}: vector {number} reaches nobody else", answer.startswith("HTTP/1.1 200") and answer.endswith("alive\n"), answer[:200])


def main():
    certificate()
    behind = server()
    for number, (name, start) in enumerate((("nginx", nginx), ("HAProxy", haproxy)), 3):
        front = start(behind)
        addresses(name, front, number)
        nobody_is_poisoned(name, front)


try:
    main()
finally:
    for process in reversed(running):
        process.terminate()
        process.wait(40)
    shutil.rmtree(work, ignore_errors=True)
print(f"{held} held or not, {bad} not")
sys.exit(1 if bad else 0)
