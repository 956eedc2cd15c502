"""Notices carry no personal content. Scans every text and template; proves on planted ones that it would see.

A notice is a text that leaves the program without somebody having opened a page: mail, message, push. Its texts
are the keys notice_… and mail_… of the catalogues and the templates *.mail.txt; they may say how many, when and
where to sign in, and nothing else. As long as no source sends anything, there is nothing else to look at.
Titles of browser windows are seen by whoever stands beside the screen: they name no person either."""
import pathlib
import re
import sys

ALLOWED = {"n", "link", "date", "time"}
PLACEHOLDER = re.compile(r"\{\{?\s*([\w.>-]+)\s*\}?\}")
KEY = re.compile(r'^((?:notice|mail)_\w+)\s*=\s*"(.*)"', re.M)
SENDS = re.compile(r"\b(smtps?:|sendmail|curl_easy|mailto:|new Notification\(|showNotification|pushManager|popen\()", re.I)
TITLE = re.compile(r"\{\s*\.title\s*=\s*([^;]*?),\s*\.active", re.S)
PERSONAL = re.compile(r"reveal\(|kanji|kana\b|birth|caller_|child_|\.words\b|who\.name")


def texts_of(files):
    """(where, what is said) of every notice."""
    for name, text in files.items():
        if name.endswith(".toml"):
            for key, said in KEY.findall(text):
                yield f"{name}: {key}", said
        elif name.endswith(".mail.txt"):
            yield name, text


def wrong(files):
    found = []
    for where, said in texts_of(files):
        found += [f"{where} says {{{p}}}" for p in PLACEHOLDER.findall(said) if p not in ALLOWED]
    for name, text in files.items():
        if name.endswith((".cpp", ".hpp", ".js", ".html")):
            found += [f"{name} sends by {m.group(1)}: its texts must be keys of notices" for m in SENDS.finditer(text)]
        if name.endswith(".cpp") and not name.endswith("_test.cpp"):
            found += [f"{name}: a window's title is made of {PERSONAL.search(t).group()}"
                      for t in TITLE.findall(text) if PERSONAL.search(t)]
    return found


PLANTED = {
    "a name in a mail": {"a.toml": 'mail_reply = "{child}さんの返事が届きました。"'},
    "a diagnosis in a notice": {"a.toml": 'notice_due = "{n}件、{care}のこと"'},
    "a value in a mail's template": {"reply.mail.txt": "{{ v.name }} 様"},
    "a source that sends": {"a.cpp": 'popen("/usr/sbin/sendmail -t", "w");'},
    "a push from the browser": {"a.js": "new Notification(text)"},
    "a name in a window's title": {"a.cpp": "return {.title = word_text(k, c.lang) + brief.kanji.reveal(), .active = \"x\"};"},
}
FINE = {"a.toml": 'mail_waiting = "{n}件の返事が届いています。{link}"\nentry_title = "{who}から{how}"',
        "a.cpp": 'return {.title = std::string(word_text("x.title"_w, c.lang)) + " " + number, .active = "intake"};'}

root = pathlib.Path(__file__).parent.parent
everything = {str(p.relative_to(root)): p.read_text(errors="replace") for top in ("src", "static")
              for p in sorted((root / top).rglob("*")) if p.suffix in (".toml", ".cpp", ".hpp", ".js", ".html", ".txt")}
bad = [f"not seen: {why}" for why, files in PLANTED.items() if not wrong(files)]
bad += [f"wrongly blamed: {one}" for one in wrong(FINE)]
bad += wrong(everything)
print("\n".join(bad) or f"{len(everything)} files, {sum(1 for _ in texts_of(everything))} notices, none with a person in it")
sys.exit(1 if bad else 0)
