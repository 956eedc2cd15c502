// Paper is part of the road: the letter of a request, a kind reminder, and receivers who are not users.

#include "base/era.hpp"
#include "base/fold.hpp"
#include "consent/consent.hpp"
#include "handover/pages.hpp"
#include "handover/telling.hpp"
#include "handover/views.hpp"
#include "people/people.hpp"

namespace michi::handover {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr std::size_t kReminderLimit = 6000;

struct Way {
    std::string_view id;
    Word word;
};
constexpr std::array kWays{Way{"phone", "handover.way_phone"_w}, Way{"fax", "handover.way_fax"_w},
                           Way{"mail", "handover.way_mail"_w}};

/// What may be sent as it is: thanks, the matter by its number, a day, and a way out. No name, no care.
std::string kind_words(Context& c, const Opened& o) {
    const Request& r = o.request;
    return say("handover.reminder_text"_w, Lang::ja,
               {{"who", named(c, work::Naming(c, o.brief, o.decision),
                              people::find_organisation(c.tx, r.to))},
                {"from", people::find_organisation(c.tx, r.from).name},
                {"by", people::name_of(c.tx, c.vault, c.who.account)},
                {"number", handover_number(r.id)},
                {"sent", document_date(r.sent_at.in_japan())},
                {"due", document_date(r.answer_due)}});
}

/// What colleagues read of a reminder: who helps a protected child is not among it.
std::string kept_words(const record::CaseBrief& brief, std::string text, const std::string& who) {
    if (!brief.is_protected || who.empty()) return text;
    const std::string_view other = word_text("handover.not_named"_w, Lang::ja);
    for (auto at = text.find(who); at != text.npos; at = text.find(who, at + other.size()))
        text.replace(at, who.size(), other);
    return text;
}

ReminderView reminder_view(Context& c, const Opened& o) {
    ReminderView v;
    v.number = handover_number(o.request.id);
    const auto to = people::find_organisation(c.tx, o.request.to);
    const work::Naming naming(c, o.brief, o.decision);
    v.who = named(c, naming, to);
    v.phone = naming.phone(to);
    v.text = c.form.maybe("text").value_or(kind_words(c, o));
    v.ways = choices(kWays, c.form.maybe("way").value_or("phone"));
    return v;
}

web::Shell shell(const Request& r) {
    return {.title = handover_number(r.id), .active = "handovers"};
}

/// Only the sender reminds, and only while an answer is awaited.
Opened open_awaited(Context& c) {
    Opened o = open_request(c, Act::remind_handover, By::sender);
    if (turn(o.request) != By::receiver) throw NotFound{};
    return o;
}

}  // namespace

bool is_on_paper(Context& c, const Request& request) { return is_on_paper(c, request.to); }

bool is_on_paper(Context& c, Id<Organisation> receiver) {
    return !people::signs_in(c.tx, receiver);
}

Id<Organisation> on_behalf_of(Context& c, const Request& r, By by) {
    const bool writes_down =
        by == By::receiver && r.from == c.who.organisation && is_on_paper(c, r);
    return writes_down ? r.to : c.who.organisation;
}

Mine whose_side(Context& c, const Request& r, By by) {
    if (on_behalf_of(c, r, by) != (by == By::sender ? r.from : r.to)) return Mine::other;
    return by == By::sender && r.sent_by == c.who.account ? Mine::own : Mine::colleague;
}

Answer show_letter(Context& c) {
    const Opened o = open_request(c, Act::read_handover);
    const Request& r = o.request;
    if (r.state == State::recalled) throw NotFound{};  // what was taken back is not printed again
    const auto from = people::find_organisation(c.tx, r.from);
    const Telling telling{o.brief, r.to, r.items, true};
    // A letter is written for its receiver: it says what that receiver may be told today.
    const bool may_name =
        asks_for_the_case(r.kind) ||
        has(consent::consented_to(c.tx, o.brief.id, r.to, c.now.today), Field::identity);
    const Wording wording(c, o.brief, may_name && o.decision.opens(Field::identity));
    LetterView v;
    v.number = handover_number(r.id);
    v.today = document_date(c.now.today);
    work::Naming naming(c, o.brief, o.decision);
    v.to = named(c, naming, people::find_organisation(c.tx, r.to));
    v.from = named(c, naming, from);
    v.phone = naming.phone(from);
    v.by = naming.person(r.sent_by);
    v.kind = word_of(r.kind);
    if (o.may_read()) v.title = wording.shown(r.title.shown(o.decision));
    if (v.title.empty()) v.title = v.number;
    v.request = wording.shown(r.request.shown(o.decision));
    v.inward = asks_for_the_case(r.kind);
    if (!v.inward) v.told = told_lines(c, telling, o.decision);
    v.due = document_date(r.answer_due);
    if (!c.masked && !o.is_over) v.name = called(c, telling, o.decision);
    v.printed_by = c.who.name;
    v.case_number = record::case_number(r.case_id);
    c.trace(TraceKind::print, "handover.letter", "handover/" + std::to_string(r.id.value),
            r.case_id.value);
    return c.page(std::move(v), {.title = handover_number(r.id), .print = true});
}

Answer show_reminder(Context& c) {
    const Opened o = open_awaited(c);
    return c.page(reminder_view(c, o), shell(o.request));
}

Answer record_reminder(Context& c) {
    const Opened o = open_awaited(c);
    const Request& r = o.request;
    ReminderView v = reminder_view(c, o);
    v.refusals = check_text("text", v.text, kReminderLimit);
    if (trimmed(v.text).empty()) v.refusals.add("text", "handover.say_reminder"_w);
    v.refusals.add(reasons_not_to_write(c, o.brief, r.to, {{"text", v.text}}));
    const auto way = std::ranges::find(kWays, c.form.text("way"), &Way::id);
    if (way == kWays.end()) v.refusals.add("way", "handover.say_way"_w);
    if (v.refusals.any()) return c.refuse(std::move(v), shell(r));
    record::add_entry(
        c.tx, c.vault,
        {.case_id = r.case_id,
         .at = c.now.at,
         .kind = "letter",
         .side = side_of(people::find_organisation(c.tx, c.who.organisation)),
         .author = c.who.account,
         .organisation = c.who.organisation,
         .visible = record::Visible::centre,
         .title = say("handover.said_reminder"_w, Lang::ja,
                      {{"who", v.who}, {"way", std::string(word_text(way->word, Lang::ja))}}),
         .text = kept_words(o.brief, trimmed(v.text), people::find_organisation(c.tx, r.to).name),
         .topics = {},
         .minutes = std::nullopt,
         .link = handover_number(r.id)});
    if (!asks_for_the_case(r.kind))  // to the Centre, which has the record, nothing leaves
        consent::tell(c.tx,
                      {.case_id = r.case_id,
                       .organisation = r.to,
                       .path = consent::Path::reminder,
                       .categories = {},
                       .link = handover_number(r.id)},
                      c.who.account, c.now.at);
    c.trace(TraceKind::create, "handover.reminder", "handover/" + std::to_string(r.id.value),
            r.case_id.value);
    return c.see_other(Url("/w/handovers").segment(handover_number(r.id)));
}

}  // namespace michi::handover
