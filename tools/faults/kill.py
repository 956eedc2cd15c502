"""kill -9 under mixed writes: what was acknowledged is there, once; the audit verifies; it is ready again soon."""
import random
import time

from common import SENTENCE, Crew, Instance, until


def counts(instance):
    return {"entry": instance.number("SELECT count(*) FROM entry"), "action": instance.number("SELECT count(*) FROM action"),
            "consultation": instance.number("SELECT count(*) FROM consultation")}


def texts_shown(instance):
    """Every text as the pages show it, with how often."""
    seen, visitor = {}, instance.visitor("ito")
    for case in range(145, 156):
        page = visitor.get(f"/w/cases/W-{case:04d}?all=1")
        for piece in page.split("書いた文 ")[1:]:
            seen[piece[:8]] = seen.get(piece[:8], 0) + 1
    return seen


def settle(instance, crew):
    for member in crew.members:
        member.visitor.hang_up()
        member.visitor.port = instance.server.port
        assert member.send_again(), "the server is there again but refuses"


def kill_cycles(report, work, cycles, postgres=None, seed=7, timed=True):
    engine = "PostgreSQL" if postgres else "SQLite"
    instance, chance = Instance(work / f"kill-{engine}", postgres), random.Random(seed)
    before, acknowledged, slowest, unknown, unsound = counts(instance), [], 0.0, 0, 0
    first = instance.start().seconds_to_ready
    report.say(f"{engine}: ready after {first:.2f} s at first")
    for cycle in range(cycles):
        crew = Crew(instance, seed=cycle)
        crew.begin()
        time.sleep(0.03 + chance.random() * 0.3)
        instance.server.kill()
        crew.end()
        unknown += len(crew.all("open"))
        unsound += not instance.sound()
        unsound += not instance.verify()[0]
        slowest = max(slowest, instance.start().seconds_to_ready)
        settle(instance, crew)
        acknowledged += crew.all("acknowledged")
        assert not crew.all("refused"), crew.all("refused")[0]
    judge(report, instance, before, acknowledged, f"{engine}, {cycles} kills, {len(acknowledged)} writes, {unknown} of unknown end")
    report.check(f"the file is sound and the audit verifies after every kill ({engine})", unsound == 0, f"{unsound} not")
    sentence = f"ready again within 2 s after every kill ({engine})"
    if timed:
        report.check(sentence, slowest <= 2, f"slowest {slowest:.2f} s")
    else:
        report.say(f"{sentence}: slowest {slowest:.2f} s, judged in the long form only")
    instance.end()


def judge(report, instance, before, acknowledged, story):
    after = counts(instance)
    for table, kind in (("entry", "note"), ("action", "action"), ("consultation", "reception")):
        wanted = sum(1 for write in acknowledged if write["kind"] == kind)
        report.check(f"each {kind} is there once: {story}", after[table] - before[table] == wanted,
                     f"{after[table] - before[table]} rows for {wanted}")
    places = [write["location"] for write in acknowledged if write["kind"] == "reception"]
    report.check("no two receptions share a number", len(places) == len(set(places)), len(places))
    shown = texts_shown(instance)
    notes = {write["text"][-8:] for write in acknowledged if write["kind"] == "note"}
    report.check("every note stands on its case's page", all(shown.get(text) for text in notes),
                 f"{sum(1 for text in notes if not shown.get(text))} missing")
    told = instance.number("SELECT count(*) FROM audit_entry WHERE action = 'record.entry' AND kind = 4")
    report.check("the audit knows every note", told >= len(notes), f"{told} entries for {len(notes)}")


def server_lost_cycles(report, work, postgres, cycles, seed=11):
    """The database server itself is stopped hard while people write; the program stays and goes on."""
    instance, chance = Instance(work / "kill-database", postgres), random.Random(seed)
    before, acknowledged = counts(instance), []
    instance.start()
    for cycle in range(cycles):
        crew = Crew(instance, seed=cycle)
        crew.begin()
        time.sleep(0.1 + chance.random() * 0.3)
        postgres.halt()
        time.sleep(0.5)
        postgres.again()
        report.check(f"stop {cycle + 1} of the database server: the program is ready again by itself",
                     until(lambda: instance.visitor("ito").get("/w")))
        crew.end()
        refused = crew.all("refused")
        report.check(f"stop {cycle + 1}: writers were asked to try again, in a sentence",
                     refused and all(status == 503 and SENTENCE in body for _, status, body in refused),
                     f"{len(refused)} so, {[s for _, s, _ in refused if s != 503][:3]} not")
        settle(instance, crew)
        acknowledged += crew.all("acknowledged")
    judge(report, instance, before, acknowledged, "PostgreSQL stopped and started under writes")
    report.check("the audit verifies afterwards", instance.verify()[0])
    instance.end()


def run(report, work, args):
    kill_cycles(report, work, args.cycles, timed=args.long)
    if args.postgres:
        kill_cycles(report, work, max(2, args.cycles // 10), args.postgres.database(), timed=args.long)


def run_lost(report, work, args):
    if args.postgres:
        server_lost_cycles(report, work, args.postgres.database(), 5 if args.long else 1)
