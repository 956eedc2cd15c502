#!/usr/bin/env python3
"""What keeps an instance running: version, doctor, /metrics, a certificate that is renewed, copies by their day, a trial of
the newest. Every command as docs/operations.md gives it."""
import http.client
import json
import pathlib
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "test")]
import exposition  # noqa: E402
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
    hold("nor a note elsewhere", not found["note_elsewhere"]["ok"], found)
    for name in ("settings", "database", "audit_gaps", "audit_head", "audit_notes", "disk", "file_modes", "clock", "certificate",
                 "account_keepers", "holidays"):
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
    hold("a note", right("audit", "checkpoint", *place).startswith("michishirube"))
    begun = time.monotonic()
    found = findings(*place)
    hold("all is well after a backup, a trial and a note", all(c["ok"] for c in found.values()), found)
    hold("within two seconds", time.monotonic() - begun < 2, time.monotonic() - begun)
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
    hold("of the machine it tells still", found["disk"]["ok"] and found["file_modes"]["ok"], found)
    (work / "root.key").rename(hidden)


def sql(data, statement, *values):
    with sqlite3.connect(pathlib.Path(data) / "michi.db") as database:
        database.execute(statement, values)
    database.close()


def with_settings(data, **more):
    file = work / "given.toml"
    file.write_text("".join(f'{name} = "{value}"\n' for name, value in {"data": data, **more}.items()))
    return ["--config", file]


def broken(data, name, parts, **more):
    """This check and no other fails, and says these words."""
    found = findings(*with_settings(data, **more))
    wrong = {c["name"] for c in found.values() if not c["ok"]}
    told = found[name]["says"] + " " + found[name]["do"]
    hold(f"{name} and nothing else", wrong == {name}, wrong)
    hold(f"{name} says", all(part in told for part in parts), told)


def well(data, **more):
    found = findings(*with_settings(data, **more))
    hold("well again", all(c["ok"] for c in found.values()), [c for c in found.values() if not c["ok"]])


def each_check_broken_once(data):
    """What stands in the database is put back by hours; what stands in files is changed; each is told by its own check alone."""
    hour = 3600 * 1000
    for what, name, hours, parts in (("backup", "backup", 27, ("26 hours ago", "michishirube backup")),
                                     ("drill", "restore_drill", 36 * 24, ("35 days ago", "michishirube drill")),
                                     ("note", "note_elsewhere", 27, ("26 hours ago", "michishirube-note.timer"))):
        sql(data, "UPDATE upkeep SET done_at = done_at - ? WHERE what = ?", hours * hour, what)
        broken(data, name, parts)
        sql(data, "UPDATE upkeep SET done_at = done_at + ? WHERE what = ?", hours * hour, what)
    sql(data, "UPDATE demonstration SET ahead_ms = ahead_ms - ?", hour)
    broken(data, "clock", ("but there is a record of", "NTP"))
    sql(data, "UPDATE demonstration SET ahead_ms = ahead_ms + ?", hour)
    for role in ("administrator", "centre_head"):
        sql(data, "UPDATE account SET state = state + 100 WHERE role = (SELECT role FROM account WHERE login = ?)", login_of(data, role))
        broken(data, "account_keepers", ("0 ", "account first-admin or first-head"))
        sql(data, "UPDATE account SET state = state - 100 WHERE state >= 100")
    well(data)
    files_broken(pathlib.Path(data))
    head_broken(pathlib.Path(data))
    certificates_broken(data)
    settings_broken(data)
    small_disk(pathlib.Path(data))
    well(data)


def login_of(data, role):
    return next(a["login"] for a in json.loads((pathlib.Path(data) / "demo-accounts.json").read_text()) if a["role"] == role)


def files_broken(data):
    """The database's own file is closed by the program itself when it opens it; the others it cannot answer for."""
    for file in (data / "audit.head", work / "token"):
        file.touch()
        mode = file.stat().st_mode
        file.chmod(0o644)
        found = findings(*with_settings(data, **({"metrics_token": file} if file.name == "token" else {})))
        hold("file_modes", not found["file_modes"]["ok"] and f"chmod go-rwx {file}" in found["file_modes"]["do"], found["file_modes"])
        file.chmod(mode)
    (work / "token").unlink()
    key = data / "secret/root.key"
    key.chmod(0o440)
    found = findings("--data", data)
    hold("a key that others can read opens nothing", not found["database"]["ok"] and f"chmod 400 {key}" in found["database"]["says"], found)
    hold("and is named as a file", not found["file_modes"]["ok"] and str(key) in found["file_modes"]["says"], found)
    key.chmod(0o400)


