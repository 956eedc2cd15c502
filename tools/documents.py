"""Fails when a document points to nothing: links, the index of decisions, folders, named tests and commands."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
bad = []


def text_of(path):
    return (ROOT / path).read_text()


for path in DOCS:
    text = path.read_text()
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target and not (path.parent / target).exists():
            bad.append(f"{path.relative_to(ROOT)}: the link {target} leads nowhere")
    for folder, suite, test in re.findall(r"`(\w+)_test (\w+)\.(\w+)`", text):
        files = "".join(p.read_text() for p in (ROOT / "src" / folder).glob("*_test.cpp"))
        if not re.search(rf"TEST(_P|_F)?\(\s*{suite},\s*{test}\)", files):
            bad.append(f"{path.relative_to(ROOT)}: there is no test {suite}.{test} in src/{folder}")
    for word in re.findall(r"`(?:build/release/)?michishirube ([a-z-]+)", text):
        if f'{{"{word}",' not in text_of("src/app/commands.cpp") and word not in ("help", "account"):
            bad.append(f"{path.relative_to(ROOT)}: there is no command {word}")
    for name in re.findall(r"`((?:bin|tools|test|src|docs|packaging|static)/[\w./-]+)`", text):
        if not (ROOT / name).exists():
            bad.append(f"{path.relative_to(ROOT)}: there is no {name}")

sources = "".join(p.read_text() for p in (ROOT / "src").rglob("*") if p.suffix in (".cpp", ".hpp", ".sql"))
for term, identifier in re.findall(r"^\| ([^|]+) \|[^|]*\| `(\w+)`", text_of("docs/glossary.md"), re.M):
    if not re.search(rf"\b{identifier}\b", sources):
        bad.append(f"docs/glossary.md: {term}: no {identifier} in src")

index = text_of("docs/adr/README.md")
decisions = sorted(p for p in ROOT.glob("docs/adr/[0-9]*.md"))
for number, path in enumerate(decisions, 1):
    title = path.read_text().split("\n", 1)[0].removeprefix("# ")
    if not path.name.startswith(f"{number:04d}-"):
        bad.append(f"docs/adr/{path.name}: decision {number} is missing")
    if f"[{title}]({path.name})" not in index:
        bad.append(f"docs/adr/README.md does not list [{title}]({path.name})")

architecture = text_of("docs/architecture.md")
for folder in sorted(p.name for p in (ROOT / "src").iterdir() if p.is_dir()):
    if f"`{folder}`" not in architecture:
        bad.append(f"docs/architecture.md does not tell of src/{folder}")
print("\n".join(bad))
sys.exit(bool(bad))
