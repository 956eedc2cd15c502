// A place writes its own entry: by a code, without an account, on its own screen or on paper that
// staff type in. Until somebody decides, everybody reads what was approved before.

#include <algorithm>

#include "assurance/code.hpp"
#include "assurance/pages.hpp"
#include "base/era.hpp"
#include "published/published.hpp"

namespace michi::assurance {
namespace {

using directory::Field;
using directory::Visibility;
using web::Answer;
using web::Context;
using web::Url;

constexpr std::size_t kWordsLimit = 2000;

web::Shell door_shell(const Context& c, Word title) {
    web::Shell shell{.title = std::string(word_text(title, c.lang))};
    shell.family = published::doorstep(c.tx);
    return shell;
}

Answer refuse_door(Context& c, Word why) {
    DoorView v{.code = c.form.text("code"), .refusals = {}};
    v.refusals.add("code", why);
    c.keeps = true;  // the wrong guess is counted
    return c.refuse(std::move(v), door_shell(c, "assurance.door_title"_w));
}

/// What the code opens; nothing when it opens nothing, and then the guess is counted. A code that
/// never was, one that lapsed and one that was revoked are answered alike.
std::optional<Letter> opened_by(Context& c) {
    const std::string code = typed_code(c.form.text("code"));
    auto letter = code.empty() ? std::nullopt : letter_with(c.tx, c.vault, code);
    if (letter && is_open(*letter, c.now.today)) return letter;
    note_try(c.tx, c.vault, "code", c.address, c.now.at);
    c.trace(TraceKind::denied, "assurance.code", "");
    return std::nullopt;
}

/// An answer may be mended until somebody decides; then its code has done its work.
bool is_used_up(Context& c, const Letter& letter) {
    return letter.answered_on && !waiting_of(c.tx, letter.id);
}

OwnView own_view(Context& c, const Entry& entry, const Letter& letter, const web::Form* typed) {
    OwnView v;
    v.number = directory::service_number(entry.id);
    v.name = entry.values[Field::name];
    v.kind = kind_word(entry.kind);
    v.due = detail_date(letter.due_on, c.now.today);
    v.form = entry_form(entry, c.now.today, c.lang, typed);
    v.words = typed ? typed->text("words") : "";
    v.may_publish = typed && typed->has("may_publish");
    return v;
}

/// The entry as its place may see it: never what is the Centre's alone.
std::shared_ptr<const Entry> place_entry(Tx& tx, const Letter& letter) {
    return entry_with(tx, letter.service, Visibility::partners);
}

void show_earlier(Context& c, OwnView& v, const Entry& entry, const Letter& letter) {
    const auto waiting = waiting_of(c.tx, letter.id);
    if (!waiting) return;
    const Kept kept = find_proposal(c.tx, c.vault, *waiting);
    v.form = entry_form(with_changes(entry, kept.changes, c.now.today), c.now.today, c.lang);
    v.may_publish = kept.may_publish;
    v.earlier = detail_date(kept.at.in_japan(), c.now.today);
    v.changes = diff_lines(kept.changes, c.lang);
    v.words = kept.words;
}

std::vector<Choice> carried_of(const web::Form& form) {
    std::vector<Choice> carried;
    for (const auto& [name, value] : form.fields)
        if (!name.starts_with('_') && name != "step" && name != "code")
            carried.push_back({name, {}, value, false, false});
    return carried;
}

struct Sent {
    Origin origin{Origin::office};
    std::string way;  // of the sheet's answer
    Date told_on{};
};

/// Nothing changes: the place confirms what is there, which needs no decision.
void take_answer(Context& c, const Letter& letter, const Typed& read, const Sent& sent) {
    const std::string words = trimmed(c.form.text("words"));
    note_answer(c.tx, letter.id, sent.way, sent.told_on);
    const std::string object = directory::service_number(letter.service);
    if (read.changes.empty() && words.empty()) {
        directory::confirm(c.tx, letter.service, sent.told_on,
                           word_text("assurance.the_place"_w, Lang::ja));
        c.trace(TraceKind::change, "assurance.confirmed", object, 0, sent.way);
        return;
    }
    propose(c.tx, c.vault,
            {.service = letter.service,
             .origin = sent.origin,
             .letter = letter.id,
             .organisation = {},
             .code = {},
             .changes = read.changes,
             .words = words,
             .name = {},
             .contact = {},
             .may_publish = c.form.has("may_publish"),
             .at = c.now.at});
    c.trace(TraceKind::create, "assurance.proposed", object, 0, sent.way);
}

Typed read_sheet(const Context& c, const Entry& entry) {
    Typed read = read_entry(entry, c.now.today, c.form);
    read.refusals.add(check_text("words", c.form.text("words"), kWordsLimit));
    return read;
}

/// The form again, its check, or the thanks.
Answer go_on(Context& c, const Letter& letter, const Sent& sent, web::Shell shell) {
    const auto entry = place_entry(c.tx, letter);
    Typed read = read_sheet(c, *entry);
    OwnView v = own_view(c, *entry, letter, &c.form);
    v.is_staff = sent.origin == Origin::paper;
    v.action = v.is_staff ? c.path : "/r/sheet";
    v.back = v.is_staff ? "/w/resources/" + v.number : "";
    v.code = v.is_staff ? "" : typed_code(c.form.text("code"));
    const std::string step = c.form.text("step");
    if (read.refusals.any()) {
        v.refusals = std::move(read.refusals);
        return c.refuse(std::move(v), std::move(shell));
    }
    if (step == "mend") return c.page(std::move(v), std::move(shell));
    v.changes = diff_lines(read.changes, c.lang);
    v.nothing = read.changes.empty() && trimmed(v.words).empty();
    v.carried = carried_of(c.form);
    if (step != "send") {
        v.checks = true;
        return c.page(std::move(v), std::move(shell));
    }
    take_answer(c, letter, read, sent);
    v.done = true;
    return c.page(std::move(v), std::move(shell));
}

Letter letter_for_paper(Context& c) {
    const Letter letter = find_letter(c.tx, {c.number("id")});
    c.require(Act::edit_directory, {}, directory::service_number(letter.service));
    return letter;
}

}  // namespace

Answer show_door(Context& c) {
    c.require(Act::visit_public, {});
    DoorView v{.code = typed_code(c.part("code")), .refusals = {}};
    return c.page(std::move(v), door_shell(c, "assurance.door_title"_w));
}

namespace {

/// Lets in whoever holds a code, and tells the others what to do.
template <class Then>
Answer with_code(Context& c, Then&& then) {
    c.require(Act::visit_public, {});
    if (must_wait(c.tx, c.vault, "code", c.address, c.now.at))
        return refuse_door(c, "assurance.code_wait"_w);
    const auto letter = opened_by(c);
    if (!letter) return refuse_door(c, "assurance.code_unknown"_w);
    if (is_used_up(c, *letter)) return refuse_door(c, "assurance.code_used"_w);
    return then(*letter);
}

}  // namespace

Answer open_sheet(Context& c) {
    return with_code(c, [&](const Letter& letter) {
        const auto entry = place_entry(c.tx, letter);
        OwnView v = own_view(c, *entry, letter, nullptr);
        v.action = "/r/sheet";
        v.code = typed_code(c.form.text("code"));
        show_earlier(c, v, *entry, letter);
        c.trace(TraceKind::view, "assurance.sheet", v.number);
        return c.page(std::move(v), door_shell(c, "assurance.own_title"_w));
    });
}

Answer send_sheet(Context& c) {
    return with_code(c, [&](const Letter& letter) {
        return go_on(c, letter, {Origin::office, "link", c.now.today},
                     door_shell(c, "assurance.own_title"_w));
    });
}

Answer show_paper(Context& c) {
    const Letter letter = letter_for_paper(c);
    const auto entry = place_entry(c.tx, letter);
    OwnView v = own_view(c, *entry, letter, nullptr);
    v.is_staff = true;
    v.action = c.path;
    v.back = "/w/resources/" + v.number;
    show_earlier(c, v, *entry, letter);
    return c.page(std::move(v), staff_shell(c, "assurance.paper_title"_w));
}

Answer send_paper(Context& c) {
    const Letter letter = letter_for_paper(c);
    return go_on(c, letter, {Origin::paper, "paper", c.now.today},
                 staff_shell(c, "assurance.paper_title"_w));
}

}  // namespace michi::assurance
