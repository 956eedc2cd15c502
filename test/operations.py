#!/usr/bin/env python3
"""docs/operations.md walked as an installer walks it: the package, its settings, every command in the order of the document, in a
directory that stands for the machine; what one sees is compared with what the document says. Nothing of the walk is told here: a
command that is added to the document is run, or stands below with its reason."""
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/operations.md"
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "test")]
import exposition  # noqa: E402
from instance import free_port  # noqa: E402

# What stands for the machine: paths, ports and the database's host are read by `here` of test/stand_ins.py, and no other way.
work = pathlib.Path(tempfile.mkdtemp(prefix="michi-operations-"))
work.chmod(0o755)
os.environ.update(WALK=str(work / "one"), WALK_MEDIA=str(work / "media"), WALK_PORT=str(free_port()), WALK_TLS_PORT=str(free_port()))
for name in [name for name in os.environ if name.startswith("MICHI_")]:
    if name != "MICHI_TEST_POSTGRES":
        del os.environ[name]
STAND_INS = ("apt", "apt-get", "systemctl", "journalctl", "runuser", "install", "adduser", "getent")

# Lines and words of the document that are not run here, each with its reason.
NOT_RUN = {
    "packaging/bundle build/michishirube_*.deb /media/michishirube": "asks Debian's archive for 60 packages; test/package.py tries them on an empty status",
    "nginx -t": "the machine's own nginx is not ours to change; test/proxies.py runs it with the same file",
    "systemctl reload nginx": "the same",
    "bin/setup && bin/build release": "bin/test has done it before",
    "packaging/build": "is run first: the package that is walked is its own",
    "bin/bench --only restore": "measures for minutes",
    "bin/bench --only imports": "measures for minutes",
    "bin/faults": "bin/test runs its short form",
    "bin/faults --flood": "takes minutes",
    "bin/fuzz": "goes on for as long as it is let",
    "bin/test": "runs this",
    "bin/demo --real-directory": "the journeys of test/browser/real begin with it",
    "michishirube demo --data DIR --real-directory FOLDER": "the same; the package brings no lists",
    "bin/code LOGIN DIR": "test/commands.py compares it with the codes of an account",
    "michishirube help COMMAND": "test/commands.py asks it of every command",
    "michishirube import hsds FILE.json": "test/round_trip.mjs takes 200 services in and out",
    "michishirube import --end LIST --dry-run": "directory_test ends lists and takes them up again; those of the walk are needed to its end",
}
# Commands that say with status 1 that something is to be done, where the document shows them so.
MAY_SAY_NO = {"michishirube doctor": "the first two persons begin in a browser, which the journeys do"}
# Ways that exclude each other: after the section the settings are as before it.
OTHER_WAY = {"TLS": "the walk goes on behind a proxy"}

bad = held = 0


def hold(what, truth, told=""):
    global bad, held
    held += 1
    if not truth:
        bad += 1
        print(f"{what}\n    {told}".rstrip(), flush=True)


def machine(name):
    """An empty machine that has Debian's directories."""
    root = work / name
    for directory in ("etc/nginx/sites-available", "etc/nginx/sites-enabled", "var/cache/apt/archives", "var/backups", "var/lib", "root/tls",
                      "run/systemd/system", "srv/lists"):
        (root / directory).mkdir(parents=True)
    (root / "bin").mkdir()
    for stand_in in STAND_INS:
        (root / "bin" / stand_in).symlink_to(ROOT / "test/stand_ins.py")
    shutil.copyfile(ROOT / "src/directory/testdata_reference/KEN_ALL_pref35.csv", root / "srv/lists/KEN_ALL.CSV")
    return root


def prepare():
    """What the installer brings: the package, the authority's certificate, media to carry copies away."""
    for directory in ("media/michishirube", "media/key", "media/copies", "build"):
        (work / directory).mkdir(parents=True)
    package = subprocess.run([ROOT / "packaging/build", work / "build"], env={**os.environ, "MICHI_BUILT": "1"}, capture_output=True,
                             text=True, check=True).stdout.strip()
    shutil.copy(package, work / "media/michishirube")
    for name in ("one", "other"):
        root = machine(name)
        shutil.copy(package, root / "root")
    tls = work / "one/root/tls"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90", "-subj",
                    "/CN=centre.example.jp", "-addext", "subjectAltName=DNS:centre.example.jp", "-keyout", tls / "privkey.pem", "-out",
                    tls / "fullchain.pem"], check=True, capture_output=True)


