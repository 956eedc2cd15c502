"""Fails when an include crosses a wall, or when something asks another clock. Usage: fence.py SRC_DIR"""
import pathlib
import re
import sys

FLOORS = ["base", "policy", "platform", "web"]
ORDER = FLOORS + ["audit", "people", "record", "consent", "work", "directory", "published", "assurance", "consultation", "letterbox", "handover", "life", "search", "reports", "needs", "schemes", "carers", "setup", "selfcheck", "demo", "app"]
FREE = {"demo", "app"}   # may enter any folder by any door
PURE = re.compile(r"(model|rules|views)\.(hpp|cpp)$")
# A demonstration has a day of its own and tests plant theirs: the wall clock is asked in one place.
CLOCK = ("platform/clock.cpp", "platform/clock_test.cpp")
OTHER_CLOCKS = re.compile(r"(system|file|utc)_clock::now|\b(time|ftime)\((nullptr|NULL|0|&\w+)\)|gettimeofday|timespec_get|CLOCK_REALTIME"
                          r"|\b(localtime|ctime)(_r)?\(|(?i:\bcurrent_(date|time|timestamp)\b|\blocaltimestamp\b|julianday\(|strftime\('|'now'|\b(clock|statement|transaction)_timestamp\(|select now\()")
# Whoever asks that one, asks once for a request or job; all others are told, so that tests can plant a day.
ASKS_NOW = {
    "web/wire.cpp",        # the Date of an answer
    "assurance/part.cpp",  # a job that the night starts
    "setup/part.cpp",      # the same
    "letterbox/part.cpp",  # the same
    "directory/store.cpp", # when an edition of the whole directory came to be
}
OUTSIDE = re.compile(r'#include <(boost/(asio|beast)|sqlite3|libpq-fe)')


def wrong(file, target, src):
    here, there = file.relative_to(src).parts[0], target.split("/")[0]
    if there in ("parts",):
        return None
    if there not in ORDER:
        return "is in no known folder"
    if ORDER.index(there) > ORDER.index(here):
        return "is a later folder"
    if here in FREE or here == there or there in FLOORS:
        if PURE.search(file.name) and here not in FLOORS and there in ("platform", "web") and file.name != "rules.cpp":
            return "does input and output; %s is pure" % file.name
        return None
    if target not in (f"{there}/{there}.hpp", f"{there}/model.hpp", f"{there}/views.hpp") and target not in ALLOWED:
        return "is not the front door"
    return None


# Doors of a neighbour beside its front door, each with its reason.
ALLOWED = {
    "work/shown.hpp",          # every page about a case has its head
    "work/naming.hpp",         # who helps is named by one question wherever a case is shown
    "directory/check.hpp",     # what is typed into an entry is judged by who reads the lists
    "directory/question.hpp",  # what a family waits for is what was asked on the search page
    "directory/told.hpp",      # what another directory told is told again
    "directory/sites.hpp",     # further places are typed in words
    "directory/map.hpp",       # the same map shows what is missing
    "consent/leaving.hpp",  # the ways out, which rules read without the store
    "directory/table.hpp",     # a list of organisations is a table like any other
    "people/opening.hpp",      # when a Centre is open is said wherever somebody asks it
    "people/keeping.hpp",      # several are invited at once; an account is closed on a day
    "record/persons.hpp",   # the in-memory index over persons is used by search and by the duplicate hint
    "record/fields.hpp",    # the one table of what is kept about a child
    "record/facts.hpp",     # the profile shows and writes what that table names
    "record/guardians.hpp",   # an account of the family's is linked on a page of the case
    "record/steps.hpp",       # closing, reopening and moving are pages of the case
    "record/protection.hpp",  # 住所秘匿 is set at reception and on a page of the case
    "record/reach.hpp",     # the places of the search, which consent opens
}

