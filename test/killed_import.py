#!/usr/bin/env python3
"""kill -9 at random moments of an import: what a reader sees is none of the list or all of it, and the next import
finds the rest. Usage: test/killed_import.py [POINTS]"""
import json
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import places  # noqa: E402
from instance import PROGRAM  # noqa: E402

ROWS = 2000


def rehearse(data, file):
    told = subprocess.run([PROGRAM, "import", "--data", data, file, "--dry-run", "--json"], check=True, capture_output=True)
    return json.loads(told.stdout)["files"][0]


def seen(data):
    with sqlite3.connect(f"file:{data}/michi.db?mode=ro", uri=True) as db:
        return db.execute("SELECT count(*) FROM directory_service WHERE changed >= 0").fetchone()[0]


def main():
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    work = pathlib.Path(tempfile.mkdtemp(prefix="michi-killed-"))
    chance, none, whole, wrong = random.Random(points), 0, 0, []
    try:
        file = work / "list.csv"
        places.write_list(file, ROWS)
        begun = time.monotonic()
        subprocess.run([PROGRAM, "import", "--data", work / "first", file], check=True, capture_output=True)
        took = time.monotonic() - begun
        for point in range(points):
            data = work / "data"
            shutil.rmtree(data, ignore_errors=True)
            subprocess.run([PROGRAM, "import", "--data", data, file, "--dry-run"], check=True, capture_output=True)
            process = subprocess.Popen([PROGRAM, "import", "--data", data, file], stdout=subprocess.DEVNULL)
            time.sleep(chance.random() * took * 1.1)
            process.send_signal(signal.SIGKILL)
            process.wait()
            told = rehearse(data, file)
            count = seen(data)
            if (told["new"], count) == (ROWS, 0):
                none += 1
            elif (told["new"], told["unchanged"], count) == (0, ROWS, ROWS):
                whole += 1
            else:
                wrong.append(f"point {point}: {told['new']} new, {told['unchanged']} unchanged, {count} seen")
            subprocess.run([PROGRAM, "import", "--data", data, file], check=True, capture_output=True)
            if (rehearse(data, file)["unchanged"], seen(data)) != (ROWS, ROWS):
                wrong.append(f"point {point}: the next import did not complete the list")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print("\n".join(wrong) + ("\n" if wrong else "") + f"{points} kills: none of the list {none}, all of it {whole}, wrong {len(wrong)}")
    return 1 if wrong else 0


sys.exit(main())
