"""Fails when a committed text names a place outside the project, a registry host, says that work is unfinished, or holds a merge that was not made."""
import pathlib
import re
import subprocess
import sys

OUTSIDE = re.compile(r"\.\./s" + r"hared|/wo" + r"rk/|registry\.npm" + r"js|deb\.deb" + r"ian\.org|\bTO" + r"DO\b|\bFIX" + r"ME\b|^(<{7}|>{7}) ")
bad = 0
for name in subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True).stdout.splitlines():
    path = pathlib.Path(name)
    if path.name == "package-lock.json" or not path.is_file() or path.suffix in (".csv", ".xlsx", ".png", ".zip") or path.stat().st_size > 2_000_000:
        continue
    try:
        text = path.read_text()
    except UnicodeDecodeError:
        continue
    for number, line in enumerate(text.splitlines(), 1):
        if OUTSIDE.search(line):
            print(f"{name}:{number}: {line.strip()[:120]}")
            bad = 1
sys.exit(bad)
