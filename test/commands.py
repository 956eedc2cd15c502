#!/usr/bin/env python3
"""Every command of michishirube, used rightly and wrongly: exit status 0, 1 or 2, and one sentence on
standard error when something is wrong. On SQLite, and on PostgreSQL where MICHI_TEST_POSTGRES names one."""
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from instance import PROGRAM, Refused, Server, Visitor, accounts_of, ahead_of, code_of, hidden  # noqa: E402

work = pathlib.Path(tempfile.mkdtemp(prefix="michi-commands-"))
bad = 0


def run(*words, env=None):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=120,
                          env={**os.environ, **(env or {})})
    return done.returncode, done.stdout, done.stderr


def hold(what, truth, told=""):
    global bad
    if truth:
        return
    bad += 1
    print(f"{what}: {told}")


def wrong(status, part, *words, env=None):
    """The call ends with this status and one sentence that names the command and says `part`."""
    seen, out, err = run(*words, env=env)
    told = f"{' '.join(map(str, words))} -> {seen} {err!r} {out[:200]!r}"
    hold("status", seen == status, told)
    hold("one sentence", err.count("\n") == 1 and err.endswith(".\n") and err.startswith("michishirube "), told)
    hold(f"says {part}", part in err, told)
    hold("no place in the source", "/src/" not in err and "boost" not in err and "terminate" not in err, told)


def right(*words, env=None):
    seen, out, err = run(*words, env=env)
    hold("status", seen == 0, f"{' '.join(map(str, words))} -> {seen} {err!r}")
    return out


def asked(*words):
    return json.loads(right(*words))


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


COMMANDS = ["serve", "demo", "init", "account", "audit", "key", "backup", "restore", "migrate", "check-config", "import",
            "policy", "states", "version", "doctor", "drill"]


FIRST = ["--prefecture", "35", "--centre", "山口県医療的ケア児支援センター", "--phone", "083-902-0000",
         "--admin-name", "管理 はじめ", "--admin-login", "root"]
HEAD = ["--head-name", "長 まり", "--head-login", "chief"]


def help_and_words():
    listed = right("help")
    for name in COMMANDS:
        hold("is listed", f"\n  {name} " in listed, name)
        hold("help", right("help", name) == right(name, "--help") != "", name)
        wrong(2, "not known here", name, "--nonsense")
        if name != "import":
            wrong(2, "one too many", name, "verify" if name == "audit" else "usage", "b", "c")
    seen, _, err = run()
    hold("no command", seen == 2 and "COMMAND" in err, err)
    wrong(2, "no such command", "frobnicate")
    wrong(2, "no such command", "help", "frobnicate")
    wrong(2, "takes no value", "policy", "--json=yes")


def places():
    nowhere = work / "nowhere"
    for words in (["serve"], ["demo"], ["audit", "verify"], ["key", "usage"], ["backup", work / "b"], ["migrate"],
                  ["account", "first-admin", "--login", "a"], ["init", *FIRST], ["restore", work / "b"]):
        wrong(2, "--data DIR or --database URL", *words)
        wrong(2, "postgresql://", *words, "--database", "mysql://x")
        wrong(2, "root key", *words, "--database", "postgresql://127.0.0.1:1/x")
        wrong(2, "needs a value", *words, "--data")
        wrong(2, "cannot be read", *words, "--config", work / "no.toml")
    for words in (["serve"], ["audit", "verify"], ["key", "usage"], ["backup", work / "b"], ["migrate"]):
        wrong(1, "no instance", *words, "--data", nowhere)
    hold("nothing was made", not nowhere.exists())
    wrong(1, "cannot make", "demo", "--data", "/proc/nowhere")


