"""Everything the build makes from texts: templates, catalogues, static files, migrations.

Usage: generate.py SRC_DIR STATIC_DIR OUT_DIR      (--list prints the outputs)
"""
import gzip
import hashlib
import pathlib
import re
import sys
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import templates  # noqa: E402

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".svg": "image/svg+xml", ".png": "image/png", ".txt": "text/plain; charset=utf-8",
         ".ico": "image/x-icon", ".woff2": "font/woff2"}


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_bytes() if path.exists() else None
    new = text if isinstance(text, bytes) else text.encode()
    if old != new:
        path.write_bytes(new)


def outputs(src, out):
    made = [out / f"{p.parent.name}_{p.stem}.html.cpp" for p in sorted(src.glob("*/*.html"))]
    return made + [out / "words.cpp", out / "assets.cpp", out / "migrations.cpp"]


# ---- words ----
# A page tells what is there; nobody who works with it is helped by what may come.
PROMISES = re.compile(r"できしだい|出来次第|準備中|開発中|工事中|近日|今後対応|coming soon|when (it|they) exists?\b|not (yet )?built", re.I)


def read_words(src):
    words, dynamic, wrong = {}, set(), []
    for lang in templates.LANGS:
        for path in sorted(src.glob(f"*/words.{lang}.toml")):
            text = path.read_text()
            for key, value in tomllib.loads(text).items():
                words.setdefault(f"{path.parent.name}.{key}", {})[lang] = value
            raw = {f"{path.parent.name}.{k}" for k in re.findall(r"^(\w+)\s*=.*#.*\bbrowser\b", text, re.M)}
            words.setdefault("", set()).update(raw)
            dynamic |= {f"{path.parent.name}.{k}" for k in re.findall(r"^(\w+)\s*=.*#\s*dynamic\s*$", text, re.M)}
    in_browser = words.pop("", set())
    for key, texts in words.items():
        for lang in templates.LANGS:
            if lang not in texts:
                wrong.append(f"text {key} is missing in {lang}")
            elif PROMISES.search(texts[lang]):
                wrong.append(f"text {key} announces what is not built")
        if len(texts) == 2:
            places = [set(re.findall(r"\{(\w+)\}", texts[lang])) for lang in templates.LANGS]
            if places[0] != places[1]:
                wrong.append(f"text {key}: placeholders differ between ja and en")
    return words, dynamic, wrong, in_browser


def used_in_sources(src):
    used = {}
    for path in src.glob("*/*.?pp"):
        if path.name.endswith("_test.cpp"):
            continue
        for key in re.findall(r'"([a-z]\w*\.\w+)"_w', path.read_text()):
            used.setdefault(key, path)
    return used


def c_string(text):
    return '"' + templates.quoted(text) + '"'


def words_cpp(words):
    rows = "\n".join(f"    {{{c_string(k)}, {c_string(t['ja'])}, {c_string(t['en'])}}}," for k, t in sorted(words.items()))
    return f"""#include "base/word.hpp"
#include <algorithm>
#include <iterator>
namespace michi {{
namespace {{
struct Entry {{ std::string_view key, ja, en; }};
constexpr Entry kEntries[] = {{
{rows}
    {{"~", "", ""}},
}};
}}
namespace {{
const Entry* entry_of(std::string_view key) {{
    const auto* found = std::lower_bound(std::begin(kEntries), std::end(kEntries), key,
        [](const Entry& e, std::string_view other) {{ return e.key < other; }});
    return found == std::end(kEntries) || found->key != key ? nullptr : found;
}}
}}
Word known_word(std::string_view key) {{
    const Entry* found = entry_of(key);
    return found ? Word{{found->key}} : Word();
}}
std::string_view word_text(Word word, Lang lang) {{
    const Entry* found = entry_of(word.key());
    if (!found) return word.key();
    return lang == Lang::ja ? found->ja : found->en;
}}
}}
"""


