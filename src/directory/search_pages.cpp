// 資源をさがす: the question, what fits and why, the map, what was not found.

#include <fmt/format.h>

#include <algorithm>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "directory/map.hpp"
#include "directory/phrases.hpp"
#include "directory/question.hpp"
#include "directory/seen.hpp"
#include "directory/store.hpp"
#include "people/people.hpp"
#include "record/record.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

constexpr std::size_t kPage = 50;
constexpr std::string_view kFirstKinds[] = {"short_stay",
                                            "daytime_respite",
                                            "medical_visiting_nurse",
                                            "child_development_support",
                                            "after_school_day_service",
                                            "childcare_nursery",
                                            "child_consultation_support",
                                            "medical_hospital"};

struct Distance {
    std::string_view id;
    Word word;
};
constexpr std::array kDistances{
    Distance{"", "directory.any_distance"_w}, Distance{"0", "directory.inside"_w},
    Distance{"10", "directory.km_10"_w}, Distance{"20", "directory.km_20"_w},
    Distance{"40", "directory.km_40"_w}};

bool in(const std::vector<std::string>& list, std::string_view id) {
    return std::ranges::find(list, id) != list.end();
}

// ---- the question ----
void fill_kinds(ResourcesView& v, const Question& q, const Snapshot& all) {
    std::set<std::string_view> present;
    for (const auto& listing : all.listings) present.insert(listing->kind);
    for (const ServiceKind& kind : service_kinds()) {
        const bool on = in(q.asked.kinds, kind.id);
        const bool first = std::ranges::find(kFirstKinds, kind.id) != std::end(kFirstKinds);
        const Choice choice{std::string(kind.id), kind.word, {}, on, false};
        if (first)
            v.kinds.push_back(choice);
        else if (present.contains(kind.id) || on)
            v.more_kinds.push_back(choice), v.more_on |= on;
    }
    std::ranges::sort(v.kinds, {}, [](const Choice& c) {
        return std::ranges::find(kFirstKinds, c.value) - std::begin(kFirstKinds);
    });
}

/// Those that are asked often stand open; the rest waits behind 「もっと」.
void fill_conditions(ResourcesView& v, const Question& q) {
    for (const Condition& condition : conditions()) {
        if (condition.id == "age" || condition.id == "weight") continue;  // fields of their own
        const bool care = condition.group == ConditionGroup::care;
        const bool on = in(care ? q.care : q.needs, condition.id);
        auto& list = care ? (condition.first ? v.care : v.more_care)
                          : (condition.first ? v.needs : v.more_needs);
        list.push_back({std::string(condition.id), condition.word, {}, on, false});
        v.conditions_open |= on && !condition.first;
    }
    v.conditions_open |= q.asked.weight.has_value();
}

void fill_question(Context& c, ResourcesView& v, const Question& q, const Snapshot& all) {
    fill_kinds(v, q, all);
    for (const Municipality& m : municipalities_of(home_prefecture(c, all)))
        v.municipalities.push_back(
            {std::string(m.code), {}, std::string(m.name), m.code == q.asked.municipality, false});
    v.distances = choices(
        kDistances, q.asked.within_km ? std::to_string(static_cast<int>(*q.asked.within_km)) : "");
    fill_conditions(v, q);
    v.age = q.asked.age ? std::to_string(*q.asked.age) : "";
    v.weight = q.asked.weight ? std::to_string(*q.asked.weight) : "";
    v.words = q.asked.words;
    for (const std::string& kind : q.asked.suggested)
        v.suggested.append(v.suggested.empty() ? "" : "・")
            .append(word_text(kind_word(kind), c.lang));
    v.token = q.token;
    v.carried = carried(q);
    v.asked = static_cast<std::int64_t>(q.asked.conditions.size());
}

void fill_case(Context& c, ResourcesView& v, const Question& q, const Snapshot& all) {
    if (!q.about) return;
    v.case_number = record::case_number(q.about->id);
    const std::string& name =
        q.about->kanji.reveal().empty() ? q.about->kana.reveal() : q.about->kanji.reveal();
    v.case_name = v.case_number;
    if (!c.masked && !name.empty())
        v.case_name.append(" ").append(name).append(word_text("directory.san"_w, c.lang));
    for (Id<Service> id : candidates_of(c.tx, q.about->id))
        if (const Listing* listing = all.find(id))
            v.candidates.push_back({service_number(id), listing->values[Field::name],
                                    place_name(listing->values[Field::municipality])});
}