def words_of_each(data):
    wrong(2, "first-admin", "account", "--data", data)
    wrong(2, "first-admin", "account", "x", "--data", data)
    for what in ("first-admin", "first-head"):
        wrong(2, "--login", "account", what, "--data", data)
    for option in ("prefecture", "centre", "phone", "admin-name", "admin-login"):
        wrong(2, f"--{option} takes", "init", *FIRST, f"--{option}", "", "--data", work / "new")
    wrong(2, "--head-name takes", "init", *FIRST, "--head-login", "chief", "--data", work / "new")
    wrong(2, "two persons", "init", *FIRST, "--head-name", "長 まり", "--head-login", "root", "--data", work / "new")
    wrong(1, "demonstration", "init", *FIRST, "--data", data)
    wrong(2, "verify, checkpoint or acknowledge", "audit", "--data", data)
    wrong(2, "verify, checkpoint or acknowledge", "audit", "x", "--data", data)
    wrong(2, "cannot be read", "audit", "verify", "--against", work / "none", "--data", data)
    wrong(2, "usage or rotate", "key", "x", "--data", data)
    wrong(2, "which file", "backup", "--data", data)
    wrong(1, "cannot write", "backup", work / "none/b", "--data", data)
    wrong(2, "which backup", "restore", "--data", data)
    wrong(1, "cannot read", "restore", work / "none", "--data", data)
    wrong(2, "which files", "import", "--data", data)
    wrong(2, "cannot be read", "import", work / "none.csv", "--data", data)
    wrong(2, "into which directory", "states")
    wrong(1, "cannot write", "states", "/proc/nowhere")
    for option, value in (("port", "0"), ("port", "65536"), ("port", "http"), ("workers", "-1"), ("workers", "many")):
        wrong(2, option, "serve", "--data", data, f"--{option}", value)
    for option in ("children", "notes", "seed"):
        wrong(2, "takes a number", "demo", "--data", work / "new", f"--{option}", "-1")
    wrong(2, "belong together", "serve", "--data", data, "--tls-key", "x.pem")
    wrong(1, "certificate", "serve", "--data", data, "--tls-key", "x.pem", "--tls-certificate", "x.pem")
    wrong(1, "not an address", "serve", "--data", data, "--address", "centre")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wrong(1, "another program", "serve", "--data", data, "--port", taken.getsockname()[1])


def settings():
    right("check-config")
    file = work / "bad.toml"
    file.write_text('port = 99999\ncolour = "red"\nno equals\ndata = "open\nworkers = many\ntls_in_front = perhaps\n'
                    'database = "mysql://x"\ntls_key = "a.pem"\n# a comment\nport = 8081 # fine\n')
    seen, _, err = run("check-config", "--config", file, env={"MICHI_PORT": "none"})
    hold("every mistake", seen == 1 and err.count("\n") == 10, err)
    for part in ("line 1: port takes a number", "line 2: there is no setting colour", "line 3 is not written",
                 "line 4: the value of data does not end", "line 5: workers", "line 6: tls_in_front",
                 "line 7: database", "MICHI_PORT: port", "belong together"):
        hold("is named", part in err, f"{part}: {err}")
    seen, out, _ = run("check-config", "--config", file, "--json")
    hold("as JSON", seen == 1 and len(json.loads(out)["mistakes"]) == 9, out)
    for lines, part in (('address = "0.0.0.0"', "without TLS"), ('address = "centre"', "is not an address"),
                        ('root_key = "/nowhere"', "root_key: the file /nowhere cannot be read"),
                        ("tls_in_front = true", "public_host"),
                        ('public_host = "https://centre.example.jp"', "public_host takes the host name"),
                        ('public_host = "centre.example.jp:x"', "public_host takes the host name"),
                        ('town_halls = "203.0.113.1/24"', "town_halls takes networks"),
                        ('town_halls = "203.0.113.0/24, everywhere"', "town_halls takes networks"),
                        ('town_halls = "0.0.0.0/0"', "town_halls takes networks")):
        file.write_text(lines)
        seen, _, err = run("check-config", "--config", file)
        hold("contradiction", seen == 1 and err.count("\n") == 1 and part in err, f"{lines}: {err}")
    file.write_text('town_halls = "203.0.113.0/24, 2001:db8::/48"\n')
    right("check-config", "--config", file)
    listed = right("check-config", "--list")
    hold("docs/operations.md lists every setting as the program does", listed in (ROOT / "docs/operations.md").read_text(),
         "write what `michishirube check-config --list` prints")