# Past the decision: who takes a personal value out of Personal<…> without one, and why. Everybody else gets what
# decide() opens; what a decision does not open is empty before a page sees it.
RAW = {
    "policy/past_decision.hpp": "the way itself",
    "consent/leaving.cpp": "looks for the names that may not leave; says an age in place of a name",
    "record/cases.cpp": "seals it again",
    "record/team.cpp": "seals it again",
    "record/timeline.cpp": "seals the earlier text",
    "record/model.cpp": "whether an answer holds words, never which",
    "record/persons.cpp": "feeds the search over persons; who finds what is the search's scope",
    "search/texts.cpp": "feeds the search over texts; who finds what is the search's scope",
    "work/store.cpp": "gives the turn to whoever is responsible; knows the step it laid down itself by its words",
    "handover/rows.cpp": "seals it again",
    "handover/carry_out.cpp": "gives the turn on, with its title and who takes care; tells an organisation that it answers for the case itself",
    "handover/rules.cpp": "whether somebody is named, never who",
    "letterbox/following.cpp": "knows the turn it laid down itself by its words",
    "letterbox/status_pages.cpp": "whoever holds code and word reads the thread that is theirs",
    "assurance/proposal_store.cpp": "seals it again",
    "assurance/pages_test.cpp": "looks at what was kept",
    "demo/fill.cpp": "fictitious people",
    "demo/requests.cpp": "fictitious people",
}
PAST = re.compile(r'policy/past_decision\.hpp|past_decision\(')

# In C++20 what a call hands out is gone before the first pass of a loop over what it points to.
GONE = re.compile(r"\bfor \([^;]*[^:]: [\w:]+\([^;]*\)->")

# The search for inputs that break a reader (bin/fuzz) is built by clang 14, which the ranges of this standard library
# stop as soon as one is made of another; nobody sees it until the next search.
OF_RANGES = re.compile(r"std::views::|std::ranges::(?:unique|remove|remove_if|partition|stable_partition|rotate|equal_range|search|subrange)\b")
READERS = re.compile(r"foreach\(reader\s([^)]*)\)")

src, bad = pathlib.Path(sys.argv[1]), 0
readers = {src / f"{name}.cpp" for name in READERS.search((src.parent / "CMakeLists.txt").read_text())[1].split()}
for file in sorted(readers | set(src.glob("base/*.cpp")) | set(src.glob("web/read*.cpp"))):
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if OF_RANGES.search(line) and not file.name.endswith("_test.cpp"):
            print(f"{file}:{number}: {line.strip()}: clang 14 does not read it, and bin/fuzz is built by it")
            bad = 1
for file in sorted(src.rglob("*.?pp")):
    inside = file.relative_to(src).as_posix()
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if GONE.search(line):
            print(f"{file}:{number}: {line.strip()}: loops over what nobody holds; name the pointer first")
            bad = 1
        if PAST.search(line) and inside not in RAW and inside != "policy/personal.hpp":
            print(f"{file}:{number}: {line.strip()}: goes past the decision; use shown(), or say why in RAW")
            bad = 1
for file in sorted(p for p in src.rglob("*.?pp") if not p.name.endswith("_test.cpp")):
    for number, line in enumerate(file.read_text().splitlines(), 1):
        match = re.match(r'#include "([\w./]+/[\w.]+)"', line)
        why = wrong(file, match[1], src) if match else None
        folder = file.relative_to(src).parts[0]
        if OUTSIDE.match(line) and folder not in ("web", "platform"):
            why = "belongs behind web/ or platform/"
        if why:
            print(f"{file}:{number}: {line.strip()}: {why}")
            bad = 1
for file in sorted(p for p in src.rglob("*") if p.suffix in (".cpp", ".hpp", ".sql") and p.relative_to(src).as_posix() not in CLOCK):
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if OTHER_CLOCKS.search(line):
            print(f"{file}:{number}: {line.strip()}: asks a clock of its own; platform/clock.hpp is the one")
            bad = 1
        inside = file.relative_to(src)
        if "system_now" in line and (inside.parts[0] not in ("app", "platform") or file.name.endswith("_test.cpp")) and inside.as_posix() not in ASKS_NOW:
            print(f"{file}:{number}: {line.strip()}: is told what time it is, and does not ask")
            bad = 1
sys.exit(bad)
