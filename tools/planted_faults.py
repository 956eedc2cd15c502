#!/usr/bin/env python3
"""Plants faults, one at a time, and tells which generated test finds each by its name.

bin/planted [--only 1,2,…] [--build debug]: a copy of the sources carries all faults, each behind a switch that is
off; it is built once, and the tests run once with each switch on. A fault whose place is no longer there, and one
that no test finds, fail the run.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "planted-source"
CHECK, MASK, LIST, AUDIT, BUTTON = ("a check removed", "a mask removed", "a list that reads beside",
                                    "a change without its entry", "a button that would be refused")

# kind, file, what stands there, what stands there with the fault (HERE: the switch)
FAULTS = [
    (CHECK, "work/actions.cpp", "    require(c, act, action, around_of(c, action));\n",
     "    if (!HERE) require(c, act, action, around_of(c, action));\n"),
    (CHECK, "work/holder.cpp", "    if (mine != Mine::other || relation != Relation::centre) return mine;\n",
     "    if (HERE) return Mine::own;\n    if (mine != Mine::other || relation != Relation::centre) return mine;\n"),
    (CHECK, "work/entries.cpp", "const auto entry = open_entry(c, o, Act::edit_note);",
     "const auto entry = open_entry(c, o, HERE ? Act::write_note : Act::edit_note);"),
    (CHECK, "work/entries.cpp", "open_case(c, id, Act::tell_family)",
     "open_case(c, id, HERE ? Act::read_case : Act::tell_family)"),
    (CHECK, "work/actions.cpp", "        around.mine = whose(c.who, *by, people::find_account(c.tx, c.vault, *by).organisation);\n",
     "        around.mine = HERE ? Mine::own : whose(c.who, *by, people::find_account(c.tx, c.vault, *by).organisation);\n"),
    (CHECK, "handover/papers.cpp", "    if (on_behalf_of(c, r, by) != (by == By::sender ? r.from : r.to)) return Mine::other;\n",
     "    if (!HERE && on_behalf_of(c, r, by) != (by == By::sender ? r.from : r.to)) return Mine::other;\n"),
    (CHECK, "handover/pages.cpp", "    if (c.who.organisation != request.from && c.who.organisation != request.to) throw NotFound{};\n",
     "    if (!HERE && c.who.organisation != request.from && c.who.organisation != request.to) throw NotFound{};\n"),
    (CHECK, "consultation/part.cpp", "    c.require(act, around(c, r), at_reception(id), r.case_id.value);\n",
     "    if (!HERE) c.require(act, around(c, r), at_reception(id), r.case_id.value);\n"),
    (CHECK, "needs/waiting_pages.cpp", "    around.mine = whose(c.who, row.by, people::find_account(c.tx, c.vault, row.by).organisation);\n",
     "    around.mine = HERE ? Mine::own : whose(c.who, row.by, people::find_account(c.tx, c.vault, row.by).organisation);\n"),
    (CHECK, "assurance/own.cpp", "{.mine = kept ? Mine::colleague : Mine::other}",
     "{.mine = kept || HERE ? Mine::colleague : Mine::other}"),
    (CHECK, "people/admin.cpp", "    c.require(Act::withdraw_proposal, {.mine = mine},",
     "    c.require(Act::withdraw_proposal, {.mine = HERE ? Mine::own : mine},"),
    (CHECK, "people/own.cpp", "        if (s.id == id) {\n", "        if (s.id == id || HERE) {\n"),
    (CHECK, "web/flight.cpp", "    if (!ours || !proved) throw FormUnproved", "    if (!HERE && (!ours || !proved)) throw FormUnproved"),
    (CHECK, "web/flight.cpp", "    if (ever(known_->subject.role, route_->may)) return;\n",
     "    if (HERE || ever(known_->subject.role, route_->may)) return;\n"),
    (AUDIT, "work/entries.cpp", "    c.trace(TraceKind::create, \"record.entry\",", "    if (!HERE) c.trace(TraceKind::create, \"record.entry\","),
    (AUDIT, "work/actions.cpp", "    c.trace(TraceKind::change, \"work.\" + std::string(act),",
     "    if (!HERE) c.trace(TraceKind::change, \"work.\" + std::string(act),"),
    (AUDIT, "handover/new_request.cpp", "    c.trace(TraceKind::create, \"people.organisation\",",
     "    if (!HERE) c.trace(TraceKind::create, \"people.organisation\","),
    (AUDIT, "directory/service_pages.cpp", "    c.trace(TraceKind::change, \"directory.confirm\",",
     "    if (!HERE) c.trace(TraceKind::change, \"directory.confirm\","),
    (AUDIT, "schemes/pages.cpp", "    c.trace(TraceKind::change, \"schemes.edition\",", "    if (!HERE) c.trace(TraceKind::change, \"schemes.edition\","),
    (AUDIT, "assurance/edit.cpp", "    c.trace(TraceKind::change, \"assurance.keeper\",", "    if (!HERE) c.trace(TraceKind::change, \"assurance.keeper\","),
    (AUDIT, "people/admin.cpp", "    c.trace(TraceKind::account, \"people.disable\",", "    if (!HERE) c.trace(TraceKind::account, \"people.disable\","),
    (BUTTON, "work/shown.cpp", "    row.may_finish = c.may(Act::finish_action, around).allowed();\n",
     "    row.may_finish = HERE || c.may(Act::finish_action, around).allowed();\n"),
    (BUTTON, "handover/pages.cpp", "    return c.may(row_of(deed).act, around).allowed() &&", "    return (HERE || c.may(row_of(deed).act, around).allowed()) &&"),
    (BUTTON, "work/entries.cpp", "    v.may_edit = c.may(Act::edit_note, o.around).allowed();\n",
     "    v.may_edit = HERE || c.may(Act::edit_note, o.around).allowed();\n"),
]


def planted_sources(chosen):
    """The sources with all chosen faults behind their switches; answers what no longer fits."""
    COPY.mkdir(parents=True, exist_ok=True)
    for name in ("src", "test", "static", "tools", "CMakeLists.txt", "CMakePresets.json", "docs", "fuzz"):
        source = ROOT / name
        if source.is_dir():
            shutil.rmtree(COPY / name, ignore_errors=True)
            shutil.copytree(source, COPY / name, symlinks=True)
        elif source.exists():
            shutil.copy2(source, COPY / name)
    if not (COPY / "node_modules").exists():
        (COPY / "node_modules").symlink_to(ROOT / "node_modules")
    lost = []
    touched = set()
    for number in chosen:
        _, file, before, after = FAULTS[number - 1]
        path = COPY / "src" / file
        text = path.read_text()
        if text.count(before) != 1:
            lost.append(f"fault {number}: {file} has this place {text.count(before)} times: {before.strip()}")
            continue
        path.write_text(text.replace(before, after.replace("HERE", f"michi_planted({number})")))
        touched.add(path)
    for path in touched:
        path.write_text("bool michi_planted(int fault);\n" + path.read_text())
    switch = COPY / "src/base/text.cpp"
    switch.write_text(
        switch.read_text()
        + '\n#include <cstdlib>\nbool michi_planted(int fault);\nbool michi_planted(int fault) {\n'
        '    static const char* on = std::getenv("MICHI_PLANTED");\n'
        "    return on && std::atoi(on) == fault;\n}\n")
    return lost


def run(tests, fault, pattern):
    done = subprocess.run([tests, f"--gtest_filter={pattern}"], text=True, capture_output=True,
                          env={**os.environ, "MICHI_PLANTED": str(fault)})
    failed = re.findall(r"^\[  FAILED  \] (\S+?)(?:/\S+)?(?:,.*)? \(\d+ ms\)$", done.stdout, re.M)
    crashed = done.returncode != 0 and not failed
    return sorted(set(failed)) + (["the program ended"] if crashed else [])


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", help="numbers, with commas")
    options.add_argument("--tests", default="*Writes*:*Truth*:*Reads*:*Canar*:*Elsewhere*")
    options.add_argument("--list", action="store_true")
    asked = options.parse_args()
    if asked.list:
        for number, (kind, file, before, _) in enumerate(FAULTS, 1):
            print(f"{number:2} {kind}: {file}: {before.strip()}")
        return 0
    chosen = [int(n) for n in asked.only.split(",")] if asked.only else list(range(1, len(FAULTS) + 1))
    lost = planted_sources(chosen)
    print("\n".join(lost))
    env = {**os.environ, "CCACHE_BASEDIR": str(COPY), "CCACHE_NOHASHDIR": "1"}
    if not (COPY / "build/debug/build.ninja").exists():
        subprocess.run(["cmake", "--preset", "debug", "-Wno-dev"], cwd=COPY, check=True, stdout=subprocess.DEVNULL, env=env)
    subprocess.run(["ninja", "-C", "build/debug", "--quiet", "app_test"], cwd=COPY, check=True, env=env)
    tests = COPY / "build/debug/app_test"
    quiet = run(tests, 0, asked.tests)
    if quiet:
        print("without any fault these fail: " + ", ".join(quiet))
        return 1
    missed = len(lost)
    for number in chosen:
        kind, file, before, _ = FAULTS[number - 1]
        found = run(tests, number, asked.tests)
        missed += not found
        print(f"{number:2} {kind}, {file}: " + (", ".join(found) or "FOUND BY NOTHING"), flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} planted faults found")
    return missed != 0


sys.exit(main())