def head_broken(data):
    """An older head put back; an older database put back under its newer head."""
    head, older = data / "audit.head", work / "older.head"
    shutil.copy(head, older)
    right("audit", "checkpoint", "--data", data)
    right("backup", work / "one.mbk", "--data", data)  # two records more
    newer = head.read_bytes()
    head.write_bytes(older.read_bytes())
    broken(data, "audit_head", ("is older than the database", "--against NOTE"))
    head.unlink()
    broken(data, "audit_head", ("counts 0 records",))
    head.write_bytes(newer)
    well(data)
    copy = work / "put-back"
    shutil.copytree(data, copy)
    with sqlite3.connect(copy / "michi.db") as database:
        entries = database.execute("SELECT entries FROM audit_head").fetchone()[0]
    database.close()
    right("backup", work / "two.mbk", "--data", copy)  # the head of this one counts more than the other has
    shutil.copy(copy / "audit.head", head)
    broken(data, "audit_head", (f"the database has {entries}: records are missing", "audit verify"))
    # Whatever writes next records the loss, and from then on it is a gap.
    right("audit", "checkpoint", "--data", data)
    right("backup", work / "three.mbk", "--data", data)
    broken(data, "audit_gaps", ("Records are missing in 1 places",))
    right("audit", "acknowledge", "--data", data)
    well(data)
    shutil.rmtree(copy)


def certificates_broken(data):
    for days, part in ((20, "only 19 days"), (22, "")):
        made, key = certificate(f"of-{days}", days=days)
        tls = {"tls_certificate": made, "tls_key": key}
        if part:
            broken(data, "certificate", (part, "systemctl reload"), **tls)
        else:
            well(data, **tls)
    made.write_text("no certificate")
    broken(data, "certificate", ("ended at",), **tls)


def settings_broken(data):
    """Settings that no other command takes: doctor says so and looks at the rest."""
    file = work / "open.toml"
    file.write_text(f'data = "{data}"\n')
    file.chmod(0o666)
    found = findings("--config", file)
    hold("settings", not found["settings"]["ok"] and f"chmod go-w {file}" in found["settings"]["says"] and found["database"]["ok"], found)
    file.chmod(0o644)
    file.write_text(f'data = "{data}"\nport = 99999\ntls_in_front = true\n')
    found = findings("--config", file)
    hold("the first mistake", not found["settings"]["ok"] and "port" in found["settings"]["says"], found["settings"])
    begun = time.monotonic()
    found = findings("--database", "postgresql://michi@127.0.0.1:1/x", "--data", data)
    hold("PostgreSQL that is not there", not found["database"]["ok"] and "cannot reach PostgreSQL" in found["database"]["says"]
         and found["disk"]["ok"], found)
    hold("within two seconds", time.monotonic() - begun < 2, time.monotonic() - begun)
    status, _, err = run("doctor")
    hold("of nothing", status == 2 and "--data DIR" in err, err)


def small_disk(data):
    """A disk of 64 MB, where this machine lets us have one; src/selfcheck/rules_test.cpp has the limits."""
    place = work / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs", place], capture_output=True).returncode:
        print("no small disk here: the disk's check is broken in selfcheck_test only")
        return
    try:
        shutil.copytree(data, place / "data")
        broken(place / "data", "disk", ("GB of the disk are free", "Make room"))
    finally:
        subprocess.run(["umount", "-l", place], check=False)


def asked(port, headers=(), host="localhost", source="127.0.0.1", path="/metrics"):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
    line.request("GET", path, headers={"Host": host, **dict(headers)})
    answer = line.getresponse()
    body = answer.read().decode()
    line.close()
    return answer.status, body


