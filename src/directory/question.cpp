#include "directory/question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/age.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "directory/index.hpp"
#include "directory/topics.hpp"
#include "people/people.hpp"
#include "record/record.hpp"
#include "web/words_kept.hpp"

namespace michi::directory {
namespace {

std::optional<int> small_number(std::string_view typed, int most) {
    const std::string text = trimmed(fold_width(typed));
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && value >= 0 && value <= most ? std::optional(value) : std::nullopt;
}

std::vector<std::string> known_conditions(const std::vector<std::string>& given, bool care) {
    std::vector<std::string> known;
    for (const std::string& id : given) {
        const Condition* condition = find_condition(id);
        if (condition && (condition->group == ConditionGroup::care) == care) known.push_back(id);
    }
    return known;
}

std::vector<std::string> known_kinds(const std::vector<std::string>& given) {
    std::vector<std::string> known;
    for (const std::string& id : given)
        if (find_kind(id)) known.push_back(id);
    return known;
}

/// The topics of the case's newest record that has any, as far as this person reads it.
std::vector<std::string> topics_of(web::Context& c, const consent::Opened& about) {
    if (!about.may(michi::Field::notes)) return {};
    constexpr int kEntries = 30;
    const auto entries = record::entries_of(c.tx, c.vault, about.brief, about.around.relation,
                                            c.who.organisation, {}, kEntries);
    for (const auto& entry : entries)
        if (!entry.topics.empty()) return split_topics(entry.topics);
    return {};
}

/// The case's own conditions, where nobody chose others yet.
void ask_for_case(web::Context& c, Question& q) {
    const record::Shown& seen = q.about->seen;
    if (seen.birth) q.asked.age = age_on(*seen.birth, c.now.today).years;
    if (q.asked.kinds.empty()) q.asked.kinds = kinds_for_topics(topics_of(c, *q.about));
    q.asked.municipality = seen.municipality;
    for (const auto& care : q.about->brief.care.shown(q.about->decision))
        if (find_condition(care.kind)) q.care.push_back(care.kind);
}

/// The words behind a token, of this person only.
std::string words_behind(web::Context& c, const std::string& token) {
    if (token.empty()) return {};
    return web::kept_words(c.tx, c.vault, c.who, token, c.now.at).value_or("");
}

}  // namespace

Question read_question(web::Context& c, const web::Form& fields) {
    Question q;
    q.asked.today = c.now.today;
    q.asked.may_see = may_see(c.who.role);
    q.asked.kinds = known_kinds(fields.texts("kind"));
    if (!fields.has("asked") && q.asked.kinds.empty())
        q.asked.kinds = kinds_for_topics(fields.texts("topic"));
    // a tile of the map says "at" beside the "from" that its form carries
    const std::string from = fields.has("at") ? fields.text("at") : fields.text("from");
    q.asked.municipality = find_municipality(from) ? from : "";
    if (const auto km = small_number(fields.text("km"), 500)) q.asked.within_km = *km;
    q.asked.in_area = fields.text("km") == "area";
    if (const auto day = day_named(fields.text("day")))
        q.asked.when = When{*day, read_minute(fields.text("hour"))};
    q.asked.age = small_number(fields.text("age"), 120);
    q.asked.weight = small_number(fields.text("weight"), 300);
    q.care = known_conditions(fields.texts("care"), true);
    q.needs = known_conditions(fields.texts("need"), false);
    q.token = fields.text("s");
    q.dropped = fields.texts("not");
    if (fields.text("map") == "outline" || fields.text("map") == "table")
        q.map = fields.text("map");
    q.as_table = fields.text("look") == "table";
    if (const std::string number = fields.text("case"); number.starts_with("W-")) {
        const auto id = small_number(std::string_view(number).substr(2), 1'000'000'000);
        if (!id) throw NotFound{};
        q.about = consent::open_case(c, {*id}, Act::read_case);
        if (!fields.has("asked")) ask_for_case(c, q);
    }
    // Nobody chose these kinds: of them only those that are open to the child's age.
    if (!fields.has("asked") && known_kinds(fields.texts("kind")).empty())
        q.asked.kinds = open_to_age(std::move(q.asked.kinds), q.asked.age, c.now.today);
    q.municipality = q.asked.municipality;
    q.age = q.asked.age;
    q.asked.conditions = q.care;
    if (q.asked.age) q.asked.conditions.emplace_back("age");
    if (q.asked.weight) q.asked.conditions.emplace_back("weight");
    q.asked.conditions.insert(q.asked.conditions.end(), q.needs.begin(), q.needs.end());
    if (q.asked.when) q.asked.conditions.emplace_back(kOpen);
    return q;
}

namespace {

Understood understood_in(web::Context& c, const Question& q, std::string_view words) {
    const auto all = snapshot(c.tx, q.asked.may_see);
    std::vector<std::string> prefectures = prefectures_of(*all);
    prefectures.push_back(home_prefecture(c, *all));
    return understood(c.tx, words, prefectures, q.dropped);
}

}  // namespace

void read_anew(web::Context& c, Question& q, const std::string& words) {
    Question filled;
    filled.about = q.about;
    if (q.about) ask_for_case(c, filled);
    give_way(q.asked, filled.asked, understood_in(c, q, words));
    q.municipality = q.asked.municipality;
    q.age = q.asked.age;
}

Question asked_in(web::Context& c, const web::Form& fields) {
    Question q = read_question(c, fields);
    const std::string words = words_behind(c, q.token);
    if (words.empty()) return q;
    if (!fields.has("asked")) read_anew(c, q, words);
    q.asked.words = words;
    q.understood = understood_in(c, q, words);
    ask_for(q.asked, q.understood);
    return q;
}

bool asks_by_choice(const Question& q) {
    return !q.asked.kinds.empty() || !q.care.empty() || !q.needs.empty() || q.age ||
           q.asked.weight || q.asked.when;
}

std::vector<Carried> carried(const Question& q) {
    std::vector<Carried> all;
    if (q.about) all.push_back({"case", record::case_number(q.about->brief.id)});
    for (const std::string& kind : q.asked.kinds) all.push_back({"kind", kind});
    if (!q.municipality.empty()) all.push_back({"from", q.municipality});
    if (q.asked.within_km)
        all.push_back({"km", std::to_string(static_cast<int>(*q.asked.within_km))});
    if (q.asked.in_area) all.push_back({"km", "area"});
    for (const std::string& care : q.care) all.push_back({"care", care});
    if (q.age) all.push_back({"age", std::to_string(*q.age)});
    if (q.asked.weight) all.push_back({"weight", std::to_string(*q.asked.weight)});
    for (const std::string& need : q.needs) all.push_back({"need", need});
    if (q.asked.when) {
        all.push_back({"day", std::string(name_of_day(q.asked.when->day))});
        if (q.asked.when->minute)
            all.push_back({"hour", fmt::format("{}:{:02}", *q.asked.when->minute / 60,
                                               *q.asked.when->minute % 60)});
    }
    if (!q.token.empty()) all.push_back({"s", q.token});
    for (const std::string& id : q.dropped) all.push_back({"not", id});
    if (q.as_table) all.push_back({"look", "table"});
    if (!q.map.empty()) all.push_back({"map", q.map});
    all.push_back({"asked", "1"});
    return all;
}

web::Url with_question(web::Url path, const Question& question) {
    for (const Carried& one : carried(question)) path.query(one.name, one.value);
    return path;
}

Word day_word(int day) {
    constexpr Word kWords[] = {"directory.day_sun"_w, "directory.day_mon"_w,
                               "directory.day_tue"_w, "directory.day_wed"_w,
                               "directory.day_thu"_w, "directory.day_fri"_w,
                               "directory.day_sat"_w, "directory.day_holiday"_w};
    return kWords[day];
}

std::string when_text(const Question& q, Lang lang) {
    if (!q.asked.when) return {};
    std::string text(word_text(day_word(q.asked.when->day), lang));
    if (const auto minute = q.asked.when->minute)
        text += fmt::format(" {}:{:02}", *minute / 60, *minute % 60);
    return text;
}

/// A demonstration with real lists is at home where most of them are.
std::string home_prefecture(web::Context& c, const Snapshot& all) {
    const Index& index = all.index();
    const std::string own = people::home_prefecture(c.tx, c.who.organisation);
    const bool has_some = std::ranges::find(index.prefectures, own) != index.prefectures.end();
    const bool real = !own.empty() && own != kFictitious;
    if (real || has_some || (!own.empty() && index.prefectures.empty())) return own;
    return index.most_at.empty() ? own : index.most_at;
}

}  // namespace michi::directory
