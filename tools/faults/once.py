"""Twenty people's worth of the same form at once: one record, twenty equal answers."""
import threading

from common import Instance


def twenty(instance, where, form, key):
    answers, gate = [], threading.Barrier(20)

    def send():
        visitor = instance.visitor("miura")
        visitor.get("/w")
        gate.wait()
        try:
            answers.append(visitor.post(where, form, key))
        except Exception as other:  # noqa: BLE001 - it is what is being asked
            answers.append(repr(other))

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def one_engine(report, work, postgres=None):
    engine = "PostgreSQL" if postgres else "SQLite"
    instance = Instance(work / f"once-{engine}", postgres)
    instance.start()
    instance.visitor("miura")
    for what, where, form, table in (
            ("reception", "/w/intake", {"channel": "phone"}, "consultation"),
            ("note", "/w/cases/W-0150/entries", {"kind": "phone", "text": "二十回"}, "entry"),
            ("request", "/w/cases/W-0151/actions", {"next_what": "二十回", "side": "c"}, "action")):
        before = instance.number(f"SELECT count(*) FROM {table}")
        answers = twenty(instance, where, form, f"the-same-key-{what}")
        made = instance.number(f"SELECT count(*) FROM {table}") - before
        report.check(f"twenty posts of one {what} at once make one record ({engine})", made == 1, made)
        report.check(f"and twenty equal answers ({engine})", len(answers) == 20 and len(set(answers)) == 1, set(answers))
    other = twenty(instance, "/w/cases/W-0150/entries", {"kind": "phone", "text": "ちがう文"}, "the-same-key-note")
    report.check(f"other words under a used key are asked about, not done ({engine})", set(other) == {"Refused('409')"}, set(other))
    instance.end()


def run(report, work, args):
    one_engine(report, work)
    if args.postgres:
        one_engine(report, work, args.postgres.database())
