#!/usr/bin/env python3
"""The Debian package is what an installer finds on a machine without the source: built, opened, its libraries each from a
named package, its units sound, and installed on trial into a system that has nothing yet."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
work = pathlib.Path(tempfile.mkdtemp(prefix="michi-package-"))
bad = held = 0


def hold(what, truth, told=""):
    global bad, held
    held += 1
    if not truth:
        bad += 1
        print(f"{what}: {told}")


def out(*words, **more):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, **more)
    if done.returncode:
        print(f"{' '.join(map(str, words))}: {done.stderr[-2000:]}")
    hold("status", done.returncode == 0, words)
    return done.stdout


def field(package, name):
    return out("dpkg-deb", "-f", package, name).strip()


def libraries(root, depends):
    """Every line of ldd is a file of a package that the control file names, or of one that those need."""
    named = {re.split(r"[ (|]", one.strip())[0] for one in depends.split(",")}
    lines = re.findall(r"=> (/\S+)", out("ldd", root / "usr/bin/michishirube"))
    hold("libraries", len(lines) > 10, lines)
    owners = {}
    for library in lines:
        real = pathlib.Path(library).resolve()
        for name in (library, str(real), library.removeprefix("/usr"), str(real).removeprefix("/usr")):
            found = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True)
            if found.returncode == 0:
                owners[library] = found.stdout.split(":")[0]
                break
        hold("is of a package", library in owners, library)
    direct = re.findall(r"\(NEEDED\).*\[(\S+)\]", out("readelf", "-d", root / "usr/bin/michishirube"))
    for library, owner in owners.items():
        if pathlib.Path(library).name in direct:
            hold("is named in Depends", owner in named, f"{library} of {owner} not in {depends}")


def units(root):
    """systemd reads each unit; the program and the directories are where the package puts them."""
    for unit in sorted((root / "lib/systemd/system").glob("michishirube*")):
        text = unit.read_text()
        for program in re.findall(r"^Exec\w+=(/\S+)", text, re.M):
            hold("the program is there", (root / program.lstrip("/")).exists() or pathlib.Path(program).exists(), f"{unit.name}: {program}")
        # What is not installed here is looked for under the package's own root.
        copy = work / "units" / unit.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text.replace("/usr/bin/michishirube", str(root / "usr/bin/michishirube")))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *map(str, sorted((work / "units").iterdir()))], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "michishirube" in line]
    hold("systemd finds nothing to say", not ours, ours)


def main():
    package = pathlib.Path(out(ROOT / "packaging/build", work, env={**__import__("os").environ, "MICHI_BUILT": "1"}).strip())
    hold("its name", re.fullmatch(r"michishirube_\d+\.\d+\.\d+\+[a-z]+[\d.]+_\w+\.deb", package.name), package.name)
    hold("at most 15 MB", package.stat().st_size <= 15 << 20, package.stat().st_size)
    root = work / "root"
    out("dpkg-deb", "-x", package, root)
    listed = out("dpkg-deb", "-c", package)
    hold("owned by root", all(line.split()[1] == "root/root" for line in listed.splitlines()), listed)
    hold("nothing others may write", not re.search(r"^-......\S*w", "\n".join(line for line in listed.splitlines() if line[8] == "w")), listed)
    libraries(root, field(package, "Depends"))
    units(root)
    hold("its settings are a conffile", "/etc/michishirube/michishirube.toml" in out("dpkg-deb", "-I", package, "conffiles"))
    program = root / "usr/bin/michishirube"
    hold("it runs", out(program, "version").startswith("michishirube "))
    manual = out("sh", "-c", f"zcat {root}/usr/share/man/man1/michishirube.1.gz")
    commands = re.findall(r"^  (\S+) ", out(program, "help"), re.M)
    for command in commands:
        hold("is in the manual", f".SS {command.replace('-', chr(92) + '-')} " in manual, command)
    words = out("bash", "-c", f"source {root}/usr/share/bash-completion/completions/michishirube; COMP_WORDS=(michishirube ''); COMP_CWORD=1;"
                              " _michishirube; printf '%s\\n' \"${COMPREPLY[@]}\"").split()
    hold("completion knows every command", set(commands) <= set(words), words)
    options = out("bash", "-c", f"source {root}/usr/share/bash-completion/completions/michishirube; COMP_WORDS=(michishirube serve --tls); COMP_CWORD=2;"
                                " _michishirube; printf '%s\\n' \"${COMPREPLY[@]}\"").split()
    hold("and its options", set(options) == {"--tls-certificate", "--tls-key"}, options)
    settings = (root / "etc/michishirube/michishirube.toml").read_text()
    hold("the settings as shipped hold but for the host", 'public_host = "centre.example.jp"' in settings)
    out("env", "MICHI_CONFIG=", program, "check-config", "--config", root / "etc/michishirube/michishirube.toml")
    # An empty status: as on a machine that has nothing yet. Needs apt's lists, which an update brings.
    status = work / "status"
    status.write_text("")
    if subprocess.run(["apt-cache", "show", "libsodium23"], capture_output=True).returncode:
        subprocess.run(["apt-get", "update", "-qq"], capture_output=True)
    done = subprocess.run(["apt-get", "-s", "-qq", "-o", f"Dir::State::status={status}", "-o", "Debug::NoLocking=1", "--no-install-recommends",
                           "install", str(package)], capture_output=True, text=True)
    hold("it can be installed on a bare system", done.returncode == 0 and "Inst michishirube" in done.stdout, done.stderr[-800:])
    for script in ("postinst", "prerm", "postrm"):
        subprocess.run(["dpkg-deb", "--control", str(package), str(work / "control")], check=True, capture_output=True)
        out("sh", "-n", work / "control" / script)
    shutil.rmtree(work)
    print(f"{held} held, {bad} did not")
    sys.exit(bad > 0)


main()
