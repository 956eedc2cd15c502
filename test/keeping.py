#!/usr/bin/env python3
"""What keeps an instance running: version, doctor, /metrics, a certificate that is renewed, copies by their day, a trial of
the newest. Every command as docs/operations.md gives it."""
import http.client
import json
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from instance import PROGRAM, Server, free_port  # noqa: E402

work = pathlib.Path(tempfile.mkdtemp(prefix="michi-keeping-"))
bad = held = 0


def hold(what, truth, told=""):
    global bad, held
    held += 1
    if not truth:
        bad += 1
        print(f"{what}: {told}")


def run(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def right(*words):
    status, out, err = run(*words)
    hold("status", status == 0, f"{' '.join(map(str, words))} -> {status} {err}")
    return out


def version():
    told = json.loads(right("version", "--json"))
    hold("version", set(told) == {"version", "schema", "sqlite"} and all(told.values()), told)
    hold("in words", told["version"] in right("version"))


def findings(*place):
    """name -> finding; the exit status says whether something is to be done."""
    status, out, err = run("doctor", *place, "--json")
    checks = json.loads(out)["checks"]
    hold("four members each", all(set(c) == {"name", "ok", "says", "do"} for c in checks), out)
    hold("status", (status == 0) == all(c["ok"] for c in checks), f"{status} {err}")
    for check in checks:
        hold("says what and what to do", check["says"] and (check["ok"] or check["do"]), check)
    return {c["name"]: c for c in checks}


def doctor(data):
    place = ["--data", data]
    found = findings(*place)
    hold("a new instance has no backup", not found["backup"]["ok"] and not found["restore_drill"]["ok"], found)
    for name in ("settings", "database", "audit_gaps", "audit_notes", "disk", "clock", "certificate", "account_keepers"):
        hold("holds", found[name]["ok"], found[name])
    kept = work / "kept"
    kept.mkdir()
    (kept / "somebody-elses.mbk").write_text("stays")
    for day in ("2026-01-01-0230", "2026-01-02-0230", "2026-01-03-0230"):
        (kept / f"michi-{day}.mbk").write_text("old")
    right("backup", "--into", kept, "--keep", 3, *place)
    left = sorted(p.name for p in kept.iterdir())
    hold("the newest three and what is not its own stay",
         len(left) == 4 and left[:2] == ["michi-2026-01-02-0230.mbk", "michi-2026-01-03-0230.mbk"] and "somebody-elses.mbk" in left,
         left)
    for words, part in ((["backup", "x", "--into", kept], "not both"), (["backup", "--into", work / "none"], "no directory"),
                        (["backup", work / "x", "--keep", 2], "--into"), (["drill", "--newest-in", work / "none"], "no directory")):
        status, _, err = run(*words, *place)
        hold("wrong use", status == 2 and part in err and err.count("\n") == 1, err)
    out = right("drill", "--newest-in", kept, *place)
    hold("the newest was tried", left[2] in out, out)
    hold("nothing stays of the trial", not list(pathlib.Path(data).glob("drill-*")))
    found = findings(*place)
    hold("all is well after a backup and a trial", all(c["ok"] for c in found.values()), found)
    broken = kept / "michi-2999-01-01-0000.mbk"
    whole = bytearray((kept / left[2]).read_bytes())
    whole[len(whole) // 2] ^= 1
    broken.write_bytes(whole)
    status, _, err = run("drill", "--newest-in", kept, *place)
    hold("a changed copy fails its trial", status == 1 and err.count("\n") == 1, err)
    hold("nothing stays of that either", not list(pathlib.Path(data).glob("drill-*")))
    hidden = pathlib.Path(data) / "secret/root.key"
    hidden.rename(work / "root.key")
    found = findings(*place)
    hold("a missing key is named", not found["database"]["ok"] and "root key" in found["database"]["says"], found["database"])
    (work / "root.key").rename(hidden)


def asked(port, headers=(), host="localhost", source="127.0.0.1", path="/metrics"):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
    line.request("GET", path, headers={"Host": host, **dict(headers)})
    answer = line.getresponse()
    body = answer.read().decode()
    line.close()
    return answer.status, body


def figures(text):
    """name{labels} -> value; each family with its help and type."""
    lines = text.splitlines()
    values = {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if line and not line.startswith("#")}
    families = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    hold("every family says what it is", families == {line.split()[2] for line in lines if line.startswith("# HELP")})
    return values


def metrics(data):
    log = work / "log"
    token = work / "token"
    token.write_text("a-token-of-the-settings\n")
    token.chmod(0o400)
    settings = work / "settings.toml"
    settings.write_text(f'data = "{data}"\ntls_in_front = true\npublic_host = "centre.example.jp"\nmetrics_token = "{token}"\n')
    right("check-config", "--config", settings)
    port = free_port()
    server = subprocess.Popen([PROGRAM, "serve", "--config", settings, "--port", str(port)], stderr=open(log, "w"))
    try:
        for _ in range(300):
            try:
                if asked(port, path="/readyz")[0] == 200:
                    break
            except OSError:
                time.sleep(0.05)
        started = next(json.loads(line) for line in log.read_text().splitlines() if '"started"' in line)
        hold("a start says what runs where", started["engine"] == "sqlite" and started["address"] == "127.0.0.1"
             and started["port"] == str(port) and started["version"] and started["schema"], started)
        for path in ("/healthz", "/readyz"):
            hold("a probe of this machine needs no name", asked(port, path=path)[0] == 200)
        hold("a page does", asked(port, path="/sign-in")[0] == 421)
        before = figures(asked(port)[1])
        for _ in range(20):
            asked(port, path="/sign-in", host="centre.example.jp")
        asked(port, path="/nowhere", host="centre.example.jp")
        after = figures(asked(port)[1])

        def more(name):
            return after[name] - before.get(name, 0)
        hold("answers are counted", more('michi_requests_total{class="2xx"}') == 20 and more('michi_requests_total{class="4xx"}') == 1,
             after)
        hold("and timed", more("michi_request_seconds_count") == 21 and after["michi_request_seconds_sum"] > 0)
        hold("the writer too", after["michi_writer_changes_total"] > 0 and after["michi_writer_waiting"] == 0)
        hold("ages", after["michi_backup_age_seconds"] >= 0 and after["michi_restore_drill_age_seconds"] >= 0, after)
        for name in ("michi_disk_free_bytes", "michi_database_bytes", "michi_connections", "michi_audit_open_gaps",
                     'michi_lane_waiting{lane="sign_in"}'):
            hold("is told", name in after, name)
        hold("no label but a lane, a class and a bucket", all(
            label.split("=")[0] in ("lane", "class", "le") for name in after if "{" in name
            for label in name.split("{")[1].rstrip("}").split(",")), list(after))
        forwarded = [("X-Forwarded-For", "127.0.0.1")]
        hold("not through a proxy", asked(port, forwarded, host="centre.example.jp")[0] == 404)
        right_token = [("Authorization", "Bearer a-token-of-the-settings")]
        hold("but with the token", asked(port, forwarded + right_token, host="centre.example.jp")[0] == 200)
        for wrong in ("Bearer a-token-of-the-setting", "Bearer ", "Basic a-token-of-the-settings", "Bearer a-token-of-the-settings2"):
            hold("and no other", asked(port, forwarded + [("Authorization", wrong)], host="centre.example.jp")[0] == 404, wrong)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(40)


def certificate(name, key=None):
    """A new one for localhost; answers file of certificate and of its key."""
    made, own = work / f"{name}.pem", key or work / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "40",
                    "-subj", f"/CN={name}", "-keyout", own, "-out", made], check=True, capture_output=True)
    own.chmod(0o400)
    return made, own


