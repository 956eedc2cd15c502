"""Breaks a running server in every way that this machine allows, and says what held.
bin/faults [--short] [--only PART,…] [--cycles N]
Parts: kill once audit full lost-file ending lost-server guessing flood.
--flood is --only guessing,flood: strangers who try to stop or to fill it, figures of the good requests beside, and nginx's."""
import argparse
import pathlib
import shutil
import sys
import tempfile
import time
import traceback

import disk
import ending
import flood
import guessing
import kill
import once
from common import Postgres, Report

PARTS = {"kill": kill.run, "once": once.run, "audit": disk.audit, "full": disk.full, "lost-file": disk.lost_file,
         "ending": ending.run, "lost-server": kill.run_lost,
         "guessing": guessing.run, "flood": flood.run}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="the form that bin/test runs, one to two minutes")
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--flood", action="store_true")
    parser.add_argument("--cycles", type=int)
    parser.add_argument("--without-postgres", action="store_true")
    args = parser.parse_args()
    if args.flood:
        args.only, args.without_postgres = ",".join(part for part in ("guessing", "flood") if part in PARTS), True
    args.long = not args.short
    args.cycles = args.cycles or (12 if args.short else 200)
    return args


def main():
    args, report = arguments(), Report()
    work = pathlib.Path(tempfile.mkdtemp(prefix="michi-faults-", dir="/tmp"))
    work.chmod(0o711)
    args.postgres = None if args.without_postgres else Postgres(work / "pg")
    try:
        for name in args.only.split(","):
            begun = time.monotonic()
            try:
                PARTS[name](report, work, args)
            except Exception:  # noqa: BLE001 - the others go on
                report.check(f"the part {name} runs to its end", False)
                traceback.print_exc()
            report.say(f"{name}: {time.monotonic() - begun:.0f} s")
    finally:
        if args.postgres:
            args.postgres.end()
        shutil.rmtree(work, ignore_errors=True)
    print(f"{report.passed} passed, {report.failed} failed, {report.skipped} skipped")
    sys.exit(1 if report.failed else 0)


main()
