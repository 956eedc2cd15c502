// Where a family begins: who is at it, what comes next, whom to call. Nothing of how we work.

#include "base/era.hpp"
#include "consent/consent.hpp"
#include "people/people.hpp"
#include "work/pages.hpp"
#include "work/shown.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;

constexpr int kChildren = 20, kTold = 2;

/// What is asked of the family itself; its turn is never late.
std::vector<std::string> asked_of_family(const Context& c, const std::vector<ActionRow>& open,
                                         const Decision& read) {
    std::vector<std::string> asked;
    for (const ActionRow& step : open) {
        if (step.holder.side != "f" || step.kind != ActionKind::act) continue;
        const std::string& what = step.what.shown(read);
        if (what.empty()) continue;
        asked.push_back(step.due < c.now.today
                            ? what
                            : say("work.asked_until"_w, c.lang,
                                  {{"what", what}, {"day", detail_date(step.due, c.now.today)}}));
    }
    return asked;
}

/// The day that comes next, whoever does something then; that a day was missed is ours to mind.
std::string next_of(const Context& c, const std::vector<ActionRow>& open) {
    std::optional<Date> next;
    for (const ActionRow& step : open)
        if (step.holder.side != "f" && step.due >= c.now.today && (!next || step.due < *next))
            next = step.due;
    if (!next) return std::string(word_text("work.next_day_open"_w, c.lang));
    return say("work.next_day"_w, c.lang, {{"day", detail_date(*next, c.now.today)}});
}

Word turn_of_family(const ActionRow* main, bool is_open) {
    if (!main) return is_open ? "work.watched_now"_w : "work.nobodys_turn"_w;
    if (main->holder.side == "f") return "work.your_turn"_w;
    return main->holder.side == "c" ? "work.centre_at_it"_w : "work.others_at_it"_w;
}

/// What came from others and was told by word of mouth: that, and the day; never what offices wrote each other.
std::vector<std::string> told_to(Context& c, const record::CaseBrief& brief, const Decision& read) {
    std::vector<std::string> told;
    for (const auto& entry : record::told_entries(c.tx, c.vault, brief, kTold)) {
        const std::string& title = record::title_of(entry, read);
        told.push_back(
            say("work.told_line"_w, c.lang,
                {{"day", detail_date(entry.told_at->in_japan(), c.now.today)},
                 {"what", title.empty() ? std::string(word_text("work.told_something"_w, c.lang))
                                        : title}}));
    }
    return told;
}

/// Whom anything may be told to today; of a protected child no place is named.
std::vector<std::string> may_be_told_of(Context& c, const record::CaseBrief& brief,
                                        const Decision& read) {
    std::vector<std::string> names;
    for (const auto& receiver : consent::matrix(c.tx, brief.id)) {
        if (!consent::consented(receiver, c.now.today)) continue;
        names.push_back(record::may_name(brief, read, c.who.organisation, receiver.organisation)
                            ? receiver.name
                            : std::string(word_text("work.some_organisation"_w, c.lang)));
    }
    return names;
}

ChildNow child_now(Context& c, const CaseLineRow& row) {
    Circumstances around = record::listed(c.who, row.brief);
    const Decision read = c.may(Act::read_case, around);
    const record::Shown seen = listed(c, row);
    const auto open = open_actions_of(c.tx, c.vault, row.brief.id);
    const ActionRow* main = main_ball(open, c.now.today);
    return {.name = shown_name(c, row.brief.id, seen.kanji, seen.kana),
            .href = "/w/cases/" + record::case_number(row.brief.id),
            .next = next_of(c, open),
            .turn = turn_of_family(main, !open.empty()),
            .asked = asked_of_family(c, open, read),
            .told = told_to(c, row.brief, read),
            .may_be_told = may_be_told_of(c, row.brief, read),
            .mark = mark(main ? main->holder.side : "c")};
}

}  // namespace

Answer start(Context& c) {
    c.require(Act::open_page, {});
    StartView v;
    v.name = c.who.name;
    Id<Organisation> centre;  // the one that keeps the child's case; of two children the first's
    for (const auto state : {RecordState::open, RecordState::watching})
        for (const auto& row : case_list(c.tx, c.vault, c.who, state, c.now.today, kChildren, 0)) {
            v.children.push_back(child_now(c, row));
            if (!centre) centre = row.brief.centre;
        }
    const auto centres = people::organisations(c.tx, "centre");
    if (!centre && !centres.empty()) centre = centres.front().id;
    if (centre) {
        const auto card = people::organisation_card(c.tx, centre);
        v.phone = card.brief.phone;
        v.hours = card.hours;
    }
    c.trace(TraceKind::list, "work.start", "", 0, "rows=" + std::to_string(v.children.size()));
    return c.page(std::move(v),
                  {.title = std::string(word_text("work.start_family"_w, c.lang)), .active = "my"});
}

Answer my_page(Context& c) {
    c.require(Act::open_page, {});
    return c.who.role == Role::family ? start(c) : c.see_other(web::Url("/w"));
}

}  // namespace michi::work