// ---- what fits ----
std::string where_line(const Context& c, const Match& match) {
    const Values& values = match.listing->values;
    std::string line = values[Field::address].empty() ? place_name(values[Field::municipality])
                                                      : values[Field::address];
    if (match.km) {
        const std::string km = fmt::format("{:.1f}", *match.km);
        line += "・" + say(match.about ? "directory.about_km"_w : "directory.straight_km"_w, c.lang,
                           {{"km", km}});
    }
    if (!values[Field::capacity].empty())
        line += "・" + say("directory.capacity_of"_w, c.lang, {{"n", values[Field::capacity]}});
    return line;
}

ReasonView reason_view(const Context& c, const Reason& reason) {
    std::string detail = reason.room ? room_line(*reason.room, reason.stale, c.lang) : "";
    if (!reason.detail.empty()) detail.append(detail.empty() ? "" : " ").append(reason.detail);
    return {.tone = tone_of(reason.answer),
            .detail = detail,
            .when = reason.as_of ? list_date(*reason.as_of, c.now.today) : "",
            .word = find_condition(reason.condition)->word};
}

MatchView match_view(const Context& c, const Match& match, const Question& q,
                     const ResourcesView& v) {
    const Listing& listing = *match.listing;
    MatchView m;
    m.number = service_number(listing.id);
    m.href = with_question(Url("/w/resources").segment(m.number), q).text();
    m.name = listing.values[Field::name];
    m.kind = kind_word(listing.kind);
    m.where = where_line(c, match);
    m.phone = first_phone(listing.values);
    m.phone_digits = digits_of(m.phone);
    m.yes = static_cast<std::int64_t>(match.yes);
    m.not_known = static_cast<std::int64_t>(match.not_known);
    m.no = static_cast<std::int64_t>(match.no);
    for (const Reason& reason : match.reasons) m.reasons.push_back(reason_view(c, reason));
    m.fresh = fresh_line(c, listing, match.fresh, match.old);
    m.old = match.old;
    m.never = !match.fresh;
    m.candidate =
        std::ranges::find(v.candidates, m.number, &CandidateView::number) != v.candidates.end();
    return m;
}

void fill_matches(Context& c, ResourcesView& v, const Found& found, const Question& q) {
    v.total = static_cast<std::int64_t>(found.matches.size());
    v.pages = std::max<std::int64_t>(
        1, (v.total + static_cast<std::int64_t>(kPage) - 1) / static_cast<std::int64_t>(kPage));
    v.page = std::clamp<std::int64_t>(c.query.number("page"), 1, v.pages);
    const std::size_t first = static_cast<std::size_t>(v.page - 1) * kPage;
    for (std::size_t i = first; i < std::min(first + kPage, found.matches.size()); ++i)
        v.matches.push_back(match_view(c, found.matches[i], q, v));
}

// ---- the map ----
void fill_map(Context& c, ResourcesView& v, const Found& found, const Question& q,
              const Snapshot& all) {
    v.map = map_view(c.tx, c.lang, home_prefecture(c, all), found.by_municipality,
                     q.asked.municipality, map_form(q.map));
    std::string empty_places;
    for (const TileView& tile : v.map.tiles)
        if (tile.count == 0) empty_places += (empty_places.empty() ? "" : "・") + tile.name;
    if (!empty_places.empty() && !q.asked.kinds.empty())
        v.gap = say("directory.gap_places"_w, c.lang, {{"places", empty_places}});
}

/// The words behind a token, of this person only.
std::string words_of(Context& c, const std::string& token) {
    if (token.empty()) return {};
    const auto draft = record::draft_at(c.tx, c.vault, c.who.account, "places/" + token);
    return draft ? draft->text : "";
}

Question asked_in(Context& c, const web::Form& fields) {
    Question q = read_question(c, fields);
    q.asked.words = words_of(c, q.token);
    if (!q.asked.words.empty()) q.asked.suggested = suggested_kinds(phrases(c.tx), q.asked.words);
    return q;
}

Url address_of(const Question& q) {
    Url url("/w/resources");
    for (const Carried& one : carried(q)) url.query(one.name, one.value);
    return url;
}

std::string asked_text(const Context& c, const IssueRow& issue) {
    std::string text;
    const auto add = [&](std::string_view word) {
        text.append(text.empty() ? "" : "・").append(word);
    };
    for (const std::string& kind : issue.kinds) add(word_text(kind_word(kind), c.lang));
    for (const std::string& id : issue.conditions) {
        const Condition* condition = find_condition(std::string_view(id).substr(0, id.find(':')));
        if (!condition) continue;
        const auto colon = id.find(':');
        add(colon == id.npos ? std::string(word_text(condition->word, c.lang))
                             : say("directory.years_old"_w, c.lang, {{"n", id.substr(colon + 1)}}));
    }
    if (issue.within_km)
        add(say("directory.within"_w, c.lang, {{"km", std::to_string(*issue.within_km)}}));
    return text;
}

}  // namespace

