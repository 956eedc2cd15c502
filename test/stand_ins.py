#!/usr/bin/env python3
"""Programs of a whole machine that a directory does not have, as far as docs/operations.md needs them. Called by their own names
(test/operations.py links them). WALK is the root of the machine; paths in files of the package are read under it (`here`).

apt, apt-get   unpack the package under WALK and run its own postinst
systemctl      starts what the units of the package say, without their walls: systemd-analyze reads those
journalctl     shows what a unit wrote
runuser        runs it as whoever runs the test; `-u postgres` in the throw-away cluster
install        without owners; adduser, getent: there are no users
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

WALK = pathlib.Path(os.environ["WALK"])
UNITS, STATE, JOURNAL = WALK / "lib/systemd/system", WALK / "run/units", WALK / "run/journal"


def here(text):
    """The one table of what is read otherwise: paths under the root of this walk, ports and the host of the database."""
    text = re.sub(r"(?<![\w./-])/(etc|var|usr/share|usr/bin/michishirube|lib/systemd|run/systemd|root|srv)(?=[/\s\"':;]|$)",
                  lambda found: f"{WALK}/{found.group(1)}", text)
    text = re.sub(r"(?<![\w./-])/media/", f"{os.environ['WALK_MEDIA']}/", text)
    text = re.sub(r"\b8080\b", os.environ["WALK_PORT"], text)
    text = re.sub(r":443\b", ":" + os.environ["WALK_TLS_PORT"], text)
    text = re.sub(r"\bport = 443\b", "port = " + os.environ["WALK_TLS_PORT"], text)
    return text.replace("db.example.jp", os.environ["WALK_POSTGRES"])


def put(source, target):
    """As dpkg does: a program that runs keeps the file that it runs from."""
    shutil.copy2(source, f"{target}.dpkg-new")
    os.replace(f"{target}.dpkg-new", target)


def unpack(package):
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        subprocess.run(["dpkg-deb", "-x", package, made / "root"], check=True)
        subprocess.run(["dpkg-deb", "--control", package, made / "control"], check=True)
        for conffile in (made / "control/conffiles").read_text().split():
            target = WALK / conffile.lstrip("/")
            fresh = made / "root" / conffile.lstrip("/")
            if target.exists():
                fresh.unlink()
            else:
                fresh.write_text(here(fresh.read_text()))
        shutil.copytree(made / "root", WALK, dirs_exist_ok=True, copy_function=put)
        subprocess.run(["sh", "-c", here((made / "control/postinst").read_text()), "postinst", "configure"], check=True)


def apt(words):
    packages = [word for word in words if word.endswith(".deb")]
    if "install" not in words or not packages:
        sys.exit(f"apt: not walked here: {words}")
    for package in packages:
        if not pathlib.Path(package).exists():
            sys.exit(f"E: Unsupported file {package} given on commandline")
        unpack(package)


def settings_of(unit):
    """Name -> values; what a drop-in says counts last."""
    files = [UNITS / unit, *sorted((WALK / "etc/systemd/system" / f"{unit}.d").glob("*.conf"))]
    if not files[0].exists():
        sys.exit(f"Unit {unit} could not be found.")
    found = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", "\n".join(file.read_text() for file in files), re.M):
        found.setdefault(name, []).append(here(value))
    return found


def words_of(unit):
    return [re.sub(r"\$\$", "$", line.replace("%%", "%")) for line in settings_of(unit).get("ExecStart", [])]


def launch(unit, line, wait):
    JOURNAL.mkdir(parents=True, exist_ok=True)
    umask = int(settings_of(unit).get("UMask", ["0022"])[-1], 8)
    with open(JOURNAL / unit, "ab") as log:
        # As systemd does: no shell of its own, words in quotes are one.
        started = subprocess.Popen(["sh", "-c", "umask %04o; exec %s" % (umask, line)], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   start_new_session=True, close_fds=True)
    return started.wait() if wait else started.pid


def pid_of(unit):
    file = STATE / unit
    if not file.exists():
        return None
    pid = int(file.read_text() or 0)
    stat = pathlib.Path(f"/proc/{pid}/stat")
    return pid if stat.exists() and stat.read_text().split(") ")[1][0] != "Z" else None


def start(unit):
    settings, state = settings_of(unit), STATE / unit
    STATE.mkdir(parents=True, exist_ok=True)
    if unit.endswith(".timer"):
        settings_of(unit.replace(".timer", ".service"))
        state.write_text("0")
        return
    if pid_of(unit):
        return
    oneshot = settings.get("Type") == ["oneshot"]
    for line in settings.get("ExecStartPre", []) + (words_of(unit) if oneshot else []):
        if launch(unit, line, wait=True):
            sys.exit(f"Job for {unit} failed because the control process exited with error code.\n" + (JOURNAL / unit).read_text()[-2000:])
    if not oneshot:
        state.write_text(str(launch(unit, words_of(unit)[0], wait=False)))


def stop(unit):
    pid = pid_of(unit)
    if pid:
        os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + int(settings_of(unit)["TimeoutStopSec"][0])
        while pid_of(unit) and time.monotonic() < until:
            time.sleep(0.02)
        if pid_of(unit):
            sys.exit(f"{unit} did not end in time")
    (STATE / unit).unlink(missing_ok=True)


def reload(unit):
    pid = pid_of(unit) or sys.exit(f"{unit} is not active, cannot reload.")
    for line in settings_of(unit)["ExecReload"]:
        subprocess.run(["sh", "-c", line.replace("$MAINPID", str(pid))], check=True)
    time.sleep(1)  # whoever types the next line takes longer


def systemctl(words):
    verb, *units = [word for word in words if not word.startswith("--")]
    units = [unit if "." in unit else unit + ".service" for unit in units]
    if verb == "daemon-reload":
        return
    if verb == "is-active":
        sys.exit(0 if all(map(pid_of, units)) else 3)
    for unit in units:
        if verb in ("enable", "disable"):
            settings_of(unit)
            verb_now = {"enable": start, "disable": stop}[verb]
            if "--now" in words:
                verb_now(unit)
        elif verb == "restart":
            stop(unit)
            start(unit)
        else:
            {"start": start, "stop": stop, "reload": reload}[verb](unit)


def journalctl(words):
    unit = words[words.index("-u") + 1] + ".service"
    sys.stdout.write((JOURNAL / unit).read_text())


def runuser(words):
    user, command = words[1], words[words.index("--") + 1:]
    if user == "postgres":
        os.environ.update(PGHOST=os.environ["WALK_POSTGRES"].split(":")[0], PGPORT=os.environ["WALK_POSTGRES"].split(":")[1], PGUSER="michi")
    elif user != "michishirube":
        sys.exit(f"runuser: user {user} does not exist")
    os.execvp(command[0], command)


def install(words):
    kept = [word for at, word in enumerate(words) if word not in ("-o", "-g") and (at == 0 or words[at - 1] not in ("-o", "-g"))]
    os.execv("/usr/bin/install", ["install", *kept])


if __name__ == "__main__":
    name = pathlib.Path(sys.argv[0]).name
    {"apt": apt, "apt-get": apt, "systemctl": systemctl, "journalctl": journalctl, "runuser": runuser, "install": install,
     "adduser": lambda words: None, "getent": lambda words: None}[name](sys.argv[1:])
