#!/usr/bin/env python3
"""The long proof of the Debian package, by hand and as root: a bare Debian 12 with systemd, the older package installed,
an instance served, upgraded, removed, purged. Needs mmdebstrap and systemd-container; several minutes.
test/package_long.py OLDER.deb [NEWER.deb] [--data DIR] [--root DIR] [--seconds 10]
DIR of --data is an instance of the older program (it is copied); else `init` makes one. --root keeps the bare system."""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BESIDE = "systemd,systemd-sysv,dbus,curl"
KEPT = ("var/lib/michishirube", "var/backups/michishirube")
bad = held = 0


def hold(what, truth, told=""):
    global bad, held
    held += 1
    if not truth:
        bad += 1
        print(f"{what}: {told}", flush=True)


def out(*words, check=True):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if check:
        hold(" ".join(map(str, words[-3:])), done.returncode == 0, (done.stdout + done.stderr)[-1500:])
    return done.stdout.strip()


def bare(root, packages):
    """A Debian 12 with what the packages depend on, so that dpkg alone installs them."""
    if (root / "usr/bin/systemctl").exists():
        return
    needed = {re.sub(r"[ (|].*", "", one.strip()) for package in packages
              for one in out("dpkg-deb", "-f", package, "Depends").split(",")}
    out("mmdebstrap", "--variant=minbase", "--mode=root", "--include=" + ",".join([BESIDE, *sorted(needed)]), "bookworm", root)


class Machine:
    """The bare system, booted in a container with a network of its own."""

    def __init__(self, root):
        self.boot = subprocess.Popen(["systemd-nspawn", "-D", root, "--register=no", "--keep-unit", "--private-network", "--machine=michi-proof",
                                      "--console=pipe", "-b"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            time.sleep(0.2)
            first = out("pgrep", "-P", self.boot.pid, check=False).split()
            self.first = first[0] if first else None
            if self.first and self("systemctl", "is-system-running", check=False) in ("running", "degraded"):
                return
        raise RuntimeError("the bare system does not boot")

    def words(self, *words):
        return ["nsenter", "-t", self.first, "-a", *map(str, words)]

    def __call__(self, *words, check=True):
        return out(*self.words(*words), check=check)

    def answers(self):
        return self("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Host: centre.example.jp", "-H", "X-Forwarded-Proto: https",
                    "http://127.0.0.1:8080/readyz", check=False) == "200"

    def wait_ready(self, seconds=120):
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if self.answers():
                return True
            time.sleep(0.1)
        return False

    def off(self):
        self.boot.terminate()
        try:
            self.boot.wait(60)
        except subprocess.TimeoutExpired:
            self.boot.kill()


def upgrade(machine, newer, most):
    """From the first answer that failed to the next that came."""
    installing = subprocess.Popen(machine.words("dpkg", "-i", f"/root/{newer.name}"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    stopped = ready = None
    begun = time.monotonic()
    while ready is None and time.monotonic() - begun < 600:
        up = machine.answers()
        if stopped is None and not up:
            stopped = time.monotonic()
        elif stopped is not None and up:
            ready = time.monotonic()
        elif stopped is None and installing.poll() is not None:
            break
        time.sleep(0.05)
    told = installing.communicate()[0]
    hold("the upgrade ends well", installing.returncode == 0, told[-1500:])
    hold("it stops and is ready again", ready is not None, told[-1500:])
    if ready is not None:
        print(f"upgrade: {ready - stopped:.2f} s from stop to ready", flush=True)
        hold(f"within {most} s", ready - stopped <= most, f"{ready - stopped:.2f} s")


def proof(machine, older, newer, data, root, most):
    for package in (older, newer):
        shutil.copy(package, root / "root" / package.name)
    machine("dpkg", "-i", f"/root/{older.name}")
    hold("the user is there", "michishirube" in machine("getent", "passwd", "michishirube"))
    for place in KEPT:
        hold("only the service reads", machine("stat", "-c", "%a %U", "/" + place) == "700 michishirube", place)
    hold("nothing is served before there is an instance", machine("systemctl", "is-active", "michishirube", check=False) != "active")
    if data:
        shutil.copytree(data, root / KEPT[0], dirs_exist_ok=True)
        machine("chown", "-R", "michishirube:michishirube", "/" + KEPT[0])
    else:
        machine("runuser", "-u", "michishirube", "--", "michishirube", "init", "--data", "/" + KEPT[0], "--prefecture", "35", "--centre", "山口県医療的ケア児支援センター",
                "--phone", "083-000-0000", "--admin-name", "管理 一", "--admin-login", "kanri")
    machine("systemctl", "enable", "--now", "michishirube.service")
    hold("it is served", machine.wait_ready(), machine("journalctl", "-u", "michishirube", "-n", "20", check=False))
    upgrade(machine, newer, most)
    version = out("dpkg-deb", "-f", newer, "Version")
    hold("the newer one is there", machine("dpkg-query", "-W", "-f", "${Version}", "michishirube") == version)
    hold("its audit holds", "ok" in machine("runuser", "-u", "michishirube", "--", "michishirube", "audit", "verify", "--data", "/" + KEPT[0], "--json"))
    for act in ("-r", "-P"):
        machine("dpkg", act, "michishirube")
        hold("is ended", not machine.answers(), act)
        for kept in (KEPT[0] + "/michi.db", KEPT[0] + "/secret/root.key", KEPT[1]):
            hold("data, keys and backups are kept", (root / kept).exists(), f"{act} {kept}")
    hold("the program is gone", not (root / "usr/bin/michishirube").exists())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("older", type=pathlib.Path)
    parser.add_argument("newer", type=pathlib.Path, nargs="?")
    parser.add_argument("--data", type=pathlib.Path)
    parser.add_argument("--root", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=10)
    args = parser.parse_args()
    missing = [name for name in ("mmdebstrap", "systemd-nspawn") if not shutil.which(name)]
    if os.getuid() != 0 or missing:
        sys.exit(f"test/package_long.py: run it as root, with {' and '.join(missing) or 'what it needs'} (apt install mmdebstrap systemd-container)")
    work = pathlib.Path(tempfile.mkdtemp(prefix="michi-proof-"))
    newer = args.newer or pathlib.Path(out(ROOT / "packaging/build", work).splitlines()[-1])
    root = args.root or work / "root"
    bare(root, (args.older, newer))
    machine = Machine(root)
    try:
        proof(machine, args.older, newer, args.data, root, args.seconds)
    finally:
        machine.off()
        shutil.rmtree(work, ignore_errors=True)
    print(f"{held} held, {bad} did not")
    sys.exit(bad > 0)


main()
