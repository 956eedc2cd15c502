"""The fair control of the case page for bin/bench: the pages that the program sent, taken apart into templates and rows
of clear text, and served again byte by byte by Fastify (tools/bench/control) from SQLite."""
import collections
import html
import http.client
import json
import os
import pathlib
import re
import shutil
import sqlite3
import statistics
import subprocess
import time

from instance import free_port

HERE = pathlib.Path(__file__).resolve().parent / "bench/control"
COLUMNS = 8
PART = re.compile(r'(?=<li class="ev")')       # a note is a row
VALUE = re.compile(r'(?<==")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')


def take_apart(part):
    """Texts of the page and the values between them, one text more than values."""
    texts, values, at = [], [], 0
    for found in VALUE.finditer(part):
        value = html.unescape(found[0])
        if html.escape(value).replace("&#x27;", "&#39;") != found[0]:
            continue   # written otherwise than the control would: it stays a text
        texts.append(part[at:found.start()])
        values.append(value)
        at = found.end()
    return tuple(texts + [part[at:]]), values


def joined(texts, values, kept):
    """A template in which only the values at `kept` are values."""
    out, row = [texts[0]], []
    for n, value in enumerate(values):
        if n in kept:
            row.append(value)
            out.append(texts[n + 1])
        else:
            out[-1] += html.escape(value).replace("&#x27;", "&#39;") + texts[n + 1]
    return out, row


def split(texts, row):
    """At most COLUMNS values a row."""
    for at in range(0, max(len(row), 1), COLUMNS):
        last = at + COLUMNS >= len(row)
        some = texts[at:] if last else texts[at:at + COLUMNS] + [""]
        yield some, row[at:at + COLUMNS]


def write(path, pages):
    """Rows of the pages, by number: what is the same wherever the markup is the same belongs to the template."""
    apart = {number: [take_apart(part) for part in PART.split(page)] for number, page in pages.items()}
    seen = collections.defaultdict(list)
    for parts in apart.values():
        for texts, values in parts:
            seen[texts].append(values)
    kept = {texts: {n for n, column in enumerate(zip(*rows)) if len(rows) < 2 or len(set(column)) > 1}
            for texts, rows in seen.items()}
    templates, count = {}, 0
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE template (id INTEGER PRIMARY KEY, texts TEXT)")
        db.execute("CREATE TABLE part (page TEXT, at INTEGER, template INTEGER, "
                   + ", ".join(f"v{n} TEXT" for n in range(COLUMNS)) + ", PRIMARY KEY (page, at)) WITHOUT ROWID")
        for number, parts in apart.items():
            rows = [row for texts, values in parts for row in split(*joined(texts, values, kept[texts]))]
            for at, (texts, values) in enumerate(rows):
                template = templates.setdefault(json.dumps(texts, ensure_ascii=False), len(templates))
                db.execute(f"INSERT INTO part VALUES ({', '.join('?' * (3 + COLUMNS))})",
                           (number, at, template, *values, *[None] * (COLUMNS - len(values))))
            count += len(rows)
        db.executemany("INSERT INTO template VALUES (?, ?)", [(n, texts) for texts, n in templates.items()])
    return count / len(pages)


def installed(folder):
    """Fastify and Node as the lock file pins them; only this measurement needs them."""
    if not (folder / "node_modules/.package-lock.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder / name)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL)
    shutil.copy(HERE / "server.mjs", folder / "server.mjs")
    return next(folder.glob("node_modules/node-linux-*/bin/node"))


class Control:
    def __init__(self, database, folder, core):
        self.port = free_port()
        node = installed(folder)
        self.process = subprocess.Popen(["taskset", "-c", str(core), node, "--disable-warning=ExperimentalWarning", folder / "server.mjs", database, str(self.port)])
        for _ in range(1000):
            try:
                self.ask("/none")
                return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError("the control does not answer")

    def ask(self, path):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.request("GET", path)
        body = line.getresponse().read().decode()
        line.close()
        return body

    def stop(self):
        self.process.terminate()
        self.process.wait()


def pin(pid, cores):
    for thread in pathlib.Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), cores)


def cpu_seconds(pid):
    """Of a process with all its threads."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def in_turns(ours, control, load, times=5):
    """A B B A: pages a second and processor time of a page of each, medians."""
    rates, costs, ratios = ([], []), ([], []), []
    for _ in range(times):
        turn = ([], [])
        for which in (0, 1, 1, 0):
            server = (ours, control)[which]
            before = cpu_seconds(server.process.pid)
            seen = load(server.port)
            costs[which].append((cpu_seconds(server.process.pid) - before) / max(seen["all"], 1) * 1e6)
            turn[which].append(seen["rate"])
        for which in (0, 1):
            rates[which].append(statistics.mean(turn[which]))
        ratios.append(rates[0][-1] / rates[1][-1])
    return [statistics.median(r) for r in rates], [statistics.median(c) for c in costs], statistics.median(ratios), ratios


def measure(bench, cases, folder, figure):
    """The case page beside the same bytes from rows in clear: the servers in turns on the first core, the load on the last."""
    cores = sorted(os.sched_getaffinity(0))
    visitor = bench.visitor()
    pages = {case: visitor.get(f"/w/cases/{case}") for case in dict.fromkeys(cases)}
    rows = write(bench.work / "control.db", pages)
    other = Control(bench.work / "control.db", folder, cores[0])
    pin(bench.server.process.pid, cores[:1])
    try:
        for case in cases[:100]:
            if other.ask(f"/w/cases/{case}") != pages[case]:
                raise RuntimeError(f"the control sends other bytes for {case}")
        rates, costs, ratio, ratios = in_turns(bench.server, other, lambda port: bench.load(
            port, [f"GET /w/cases/{case}" for case in cases], seconds=min(bench.args.seconds, 4), sessions=bench.sessions[:1],
            before=("taskset", "-c", str(cores[-1]))))
    finally:
        other.stop()
        pin(bench.server.process.pid, cores)
    figure("case_page_fair", rates[0], "pages/s", "fastify_of_rows_in_clear", rates[1], "pages/s")
    figure("case_page_fair_cpu", costs[0], "us/page", "fastify_of_rows_in_clear", costs[1], "us/page")
    figure("case_page_fair_ratio", ratio, f"({min(ratios):.2f} to {max(ratios):.2f})", "rows_a_page", rows, "rows")
