// Families who wait: begun from a search, named where something opens, to those who may see the case.

#include <algorithm>

#include "base/era.hpp"
#include "consent/consent.hpp"
#include "needs/pages.hpp"
#include "needs/waiting.hpp"
#include "needs/waiting_views.hpp"
#include "people/people.hpp"
#include "record/record.hpp"

namespace michi::needs {
namespace {

using web::Context;
using web::Url;

constexpr std::size_t kMostOpened = 10;

int number_behind(std::string_view id) {
    const auto colon = id.find(':');
    return colon == id.npos ? 0 : std::atoi(std::string(id.substr(colon + 1)).c_str());
}

directory::Asked asked_of(const Context& c, const Need& need) {
    directory::Asked asked;
    asked.today = c.now.today;
    asked.may_see = directory::may_see(c.who.role);
    asked.kinds = need.kinds;
    asked.municipality = need.municipality;
    if (need.within_km) asked.within_km = *need.within_km;
    for (const std::string& id : need.conditions) {
        const std::string name = id.substr(0, id.find(':'));
        if (name == "age") asked.age = number_behind(id);
        if (name == "weight") asked.weight = number_behind(id);
        asked.conditions.push_back(name);
    }
    return asked;
}

Need need_in(const directory::Question& q) {
    Need need{.municipality = q.asked.municipality,
              .kinds = q.asked.kinds,
              .conditions = {},
              .within_km = {}};
    for (const std::string& id : q.asked.conditions) {
        if (id == "age" && q.asked.age)
            need.conditions.push_back("age:" + std::to_string(*q.asked.age));
        else if (id == "weight" && q.asked.weight)
            need.conditions.push_back("weight:" + std::to_string(*q.asked.weight));
        else if (directory::find_condition(id))
            need.conditions.push_back(id);
    }
    if (q.asked.within_km) need.within_km = static_cast<int>(*q.asked.within_km);
    return need;
}

/// What a condition of the place tells of no child.
bool tells_nothing_of_the_child(const directory::Condition& condition) {
    using enum directory::ConditionGroup;
    return condition.group == time || condition.group == staff || condition.group == place ||
           condition.group == room;
}

/// What a family waits for, as far as the reader may know of the child: where it lives, and its care.
Need cut(Need need, const Decision& decision) {
    if (!decision.opens(michi::Field::location)) need.municipality.clear();
    if (!decision.opens(michi::Field::identity))
        std::erase_if(need.conditions, [](const auto& id) { return id.starts_with("age:"); });
    if (!decision.opens(michi::Field::medical))
        std::erase_if(need.conditions, [](const std::string& id) {
            const auto* condition = directory::find_condition(id.substr(0, id.find(':')));
            return condition && condition->id != "age" && !tells_nothing_of_the_child(*condition);
        });
    return need;
}

/// The search that the family's wait stands for, with its case.
std::string search_of(const WaitingRow& row) {
    Url url("/w/resources");
    url.query("case", record::case_number(row.case_id));
    for (const std::string& kind : row.need.kinds) url.query("kind", kind);
    if (!row.need.municipality.empty()) url.query("from", row.need.municipality);
    return std::string(url.text());
}

/// Whose wait it is that would end: of the organisation that wrote it down.
Circumstances around_of(Context& c, const WaitingRow& row, Circumstances around) {
    around.mine = whose(c.who, row.by, people::find_account(c.tx, c.vault, row.by).organisation);
    return around;
}

/// Nothing when this person may not see the case.
std::optional<FamilyView> family_view(Context& c, WaitingRow& row) {
    const auto brief = record::find_case(c.tx, c.vault, row.case_id);
    const auto around = consent::circumstances(c.tx, c.who, brief, c.now.today);
    const Decision seen = c.may(Act::read_case, around);
    if (!seen.allowed()) return std::nullopt;
    row.need = cut(std::move(row.need), seen);
    FamilyView v;
    v.id = std::to_string(row.id.value);
    v.number = record::case_number(row.case_id);
    if (!c.masked) v.name = record::shown(brief, seen).name();
    v.asked = text_of(c, row.need);
    v.knows_place = seen.opens(michi::Field::location);
    if (v.knows_place) v.asked = area_text(c, row.need.municipality) + "・" + v.asked;
    v.since =
        say("needs.waits_since"_w, c.lang, {{"day", list_date(row.at.in_japan(), c.now.today)}});
    const auto* speaker = record::find_code(row.speaker, kSpeakers);
    v.agreed = say("needs.agreed"_w, c.lang,
                   {{"day", list_date(row.agreed_on, c.now.today)},
                    {"who", speaker ? std::string(word_text(speaker->word, c.lang)) : ""}});
    v.search = search_of(row);
    v.may_end = c.may(Act::end_waiting, around_of(c, row, around)).allowed();
    return v;
}

/// The first of what opened, and `wanted` also behind them: whoever looks at a service finds who waits for it.
void fill_opened(Context& c, FamilyView& v, const WaitingRow& row, const directory::Snapshot& all,
                 Id<directory::Service> wanted) {
    for (const auto& match : directory::search(all, asked_of(c, row.need)).matches) {
        const auto& listing = *match.listing;
        if (v.opened.size() >= kMostOpened && listing.id != wanted) continue;
        if (!has_opened(match, row.version)) continue;
        v.opened.push_back(
            {directory::service_number(listing.id), listing.values[directory::Field::name],
             directory::place_name(listing.values[directory::Field::municipality]),
             list_date(listing.changed_at->in_japan(), c.now.today),
             static_cast<std::int64_t>(match.yes), static_cast<std::int64_t>(match.not_known)});
    }
}

WaitingView waiting_view(Context& c, Id<directory::Service> wanted = {}) {
    WaitingView v;
    v.may_read_issues = ever(c.who.role, Act::read_issues);
    const auto all = directory::snapshot(c.tx);
    for (WaitingRow& row : waiting(c.tx, c.vault))
        if (auto family = family_view(c, row)) {
            if (family->knows_place) fill_opened(c, *family, row, *all, wanted);
            v.families.push_back(std::move(*family));
        }
    std::ranges::stable_partition(v.families,
                                  [](const FamilyView& f) { return !f.opened.empty(); });
    v.ends = choices(kEnds, "");
    return v;
}

}  // namespace

web::Answer show_waiting(Context& c) {
    c.require(Act::see_directory, {});
    c.trace(TraceKind::view, "needs.waiting", "waiting");
    return c.page(waiting_view(c), shell_of(c, "needs.waiting_title"_w));
}

/// Who waited for what this service offers: shown where one looks at the service.
web::Answer show_waited(Context& c) {
    c.require(Act::see_directory, {});
    const auto all = directory::snapshot(c.tx);
    const auto* listing = all->find({c.number("S")});
    if (!listing || listing->visibility > directory::may_see(c.who.role)) throw NotFound{};
    c.trace(TraceKind::view, "needs.waiting", directory::service_number(listing->id));
    WaitingView v = waiting_view(c, listing->id);
    v.service = directory::service_number(listing->id);
    v.service_name = listing->values[directory::Field::name];
    std::erase_if(v.families, [&](const FamilyView& family) {
        return std::ranges::find(family.opened, v.service, &OpenedView::number) ==
               family.opened.end();
    });
    return c.page(std::move(v), shell_of(c, "needs.waiting_title"_w));
}

web::Answer add_waiting(Context& c) {
    const directory::Question q = directory::read_question(c, c.form);
    if (!q.about) throw NotFound{};
    c.require(Act::write_note, q.about->around, "case/" + std::to_string(q.about->brief.id.value),
              q.about->brief.id.value);
    Refusals no;
    if (!record::find_code(c.form.text("speaker"), kSpeakers))
        no.add("speaker", "needs.say_who_agreed"_w);
    if (q.asked.kinds.empty()) no.add("", "needs.say_what"_w);
    if (no.any()) {
        WaitingView v = waiting_view(c);
        for (const auto& [name, value] : c.form.fields)
            if (name != "speaker" && !name.starts_with('_')) v.again.push_back({name, value});
        v.refusals = std::move(no);
        return c.refuse(std::move(v), shell_of(c, "needs.waiting_title"_w));
    }
    begin_waiting(c.tx, c.vault,
                  {.id = {},
                   .case_id = q.about->brief.id,
                   .need = need_in(q),
                   .version = directory::snapshot(c.tx)->version,
                   .speaker = c.form.text("speaker"),
                   .agreed_on = c.now.today,
                   .by = c.who.account,
                   .at = c.now.at});
    c.trace(TraceKind::create, "needs.waiting", record::case_number(q.about->brief.id),
            q.about->brief.id.value);
    return c.see_other(Url("/w/issues/waiting"));
}

web::Answer stop_waiting(Context& c) {
    const Id<Waiting> id{c.number("waiting")};
    const auto all = waiting(c.tx, c.vault);
    const auto row = std::ranges::find(all, id, &WaitingRow::id);
    if (row == all.end()) return c.see_other(Url("/w/issues/waiting"));  // it has ended already
    const auto brief = record::find_case(c.tx, c.vault, row->case_id);
    c.require(Act::end_waiting,
              around_of(c, *row, consent::circumstances(c.tx, c.who, brief, c.now.today)),
              "case/" + std::to_string(row->case_id.value), row->case_id.value);
    const std::string reason = c.form.text("reason");
    if (!record::find_code(reason, kEnds)) throw NotFound{};
    end_waiting(c.tx, id, reason, c.who.account, c.now.at);
    c.trace(TraceKind::change, "needs.waiting", record::case_number(row->case_id),
            row->case_id.value, reason);
    return c.see_other(Url("/w/issues/waiting"));
}

}  // namespace michi::needs
