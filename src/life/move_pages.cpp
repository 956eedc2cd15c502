// The family moves to another town: the old one's part ends, what happened there stays where it happened.

#include <algorithm>

#include "base/era.hpp"
#include "base/municipality.hpp"
#include "base/said_day.hpp"
#include "base/text.hpp"
#include "handover/handover.hpp"
#include "life/rules.hpp"
#include "life/steps.hpp"
#include "people/people.hpp"
#include "record/facts.hpp"
#include "work/work.hpp"

namespace michi::life {
namespace {

using record::Member;
using web::Answer;
using web::Context;
using work::Opened;

/// Desks of the town that the family leaves, and the responsible one wherever it is a town's; never those
/// of the town where it lives from now on.
struct Leaving {
    std::vector<Id<Organisation>> all;
    bool responsible{};
    bool has(Id<Organisation> id) const { return std::ranges::find(all, id) != all.end(); }
};
/// next: "" it is not chosen yet, or no town of ours.
Leaving leaving_of(Context& c, const Opened& o, std::string_view next) {
    Leaving leaving;
    for (const auto& one : people::organisations(c.tx, "municipality")) {
        const bool answers = one.id == o.seen.responsible;
        const bool is_left = !one.municipality.empty() && one.municipality == o.seen.municipality;
        if ((!answers && !is_left) || (!next.empty() && one.municipality == next)) continue;
        leaving.all.push_back(one.id);
        leaving.responsible = leaving.responsible || answers;
    }
    return leaving;
}

/// Of the leaving ones those that take part, by name.
std::vector<Member> members_that_leave(Context& c, const Opened& o, const Leaving& leaving) {
    auto team = record::team_of(c.tx, c.vault, o.brief);
    std::erase_if(team, [&](const Member& m) {
        return m.until || !leaving.has(m.organisation.shown(o.decision));
    });
    return team;
}

bool has_arrived(const handover::Request& r, const Leaving& leaving) {
    return leaving.has(r.from) && !leaving.has(r.to) && r.state != handover::State::sent &&
           r.state != handover::State::received;
}

/// A request between two towns is theirs: the Centre ends it for nobody. One that arrived where the family
/// lives from now on has done what it was for.
std::string between_towns(Context& c, const Opened& o, const Leaving& leaving) {
    for (const auto& r : handover::open_requests(c.tx, c.vault, o.brief.id))
        if (r.from != o.brief.centre && r.to != o.brief.centre &&
            (leaving.has(r.from) || leaving.has(r.to)) && !has_arrived(r, leaving))
            return handover::handover_number(r.id);
    return {};
}

void fill_towns(Context& c, MoveView& v, const Opened& o) {
    for (const auto& m : municipalities_of(people::home_prefecture(c.tx, o.brief.centre)))
        if (m.code != o.seen.municipality)
            v.towns.push_back(
                {std::string(m.code), {}, std::string(m.name), m.code == v.town, false});
    v.towns.push_back(
        {std::string(kElsewhere), "life.elsewhere"_w, {}, v.town == kElsewhere, false});
}

void fill_leaving(Context& c, MoveView& v, const Opened& o, const Leaving& leaving) {
    for (const auto& m : members_that_leave(c, o, leaving)) {
        auto& names = m.standing == record::Standing::outside ? v.unnamed : v.leaving;
        const std::string& name = m.organisation_name.shown(o.decision);
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    if (!leaving.responsible) return;
    const auto answers = people::find_organisation(c.tx, o.seen.responsible);
    (answers.municipality == o.seen.municipality ? v.responsible : v.elsewhere) = answers.name;
}

void fill_what_ends(Context& c, MoveView& v, const Opened& o, const Leaving& leaving) {
    fill_leaving(c, v, o, leaving);
    v.between_towns = between_towns(c, o, leaving);
    for (const auto& r : handover::open_requests(c.tx, c.vault, o.brief.id)) {
        if (!leaving.has(r.from) && !leaving.has(r.to)) continue;
        const auto other = r.from == o.brief.centre ? r.to : r.from;
        v.ended.push_back({.what = handover::handover_number(r.id) + " " +
                                   std::string(word_text(handover::word_of(r.kind), c.lang)),
                           .whose = people::find_organisation(c.tx, other).name,
                           .due = list_date(r.answer_due, c.now.today),
                           .href = "/w/handovers/" + handover::handover_number(r.id)});
    }
}

MoveView move_view(Context& c, const Opened& o) {
    MoveView v;
    v.who = work::identity(c, o);
    v.is_hidden = !o.may(Field::location);
    v.town = c.form.text("town");
    v.address = c.form.text("address");
    v.words = c.form.text("words");
    v.was_town = c.form.maybe("was_town").value_or(o.seen.municipality);
    v.on = c.form.maybe("on").value_or(document_date(c.now.today));
    fill_steps(c, v.steps, o);
    if (v.is_hidden) return v;
    v.is_recorded = c.query.text("said") == "moved";
    v.lives_in = work::municipality_name(o.seen.municipality);
    fill_towns(c, v, o);
    fill_what_ends(c, v, o, leaving_of(c, o, v.town == kElsewhere ? "" : v.town));
    return v;
}

BeforeMove before_move(Context& c, const Opened& o, const MoveView& v) {
    BeforeMove before{.lives_in = o.seen.municipality,
                      .was_shown = v.was_town,
                      .is_town_here = std::ranges::any_of(
                          v.towns, [&](const Choice& one) { return one.value == v.town; }),
                      .between_towns = v.between_towns,
                      .born = o.seen.birth,
                      .moved = {}};
    for (const auto& step : record::steps_of(c.tx, c.vault, o.brief))
        if (step.on) before.moved = std::max(before.moved, step.on);
    return before;
}

Move read_move(Context& c, Refusals& no) {
    return {.town = c.form.text("town"),
            .address = trimmed(c.form.text("address")),
            .words = trimmed(c.form.text("words")),
            .on = read_said_day("on", c.form.text("on"), Toward::past, c.now.today, no)};
}

/// Requests first, while the town still takes part; then its part and its turns.
void end_old_town(Context& c, const Opened& o, const Leaving& leaving) {
    handover::end_for_move(c.tx, c.vault, o.brief.id, leaving.all,
                           word_text("life.moved_why"_w, Lang::ja), c.who.account, c.now);
    const auto now = work::open_case(c, o.brief.id, Act::move_case);
    if (leaving.has(now.seen.responsible)) {
        record::set_responsible(c.tx, o.brief.id, o.brief.centre, c.who.account, c.now.today);
        record::set_state(c.tx, o.brief.id, RecordState::open);
    }
    for (const Member& m : record::team_of(c.tx, c.vault, now.brief))
        if (!m.until && leaving.has(m.organisation.shown(o.decision)))
            record::end_member(c.tx, o.brief.id, m.id, c.now.today);
    take_turns(c, o, leaving.all);
}

void keep_move(Context& c, const Opened& o, const Move& move) {
    record::save_facts(c.tx, c.vault, record::find_case(c.tx, c.vault, o.brief.id),
                       {{"municipality", code_of(move)}, {"address", move.address}}, c.who.account,
                       c.now.at);
    record::take_step(c.tx, c.vault, o.brief,
                      {.kind = record::StepKind::moved,
                       .reason = {},
                       .words = move.words,
                       .place_before = o.seen.municipality,
                       .place_after = code_of(move),
                       .on = move.on,
                       .by = c.who.account,
                       .at = c.now.at});
    work::keep_ball(c.tx, c.vault, record::find_case(c.tx, c.vault, o.brief.id), c.who.account,
                    c.now);
}

}  // namespace

Answer show_move(Context& c) {
    const Opened o = work::open_case(c, Act::move_case);
    return c.page(move_view(c, o), shell_of(o));
}

Answer move_case(Context& c) {
    const Opened o = work::open_case(c, Act::move_case);
    MoveView v = move_view(c, o);
    if (v.is_hidden) throw NotFound{};
    v.was_town = c.form.text("was_town");
    const Move move = read_move(c, v.refusals);
    v.refusals.add(reasons_not_to_move(move, before_move(c, o, v), c.now.today));
    if (v.refusals.any()) return c.refuse(std::move(v), shell_of(o));
    end_old_town(c, o, leaving_of(c, o, code_of(move)));
    keep_move(c, o, move);
    tell(c, o, "life.said_moved"_w, {{"on", full_date(*move.on)}}, "life.move");
    return saved(c, address_of(o, "move"), "moved");
}

}  // namespace michi::life