web::Answer show_resources(Context& c) {
    c.require(Act::see_directory, {});
    const auto all = snapshot(c.tx, may_see(c.who.role));
    const Question q = asked_in(c, c.query);
    const Found found = search(*all, q.asked);
    ResourcesView v;
    fill_question(c, v, q, *all);
    fill_case(c, v, q, *all);
    fill_matches(c, v, found, q);
    fill_map(c, v, found, q, *all);
    v.credits = credits(c.tx);
    v.all_services = static_cast<std::int64_t>(all->listings.size());
    v.may_record = c.may(Act::record_issue, {}).allowed();
    if (v.asked == 0 && q.asked.kinds.empty() && v.case_number.empty()) v.freshness = fresh_view(c);
    v.may_import = c.may(Act::import_directory, {}).allowed();
    v.may_edit = c.may(Act::edit_directory, {}).allowed();
    return c.page(std::move(v), resources_shell(c, "directory.title"_w));
}

/// Words never stand in an address: a token does.
web::Answer start_search(Context& c) {
    c.require(Act::see_directory, {});
    c.form.fields.emplace("asked", "1");
    Question q = read_question(c, c.form);
    const std::string words(first_characters(trimmed(c.form.text("words")), 100));
    q.token.clear();
    if (!words.empty()) {
        q.token = base64url(random_bytes(12));
        const auto key =
            c.tx.value<Id<DataKey>>("SELECT key_id FROM account WHERE id = $1", c.who.account);
        record::save_draft(c.tx, c.vault, c.who.account, "places/" + q.token, key, words, 0,
                           c.now.at);
    }
    return c.see_other(address_of(q));
}

web::Answer set_candidate(Context& c) {
    c.require(Act::see_directory, {});
    web::Form only_case;
    only_case.fields.emplace("case", c.form.text("case"));
    const Question q = read_question(c, only_case);
    if (!q.about) throw NotFound{};
    const Id<Service> id{c.number("S")};
    c.require(Act::write_note, consent::circumstances(c.tx, c.who, *q.about, c.now.today),
              "case/" + std::to_string(q.about->id.value), q.about->id.value);
    if (!snapshot(c.tx, may_see(c.who.role))->find(id)) throw NotFound{};
    if (c.form.text("set") == "0")
        drop_candidate(c.tx, q.about->id, id);
    else
        set_aside(c.tx, q.about->id, id, c.who.account, c.now.at);
    c.trace(TraceKind::change, "directory.candidate", service_number(id), q.about->id.value);
    return c.see_other(Url("/w/resources").query("case", record::case_number(q.about->id)));
}

web::Answer record_gap(Context& c) {
    c.require(Act::record_issue, {});
    const Question q = asked_in(c, c.form);
    const Found found = search(*snapshot(c.tx, may_see(c.who.role)), q.asked);
    NewIssue issue{.organisation = c.who.organisation,
                   .municipality = q.asked.municipality,
                   .kinds = q.asked.kinds,
                   .conditions = q.care,
                   .within_km = {},
                   .found = found.matches.size(),
                   .fitting = 0,
                   .note = {},
                   .by = c.who.account,
                   .at = c.now.at};
    if (q.asked.age) issue.conditions.push_back("age:" + std::to_string(*q.asked.age));
    issue.conditions.insert(issue.conditions.end(), q.needs.begin(), q.needs.end());
    if (q.asked.within_km) issue.within_km = static_cast<int>(*q.asked.within_km);
    issue.fitting = static_cast<std::size_t>(std::ranges::count_if(
        found.matches, [](const Match& m) { return m.no == 0 && m.not_known == 0; }));
    const auto id = record_issue(c.tx, issue);
    c.trace(TraceKind::create, "directory.issue", issue_number(id));
    return c.see_other(Url("/w/issues").query("new", std::to_string(id.value)));
}

web::Answer show_issues(Context& c) {
    c.require(Act::read_issues, {});
    IssuesView v;
    for (const IssueRow& issue : issues(c.tx))
        v.issues.push_back({.number = issue_number(issue.id),
                            .place = place_name(issue.municipality),
                            .asked = asked_text(c, issue),
                            .found = say("directory.found_of"_w, c.lang,
                                         {{"found", std::to_string(issue.found)},
                                          {"fitting", std::to_string(issue.fitting)}}),
                            .when = list_date(issue.at.in_japan(), c.now.today),
                            .by = people::name_of(c.tx, c.vault, issue.by),
                            .note = issue.note,
                            .fresh = issue.id.value == c.query.number("new")});
    web::Shell shell = resources_shell(c, "directory.issues_title"_w);
    shell.active = "issues";
    shell.focus = false;
    return c.page(std::move(v), shell);
}

}  // namespace michi::directory
