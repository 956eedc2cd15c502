// 資源をさがす: the question, what fits and why, the map, what was not found.

#include <fmt/format.h>

#include <algorithm>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "directory/index.hpp"
#include "directory/map.hpp"
#include "directory/question.hpp"
#include "directory/read_words.hpp"
#include "directory/refusal_pages.hpp"
#include "directory/seen.hpp"
#include "directory/store.hpp"
#include "people/people.hpp"
#include "record/record.hpp"
#include "web/words_kept.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

constexpr std::size_t kPage = 50;
constexpr std::string_view kResources = "/w/resources";
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
    Distance{"", "directory.any_distance"_w},    Distance{"0", "directory.inside"_w},
    Distance{"area", "directory.inside_area"_w}, Distance{"10", "directory.km_10"_w},
    Distance{"20", "directory.km_20"_w},         Distance{"40", "directory.km_40"_w}};

bool in(const std::vector<std::string>& list, std::string_view id) {
    return std::ranges::find(list, id) != list.end();
}

// ---- the question ----
void fill_kinds(ResourcesView& v, const Question& q, const Snapshot& all) {
    const auto& present = all.index().has_kind;
    for (std::size_t number = 0; number < service_kinds().size(); ++number) {
        const ServiceKind& kind = service_kinds()[number];
        const bool on = in(q.asked.kinds, kind.id);
        const bool first = std::ranges::find(kFirstKinds, kind.id) != std::end(kFirstKinds);
        const Choice choice{std::string(kind.id), kind.word, {}, on, false};
        if (first)
            v.kinds.push_back(choice);
        else if (present[number] || on)
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

constexpr double kBorderKm = 30;  // municipalities of other prefectures that one may start from

void fill_places(Context& c, ResourcesView& v, const Question& q, const Snapshot& all) {
    const std::string home = home_prefecture(c, all);
    const auto add = [&](std::string_view code, std::string name) {
        v.municipalities.push_back(
            {std::string(code), {}, std::move(name), code == q.municipality, false});
    };
    for (const Municipality& m : municipalities_of(home)) add(m.code, std::string(m.name));
    for (const std::string_view code : across_the_border(home, kBorderKm))
        if (const auto* m = find_municipality(code))
            add(code, std::string(m->name) + "（" + std::string(m->prefecture) + "）");
    const bool there = std::ranges::any_of(v.municipalities, &Choice::on);
    if (!there && !q.municipality.empty()) add(q.municipality, place_name(q.municipality));
    if (q.asked.in_area && !q.municipality.empty())
        for (const std::string_view code : area_of(q.municipality))
            v.area.append(v.area.empty() ? "" : "・").append(place_name(code));
}

void fill_when(ResourcesView& v, const Question& q, Lang lang) {
    constexpr int kOrder[] = {1, 2, 3, 4, 5, 6, 0, kHoliday};
    for (const int day : kOrder)
        v.days.push_back({std::string(name_of_day(day)),
                          day_word(day),
                          {},
                          q.asked.when && q.asked.when->day == day,
                          false});
    for (int hour = 0; hour < 24; ++hour)
        v.hours.push_back({std::to_string(hour),
                           {},
                           fmt::format("{}:00", hour),
                           q.asked.when && q.asked.when->minute == hour * 60,
                           false});
    v.when = when_text(q, lang);
}

void fill_heads(ResourcesView& v, const Question& q) {
    for (const std::string& id : q.asked.conditions)
        v.heads.push_back(id == kOpen ? "directory.condition_open"_w : find_condition(id)->word);
}

std::string distance_id(const Question& q) {
    if (q.asked.in_area) return "area";
    return q.asked.within_km ? std::to_string(static_cast<int>(*q.asked.within_km)) : "";
}

void fill_question(Context& c, ResourcesView& v, const Question& q, const Snapshot& all,
                   const Found& found) {
    fill_kinds(v, q, all);
    fill_places(c, v, q, all);
    fill_when(v, q, c.lang);
    fill_heads(v, q);
    v.distances = choices(kDistances, distance_id(q));
    v.as_table = q.as_table;
    v.is_asked = c.query.has("asked") || q.about.has_value();
    fill_conditions(v, q);
    v.age = q.age ? std::to_string(*q.age) : "";
    v.weight = q.asked.weight ? std::to_string(*q.asked.weight) : "";
    v.words = q.asked.words;
    fill_read(c, v, q, all, found);
    v.token = q.token;
    v.carried = carried(q);
    v.asked = static_cast<std::int64_t>(q.asked.conditions.size());
}

void fill_case(Context& c, ResourcesView& v, const Question& q, const Snapshot& all) {
    if (!q.about) return;
    v.case_number = record::case_number(q.about->brief.id);
    v.may_note = c.may(Act::write_note, q.about->around).allowed();
    const std::string name = q.about->seen.name();
    v.case_name = v.case_number;
    if (!c.masked && !name.empty())
        v.case_name.append(" ").append(name).append(word_text("directory.san"_w, c.lang));
    if (!q.about->may(michi::Field::location)) return;  // places near the child
    for (Id<Service> id : candidates_of(c.tx, q.about->brief.id))
        if (const Listing* listing = all.find(id))
            v.candidates.push_back({service_number(id), listing->values[Field::name],
                                    place_name(listing->values[Field::municipality])});
}

// ---- what fits ----
ReasonView reason_view(const Context& c, const Reason& reason) {
    std::string detail = reason.room ? room_line(*reason.room, reason.stale, c.lang) : "";
    if (const std::string told = detail_of(reason, c.lang); !told.empty())
        detail.append(detail.empty() ? "" : " ").append(told);
    return {.tone = tone_of(reason.answer),
            .detail = detail,
            .when = reason.as_of ? list_date(*reason.as_of, c.now.today) : "",
            .word = reason.condition == kOpen ? "directory.condition_open"_w
                                              : find_condition(reason.condition)->word};
}

MatchView match_view(const Context& c, const Match& match, const ResourcesView& v,
                     std::string_view with_question) {
    const Listing& listing = *match.listing;
    MatchView m;
    m.number = service_number(listing.id);
    m.href.append(kResources).append("/").append(m.number).append(with_question);
    m.name = listing.values[Field::name];
    m.kind = kind_word(listing.kind);
    m.where = where_line(c, match);
    m.place = place_name(listing.values[Field::municipality]);
    if (match.km) m.km = fmt::format("{:.1f}", *match.km);
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

/// 「土曜 15:00 ― 月火水木金土 07:30〜18:00」
void name_the_hour(MatchView& m, const Question& q, const std::string& when) {
    for (std::size_t i = 0; i < m.reasons.size(); ++i) {
        if (q.asked.conditions[i] != kOpen) continue;
        std::string& detail = m.reasons[i].detail;
        detail = detail.empty() ? when : when + " ― " + detail;
    }
}

std::int64_t pages_of(std::size_t total) {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>((total + kPage - 1) / kPage));
}

/// The page that was asked for, or the last one.
Found find_page(Context& c, ResourcesView& v, const Snapshot& all, Asked asked) {
    asked.most = kPage;
    const auto page = std::max<std::int64_t>(1, c.query.number("page"));
    asked.first = static_cast<std::size_t>(std::min<std::int64_t>(page - 1, 1'000'000)) * kPage;
    Found found = search(all, asked);
    v.pages = pages_of(found.total);
    v.page = std::min(page, v.pages);
    if (v.page == page) return found;
    asked.first = static_cast<std::size_t>(v.page - 1) * kPage;
    return search(all, asked);
}

void fill_matches(Context& c, ResourcesView& v, const Found& found, const Question& q) {
    v.total = static_cast<std::int64_t>(found.total);
    const Url address = with_question(Url("/w/resources"), q);
    const auto with = address.text().substr(kResources.size());
    for (const Match& match : found.matches) v.matches.push_back(match_view(c, match, v, with));
    if (!v.when.empty())
        for (MatchView& m : v.matches) name_the_hour(m, q, v.when);
}

// ---- the map ----
void fill_map(Context& c, ResourcesView& v, const Found& found, const Question& q,
              const Snapshot& all) {
    const std::string home = home_prefecture(c, all);
    v.map =
        map_view(c.tx, c.lang, home, found.by_municipality, q.asked.municipality, map_form(q.map));
    for (const auto& [place, count] : found.by_municipality)
        if (!place.starts_with(home)) v.outside += static_cast<std::int64_t>(count);
    std::string empty_places;
    for (const TileView& tile : v.map.tiles)
        if (tile.count == 0) empty_places += (empty_places.empty() ? "" : "・") + tile.name;
    if (!empty_places.empty() && !q.asked.kinds.empty())
        v.gap = say("directory.gap_places"_w, c.lang, {{"places", empty_places}});
}

Url address_of(const Question& q) {
    Url url("/w/resources");
    for (const Carried& one : carried(q)) url.query(one.name, one.value);
    return url;
}

}  // namespace

namespace {

/// What the first page says of proposals that wait; "" when there are none.
std::string to_decide(Context& c, const Snapshot& all) {
    const std::size_t count = count_refusal_proposals(c.tx, all, c.now.today);
    return count == 0 ? ""
                      : say("directory.refusals_wait"_w, c.lang, {{"n", std::to_string(count)}});
}

}  // namespace

web::Answer show_resources(Context& c) {
    c.require(Act::see_directory, {});
    const auto all = snapshot(c.tx, may_see(c.who.role));
    const Question q = asked_in(c, c.query);
    ResourcesView v;
    const Found found = find_page(c, v, *all, q.asked);
    fill_question(c, v, q, *all, found);
    fill_case(c, v, q, *all);
    fill_matches(c, v, found, q);
    fill_map(c, v, found, q, *all);
    v.credits = credits(c.tx);
    v.all_services = static_cast<std::int64_t>(all->listings.size());
    // A word that was not understood is no need of the region.
    v.may_record = c.may(Act::record_issue, {}).allowed() && q.understood.unknown.empty() &&
                   (q.token.empty() || asks_by_choice(q));
    if (v.asked == 0 && q.asked.kinds.empty() && v.case_number.empty()) v.freshness = fresh_view(c);
    v.may_import = c.may(Act::import_directory, {}).allowed();
    v.may_edit = c.may(Act::edit_directory, {}).allowed();
    if (v.may_edit && !v.is_asked) v.to_decide = to_decide(c, *all);
    return c.page(std::move(v), resources_shell(c, "directory.title"_w));
}

/// Words never stand in an address: a token does.
web::Answer start_search(Context& c) {
    c.require(Act::see_directory, {});
    c.form.fields.emplace("asked", "1");
    Question q = asked_in(c, c.form);  // with the words that stood there before
    const std::string words = typed_words(c.form.text("words"));
    if (words == q.asked.words) return c.see_other(address_of(q));
    q = read_question(c, c.form);
    q.token.clear();
    q.dropped.clear();  // other words are read anew
    if (words.empty()) return c.see_other(address_of(q));
    read_anew(c, q, words);
    q.token = web::keep_words(c.tx, c.vault, c.who, words, c.now.at);
    return c.see_other(address_of(q));
}

web::Answer set_candidate(Context& c) {
    const Question q = read_question(c, c.form);
    if (!q.about) throw NotFound{};
    const Id<Service> id{c.number("S")};
    c.require(Act::write_note, q.about->around, "case/" + std::to_string(q.about->brief.id.value),
              q.about->brief.id.value);
    if (!snapshot(c.tx, may_see(c.who.role))->find(id)) throw NotFound{};
    if (c.form.text("set") == "0")
        drop_candidate(c.tx, q.about->brief.id, id);
    else
        set_aside(c.tx, q.about->brief.id, id, c.who.account, c.now.at);
    c.trace(TraceKind::change, "directory.candidate", service_number(id), q.about->brief.id.value);
    const Url whole = Url("/w/resources").query("case", record::case_number(q.about->brief.id));
    return c.see_other(c.form.has("asked") ? address_of(q) : whole);
}

}  // namespace michi::directory
