"""Compiles one HTML template to C++ (language: docs/architecture.md, "Templates")."""
import html
import re

TOKEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
URL_ATTRIBUTES = {"href", "src", "action", "formaction", "data-autosave", "data-hint", "data-peek"}
FORBIDDEN = {"style", "srcdoc"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LANGS = ("ja", "en")


class Wrong(Exception):
    pass


class Markup:
    """Where in the HTML the next character stands."""

    def __init__(self, fail):
        self.state, self.attribute, self.value, self.quote, self.tag = "text", "", "", "", ""
        self.buffer, self.fail = "", fail

    def feed(self, text):
        for c in text:
            getattr(self, "in_" + self.state)(c)

    def in_text(self, c):
        self.buffer = (self.buffer + c)[-8:]
        if c == "<":
            self.state, self.tag = "open", ""

    def in_open(self, c):
        if c == "!":
            self.state = "declaration"
        elif c.isalpha() or c == "/":
            self.state, self.tag = "tag_name", c
        else:
            self.state = "text"

    def in_declaration(self, c):
        if c == ">":
            self.state = "text"

    def in_tag_name(self, c):
        if c == ">":
            self.close()
        elif c.isspace():
            self.state, self.attribute = "attributes", ""
        else:
            self.tag += c

    def close(self):
        name = self.tag.lower()
        if name in ("script", "style") and "src" not in getattr(self, "seen", set()):
            self.fail("inline <%s> is not allowed; put it into static/" % name)
        self.seen = set()
        self.state = "text"

    def in_attributes(self, c):
        if c == ">":
            self.see()
            self.close()
        elif c == "=":
            self.see()
            self.state = "before_value"
        elif c.isspace() or c == "/":
            self.see(keep=True)
        else:
            if getattr(self, "ended", False):
                self.attribute, self.ended = "", False
            self.attribute += c

    def see(self, keep=False):
        name = self.attribute.lower()
        if name:
            self.seen = getattr(self, "seen", set()) | {name}
            if name.startswith("on") or name in FORBIDDEN:
                self.fail("attribute %s= is not allowed (content security policy)" % name)
        self.ended = True

    def in_before_value(self, c):
        if c in "\"'":
            self.state, self.quote, self.value = "value", c, ""
        elif not c.isspace():
            self.fail("quote the value of %s" % self.attribute)

    def in_value(self, c):
        if c == self.quote:
            self.state, self.attribute, self.ended = "attributes", "", False
        else:
            self.value += c


HINT = re.compile(r'<p class="hint(?: keys)?">')
FIELD = re.compile(r'<(?:input|select|textarea|fieldset)\b(?:[^<>{]|\{[{%].*?[%}]\})*? id="([^"]+)"')


def tie_hints(text):
    """A hint within a field (class "fld") belongs to the control before it: one id, one aria-describedby."""
    position = 0
    while hint := HINT.search(text, position):
        position = hint.end()
        field = text.rfind('class="fld', 0, hint.start())
        controls = [] if field < 0 else list(FIELD.finditer(text, field, hint.start()))
        if not controls or "</form>" in text[field:hint.start()]:
            continue
        name, at = controls[-1][1], controls[-1].end()
        if "aria-describedby" in text[controls[-1].start():text.index(">", at)]:
            continue
        text = text[:hint.end() - 1] + ' id="%s-hint"' % name + text[hint.end() - 1:]
        text = text[:at] + ' aria-describedby="%s-hint"' % name + text[at:]
        position += len(name) * 2 + 40
    return text


class Template:
    def __init__(self, path, text, words):
        self.path, self.words, self.line = path, words, 1
        self.body, self.static, self.stack, self.parts = [], {lang: "" for lang in LANGS}, [], []
        self.used, self.loops, self.head, self.dials = set(), 0, None, False
        self.markup = Markup(self.fail)
        position, text = 0, tie_hints(text)
        for match in TOKEN.finditer(text):
            self.literal(text[position:match.start()])
            self.token(match.group())
            position = match.end()
        self.literal(text[position:])
        self.flush()
        if self.stack:
            self.fail("{%% %s %%} is not closed by {%% end %%}" % self.stack[-1])
        if not self.head:
            self.fail("the first line must be {# view … #} or {# part … #}")

    def fail(self, why):
        raise Wrong("%s:%d: %s" % (self.path, self.line, why))

    # ---- output ----
    def literal(self, text):
        self.markup.feed(text)
        text_out = re.sub(r"\n\s*", "\n", text) if self.markup.state == "text" else text
        self.line += text.count("\n")
        for lang in LANGS:
            self.static[lang] += text_out

    def flush(self):
        ja, en = (quoted(self.static[lang]) for lang in LANGS)
        if any(self.static.values()):
            if ja == en:
                self.emit("out.raw(%s);" % sv(ja))
            else:
                self.emit("out.raw(out.lang() == michi::Lang::ja ? %s : %s);" % (sv(ja), sv(en)))
        self.static = {lang: "" for lang in LANGS}

    def emit(self, code):
        self.body.append(code)

    # ---- tokens ----
    def token(self, token):
        inner = token[2:-2].strip()
        if token.startswith("{#"):
            if self.head is None:
                self.header(inner)
        elif token.startswith("{{"):
            self.value(inner)
        else:
            word, _, rest = inner.partition(" ")
            handler = getattr(self, "do_" + word, None)
            if not handler:
                self.fail("{%% %s %%} is not known" % word)
            handler(rest.strip())
        self.line += token.count("\n")

    def header(self, inner):
        pieces = [p.strip() for p in inner.split(";")]
        kind, _, what = pieces[0].partition(" ")
        includes = re.findall(r'"([^"]+)"', ";".join(pieces[1:]))
        self.head = (kind, what.strip(), includes)

    def value(self, expression):
        self.flush()
        state = self.markup.state
        if state == "text":
            self.emit("out.text(%s);" % expression)
        elif state == "value":
            name, prefix = self.markup.attribute.lower(), self.markup.value
            if name in URL_ATTRIBUTES and prefix == "":
                self.emit("out.url(%s);" % expression)
            elif name in URL_ATTRIBUTES:
                if not prefix.startswith(("/", "#", "?", "\x01")):
                    self.fail("an address starts with / or is a Url ({% tel %} dials)")
                self.emit("out.segment(%s);" % expression)
            else:
                self.emit("out.attr(%s);" % expression)
            self.markup.value += "\x01"
        else:
            self.fail("{{ }} stands in text or in a quoted attribute only")

    def do_t(self, rest):
        pieces = re.match(r"([\w.]+)\s*(.*)$", rest, re.S)
        key = pieces[1]
        if key not in self.words:
            self.fail("text %s is in no words file" % key)
        self.used.add(key)
        args = re.findall(r"(\w+)=((?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+)", pieces[2])
        need = set(re.findall(r"\{(\w+)\}", self.words[key]["ja"]))
        in_browser = not args and key in self.words.get("", ())
        if need != {name for name, _ in args} and not in_browser:
            self.fail("text %s wants the values %s" % (key, sorted(need)))
        if not args or not need:
            for lang in LANGS:
                self.static[lang] += html.escape(self.words[key][lang], quote=True).replace("&#x27;", "&#39;")
            self.markup.value += "\x01"
            return
        self.flush()
        given = ", ".join('{"%s", michi::web::said(%s)}' % a for a in args)
        self.emit('{ using michi::operator""_w; out.word_with("%s"_w, michi::Args{%s}); }' % (key, given))

    def do_ruby(self, key):
        """A text with readings: {% ruby published.easy_title %}."""
        if key not in self.words:
            self.fail("text %s is in no words file" % key)
        self.used.add(key)
        self.flush()
        self.emit('{ using michi::operator""_w; out.text(michi::ruby(michi::word_text("%s"_w, michi::Lang::ja))); }' % key)

    def do_w(self, rest):
        self.flush()
        self.emit("out.word(%s);" % rest)

    def do_say(self, rest):
        self.flush()
        self.emit("out.word_with(%s);" % rest)

    def do_icon(self, rest):
        self.flush()
        self.emit('out.icon("%s");' % rest if re.fullmatch(r"[\w-]+", rest) else "out.icon(%s);" % rest)

    def do_asset(self, rest):
        self.flush()
        self.emit('out.asset("%s");' % rest)

    def do_tel(self, rest):
        """The address that dials these digits: the whole of an href, never a part of one."""
        self.flush()
        if self.markup.state != "value" or self.markup.attribute.lower() != "href" or self.markup.value:
            self.fail("{% tel digits %} is the whole value of href")
        self.dials = True
        self.emit("out.attr(michi::tel_address(%s));" % rest)
        self.markup.value += "\x01"

    def do_nonce(self, _):
        self.flush()
        self.emit("out.nonce();")

    def do_csrf(self, _):
        self.flush()
        self.emit("out.forms_hidden();")

    def do_let(self, rest):
        name, _, expression = rest.partition("=")
        self.flush()
        self.emit("[[maybe_unused]] const auto& %s = %s;" % (name.strip(), expression.strip()))

    def do_part(self, rest):
        self.flush()
        name, _, args = rest.partition("(")
        self.parts.append(name)
        args = args.rsplit(")", 1)[0].strip()
        self.emit("michi::parts::part_%s(%sout);" % (name, args + ", " if args else ""))

    def do_for(self, rest):
        name, _, expression = rest.partition(" in ")
        self.flush()
        self.loops += 1
        self.stack.append("for")
        self.emit("{ [[maybe_unused]] bool any%d = false; for (const auto& %s : %s) { any%d = true;"
                  % (self.loops, name.strip(), expression.strip(), self.loops))
        self.stack[-1] = "for %d" % self.loops

    def do_if(self, rest):
        self.flush()
        self.stack.append("if")
        self.emit("if (%s) {" % rest)

    def do_elif(self, rest):
        self.flush()
        if not self.stack or self.stack[-1] != "if":
            self.fail("{% elif %} outside of {% if %}")
        self.emit("} else if (%s) {" % rest)

    def do_else(self, _):
        self.flush()
        if not self.stack:
            self.fail("{% else %} outside of a block")
        if self.stack[-1].startswith("for"):
            number = self.stack[-1].split()[1]
            self.stack[-1] = "for-else"
            self.emit("} if (!any%s) {" % number)
        else:
            self.emit("} else {")

    def do_end(self, _):
        self.flush()
        if not self.stack:
            self.fail("{% end %} closes nothing")
        self.emit("} }" if self.stack.pop().startswith("for") else "}")

    # ---- the file ----
    def code(self, parts):
        kind, what, includes = self.head
        lines = ['#include "%s"' % i for i in includes]
        lines += ['#include "base/address.hpp"'] if self.dials else []
        lines += ['#include "web/out.hpp"']
        for part in dict.fromkeys(self.parts):
            if part not in parts:
                self.fail("there is no part %s" % part)
            lines.append("#include \"parts/%s.hpp\"" % part)
        if kind == "view":
            space, _, _ = what.rpartition("::")
            signature = "void render([[maybe_unused]] const %s& v, michi::web::Out& out)" % what
        else:
            space, signature = "michi::parts", part_signature(what)
        body = "\n    ".join(self.body)
        return "\n".join(lines) + "\n\nnamespace %s {\n%s;\n%s {\n    %s\n}\n}\n" % (space, signature, signature, body)


def part_signature(what):
    name, _, args = what.partition("(")
    args = args.rsplit(")", 1)[0].strip()
    args = ", ".join("[[maybe_unused]] " + a.strip() for a in args.split(",")) if args else ""
    return "void part_%s(%smichi::web::Out& out)" % (name.strip(), args + ", " if args else "")


def part_header(template):
    _, what, includes = template.head
    lines = ["#pragma once"] + ['#include "%s"' % i for i in includes] + ['#include "web/out.hpp"']
    return "\n".join(lines) + "\nnamespace michi::parts { %s; }\n" % part_signature(what)


def quoted(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("?", "\\?")


def sv(text):
    return 'std::string_view("%s", sizeof("%s") - 1)' % (text, text) if text else 'std::string_view()'
