"""Prometheus' text form, version 0.0.4, read strictly: anything that its own readers could refuse or read otherwise is said."""
import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"^({NAME})(?:\{{({LABEL}(?:,{LABEL})*)?,?\}})? (\S+)$")
NUMBER = re.compile(r"^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]Inf|NaN)$")
ENDINGS = {"histogram": ("_bucket", "_sum", "_count"), "summary": ("", "_sum", "_count")}


class Unreadable(ValueError):
    pass


def must(truth, line, what):
    if not truth:
        raise Unreadable(f"{what}: {line!r}")


def family_of(name, types):
    for family, kind in types.items():
        if name in [family + end for end in ENDINGS.get(kind, ("",))]:
            return family
    return None


def check_histogram(family, samples):
    """Buckets grow, end with +Inf, and that one is the count."""
    series = {}
    for name, labels, value in samples:
        rest = tuple(sorted((k, v) for k, v in labels.items() if k != "le"))
        series.setdefault(rest, {"buckets": []})
        if name.endswith("_bucket"):
            must("le" in labels, family, "a bucket without its edge")
            series[rest]["buckets"].append((float(labels["le"]), value))
        else:
            series[rest][name.removeprefix(family)] = value
    for rest, told in series.items():
        edges = [edge for edge, _ in told["buckets"]]
        counts = [count for _, count in told["buckets"]]
        must(edges == sorted(set(edges)) and edges[-1:] == [float("inf")], family, "the buckets' edges do not grow to +Inf")
        must(counts == sorted(counts), family, "a bucket holds less than the one before")
        must(told.get("_count") == counts[-1] and "_sum" in told, family, "count and sum do not fit the buckets")


def read(text):
    """{family: (kind, [(name, {label: value}, value)])}; Unreadable where the text is not in the form."""
    must(text.endswith("\n"), text[-40:], "the last line does not end")
    helps, types, samples, order = {}, {}, {}, []
    for line in text[:-1].split("\n"):
        must("\r" not in line, line, "a carriage return")
        if line.startswith("# "):
            word, name, told = (line[2:].split(" ", 2) + ["", ""])[:3]
            must(word in ("HELP", "TYPE") and re.fullmatch(NAME, name), line, "a comment that is neither HELP nor TYPE")
            kept = helps if word == "HELP" else types
            must(name not in kept, line, "said twice")
            must(word != "TYPE" or told in ("counter", "gauge", "histogram", "summary", "untyped"), line, "no such type")
            must(name not in samples, line, "after its samples")
            must(told.strip(), line, "says nothing")
            kept[name] = told
            continue
        found = SAMPLE.match(line)
        must(found and NUMBER.match(found.group(3)), line, "no sample")
        family = family_of(found.group(1), types)
        must(family and family in helps, line, "a sample of no family")
        must(not order or order[-1] == family or family not in order, line, "a family in two places")
        order.append(family)
        labels = [re.fullmatch(r'([^=]+)="(.*)"', one, re.S).groups() for one in re.findall(LABEL, found.group(2) or "")]
        must(len(dict(labels)) == len(labels), line, "a label twice")
        rows = samples.setdefault(family, [])
        must((found.group(1), dict(labels)) not in [(n, l) for n, l, _ in rows], line, "a sample twice")
        rows.append((found.group(1), dict(labels), float(found.group(3))))
    for family, kind in types.items():
        must(family in samples, family, "a family without samples")
        must(kind != "counter" or all(value >= 0 for _, _, value in samples[family]), family, "a counter below nothing")
        must(kind != "counter" or family.endswith("_total"), family, "a counter whose name does not end with _total")
        if kind == "histogram":
            check_histogram(family, samples[family])
    return {family: (types[family], rows) for family, rows in samples.items()}


def flat(families):
    """'name{label="value"}' -> value"""
    values = {}
    for _, rows in families.values():
        for name, labels, value in rows:
            told = ",".join(f'{k}="{v}"' for k, v in labels.items())
            values[f"{name}{{{told}}}" if told else name] = value
    return values


def self_check():
    """That the reader refuses what it should."""
    good = '# HELP a_total A.\n# TYPE a_total counter\na_total{class="2xx"} 1\na_total{class="4xx"} 0\n'
    assert flat(read(good)) == {'a_total{class="2xx"}': 1, 'a_total{class="4xx"}': 0}
    h = '# HELP h H.\n# TYPE h histogram\nh_bucket{le="1"} %s\nh_bucket{le="+Inf"} %s\nh_sum 3\nh_count %s\n'
    assert "h" in read(h % (1, 2, 2))
    for wrong in (good[:-1], good.replace(" 1\n", " one\n"), good.replace("counter", "count"), good.replace('="2xx"', "=2xx"),
                  good.replace("4xx", "2xx"), good + "b 1\n", good.replace("# TYPE a_total counter\n", ""), good.replace(" 1\n", " -1\n"),
                  good.replace("# HELP a_total A.\n", ""), good + "# HELP b B.\n# TYPE b gauge\n", good.replace('{class="2xx"}', '{class="2xx",class="3xx"}'),
                  good.replace("a_total", "a"), h % (3, 2, 2), h % (1, 2, 3), (h % (1, 2, 2)).replace('h_bucket{le="+Inf"} 2\n', ""),
                  good.replace("\n", "\r\n"), good + good, "# nothing\n" + good):
        try:
            read(wrong)
        except Unreadable:
            continue
        raise AssertionError(f"was read: {wrong!r}")
