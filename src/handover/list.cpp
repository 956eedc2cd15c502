// 依頼・引継ぎ: the list by whose turn.

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "handover/pages.hpp"
#include "handover/telling.hpp"
#include "people/people.hpp"
#include "work/work.hpp"

namespace michi::handover {

using web::Answer;
using web::Context;

std::string side_of(const people::OrganisationBrief& o) {
    return o.kind == "centre"         ? "c"
           : o.kind == "municipality" ? "m"
           : o.kind == "prefecture"   ? "p"
                                      : "o";
}

MarkView mark(std::string_view side) {
    const auto& s = record::side_of(side);
    return {std::string(s.id), s.mark, s.word};
}

MarkView mark_of(const people::OrganisationBrief& o) {
    MarkView view = mark(side_of(o));
    if (const auto* trade = record::trade_of(o.trade)) {
        view.mark = trade->mark;
        view.label = trade->word;
    }
    return view;
}

std::string shown(const Context& c, const record::CaseBrief& brief, const Decision& decision) {
    return c.masked ? "" : record::shown(brief, decision).name();
}

Decision as_a_side(const Context& c, Circumstances around) {
    if (around.relation == Relation::none) around.relation = Relation::asked;
    return c.may(Act::read_handover, around);
}

std::string named(const Context& c, const work::Naming& naming,
                  const people::OrganisationBrief& organisation) {
    if (naming.may_know(organisation.id)) return naming.organisation(organisation);
    return std::string(word_text("handover.not_named"_w, c.lang));
}

namespace {

constexpr int kListed = 200;

Pile pile_for(const Request& r, bool given, Date today) {
    return pile_of(r, given ? By::sender : By::receiver, today);
}

/// Of the Centre the line beside the child's name need not say which one it is: there is one for the reader.
std::string brief_name(const Context& c, const work::Naming& naming,
                       const people::OrganisationBrief& other) {
    if (other.kind == "centre") return std::string(word_text("record.side_centre"_w, c.lang));
    return named(c, naming, other);
}

LineView line_of(Context& c, const Request& r, bool given, std::string_view current) {
    const auto other = people::find_organisation(c.tx, given ? r.to : r.from);
    const auto brief = record::find_case(c.tx, c.vault, r.case_id);
    // The child for whoever may know it still; the request itself for its two sides.
    const auto now = consent::circumstances(c.tx, c.who, brief, c.now.today);
    const Decision side = as_a_side(c, now);
    LineView line;
    line.number = handover_number(r.id);
    const work::Naming naming(c, brief, side);
    line.who = brief_name(c, naming, other);
    const bool taken_back = r.state == State::recalled && !given;
    if (!taken_back)
        line.about = first_characters(
            Wording(c, brief, side.opens(Field::identity)).shown(r.title.shown(side)), 24);
    if (!c.masked) line.name = shown(c, brief, c.may(Act::read_handover, now));
    line.may_remind = given && time_to_remind(r, c.now.today);
    line.case_number = record::case_number(r.case_id);
    line.mark = naming.may_know(other.id) ? mark_of(other) : mark("o");
    line.state = word_of(r.state);
    line.current = line.number == current;
    // The date is the answer's: once it is there, the state says more.
    const bool awaited = turn(r) == By::receiver;
    line.overdue = awaited && r.answer_due < c.now.today;
    line.today = awaited && r.answer_due == c.now.today;
    line.due = !awaited       ? std::string(word_text(line.state, c.lang))
               : line.overdue ? work::how_late(r.answer_due, c.now.today, c.lang)
                              : list_date(r.answer_due, c.now.today);
    return line;
}

bool is_centre(Context& c) {
    return people::find_organisation(c.tx, c.who.organisation).kind == "centre";
}

constexpr std::array kTitles{"handover.group_fresh"_w, "handover.group_late"_w,
                             "handover.group_ours"_w,  "handover.group_theirs"_w,
                             "handover.group_watch"_w, "handover.group_over"_w};
static_assert(kTitles.size() == kPiles);

/// Where the Centre alone is meant by the other side, it is named.
Word title_of(Pile pile, const std::vector<LineView>& rows) {
    const bool centre = std::ranges::all_of(rows, [](const auto& r) { return r.mark.side == "c"; });
    if (pile == Pile::theirs && centre) return "handover.group_centre"_w;
    return kTitles[static_cast<std::size_t>(pile)];
}

}  // namespace

ListView list_view(Context& c, bool given, Id<record::Case> case_id, std::string_view current) {
    ListView v;
    v.given = given;
    std::array<GroupView, kPiles> groups;
    const auto mine = requests(c.tx, c.vault, c.who.organisation, given, case_id, kListed);
    v.given_count = count_requests(c.tx, c.who.organisation, true, case_id);
    v.taken_count = count_requests(c.tx, c.who.organisation, false, case_id);
    for (const auto& r : mine)
        groups[static_cast<std::size_t>(pile_for(r, given, c.now.today))].rows.push_back(
            line_of(c, r, given, current));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].rows.empty()) continue;
        const auto pile = static_cast<Pile>(i);
        groups[i].title = title_of(pile, groups[i].rows);
        groups[i].tone = pile == Pile::late ? "over" : "";
        v.groups.push_back(std::move(groups[i]));
    }
    return v;
}

Answer list_requests(Context& c) {
    c.require(Act::list_handovers, {});
    const std::string number = c.query.text("case");
    const bool plain = number.size() > 2 && number.size() < 14 && number.starts_with("W-") &&
                       number.find_first_not_of("0123456789", 2) == std::string::npos;
    const bool given = c.query.has("side") ? c.query.text("side") != "taken" : is_centre(c);
    ListView v =
        list_view(c, given, Id<record::Case>{plain ? std::stoll(number.substr(2)) : 0}, "");
    if (plain) v.case_number = number;
    c.trace(TraceKind::list, "handover.list", "", 0, "groups=" + std::to_string(v.groups.size()));
    return c.page(std::move(v), {.title = std::string(word_text("handover.title"_w, c.lang)),
                                 .active = "handovers"});
}

}  // namespace michi::handover