def shown(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        context = ssl._create_unverified_context()
        with context.wrap_socket(line) as tls:
            return ssl.DER_cert_to_PEM_cert(tls.getpeercert(True))


def renewal(data):
    """SIGHUP reads certificate and key again; connections that stand go on, a pair that does not fit is not taken."""
    used = (work / "used.pem", work / "used.key")

    def put(pair):
        for source, target in zip(pair, used):
            fresh = target.with_suffix(target.suffix + ".new")
            shutil.copyfile(source, fresh)
            fresh.chmod(0o400)
            fresh.replace(target)
    first, second, third = certificate("first"), certificate("second"), certificate("third")
    put(first)
    port = free_port()
    log = work / "tls.log"
    server = subprocess.Popen([PROGRAM, "serve", "--data", data, "--port", str(port), "--tls-certificate", used[0], "--tls-key", used[1]],
                              stderr=open(log, "w"))

    def after_hup(word):
        known = log.read_text().count(word)
        server.send_signal(signal.SIGHUP)
        for _ in range(200):
            if log.read_text().count(word) > known:
                return True
            time.sleep(0.05)
        return False
    try:
        for _ in range(300):
            try:
                hold("the first", shown(port).strip() in first[0].read_text(), "another certificate")
                break
            except OSError:
                time.sleep(0.05)
        standing = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=ssl._create_unverified_context())
        standing.request("GET", "/readyz", headers={"Host": "localhost"})
        hold("a line stands", standing.getresponse().read() == b"ready\n")
        put(second)
        hold("is read", after_hup('"certificate_read"'))
        hold("the second", shown(port).strip() in second[0].read_text(), "still the first")
        standing.request("GET", "/readyz", headers={"Host": "localhost"})
        hold("the line still stands", standing.getresponse().read() == b"ready\n")
        put((third[0], second[1]))
        hold("a pair that does not fit is named", after_hup('"certificate_kept"'))
        hold("and the second stays", shown(port).strip() in second[0].read_text(), "another certificate")
        put(third)
        hold("is read then", after_hup('"certificate_read"'))
        hold("the third", shown(port).strip() in third[0].read_text(), "still the second")
    finally:
        server.send_signal(signal.SIGTERM)
        hold("it ends cleanly", server.wait(40) == 0)


def main():
    data = work / "data"
    right("demo", "--data", data, "--children", 10)
    version()
    doctor(data)
    metrics(data)
    renewal(data)
    shutil.rmtree(work)
    print(f"{held} held, {bad} did not")
    sys.exit(bad > 0)


main()