FIGURES = {  # name: kind, what holds of an instance that runs and was looked after
    "michi_requests_total": ("counter", lambda v: v > 0), "michi_request_seconds": ("histogram", None),
    "michi_connections": ("gauge", lambda v: v >= 1), "michi_body_bytes": ("gauge", lambda v: v >= 0),
    "michi_lane_waiting": ("gauge", lambda v: v == 0), "michi_writer_waiting": ("gauge", lambda v: v == 0),
    "michi_writer_changes_total": ("counter", lambda v: v > 0), "michi_writer_group_seconds": ("histogram", None),
    "michi_log_copy_seconds": ("histogram", None), "michi_log_bytes": ("gauge", lambda v: v > 0),
    "michi_search_filled": ("gauge", lambda v: v == 1), "michi_search_persons": ("gauge", lambda v: v >= 10),
    "michi_search_texts": ("gauge", lambda v: v > 10), "michi_search_text_bytes": ("gauge", lambda v: v > 0),
    "michi_jobs_waiting": ("gauge", lambda v: v >= 0), "michi_jobs_failed": ("gauge", lambda v: v == 0),
    "michi_backup_age_seconds": ("gauge", lambda v: 0 <= v < 900), "michi_restore_drill_age_seconds": ("gauge", lambda v: 0 <= v < 900),
    "michi_audit_note_taken_age_seconds": ("gauge", lambda v: 0 <= v < 900), "michi_audit_note_age_seconds": ("gauge", lambda v: 0 <= v < 90),
    "michi_audit_entries": ("gauge", lambda v: v > 10), "michi_audit_unsigned_entries": ("gauge", lambda v: 0 <= v < 1000),
    "michi_audit_open_gaps": ("gauge", lambda v: v == 0), "michi_disk_free_bytes": ("gauge", lambda v: v > 1 << 20),
    "michi_database_bytes": ("gauge", lambda v: v > 1 << 16), "process_resident_memory_bytes": ("gauge", lambda v: 1 << 24 < v < 1 << 30),
    "process_start_time_seconds": ("gauge", lambda v: v > 1.7e9),
}


def figures(text):
    """name{labels} -> value, read strictly."""
    try:
        return exposition.flat(exposition.read(text))
    except exposition.Unreadable as why:
        hold("Prometheus' text form", False, why)
        return {}


def every_figure(port):
    families = exposition.read(asked(port)[1])
    hold("these figures and no others", set(families) == set(FIGURES), set(families) ^ set(FIGURES))
    for name, (kind, holds) in FIGURES.items():
        told, rows = families.get(name, ("", []))
        hold("of its kind", told == kind, f"{name} {told}")
        if holds:
            hold(name, any(holds(value) for _, _, value in rows) and all(value >= 0 for _, _, value in rows), rows)
    hold("every lane", {labels["lane"] for _, labels, _ in families["michi_lane_waiting"][1]} == {"sign_in", "files", "imports"},
         families["michi_lane_waiting"])
    hold("one label at most, of fixed words", all(set(labels) <= {"lane", "class", "le"} and len(labels) < 2
         for _, rows in families.values() for _, labels, _ in rows), families)
    seconds = []
    for _ in range(20):
        begun = time.monotonic()
        asked(port)
        seconds.append(time.monotonic() - begun)
    hold("told within 5 ms", min(seconds) < 0.005, sorted(seconds))


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
        for _ in range(200):
            if figures(asked(port)[1])["michi_search_filled"]:
                break
            time.sleep(0.05)
        every_figure(port)
        forwarded = [("X-Forwarded-For", "127.0.0.1")]
        hold("not through a proxy", asked(port, forwarded, host="centre.example.jp")[0] == 404)
        right_token = [("Authorization", "Bearer a-token-of-the-settings")]
        hold("but with the token", asked(port, forwarded + right_token, host="centre.example.jp")[0] == 200)
        for wrong in ("Bearer a-token-of-the-setting", "Bearer ", "Basic a-token-of-the-settings", "Bearer a-token-of-the-settings2"):
            hold("and no other", asked(port, forwarded + [("Authorization", wrong)], host="centre.example.jp")[0] == 404, wrong)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(40)


def certificate(name, key=None, days=40):
    """A new one; answers file of certificate and of its key."""
    made, own = work / f"{name}.pem", key or work / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", str(days),
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
    exposition.self_check()
    doctor(data)
    each_check_broken_once(data)
    metrics(data)
    renewal(data)
    shutil.rmtree(work)
    print(f"{held} held, {bad} did not")
    sys.exit(bad > 0)


main()