def refused_at_start(data):
    """What check-config names is no way to start either: settings that contradict, files in other hands."""
    key, certificate, file = work / "key.pem", work / "certificate.pem", work / "settings.toml"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    tls = ["--tls-key", key, "--tls-certificate", certificate]
    for mode in (0o644, 0o640, 0o604):
        key.chmod(mode)
        wrong(1, f"chmod 400 {key}", "serve", "--data", data, *tls)
    key.chmod(0o400)
    certificate.chmod(0o666)
    wrong(1, f"chmod go-w {certificate}", "serve", "--data", data, *tls)
    certificate.chmod(0o644)
    served(["--data", data, *tls], tls=True)
    root = pathlib.Path(data) / "secret/root.key"
    root.chmod(0o444)
    wrong(1, f"chmod 400 {root}", "serve", "--data", data)
    root.chmod(0o400)
    file.write_text(f'data = "{data}"\n')
    for mode in (0o666, 0o620, 0o602):
        file.chmod(mode)
        for words in (["serve"], ["audit", "verify"]):
            wrong(2, f"chmod go-w {file}", *words, "--config", file)
        seen, _, err = run("check-config", "--config", file)
        hold("check-config", seen == 1 and f"chmod go-w {file}" in err, err)
    file.chmod(0o644)
    served(["--config", file])
    file.write_text('database = "postgresql://michi:secret@127.0.0.1:1/x"\nroot_key = "none"\n')
    wrong(2, f"chmod 400 {file}", "serve", "--config", file)
    for lines, part in (("tls_in_front = true", "public_host"), ('address = "0.0.0.0"', "without TLS"),
                        (f'tls_in_front = true\npublic_host = "localhost"\ntls_key = "{key}"\ntls_certificate = "{certificate}"',
                         "choose one")):
        file.write_text(f'data = "{data}"\n{lines}\n')
        wrong(1, part, "serve", "--config", file)


