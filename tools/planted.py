"""Faults of the kinds that reviews found: a check or a mask removed, a list that reads beside the decision,
a POST without its act or its entry, a button that would be refused. Each names the generated test that finds it.

bin/planted plants them in a copy of the sources, each behind a switch that only the copy has, builds the copy once and
runs each fault's own test with its switch on. tools/planted_test.py sees that every place and every test is still there.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHECK, MASK, LIST, ACT, ENTRY, BUTTON = ("check removed", "mask removed", "list reads beside", "POST without its act",
                                         "change without its entry", "button that is refused")
WRITES = "Writes.of_everybody_are_what_the_policy_says_of_the_object"
MASKS = "Masks.are_what_pages_lists_and_files_tell"
LEAVES = "Leaves.nothing_that_names_the_child_without_a_yes_by_any_way"


def without(line):
    """The statement is left out."""
    return [line, line[: len(line) - len(line.lstrip())] + "if (!HERE) " + line.lstrip()]


def no_act(path, file, before):
    """The route is open to every role and its handler asks nobody."""
    guard = "ever(known_->subject.role, route_->may)"
    return [("web/flight.cpp", guard, f'((HERE && route_->path == "{path}") || {guard})'),
            (file, before, before.replace("    c.require", "    if (!HERE) c.require"))]


# what, kind, test, places: file below src, what stands there once, what stands there with the fault (HERE: the switch)
FAULTS = [
    ("who holds the step is not asked", CHECK, WRITES,
     [("work/actions.cpp", *without("    require(c, act, action, around_of(c, action));\n"))]),
    ("everybody's step is one's own", CHECK, WRITES,
     [("work/holder.cpp", "    if (mine != Mine::other || relation != Relation::centre) return mine;\n",
       "    if (HERE) return Mine::own;\n    if (mine != Mine::other || relation != Relation::centre) return mine;\n")]),
    ("a change of others is undone", CHECK, WRITES,
     [("work/actions.cpp", "        around.mine = whose(c.who, last->by, by);\n",
       "        around.mine = HERE ? Mine::own : whose(c.who, last->by, by);\n")]),
    ("a note of others is rewritten", CHECK, WRITES,
     [("work/entries.cpp", "const auto entry = open_entry(c, o, Act::edit_note);",
       "const auto entry = open_entry(c, o, HERE ? Act::write_note : Act::edit_note);")]),
    ("whoever reads marks an answer as told", CHECK, WRITES,
     [("work/entries.cpp", "const Opened o = open_case(c, id, Act::tell_family);",
       "const Opened o = open_case(c, id, HERE ? Act::read_case : Act::tell_family);")]),
    ("the other side does the deed of a request", CHECK, WRITES,
     [("handover/papers.cpp", "    if (on_behalf_of(c, r, by) != (by == By::sender ? r.from : r.to)) return Mine::other;\n",
       "    if (HERE) return Mine::colleague;\n"
       "    if (on_behalf_of(c, r, by) != (by == By::sender ? r.from : r.to)) return Mine::other;\n")]),
    ("a request is begun by whoever reads the case", CHECK, WRITES,
     [("handover/new_request.cpp",
       "Answer check_request(Context& c) {\n    const About about = open_case(c, c.form, Act::start_handover);\n",
       "Answer check_request(Context& c) {\n"
       "    const About about = open_case(c, c.form, HERE ? Act::read_case : Act::start_handover);\n")]),
    ("a call of another Centre is edited", CHECK, WRITES,
     [("consultation/part.cpp", "    auto r = reception_of(c.tx, c.vault, c.who.organisation, id);\n",
       "    auto r = reception_of(c.tx, c.vault,\n        HERE ? c.tx.value<Id<Organisation>>("
       "\"SELECT centre_id FROM consultation WHERE id = $1\", id) : c.who.organisation, id);\n"),
      ("consultation/part.cpp", "r.centre == c.who.organisation ? Relation::centre",
       "HERE || r.centre == c.who.organisation ? Relation::centre")]),
    ("the wait of another organisation is ended", CHECK, WRITES,
     [("needs/waiting_pages.cpp",
       "    around.mine = whose(c.who, row.by, people::find_account(c.tx, c.vault, row.by).organisation);\n",
       "    around.mine = HERE ? Mine::own : whose(c.who, row.by, people::find_account(c.tx, c.vault, row.by).organisation);\n")]),
    ("an entry is written by who does not keep it", CHECK, WRITES,
     [("assurance/own.cpp", "{.mine = kept ? Mine::colleague : Mine::other}",
       "{.mine = kept || HERE ? Mine::colleague : Mine::other}")]),
    ("what a colleague was told is withdrawn", CHECK, WRITES,
     [("directory/service_pages.cpp", "{.mine = whose(c.who, author_of(c.tx, fact, listing->id), Id<Organisation>{})}",
       "{.mine = HERE ? Mine::own : whose(c.who, author_of(c.tx, fact, listing->id), Id<Organisation>{})}")]),
    ("somebody else's list is taken", CHECK, WRITES,
     [("directory/desk_store.cpp", "        token, account);\n",
       "        token, HERE ? tx.value<Id<Account>>(\"SELECT account_id FROM directory_upload WHERE token = $1\", token) : account);\n")]),
    ("somebody else's proposal is withdrawn", CHECK, WRITES,
     [("people/admin.cpp", "    c.require(Act::withdraw_proposal, {.mine = mine},",
       "    c.require(Act::withdraw_proposal, {.mine = HERE ? Mine::own : mine},")]),
    ("somebody else's session is ended", CHECK, WRITES,
     [("people/own.cpp", "    for (const auto& s : sessions_of(c.tx, c.who.account, c.now.at))\n        if (s.id == id) {\n",
       "    if (HERE) return end_session(c.tx, id, c.now.at), c.see_other(Url(\"/w/me\"));\n"
       "    for (const auto& s : sessions_of(c.tx, c.who.account, c.now.at))\n        if (s.id == id) {\n")]),
    ("somebody else's draft is discarded", CHECK, WRITES,
     [("web/drafts.cpp", "kept_from, account, id));",
       'kept_from, HERE ? tx.value<Id<Account>>("SELECT account_id FROM draft WHERE id = $1", id) : account, id));')]),
    ("住所秘匿 without the second factor", CHECK, WRITES,
     [("work/protection_pages.cpp", "    if (!v.refusals.any()) people::factor_is_fresh(c, v.refusals);\n",
       "    if (!HERE && !v.refusals.any()) people::factor_is_fresh(c, v.refusals);\n")]),
    ("consent without the second factor", CHECK, WRITES,
     [("work/consent_pages.cpp", "    if (!v.refusals.any() && people::factor_is_fresh(c, v.refusals))",
       "    if (!v.refusals.any() && (HERE || people::factor_is_fresh(c, v.refusals)))")]),
    ("a candidate is noted by whoever searches", ACT, WRITES,
     [("directory/search_pages.cpp", *without(
         '    c.require(Act::write_note, q.about->around, "case/" + std::to_string(q.about->brief.id.value),\n'))]),
    ("a wait is noted by whoever searches", ACT, WRITES,
     [("needs/waiting_pages.cpp", *without(
         '    c.require(Act::write_note, q.about->around, "case/" + std::to_string(q.about->brief.id.value),\n'))]),
    ("a scheme is written by everybody", ACT, WRITES,
     no_act("/w/schemes", "schemes/pages.cpp", "web::Answer add_scheme(Context& c) {\n    c.require(Act::edit_directory, {});\n")),
    ("an organisation is made by everybody", ACT, WRITES,
     no_act("/a/organisations/new", "setup/organisation.cpp",
            "Answer add_organisation(Context& c) {\n    c.require(Act::keep_organisations, {});\n")),
    ("care is listed without its class", MASK, MASKS,
     [("work/rows.cpp", '#include "people/people.hpp"\n', '#include "people/people.hpp"\n#include "policy/past_decision.hpp"\n'),
      ("work/rows.cpp", "    for (const auto& care : line.brief.care.shown(read)) {\n",
       "    for (const auto& care : HERE ? past_decision(line.brief.care) : line.brief.care.shown(read)) {\n")]),
    ("who helps is named under 住所秘匿", MASK, MASKS,
     [("record/model.cpp", "named == brief.centre || decision.opens(Field::location)",
       "named == brief.centre || HERE || decision.opens(Field::location)")]),
    ("the Centre's steps are told to whoever holds none", MASK, MASKS,
     [("work/shown.cpp",
       "    if (read.opens(Field::plan) || action.holder.organisation != c.who.organisation) return read;\n",
       "    if (read.opens(Field::plan) || (!HERE && action.holder.organisation != c.who.organisation)) return read;\n")]),
    ("care of those who wait is not cut", MASK, MASKS,
     [("needs/waiting_pages.cpp", "    if (!decision.opens(michi::Field::medical))\n",
       "    if (!HERE && !decision.opens(michi::Field::medical))\n")]),
    ("a call tells where the child lives", MASK, MASKS,
     [("consultation/rules.cpp", "        if (field.of && !decision.opens(*field.of)) (a.*field.member).clear();\n",
       "        if (!HERE && field.of && !decision.opens(*field.of)) (a.*field.member).clear();\n")]),
    ("the course lists what the Centre kept", LIST, MASKS,
     [("record/timeline.cpp", "    return relation == Relation::centre ? 2 :",
       "    return HERE || relation == Relation::centre ? 2 :")]),
    ("a note of the Centre opens by its address", LIST, MASKS,
     [("record/timeline.cpp", "        who.organisation, who.account, today, id, int(is_centre_role(who.role)));\n",
       "        who.organisation, who.account, today, id, int(HERE || is_centre_role(who.role)));\n")]),
    ("search reads what the case does not open", LIST, LEAVES,
     [("consent/reach.cpp", "    return decision.opens(field);\n", "    return HERE || decision.opens(field);\n")]),
    ("a note leaves no entry", ENTRY, WRITES,
     [("work/entries.cpp", *without('    c.trace(TraceKind::create, "record.entry", "entry/" + std::to_string(id.value),\n'))]),
    ("a step leaves no entry", ENTRY, WRITES,
     [("work/actions.cpp", *without('    c.trace(TraceKind::change, "work." + std::string(act),\n'))]),
    ("an organisation added while asking leaves no entry", ENTRY, WRITES,
     [("handover/new_request.cpp", *without(
         '    c.trace(TraceKind::create, "people.organisation", "organisation/" + std::to_string(id.value),\n'))]),
    ("a confirmed place leaves no entry", ENTRY, WRITES,
     [("directory/service_pages.cpp", *without(
         '    c.trace(TraceKind::change, "directory.confirm", service_number(listing->id));\n'))]),
    ("a keeper leaves no entry", ENTRY, WRITES,
     [("assurance/edit.cpp", *without(
         '    c.trace(TraceKind::change, "assurance.keeper", number, 0, std::to_string(who.value));\n'))]),
    ("a closed account leaves no entry", ENTRY, WRITES,
     [("people/admin.cpp", *without(
         '    c.trace(TraceKind::account, "people.disable", "account/" + std::to_string(account.id.value), 0,\n'))]),
    ("a changed organisation leaves no entry", ENTRY, WRITES,
     [("setup/organisation.cpp", *without(
         '    c.trace(TraceKind::change, std::move(action), "organisation/" + std::to_string(id.value), 0,\n'))]),
    ("finishing is offered for the steps of others", BUTTON, WRITES,
     [("work/shown.cpp", "    row.may_finish = c.may(Act::finish_action, around).allowed();\n",
       "    row.may_finish = HERE || c.may(Act::finish_action, around).allowed();\n")]),
    ("deeds of the other side are offered", BUTTON, WRITES,
     [("handover/pages.cpp", "    return c.may(row_of(deed).act, around).allowed() &&",
       "    return (HERE || c.may(row_of(deed).act, around).allowed()) &&")]),
    ("rewriting is offered for the notes of others", BUTTON, WRITES,
     [("work/entries.cpp", "    v.may_edit = c.may(Act::edit_note, o.around).allowed();\n",
       "    v.may_edit = HERE || c.may(Act::edit_note, o.around).allowed();\n")]),
    ("the next step is asked of everybody", BUTTON, WRITES,
     [("work/case_pages.cpp", '    v.ask_next = v.may_act && c.query.has("ask");\n',
       '    v.ask_next = (HERE || v.may_act) && c.query.has("ask");\n')]),
    ("candidates are offered to whoever searches", BUTTON, WRITES,
     [("directory/search_pages.cpp", "    v.may_note = c.may(Act::write_note, q.about->around).allowed();\n",
       "    v.may_note = HERE || c.may(Act::write_note, q.about->around).allowed();\n")]),
]


SWITCH = """
#include <cstdlib>
bool michi_planted(int fault);
bool michi_planted(int fault) {
    static const char* on = std::getenv("MICHI_PLANTED");
    return on && std::atoi(on) == fault;
}
"""


def lost(root=ROOT):
    """What the list names and the tree no longer has."""
    wrong = []
    tests = "".join(path.read_text() for path in (root / "src" / "app").glob("*_test.cpp"))
    for number, (what, _, test, places) in enumerate(FAULTS, 1):
        suite, name = test.split(".")
        if not re.search(rf"TEST_P\(\s*{suite},\s*{name}\)", tests):
            wrong.append(f"fault {number}, {what}: there is no test {test}")
        for file, before, _ in places:
            path = root / "src" / file
            times = path.read_text().count(before) if path.exists() else 0
            if times != 1:
                wrong.append(f"fault {number}, {what}: stands {times} times in src/{file}: {before.strip()}")
    return wrong


def plant(chosen, copy):
    """The copy is the tree with all chosen faults; what is the same keeps its time, so that little is built."""
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True)
    names = {name for name in names.stdout.decode().split("\0") if name and (ROOT / name).is_file()}
    wanted = {name: (ROOT / name).read_bytes() for name in names}
    texts = {}
    for number in chosen:
        for file, before, after in FAULTS[number - 1][3]:
            text = texts.get(file) or wanted[f"src/{file}"].decode()
            if before not in text:
                raise SystemExit(f"fault {number}: another one has taken its place in src/{file}")
            texts[file] = text.replace(before, after.replace("HERE", f"michi_planted({number})"))
    for file, text in texts.items():
        wanted[f"src/{file}"] = ("bool michi_planted(int fault);\n" + text).encode()
    wanted["src/base/text.cpp"] += SWITCH.encode()
    for old in [path for part in ("src", "test", "static") for path in (copy / part).rglob("*") if path.is_file()]:
        if str(old.relative_to(copy)) not in wanted:
            old.unlink()
    for name, content in wanted.items():
        path = copy / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    if not (copy / "node_modules").exists():
        (copy / "node_modules").symlink_to(ROOT / "node_modules")


def failed(copy, fault, pattern):
    done = subprocess.run([copy / "build/debug/app_test", f"--gtest_filter={pattern}"], text=True, errors="replace",
                          capture_output=True, env={**os.environ, "MICHI_PLANTED": str(fault), "MICHI_TEST_POSTGRES": ""})
    names = set(re.findall(r"^\[  FAILED  \] \w+/(\S+?)/sqlite.* \(\d+ ms\)$", done.stdout, re.M))
    return names or ({"the program ended"} if done.returncode else set())


def main():
    options = argparse.ArgumentParser(description="Plants faults, one at a time; each must be found by the test it names.")
    options.add_argument("--only", help="numbers, with commas")
    options.add_argument("--copy", type=pathlib.Path, default=ROOT / "build" / "planted", help="where the copy stands")
    options.add_argument("--list", action="store_true", help="says what would be planted")
    asked = options.parse_args()
    if asked.list:
        for number, (what, kind, test, _) in enumerate(FAULTS, 1):
            print(f"{number:2} {kind}: {what} ({test})")
        return 0
    copy, wrong = asked.copy, lost()
    if wrong:
        print("\n".join(wrong))
        return 1
    chosen = [int(n) for n in asked.only.split(",")] if asked.only else list(range(1, len(FAULTS) + 1))
    plant(chosen, copy)
    if not (copy / "build/debug/build.ninja").exists():
        subprocess.run(["cmake", "--preset", "debug", "-Wno-dev"], cwd=copy, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ninja", "-C", "build/debug", "--quiet", "app_test"], cwd=copy, check=True)
    for test in sorted({FAULTS[n - 1][2] for n in chosen}):
        if failed(copy, 0, f"*{test}/sqlite"):
            print(f"without any fault {test} fails")
            return 1
    missed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as runs:
        for number, names in zip(chosen, runs.map(lambda n: failed(copy, n, f"*{FAULTS[n - 1][2]}/sqlite"), chosen)):
            what, kind, test, _ = FAULTS[number - 1]
            missed += test not in names
            print(f"{number:2} {'found ' if test in names else 'MISSED'} {kind}: {what} ({test})", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} planted faults found")
    return missed != 0


if __name__ == "__main__":
    sys.exit(main())
