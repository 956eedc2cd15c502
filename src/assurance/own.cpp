// A place writes its own entry: by a code, without an account, on its own screen or on paper that
// staff type in. Until somebody decides, everybody reads what was approved before.

#include <algorithm>

#include "assurance/code.hpp"
#include "assurance/pages.hpp"
#include "base/era.hpp"

namespace michi::assurance {
namespace {

using directory::Field;
using directory::Visibility;
using web::Answer;
using web::Context;
using web::Url;

constexpr std::size_t kWordsLimit = 2000;

Answer refuse_door(Context& c, Word why) {
    DoorView v{.action = spoken_at(c, "/r"), .code = c.form.text("code"), .refusals = {}};
    v.refusals.add("code", why);
    c.keeps = true;  // the wrong guess is counted
    return c.refuse(std::move(v), public_shell(c, "assurance.door_title"_w));
}

/// What the code opens; nothing when it opens nothing, and then the guess is counted. A code that
/// never was, one that lapsed and one that was revoked are answered alike.
std::optional<Letter> opened_by(Context& c) {
    const std::string code = typed_code(c.form.text("code"));
    auto letter = code.empty() ? std::nullopt : letter_with(c.tx, c.vault, code);
    if (letter && is_open(*letter, c.now.today)) return letter;
    note_wrong_code(c);
    return std::nullopt;
}

/// An answer may be mended until somebody decides; then its code has done its work.
bool is_used_up(Context& c, const Letter& letter) {
    return letter.answered_on && !waiting_of(c.tx, letter.id);
}

/// One entry in the hands of who may write it: by a sheet, or as the account that keeps it.
struct Hand {
    std::shared_ptr<const Entry> entry;
    std::optional<Letter> letter;
    Origin origin{Origin::office};
    std::string action, back, code;
    std::optional<Id<Proposal>> waiting;
};

/// The entry as its place may see it: never what is the Centre's alone.
Hand hand_of(Context& c, const Letter& letter, Origin origin) {
    Hand hand{.entry = entry_with(c.tx, letter.service, Visibility::partners),
              .letter = letter,
              .origin = origin,
              .action = spoken_at(c, "/r/sheet"),
              .back = {},
              .code = {},
              .waiting = waiting_of(c.tx, letter.id)};
    if (origin == Origin::paper) {
        hand.action = c.path;
        hand.back = "/w/resources/" + directory::service_number(letter.service);
    } else {
        hand.code = typed_code(c.form.text("code"));
    }
    return hand;
}

/// Only an account of an organisation that keeps the entries of this body; for others there is no
/// such page.
Hand kept_entry(Context& c) {
    const auto entry = entry_with(c.tx, {c.number("S")}, Visibility::partners);
    const std::string number = directory::service_number(entry->id);
    const bool kept = keeps(c.tx, c.who.organisation, entry->body);
    c.require(Act::propose_entry, {.mine = kept ? Mine::colleague : Mine::other}, number);
    return {.entry = entry,
            .letter = {},
            .origin = Origin::partner,
            .action = c.path,
            .back = "/w/resources/" + number,
            .code = {},
            .waiting = waiting_of(c.tx, c.who.organisation, entry->id)};
}

OwnView own_view(Context& c, const Hand& hand, const web::Form* typed) {
    const Entry& entry = *hand.entry;
    OwnView v;
    v.number = directory::service_number(entry.id);
    v.name = entry.values[Field::name];
    v.kind = kind_word(entry.kind);
    if (hand.letter) v.due = detail_date(hand.letter->due_on, c.now.today);
    v.form = entry_form(entry, c.now.today, c.lang, typed);
    v.words = typed ? typed->text("words") : "";
    v.may_publish = typed && typed->has("may_publish");
    v.action = hand.action;
    v.back = hand.back;
    v.code = hand.code;
    v.is_staff = hand.origin == Origin::paper;
    v.is_partner = hand.origin == Origin::partner;
    return v;
}

/// The form of today, with what was sent before and waits.
OwnView fresh_view(Context& c, const Hand& hand) {
    OwnView v = own_view(c, hand, nullptr);
    if (!hand.waiting) return v;
    const Kept kept = find_proposal(c.tx, c.vault, *hand.waiting);
    v.form = entry_form(with_changes(*hand.entry, kept.changes, c.now.today), c.now.today, c.lang);
    v.may_publish = kept.may_publish;
    v.earlier = detail_date(kept.at.in_japan(), c.now.today);
    v.words = kept.words;
    return v;
}

std::vector<Choice> carried_of(const web::Form& form) {
    std::vector<Choice> carried;
    for (const auto& [name, value] : form.fields)
        if (!name.starts_with('_') && name != "step" && name != "code")
            carried.push_back({name, {}, value, false, false});
    return carried;
}

std::string_view way_of(Origin origin) {
    return origin == Origin::office ? "link" : origin == Origin::paper ? "paper" : "account";
}

/// Nothing changes: the place confirms what is there, which needs no decision.
void confirm_all(Context& c, const Hand& hand) {
    if (hand.waiting) take_back(c.tx, *hand.waiting);
    directory::confirm(c.tx, hand.entry->id, c.now.today,
                       word_text("assurance.the_place"_w, Lang::ja));
}

void take_answer(Context& c, const Hand& hand, const Typed& read) {
    const std::string words = trimmed(c.form.text("words"));
    const std::string way(way_of(hand.origin)), object = directory::service_number(hand.entry->id);
    if (hand.letter) note_answer(c.tx, hand.letter->id, way, c.now.today);
    if (read.changes.empty() && words.empty()) {
        confirm_all(c, hand);
        c.trace(TraceKind::change, "assurance.confirmed", object, 0, way);
        return;
    }
    propose(
        c.tx, c.vault,
        {.service = hand.entry->id,
         .origin = hand.origin,
         .letter = hand.letter ? hand.letter->id : Id<Letter>{},
         .organisation = hand.origin == Origin::partner ? c.who.organisation : Id<Organisation>{},
         .code = {},
         .changes = read.changes,
         .words = words,
         .name = {},
         .contact = {},
         .may_publish = c.form.has("may_publish"),
         .at = c.now.at});
    c.trace(TraceKind::create, "assurance.proposed", object, 0, way);
}

/// The form again, its check, or the thanks.
Answer go_on(Context& c, const Hand& hand, web::Shell shell) {
    Typed read = read_entry(*hand.entry, c.now.today, c.form);
    read.refusals.add(check_text("words", c.form.text("words"), kWordsLimit));
    OwnView v = own_view(c, hand, &c.form);
    const std::string step = c.form.text("step");
    if (read.refusals.any()) {
        v.refusals = std::move(read.refusals);
        return c.refuse(std::move(v), std::move(shell));
    }
    if (step == "mend") return c.page(std::move(v), std::move(shell));
    v.changes = diff_lines(read.changes, c.lang);
    v.nothing = read.changes.empty() && trimmed(v.words).empty();
    v.carried = carried_of(c.form);
    v.checks = step != "send";
    v.done = !v.checks;
    if (v.done) take_answer(c, hand, read);
    return c.page(std::move(v), std::move(shell));
}

Letter letter_for_paper(Context& c) {
    const Letter letter = find_letter(c.tx, {c.number("sheet")});
    c.require(Act::edit_directory, {}, directory::service_number(letter.service));
    return letter;
}

}  // namespace

Answer show_door(Context& c) {
    c.require(Act::visit_public, {});
    DoorView v{.action = spoken_at(c, "/r"), .code = typed_code(c.part("code")), .refusals = {}};
    return c.page(std::move(v), public_shell(c, "assurance.door_title"_w));
}

namespace {

/// The answer of today once more, with nothing to change: a second press, which is thanked like the first.
bool is_pressed_twice(Context& c, const Letter& letter) {
    if (c.form.text("step") != "send" || letter.answered_on != c.now.today ||
        letter.answered_way != "link" || !trimmed(c.form.text("words")).empty())
        return false;
    const auto entry = entry_with(c.tx, letter.service, Visibility::partners);
    return read_entry(*entry, c.now.today, c.form).changes.empty();
}

/// Lets in whoever holds a code, and tells the others what to do.
template <class Then>
Answer with_code(Context& c, Then&& then) {
    c.require(Act::visit_public, {});
    if (must_wait(c)) return refuse_door(c, "assurance.code_wait"_w);
    const auto letter = opened_by(c);
    if (!letter) return refuse_door(c, "assurance.code_unknown"_w);
    if (is_used_up(c, *letter) && !is_pressed_twice(c, *letter))
        return refuse_door(c, "assurance.code_used"_w);
    return then(*letter);
}

}  // namespace

Answer open_sheet(Context& c) {
    return with_code(c, [&](const Letter& letter) {
        OwnView v = fresh_view(c, hand_of(c, letter, Origin::office));
        c.trace(TraceKind::view, "assurance.sheet", v.number);
        return c.page(std::move(v), public_shell(c, "assurance.own_title"_w));
    });
}

Answer send_sheet(Context& c) {
    return with_code(c, [&](const Letter& letter) {
        return go_on(c, hand_of(c, letter, Origin::office),
                     public_shell(c, "assurance.own_title"_w));
    });
}

Answer show_paper(Context& c) {
    const Letter letter = letter_for_paper(c);
    return c.page(fresh_view(c, hand_of(c, letter, Origin::paper)),
                  staff_shell(c, "assurance.paper_title"_w));
}

Answer send_paper(Context& c) {
    const Letter letter = letter_for_paper(c);
    return go_on(c, hand_of(c, letter, Origin::paper), staff_shell(c, "assurance.paper_title"_w));
}

Answer show_kept(Context& c) {
    return c.page(fresh_view(c, kept_entry(c)), staff_shell(c, "assurance.own_title"_w));
}

Answer send_kept(Context& c) {
    return go_on(c, kept_entry(c), staff_shell(c, "assurance.own_title"_w));
}

}  // namespace michi::assurance
