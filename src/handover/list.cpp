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

std::size_t group_of(const Request& r, bool given, Date today) {
    if (r.state == State::watching) return 3;
    if (!is_open(r.state)) return 4;
    const auto whose = turn(r);
    const bool ours = whose && (*whose == By::sender) == given;
    if (ours) return 1;
    return r.answer_due < today ? 0 : 2;
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
    line.who = named(c, naming, other);
    const bool taken_back = r.state == State::recalled && !given;
    if (!c.masked && !taken_back)
        line.about = first_characters(
            Wording(c, brief, side.opens(Field::identity)).shown(r.title.shown(side)), 24);
    if (!c.masked && current.empty()) line.name = shown(c, brief, c.may(Act::read_handover, now));
    line.may_remind = given && group_of(r, given, c.now.today) == 0;
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

}  // namespace

ListView list_view(Context& c, bool given, Id<record::Case> case_id, std::string_view current) {
    static constexpr std::array kTitles{"handover.group_late"_w, "handover.group_ours"_w,
                                        "handover.group_theirs"_w, "handover.group_watch"_w,
                                        "handover.group_over"_w};
    ListView v;
    v.given = given;
    std::array<GroupView, kTitles.size()> groups;
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i] = {kTitles[i], i == 0 ? "over" : "", {}};
    const auto mine = requests(c.tx, c.vault, c.who.organisation, given, case_id, kListed);
    const auto others = requests(c.tx, c.vault, c.who.organisation, !given, case_id, kListed);
    v.given_count = std::int64_t(given ? mine.size() : others.size());
    v.taken_count = std::int64_t(given ? others.size() : mine.size());
    for (const auto& r : mine)
        groups[group_of(r, given, c.now.today)].rows.push_back(line_of(c, r, given, current));
    for (auto& group : groups)
        if (!group.rows.empty()) v.groups.push_back(std::move(group));
    return v;
}

Answer list_requests(Context& c) {
    c.require(Act::list_handovers, {});
    const std::string number = c.query.text("case");
    const bool plain = number.size() > 2 && number.size() < 14 && number.starts_with("W-") &&
                       number.find_first_not_of("0123456789", 2) == std::string::npos;
    const bool centre = people::find_organisation(c.tx, c.who.organisation).kind == "centre";
    const bool given = c.query.has("side") ? c.query.text("side") != "taken" : centre;
    ListView v =
        list_view(c, given, Id<record::Case>{plain ? std::stoll(number.substr(2)) : 0}, "");
    if (plain) v.case_number = number;
    c.trace(TraceKind::list, "handover.list", "", 0, "groups=" + std::to_string(v.groups.size()));
    return c.page(std::move(v), {.title = std::string(word_text("handover.title"_w, c.lang)),
                                 .active = "handovers"});
}

}  // namespace michi::handover
