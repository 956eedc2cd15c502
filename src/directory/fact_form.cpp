#include "directory/fact_form.hpp"

#include <algorithm>
#include <charconv>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/said_day.hpp"

namespace michi::directory {
namespace {

using web::Context;
using Told = michi::directory::Answer;

struct Option {
    std::string_view id;
    Word word;
};
constexpr std::array kAnswers{Option{"yes", "directory.yes"_w}, Option{"no", "directory.no"_w},
                              Option{"not_known", "directory.not_known"_w}};
constexpr std::array kWays{
    Option{"phone", "directory.way_phone"_w}, Option{"visit", "directory.way_visit"_w},
    Option{"paper", "directory.way_paper"_w}, Option{"web", "directory.way_web"_w},
    Option{"office", "directory.way_office"_w}};
/// Who may read the answer, in the order of Visibility.
constexpr std::array kReaders{Option{"public", "directory.reader_public"_w},
                              Option{"partners", "directory.reader_partners"_w},
                              Option{"centre", "directory.reader_centre"_w}};

constexpr int kMostOfAnything = 9999;
constexpr std::size_t kMostAsked = 9;

Told told(std::string_view id) {
    return id == "yes" ? Told::yes : id == "no" ? Told::no : Told::not_known;
}

/// Nothing for an empty field; a sentence for what is no number.
std::optional<int> number(const Context& c, const char* field, Refusals& no) {
    const std::string text = trimmed(fold_width(c.form.text(field)));
    if (text.empty()) return std::nullopt;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (whole && value >= 0 && value <= kMostOfAnything) return value;
    no.add(field, "directory.say_number"_w);
    return std::nullopt;
}

std::vector<std::string> municipalities_in(const Context& c) {
    std::vector<std::string> codes;
    for (const std::string& code : c.form.texts("place"))
        if (find_municipality(code)) codes.push_back(code);
    return codes;
}

/// The state says more than yes or no; where none was chosen, the answer tells it.
RoomState state_in(const Context& c, Told answer) {
    if (const auto state = room_state(c.form.text("state"))) return *state;
    return answer == Told::yes  ? RoomState::has
           : answer == Told::no ? RoomState::none
                                : RoomState::not_told;
}

Told answer_of(RoomState state) {
    switch (state) {
        case RoomState::has:
            return Told::yes;
        case RoomState::none:
        case RoomState::waitlist:
            return Told::no;
        case RoomState::needs_assessment:
        case RoomState::not_told:
            return Told::not_known;
    }
    return Told::not_known;
}

void read_room(const Context& c, KnownFact& fact, Refusals& no) {
    Room room;
    room.state = state_in(c, fact.answer);
    const std::string unit = c.form.text("unit");
    if (std::ranges::find(kRoomUnits, unit, &RoomUnit::id) != kRoomUnits.end()) room.unit = unit;
    no.add(check_text("times", c.form.text("times"), 60));
    room.times = trimmed(c.form.text("times"));
    room.available = number(c, "available", no);
    room.maximum = number(c, "maximum", no);
    room.waiting = number(c, "waiting", no);
    room.wait_months = number(c, "wait_months", no);
    if (room.available && room.maximum && *room.available > *room.maximum)
        no.add("available", "directory.more_than_all"_w);
    fact.answer = answer_of(room.state);
    fact.room = std::move(room);
}

void read_range(const Context& c, KnownFact& fact, Refusals& no) {
    fact.low = number(c, "low", no);
    fact.high = number(c, "high", no);
    if (fact.low && fact.high && *fact.low > *fact.high) no.add("high", "directory.upside_down"_w);
}

std::string key_of(std::size_t index) { return std::to_string(index + 1); }

ToAskView ask_view(const Context& c, const Condition& condition, const KnownFact* known,
                   std::size_t index) {
    const bool room = condition.id == kVacancy;
    return {.key = key_of(index),
            .condition = std::string(condition.id),
            .tone = tone_of(known ? known->answer : Told::not_known),
            .detail = known ? fact_line(c, *known) : "",
            .when = known ? list_date(known->as_of, c.now.today) : "",
            .word = condition.word,
            .yes = room ? state_word(RoomState::has) : "directory.yes"_w,
            .no = room ? state_word(RoomState::none) : "directory.no"_w,
            .not_known = room ? state_word(RoomState::needs_assessment) : "directory.not_known"_w};
}

/// Ages, weights and areas need a number or a place beside the answer: they have the whole form.
bool answered_by_a_key(const Condition& condition) {
    return condition.id != "age" && condition.id != "weight" && condition.id != kArea;
}

}  // namespace

FactForm fact_form(Context& c, const Snapshot& all) {
    FactForm form;
    const std::string chosen = c.form.text("condition");
    for (const Condition& condition : conditions())
        form.conditions.push_back(
            {std::string(condition.id), condition.word, {}, condition.id == chosen, false});
    form.answers = choices(kAnswers, c.form.text("answer"));
    form.ways = choices(kWays, c.form.maybe("way").value_or("phone"));
    form.states = choices(kRoomStates, c.form.text("state"));
    form.units = choices(kRoomUnits, c.form.text("unit"));
    form.readers = choices(kReaders, c.form.maybe("reader").value_or("partners"));
    const auto picked = c.form.texts("place");
    for (const Municipality& m : municipalities_of(home_prefecture(c, all)))
        form.places.push_back({std::string(m.code),
                               {},
                               std::string(m.name),
                               std::ranges::find(picked, m.code) != picked.end(),
                               false});
    form.detail = c.form.text("detail");
    form.low = c.form.text("low");
    form.high = c.form.text("high");
    form.as_of = c.form.maybe("as_of").value_or(document_date(c.now.today));
    form.times = c.form.text("times");
    form.available = c.form.text("available");
    form.maximum = c.form.text("maximum");
    form.waiting = c.form.text("waiting");
    form.wait_months = c.form.text("wait_months");
    form.room_open = chosen == kVacancy;
    form.area_open = chosen == kArea;
    return form;
}

Result<NewFact> read_fact(const Context& c) {
    Refusals no;
    KnownFact fact;
    fact.condition = c.form.text("condition");
    if (!find_condition(fact.condition)) no.add("condition", "directory.say_condition"_w);
    const std::string answer = c.form.text("answer"), way = c.form.text("way");
    const bool by_state = fact.condition == kVacancy && room_state(c.form.text("state"));
    if (!by_state && std::ranges::find(kAnswers, answer, &Option::id) == kAnswers.end())
        no.add("answer", "directory.say_answer"_w);
    fact.answer = told(answer);
    no.add(check_text("detail", c.form.text("detail"), 600));
    fact.detail = trimmed(c.form.text("detail"));
    const auto day = read_said_day("as_of", c.form.text("as_of"), Toward::past, c.now.today);
    if (!day)
        no.add(day.error());
    else if (*day > c.now.today)
        no.add("as_of", "directory.not_in_future"_w);
    else
        fact.as_of = *day;
    const Condition* condition = find_condition(fact.condition);
    if (condition && condition->measure != Measure::none) read_range(c, fact, no);
    if (fact.condition == kVacancy) read_room(c, fact, no);
    if (fact.condition == kArea) fact.places = municipalities_in(c);
    if (no.any()) return refused(std::move(no));
    fact.source = std::ranges::find(kWays, way, &Option::id) == kWays.end() ? "phone" : way;
    fact.told_to = c.who.name;
    const auto* reader = std::ranges::find(kReaders, c.form.text("reader"), &Option::id);
    if (reader != kReaders.end())
        fact.visibility = static_cast<Visibility>(reader - kReaders.begin());
    return NewFact{.known = std::move(fact), .by = c.who.account, .at = c.now.at};
}

std::vector<ToAskView> to_ask(const Context& c, const Listing& listing, const Question& q) {
    std::vector<ToAskView> rows;
    const bool asked = !q.asked.conditions.empty();
    for (const Condition& condition : conditions()) {
        if (rows.size() == kMostAsked) break;
        const bool wanted =
            std::ranges::find(q.asked.conditions, condition.id) != q.asked.conditions.end() ||
            condition.id == kVacancy;
        const KnownFact* known = listing.fact(condition.id);
        if (!answered_by_a_key(condition)) continue;
        if (asked ? wanted : condition.first && (!known || known->answer == Told::not_known))
            rows.push_back(ask_view(c, condition, known, rows.size()));
    }
    return rows;
}

std::optional<NewFact> read_told(const Context& c) {
    const std::string said = c.form.text("told");
    const auto colon = said.find(':');
    const std::string answer = colon == said.npos ? "" : said.substr(colon + 1);
    KnownFact fact;
    fact.condition = said.substr(0, colon);
    const Condition* condition = find_condition(fact.condition);
    if (!condition || !answered_by_a_key(*condition) ||
        std::ranges::find(kAnswers, answer, &Option::id) == kAnswers.end())
        return std::nullopt;
    fact.answer = told(answer);
    if (fact.condition == kVacancy) {
        Room room;
        room.state = fact.answer == Told::yes  ? RoomState::has
                     : fact.answer == Told::no ? RoomState::none
                                               : RoomState::needs_assessment;
        fact.room = room;
    }
    fact.as_of = c.now.today;
    fact.source = "phone";
    fact.told_to = c.who.name;
    return NewFact{.known = std::move(fact), .by = c.who.account, .at = c.now.at};
}

}  // namespace michi::directory