def served(where, tls=False):
    port = free_port()
    server = subprocess.Popen([PROGRAM, "serve", *map(str, where), "--port", str(port)], stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            try:
                answer = urllib.request.urlopen(f"{'https' if tls else 'http'}://127.0.0.1:{port}/readyz", timeout=5,
                                                context=ssl._create_unverified_context() if tls else None)
                break
            except OSError:
                time.sleep(0.05)
        hold("ready", answer.status == 200)
    finally:
        server.send_signal(signal.SIGINT)
    hold("Ctrl+C ends it cleanly", server.wait(timeout=40) == 0, server.stderr.read())


PASSWORD = "mori-kaze-ishi-5"


def told(visitor, path):
    status, body, _ = visitor.ask("GET", path, headers=[("Accept", "application/json")])
    hold("as JSON", status == 200, f"{path} -> {status}")
    return json.loads(body) if status == 200 else {}


def begin(port, login, path, code=None):
    """From the letter to a whole session: password, signing in, authenticator."""
    visitor = Visitor(port)
    visitor.fill(path, path, {"password": PASSWORD, **({"code": code} if code else {})})
    visitor.fill("/sign-in", "/sign-in", {"login": login, "password": PASSWORD})
    page = visitor.get("/enrol")
    visitor.csrf = hidden(page, "_csrf")
    status, body, _ = visitor.ask("POST", "/enrol", {"code": code_of(told(visitor, "/enrol")["secret"])},
                                  [("X-CSRF-Token", visitor.csrf)])
    hold("enrolled", status in (200, 303), f"{login}: {status} {body[:300]}")
    visitor.csrf = hidden(visitor.get("/w/me"), "_csrf")
    return visitor


def begun(where):
    """`init` makes an instance, again changes nothing, and says what differs; the links of the first two persons."""
    told = asked("init", *FIRST, "--json", *where)
    hold("made", (told["prefecture"], told["municipalities"], told["organisations"]) == ("35", 19, 3), str(told))
    hold("no head was named", told["head_link"] is None, str(told))
    first = asked("init", *FIRST, *HEAD, "--json", *where)
    hold("nothing more", first["organisations"] == 3 and first["first_link"] != told["first_link"], str(first))
    other = [word if word != "083-902-0000" else "083-902-9999" for word in FIRST]
    wrong(1, '--phone: here stands "083-902-0000", asked was "083-902-9999"', "init", *other, *where)
    wrong(1, "is taken", "account", "first-head", "--login", "root", *where)
    again = right("account", "first-head", "--login", "chief", *where).strip()
    hold("a lost link is made anew", again not in ("", first["head_link"]), again)
    return {"first-admin": urllib.parse.urlsplit(first["first_link"]).path, "first-head": urllib.parse.urlsplit(again).path}


def two_persons(where):
    """An instance that was never a demonstration: from nothing to a counsellor, by two persons."""
    links = begun(where)
    place = dict(zip(where[::2], where[1::2]))
    server = Server(place["--data"], database=place.get("--database"))
    try:
        admin = begin(server.port, "root", links["first-admin"])
        hold("no head yet", bool(told(admin, "/a/accounts")["missing"]))
        head = begin(server.port, "chief", links["first-head"])
        page = told(admin, "/a/accounts")
        hold("a head", not page["missing"], str(page["missing"]))
        hold("has begun", asked("init", *FIRST, *HEAD, "--json", *where)["first_link"] is None)
        after = admin.post("/a/accounts", {"login": "sato", "name": "佐藤 みき", "role": "centre_counsellor",
                                           "organisation": next(o["value"] for o in page["organisations"] if "センター" in o["text"])})
        proposal = after.split("made=")[1]
        refused = admin.ask("GET", f"/a/proposals/{proposal}/letter")[0]
        hold("no letter with an address that nobody can open", refused == 409, str(refused))
        server.stop()
        server = Server(place["--data"], database=place.get("--database"), host="localhost")
        for visitor in (admin, head):
            visitor.hang_up()
            visitor.port = server.port
        letter = urllib.parse.urlsplit(told(admin, f"/a/proposals/{proposal}/letter")["url"]).path
        try:
            Visitor(server.port).fill("/sign-in", letter, {"password": PASSWORD, "code": "00000000"})
            hold("one alone", False, "the letter opened before the second person agreed")
        except Refused as refused:
            hold("one alone", refused.status == 409, str(refused.status))
        head.post("/a/agreements", {"deed": "agree", "proposal": proposal})
        code = told(head, "/a/agreements")["agreed"][0]["code"]
        counsellor = begin(server.port, "sato", letter, code)
        hold("the counsellor works", counsellor.ask("GET", "/w/cases")[0] == 200)
        hold("the administrator reads none", admin.ask("GET", "/w/cases")[0] == 403)
    finally:
        server.stop()


def life(name, where, elsewhere):
    """One instance from the demonstration to its copy."""
    sentences = work / f"{name}-sentences.txt"
    sentences.write_bytes("母と話した。\n".encode("cp932"))
    wrong(2, "Line 1 of", "demo", *where, "--notes-from", sentences)
    sentences.write_text("\n")
    wrong(2, "no sentence", "demo", *where, "--notes-from", sentences)
    sentences.write_text("母と話した。\n\n次は来週。\n")
    made = right("demo", *where, "--children", "4", "--notes", "2", "--note-length", "30", "--notes-from", sentences, "--seed",
                 "7").strip()
    accounts = json.loads(pathlib.Path(made).read_text())
    hold("accounts", {"role", "login", "password", "totp_secret", "organisation"} <= set(accounts[0]), made)
    wrong(2, "already", "demo", *where)
    hold("audit", asked("audit", "verify", *where, "--json")["ok"])
    postal = ROOT / "src/directory/testdata_reference/KEN_ALL_pref35.csv"
    told = asked("import", *where, postal, "--json")["files"][0]
    hold("post codes", (told["rows"], told["new"], told["refused"]) == (1830, 1686, []), str(told)[:300])
    hold("post codes again", asked("import", *where, postal, "--json")["files"][0]["unchanged"] == 1686)
    damaged = work / f"{name}-damaged.csv"
    damaged.write_bytes(postal.read_bytes().replace(b'"7520902"', b'"752-902"', 1))
    refused = asked("import", *where, damaged, "--json", "--dry-run")["files"][0]["refused"]
    hold("a damaged row is named", [(r["row"], r["column"]) for r in refused] == [(2, "郵便番号")], str(refused))
    note = work / f"{name}.note"
    served(where)
    note.write_text(right("audit", "checkpoint", *where))
    hold("signed note", asked("audit", "verify", *where, "--against", note, "--json")["ok"])
    hold("invitation", right("account", "first-admin", "--login", "new-admin", *where).startswith("http://"))
    keys = asked("key", "usage", *where, "--json")["keys"]
    hold("rotation", asked("key", "rotate", *where, "--json")["rewrapped"] == sum(k["data_keys"] for k in keys))
    hold("nothing to migrate", right("migrate", *where).startswith("0 "))
    copy = work / f"{name}.backup"
    facts = asked("backup", copy, *where, "--json")
    key = work / name / "secret/root.key"
    hold("checked", asked("restore", copy, *elsewhere, "--root-key", key, "--check", "--json")["rows"] == facts["rows"])
    hold("restored", asked("restore", copy, *elsewhere, "--root-key", key, "--json")["rows"] == facts["rows"])
    wrong(1, "empty", "restore", copy, *elsewhere, "--root-key", key)
    hold("audit of the copy", asked("audit", "verify", *elsewhere, "--root-key", key, "--json")["ok"])
    broken = bytearray(copy.read_bytes())
    broken[len(broken) // 2] ^= 1
    copy.write_bytes(broken)
    seen, _, err = run("restore", copy, *elsewhere, "--root-key", key, "--check")
    hold("one changed bit", seen == 1 and err.count("\n") == 1, err)


def days(name, demonstration, real):
    """A demonstration goes to a later day and stays there; no other instance has a day of its own."""
    wrong(2, "takes a day from 2022-01-01", "demo", *demonstration, "--today", "2027-02-29")
    wrong(2, "takes a day from 2022-01-01", "demo", *demonstration, "--today", "2027-03-31T25:00")
    wrong(2, "already", "demo", *demonstration, "--today", "2032-02-29", "--seed", "7")
    right("demo", *demonstration, "--today", "2032-02-29T23:30")
    wrong(2, "has come to 2032-02-29 23:3", "demo", *demonstration, "--today", "2032-02-29T23:00")
    wrong(2, "has come to 2032-02-29 23:3", "demo", *demonstration, "--today", "2032-02-28")
    server = Server(work / name, PROGRAM, database=demonstration[demonstration.index("--database") + 1] if "--database" in demonstration else None)
    try:
        answer = urllib.request.urlopen(f"http://127.0.0.1:{server.port}/readyz", timeout=5)
        hold("its day is told", answer.headers["Date"].startswith("Sun, 29 Feb 2032 14:3"), answer.headers["Date"])
        account = accounts_of(work / name)[0]
        code = subprocess.run([ROOT / "bin/code", account["login"], work / name], capture_output=True, text=True, check=True).stdout.strip()
        hold("bin/code follows", code in (code_of(account["totp_secret"], ahead_of(work / name) + late) for late in (-30, 0)), code)
        page = Visitor(server.port).sign_in(account).get("/w")
        hold("the day on the page", "2月29日" in page, page[:2000])
    finally:
        server.stop()
    hold("audit over the days", asked("audit", "verify", *demonstration, "--json")["ok"])
    right("account", "first-admin", "--login", "root", *real)
    before = asked("audit", "verify", *real, "--json")["entries"]
    wrong(2, "did not make this instance", "demo", *real, "--today", "2032-02-29")
    wrong(2, "already", "demo", *real)
    hold("nothing was written", asked("audit", "verify", *real, "--json")["entries"] == before)
    hold("nothing lies beside it", not (work / f"{name}-real" / "demo-clock.json").exists())


def databases(url):
    """Fresh databases in the cluster of the URL."""
    for name in ("walk_a", "walk_b", "walk_c", "walk_d"):
        for act in ("DROP DATABASE IF EXISTS ", "CREATE DATABASE "):
            subprocess.run(["psql", "-q", url, "-c", act + name], check=True, capture_output=True)
        yield url.rsplit("/", 1)[0] + "/" + name


def main():
    help_and_words()
    places()
    life("lite", ["--data", work / "lite"], ["--data", work / "lite-copy"])
    days("lite", ["--data", work / "lite"], ["--data", work / "lite-real"])
    two_persons(["--data", work / "empty"])
    words_of_each(work / "lite")
    settings()
    refused_at_start(work / "lite")
    hold("policy", json.loads(right("policy", "--json")) != [])
    url = os.environ.get("MICHI_TEST_POSTGRES")
    if url:
        here, there, third, empty = databases(url)
        life("pg", ["--database", here, "--data", work / "pg"], ["--database", there])
        days("pg", ["--database", here, "--data", work / "pg"], ["--database", third, "--data", work / "pg-real"])
        two_persons(["--data", work / "pg-empty", "--database", empty])
        wrong(1, "cannot reach PostgreSQL", "serve", "--database", "postgresql://127.0.0.1:1/x", "--data", work / "pg")


try:
    main()
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if bad else 0)