def postgres():
    url = os.environ.get("MICHI_TEST_POSTGRES")
    if not url:
        url = subprocess.run([ROOT / "tools/pg.sh", "start", work / "pg"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    os.environ["WALK_POSTGRES"] = re.search(r"@([^/]+)/", url).group(1)
    for statement in ("DROP DATABASE IF EXISTS michishirube", "DROP ROLE IF EXISTS michishirube"):
        subprocess.run(["psql", "-q", url, "-c", statement], check=True, capture_output=True)


def boxes(text):
    """(section, kind, lines, line number) of each fenced box, in order."""
    section, found, box = "", [], None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            if box is None:
                box = (section, line[3:].strip(), [], number)
            else:
                found.append(box)
                box = None
        elif box is not None:
            box[2].append(line)
        elif line.startswith("## "):
            section = line[3:]
    return found


def commands_of(lines):
    """A box's lines with those that go on joined."""
    return [re.sub(r"\s*\\\n\s*", " ", one) for one in re.findall(r"(?:.*\\\n)*.+", "\n".join(lines)) if not one.startswith("#")]


def stand_in_table(root):
    import stand_ins
    stand_ins.WALK = root
    return stand_ins.here


def typed(script, root):
    """As at a terminal: everything that is printed, in its order; paths and ports as the document has them."""
    environment = {**os.environ, "WALK": str(root), "PATH": f"{root}/bin:{root}/usr/bin:{os.environ['PATH']}", "TERM": "dumb", "LC_ALL": "C.UTF-8",
                   "HOME": str(root / "root")}
    mine, theirs = pty.openpty()
    shell = subprocess.Popen(["bash", "-e", "-o", "pipefail", "-c", script], cwd=root / "root", env=environment, stdin=subprocess.DEVNULL,
                             stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    told = b""
    while True:
        try:
            some = os.read(mine, 65536)
        except OSError:  # the last one who held the terminal is gone
            break
        if not some:
            break
        told += some
    os.close(mine)
    text = told.decode().replace("\r\n", "\n").replace(str(root), "").replace(str(work / "media"), "/media")
    return shell.wait(), text.replace(os.environ["WALK_PORT"], "8080").replace(os.environ["WALK_TLS_PORT"], "443")


def run_box(where, lines, root):
    script = []
    for command in commands_of(lines):
        if command in NOT_RUN:
            used.add(command)
            continue
        ran.append(command)
        no = next((name for name in MAY_SAY_NO if f" {name} " in f" {command} "), None)
        script.append(stand_in_table(root)(command) + (" || [ $? = 1 ]" if no else ""))
    status, told = typed("\n".join(script), root)
    hold(f"{where}: a command ends with {status}", status == 0, "\n    ".join([*lines, "->", *told.splitlines()[-30:]]))
    return told


def pattern_of(lines):
    """… for what differs; a line of it alone for any number of lines."""
    parts = [r"(?:.*\n)*?" if line.strip() == "…" else "[^\n]*".join(map(re.escape, line.rstrip().split("…"))) + "\n" for line in lines]
    return "".join(parts)


def compare(where, lines, told):
    told = "".join(line.rstrip() + "\n" for line in told.splitlines())
    hold(f"{where}: one sees something else", re.fullmatch(pattern_of(lines), told), "\n    ".join([*lines, "<- says the document; one sees:", *told.splitlines()]))


def set_settings(lines, root):
    """What stands in the box takes the place of the lines of those names."""
    file = root / "etc/michishirube/michishirube.toml"
    text = file.read_text()
    for line in lines:
        name, line = line.split(" = ")[0], stand_in_table(root)(line)
        text, known = re.subn(rf"^{name} = .*$", lambda _: line, text, flags=re.M)
        text += "" if known else line + "\n"
    file.write_text(text)


def drop_in(where, lines, root):
    """Written where its first line says, and read by systemd together with the unit of the package."""
    file = pathlib.Path(stand_in_table(root)(lines[0].removeprefix("# ")))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines[1:]) + "\n")
    unit = work / "verify" / file.parent.name.removesuffix(".d")
    (unit.parent / file.parent.name).mkdir(parents=True, exist_ok=True)
    shutil.copy(file, unit.parent / file.parent.name)
    unit.write_text(re.sub(r"/usr/bin/michishirube", f"{root}/usr/bin/michishirube", (root / "lib/systemd/system" / unit.name).read_text()))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "michishirube" in line]
    hold(f"{where}: systemd reads it", not ours, ours)