# ---- static files ----
def assets_cpp(static, out):
    rows, blobs = [], []
    for number, path in enumerate(sorted(p for p in static.rglob("*") if p.is_file() and p.suffix in TYPES)):
        body = path.read_bytes()
        digest = hashlib.sha256(body).hexdigest()[:12]
        packed = gzip.compress(body, 9, mtime=0)
        hashed = f"{path.stem}-{digest}{path.suffix}"
        for kind, content in (("raw", body), ("gz", packed)):
            write(out / "assets" / f"{number}.{kind}", content)
            blobs.append(f'asm(".section .rodata\\n.global michi_asset_{number}_{kind}\\nmichi_asset_{number}_{kind}:\\n'
                         f'.incbin \\"{out}/assets/{number}.{kind}\\"\\n.byte 0\\n.previous\\n");\n'
                         f'extern "C" const char michi_asset_{number}_{kind}[];')
        rows.append(f'    {{"{path.relative_to(static)}", "/s/{hashed}", "{TYPES[path.suffix]}", '
                    f'{{michi_asset_{number}_raw, {len(body)}}}, {{michi_asset_{number}_gz, {len(packed)}}}, "\\"{digest}\\""}},')
    listing = "\n".join(rows)
    return "// " + hashlib.sha256(listing.encode()).hexdigest() + f"""
#include "web/assets.hpp"
{chr(10).join(blobs)}
namespace michi::web {{
namespace {{
const Asset kAssets[] = {{
{listing}
    {{"", "", "", {{}}, {{}}, ""}},
}};
}}
std::span<const Asset> assets() {{ return std::span<const Asset>(kAssets, std::size(kAssets) - 1); }}
}}
"""


# ---- migrations ----
def migrations_cpp(src):
    files = sorted(src.glob("*/*.sql"), key=lambda p: (p.name, p.parent.name))
    rows = "\n".join(f'    {{"{p.stem}", "{p.parent.name}", {c_string(p.read_text())}}},' for p in files)
    return f"""#include "platform/migrations.hpp"
#include <iterator>
namespace michi {{
namespace {{
const Migration kMigrations[] = {{
{rows}
    {{"", "", ""}},
}};
}}
std::span<const Migration> embedded_migrations() {{
    return std::span<const Migration>(kMigrations, std::size(kMigrations) - 1);
}}
}}
"""


def compile_templates(src, out, words):
    compiled, wrong = {}, []
    for path in sorted(src.glob("*/*.html")):
        try:
            compiled[path] = templates.Template(path, path.read_text(), words)
        except templates.Wrong as why:
            wrong.append(str(why))
    parts = {t.head[1].partition("(")[0].strip(): t for t in compiled.values() if t.head[0] == "part"}
    for name, template in parts.items():
        write(out / "parts" / f"{name}.hpp", templates.part_header(template))
    used = set()
    for path, template in compiled.items():
        try:
            write(out / f"{path.parent.name}_{path.stem}.html.cpp", template.code(parts))
        except templates.Wrong as why:
            wrong.append(str(why))
        used |= template.used
    return used, wrong


def main():
    src, static, out = (pathlib.Path(p).resolve() for p in sys.argv[1:4])
    if "--list" in sys.argv:
        print(";".join(str(p) for p in outputs(src, out)))
        return 0
    words, dynamic, wrong, in_browser = read_words(src)
    in_templates, more = compile_templates(src, out, words | {"": in_browser})
    wrong += more
    in_sources = used_in_sources(src)
    wrong += [f"{path}: text {key} is in no words file" for key, path in in_sources.items() if key not in words]
    unused = set(words) - dynamic - in_templates - set(in_sources)
    wrong += [f"text {key} is used nowhere" for key in sorted(unused)]
    write(out / "words.cpp", words_cpp({k: t for k, t in words.items() if len(t) == 2}))
    write(out / "assets.cpp", assets_cpp(static, out))
    write(out / "migrations.cpp", migrations_cpp(src))
    for why in wrong:
        print(f"error: {why}", file=sys.stderr)
    return 1 if wrong else 0


sys.exit(main())
