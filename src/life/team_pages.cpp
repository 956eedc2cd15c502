// The team of a case: who helps in which part since when, who answered for it on a day.

#include <algorithm>

#include "base/era.hpp"
#include "base/said_day.hpp"
#include "base/text.hpp"
#include "life/pages.hpp"
#include "life/rules.hpp"
#include "people/people.hpp"

namespace michi::life {
namespace {

using record::Member;
using record::Standing;
using web::Answer;
using web::Context;
using work::Opened;

Word word_of(Standing standing) {
    return standing == Standing::carries ? "life.carries"_w
           : standing == Standing::helps ? "life.helps"_w
           : standing == Standing::asked ? "life.asked"_w
                                         : "life.named"_w;
}

std::vector<Choice> sector_choices(std::string_view chosen) {
    return choices(record::kSectors, chosen);
}

MemberRow row_of(Context& c, const Opened& o, const Member& m, bool may_change) {
    const Id<Organisation> organisation = m.organisation.shown(o.decision);
    const auto* sector = record::find_code(m.sector, record::kSectors);
    return {.id = m.id.value,
            .mark = organisation ? work::mark_of(people::find_organisation(c.tx, organisation))
                                 : work::mark("o"),
            .name = m.organisation_name.shown(o.decision),
            .person = c.masked ? "" : m.person.shown(o.decision),
            .since = full_date(m.since),
            .until = m.until ? last_day(m.since, *m.until) : "",
            .sector = sector ? sector->word : Word{},
            .standing = word_of(m.standing),
            .may_change = may_change && !m.until};
}

/// Who is in charge, with the day where it is another than the case's first.
std::string in_charge_text(Context& c, const Opened& o) {
    std::string name = people::name_of(c.tx, c.vault, o.brief.in_charge);
    const auto charges = record::charges_of(c.tx, o.brief.id);
    if (name.empty() || charges.empty() || charges.front().since == o.brief.opened_on) return name;
    return say("life.in_charge_since"_w, c.lang,
               {{"who", name}, {"day", full_date(charges.front().since)}});
}

MemberRow centre_row(Context& c, const Opened& o) {
    return {.mark = work::mark("c"),
            .name = people::find_organisation(c.tx, o.brief.centre).name,
            .person = in_charge_text(c, o),
            .since = full_date(o.brief.opened_on),
            .standing = o.seen.responsible == o.brief.centre ? "life.carries"_w : "life.keeps"_w};
}

/// Whose name this reader may learn stands in the list; whom they may not know of does not.
std::vector<Member> seen_team(Context& c, const Opened& o) {
    auto team = record::team_of(c.tx, c.vault, o.brief);
    if (!o.may(Field::location)) team.clear();
    return team;
}

/// Who was in charge of the case there on that day, as far as it is on record.
std::string person_on(Context& c, const Opened& o, Id<Organisation> organisation, Date day,
                      const std::vector<Member>& team) {
    if (organisation == o.brief.centre) {
        if (day == c.now.today) return people::name_of(c.tx, c.vault, o.brief.in_charge);
        const auto charges = record::charges_of(c.tx, o.brief.id);
        const auto* charge = record::charge_on(charges, day);
        return charge ? people::name_of(c.tx, c.vault, charge->account) : "";
    }
    for (const Member& m : team) {
        const std::string& person = m.person.shown(o.decision);
        if (!c.masked && !person.empty() && record::stands_on(m, day) &&
            m.organisation.shown(o.decision) == organisation)
            return person;
    }
    return {};
}

void fill_day(Context& c, TeamView& v, const Opened& o, const std::vector<Member>& team) {
    v.asked.typed = c.query.text("on");
    const auto day = read_said_day("on", v.asked.typed, Toward::past, c.now.today, v.refusals);
    if (day && *day > c.now.today) v.refusals.add("on", "life.on_future"_w);
    if (!day || v.refusals.any() || v.is_hidden) return;
    v.asked.day = full_date(*day);
    for (const auto& one : record::answering_of(c.tx, o.brief.id))
        if (record::stands_on(one, *day)) {
            v.asked.answered = one.organisation_name.shown(o.decision);
            v.asked.person = person_on(c, o, one.organisation.shown(o.decision), *day, team);
        }
    for (const Member& m : team)
        if (record::stands_on(m, *day)) v.asked.team.push_back(row_of(c, o, m, false));
}

void fill_answering(Context& c, TeamView& v, const Opened& o) {
    if (v.is_hidden) return;
    for (const auto& one : record::answering_of(c.tx, o.brief.id))
        v.answering.push_back({one.organisation_name.shown(o.decision), full_date(one.since),
                               one.until ? last_day(one.since, *one.until) : "",
                               people::name_of(c.tx, c.vault, one.by)});
}

bool may_help(const Opened& o, const people::OrganisationBrief& one) {
    return one.id != o.brief.centre && one.kind != "prefecture" && one.kind != "family";
}

/// Towns, then the others by what they are, each by name; who is in the team already is not offered again.
std::vector<people::OrganisationBrief> offered(Context& c, const Opened& o,
                                               const std::vector<Member>& team) {
    const auto there = [&](const people::OrganisationBrief& one) {
        return std::ranges::any_of(team, [&](const Member& m) {
            return !m.until && m.organisation.shown(o.decision) == one.id;
        });
    };
    auto all = people::organisations(c.tx, "");
    std::erase_if(all, [&](const auto& one) { return !may_help(o, one) || there(one); });
    std::ranges::sort(all, {}, [](const auto& one) {
        const auto* trade = record::trade_of(one.trade);
        const auto rank = trade ? trade - record::kTrades.data() : std::ssize(record::kTrades);
        return std::tuple(one.kind == "partner", rank, one.name);
    });
    return all;
}

void fill_form(Context& c, TeamView& v, const Opened& o, const std::vector<Member>& team) {
    const auto chosen = c.form.text("organisation");
    for (const auto& one : offered(c, o, team)) {
        const std::string id = std::to_string(one.id.value);
        v.organisations.push_back({id, {}, one.name, id == chosen, false});
    }
    v.sectors = sector_choices(c.form.text("sector"));
    v.trades = choices(record::kTrades, c.form.text("trade"));
    v.named = c.form.text("named");
    v.person = c.form.text("person");
    v.since = c.form.maybe("since").value_or(document_date(c.now.today));
}

TeamView team_view(Context& c, const Opened& o) {
    TeamView v;
    v.who = work::identity(c, o);
    v.is_hidden = !o.may(Field::location);
    v.may_end = c.may(Act::reopen_case, o.around).allowed();
    v.may_move = c.may(Act::move_case, o.around).allowed();
    v.may_put = c.may(Act::put_in_charge, o.around).allowed();
    v.may_link = c.may(Act::end_guardian, o.around).allowed();
    v.may_change = !v.is_hidden && c.may(Act::change_team, o.around).allowed();
    const auto team = seen_team(c, o);
    v.team.push_back(centre_row(c, o));
    for (const Member& m : team)
        (record::stands_on(m, c.now.today) || m.since > c.now.today ? v.team : v.earlier)
            .push_back(row_of(c, o, m, v.may_change));
    fill_answering(c, v, o);
    fill_day(c, v, o, team);
    if (v.may_change) fill_form(c, v, o, team);
    return v;
}

Part read_part(Context& c, Refusals& no) {
    return {.organisation = {c.form.number("organisation")},
            .named = trimmed(c.form.text("named")),
            .sector = c.form.text("sector"),
            .person = trimmed(c.form.text("person")),
            .since = read_said_day("since", c.form.text("since"), Toward::past, c.now.today, no)};
}

/// `but`: the row that is being changed.
bool takes_this_part(const Opened& o, const std::vector<Member>& team, const Part& part,
                     Id<Member> but = {}) {
    return std::ranges::any_of(team, [&](const Member& m) {
        return !m.until && part.organisation && m.id != but &&
               m.organisation.shown(o.decision) == part.organisation && m.sector == part.sector &&
               m.person.shown(o.decision) == part.person;
    });
}

/// The same name is the same organisation, chosen or typed; none: it begins with this case.
std::optional<people::OrganisationBrief> known_organisation(Context& c, const Part& part) {
    for (auto& one : people::organisations(c.tx, ""))
        if (part.organisation ? one.id == part.organisation : one.name == part.named) return one;
    return std::nullopt;
}

/// One that no list has begins with its first case.
Id<Organisation> create_outside(Context& c, const Opened& o, const Part& part) {
    const std::string trade = c.form.text("trade");
    const auto id = people::create_organisation(
        c.tx, {.id = {},
               .kind = "partner",
               .name = part.named,
               .municipality = o.brief.is_protected ? "" : o.seen.municipality,
               .phone = {},
               .trade = record::trade_of(trade) ? trade : std::string{}});
    c.trace(TraceKind::create, "people.organisation", "organisation/" + std::to_string(id.value),
            o.brief.id.value);
    return id;
}

// ---- one member ----
struct Chosen {
    Opened o;
    Member member;
};
/// A member of a team that this reader may change; NotFound otherwise.
Chosen open_member(Context& c) {
    Chosen chosen{work::open_case(c, Act::change_team), {}};
    const Id<Member> id{c.number("member")};
    for (Member& m : seen_team(c, chosen.o))
        if (m.id == id) {
            chosen.member = std::move(m);
            return chosen;
        }
    throw NotFound{};
}

/// What lies with an organisation that reads the case no more is the Centre's.
void take_turns_of_ended(Context& c, const Chosen& ended) {
    const auto organisation = ended.member.organisation.shown(ended.o.decision);
    const auto reads = [&](const Member& m) {
        return m.id != ended.member.id && !m.until && m.standing != Standing::outside &&
               m.organisation.shown(ended.o.decision) == organisation;
    };
    if (std::ranges::none_of(seen_team(c, ended.o), reads)) take_turns(c, ended.o, {organisation});
}

MemberView member_view(Context& c, const Chosen& chosen) {
    const auto& [o, m] = chosen;
    MemberView v;
    v.who = work::identity(c, o);
    v.member = row_of(c, o, m, true);
    v.is_responsible = m.standing == Standing::carries;
    v.is_named = m.standing == Standing::outside;
    v.request = open_request_with(c, o, m.organisation.shown(o.decision));
    v.sectors = sector_choices(c.form.maybe("sector").value_or(m.sector));
    v.person = c.form.maybe("person").value_or(c.masked ? "" : m.person.shown(o.decision));
    v.until = c.form.maybe("until").value_or(document_date(c.now.today));
    return v;
}

}  // namespace

Answer show_team(Context& c) {
    const Opened o = work::open_case(c, Act::read_case);
    TeamView v = team_view(c, o);
    if (v.refusals.any()) return c.refuse(std::move(v), shell_of(o));
    return c.page(std::move(v), shell_of(o));
}

Answer join_team(Context& c) {
    const Opened o = work::open_case(c, Act::change_team);
    TeamView v = team_view(c, o);
    if (v.is_hidden) throw NotFound{};
    Part part = read_part(c, v.refusals);
    const auto known = known_organisation(c, part);
    if (known && !may_help(o, *known))
        v.refusals.add(part.organisation ? "organisation" : "named", "life.helps_in_none"_w);
    part.organisation = known ? known->id : Id<Organisation>{};
    v.refusals.add(
        reasons_not_to_join(part, takes_this_part(o, seen_team(c, o), part), c.now.today));
    if (v.refusals.any()) return c.refuse(std::move(v), shell_of(o));
    const auto id = known ? known->id : create_outside(c, o, part);
    Member fresh;
    fresh.organisation = id;
    fresh.standing = Standing::outside;
    fresh.sector = part.sector;
    fresh.person = part.person;
    fresh.since = part.since.value_or(c.now.today);
    record::add_member(c.tx, c.vault, o.brief.id, fresh);
    tell(c, o, "life.said_join"_w, {{"who", people::find_organisation(c.tx, id).name}},
         "life.team_join", "organisation=" + std::to_string(id.value));
    return saved(c, address_of(o, "team"), "joined");
}

Answer show_member(Context& c) {
    const Chosen chosen = open_member(c);
    return c.page(member_view(c, chosen), shell_of(chosen.o));
}

Answer change_member(Context& c) {
    const Chosen chosen = open_member(c);
    const auto& [o, member] = chosen;
    MemberView v = member_view(c, chosen);
    if (member.until) v.refusals.add(kWhole, "life.ended_already"_w);
    Part part = read_part(c, v.refusals);
    part.organisation = member.organisation.shown(o.decision);
    if (c.masked) part.person = member.person.shown(o.decision);
    v.refusals.add(reasons_not_to_change(part));
    if (takes_this_part(o, seen_team(c, o), part, member.id))
        v.refusals.add("sector", "life.there_already"_w);
    if (v.refusals.any()) return c.refuse(std::move(v), shell_of(o));
    Member after = member;
    after.sector = part.sector;
    after.person = part.person;
    if (after.sector == member.sector && part.person == member.person.shown(o.decision))
        return saved(c, address_of(o, "team"), "same");  // no row of its own
    record::change_role(c.tx, c.vault, o.brief.id, after, c.now.today);
    tell(c, o, "life.said_role"_w, {{"who", v.member.name}}, "life.team_role",
         "member=" + std::to_string(member.id.value));
    return saved(c, address_of(o, "team"), "role");
}

Answer end_member(Context& c) {
    const Chosen chosen = open_member(c);
    MemberView v = member_view(c, chosen);
    const auto until =
        read_said_day("until", c.form.text("until"), Toward::past, c.now.today, v.refusals);
    const Member& m = chosen.member;
    if (!v.refusals.any())
        v.refusals.add(reasons_not_to_end(
            {.standing = m.standing, .since = m.since, .until = m.until, .open_request = v.request},
            until, c.now.today));
    if (v.refusals.any()) return c.refuse(std::move(v), shell_of(chosen.o));
    record::end_member(c.tx, chosen.o.brief.id, m.id, *until);
    take_turns_of_ended(c, chosen);
    tell(c, chosen.o, "life.said_end"_w, {{"who", v.member.name}, {"on", full_date(*until)}},
         "life.team_end", "member=" + std::to_string(m.id.value));
    return saved(c, address_of(chosen.o, "team"), "left");
}

}  // namespace michi::life