def look_at_metrics():
    """Every figure that a walk ever shows, read strictly."""
    for port, scheme in ((os.environ["WALK_PORT"], "http"), (os.environ["WALK_TLS_PORT"], "https")):
        try:
            import ssl
            with urllib.request.urlopen(urllib.request.Request(f"{scheme}://127.0.0.1:{port}/metrics", headers={"Host": "localhost"}), timeout=10,
                                        context=ssl._create_unverified_context() if scheme == "https" else None) as answer:
                figures.update(exposition.read(answer.read().decode()))
        except OSError:
            pass


def walk(text):
    told, before = "", ""
    for section, kind, lines, number in boxes(text):
        if before != section and before in OTHER_WAY:
            end_other_way()
        if before != section and section in OTHER_WAY:
            shutil.copy(work / "one/etc/michishirube/michishirube.toml", work / "as-before.toml")
        before = section
        where = f"{DOCUMENT.name}:{number} ({section})"
        root = work / ("other" if lines[0] == "# on the other server" else "one")
        if kind == "sh":
            told = run_box(where, lines, root)
            look_at_metrics()
        elif kind == "text":
            compare(where, lines, told)
        elif kind == "toml":
            set_settings(lines, root)
        elif kind == "ini":
            drop_in(where, lines, root)
        else:
            hold(f"{where}: a box of no known kind", False, kind)


def end_other_way():
    shutil.copy(work / "as-before.toml", work / "one/etc/michishirube/michishirube.toml")
    shutil.rmtree(work / "one/etc/systemd", ignore_errors=True)
    status, told = typed("systemctl restart michishirube", work / "one")
    hold("the walk goes on", status == 0, told)


def words_in_prose(text):
    """A command in a sentence is one that is run somewhere, with the options that it names, or stands in the table."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    for said in sorted(set(re.findall(r"`([^`]+)`", prose.replace("\n", " ")))):
        if not re.match(r"(michishirube|systemctl|journalctl|apt|apt-get|nginx|curl|bin/\w+|packaging/\w+)( |$)", said) or re.search(r"\.(conf|cfg)$", said):
            continue
        if said in NOT_RUN:
            used.add(said)
            continue
        fixed = [word for word in said.split() if not re.search(r"[A-Z…]{2}", word)]
        hold(f"`{said}` stands in the document and is run nowhere", any(set(fixed) <= set(command.split()) for command in ran),
             "put it into a box, or into NOT_RUN with its reason")
    for line in re.findall(r"^    \S.*$", prose, re.M):
        hold("a command outside a box", not re.match(r"\s+(michishirube|systemctl|apt)", line), line)


def names_of_figures(text):
    named = set(re.findall(r"`((?:michi|process)_\w+)", text))
    hold("every figure that the document names is there", named <= set(figures), sorted(named - set(figures)))
    hold("every figure that is there is named in the document", set(figures) <= named, sorted(set(figures) - named))


def end():
    for pid in [file for name in ("one", "other") for file in (work / name / "run/units").glob("*.service")]:
        try:
            os.kill(int(pid.read_text()), signal.SIGTERM)
        except (OSError, ValueError):
            pass
    if (work / "pg").exists():
        subprocess.run([ROOT / "tools/pg.sh", "stop", work / "pg"], check=False)
    shutil.rmtree(work, ignore_errors=True)


ran, used, figures = [], set(), {}
try:
    exposition.self_check()
    postgres()
    prepare()
    document = DOCUMENT.read_text()
    walk(document)
    words_in_prose(document)
    names_of_figures(document)
    for left in sorted(set(NOT_RUN) - used):
        hold("a reason for what the document does not say", False, left)
finally:
    end()
print(f"{len(ran)} commands, {held} held, {bad} did not")
sys.exit(bad > 0)
