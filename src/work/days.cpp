// What a field for a day was said to mean: the page asks while it is being filled, so that script and
// server read the same.

#include <algorithm>

#include "base/era.hpp"
#include "base/said_day.hpp"
#include "base/text.hpp"
#include "base/working_days.hpp"
#include "work/pages.hpp"
#include "work/views.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;

constexpr int kDaysAgo = 60;         // further back nobody counts days
constexpr int kDaysAhead = 6 * 366;  // further off nobody counts 開庁日

DayChip chip(std::string_view word, Date day, Date today) {
    return {std::string(word) + " " + list_date(day, today), document_date(day)};
}

/// What is chosen most: each day once.
std::vector<DayChip> chips_of(const Context& c, Toward toward) {
    const Date today = c.now.today;
    std::vector<DayChip> chips;
    const auto add = [&](Word word, Date day) {
        const auto value = document_date(day);
        if (std::ranges::find(chips, value, &DayChip::value) == chips.end())
            chips.push_back(chip(word_text(word, c.lang), day, today));
    };
    add("work.chip_today"_w, today);
    if (toward == Toward::past) {
        add("work.chip_yesterday"_w, today - 1);
        return chips;
    }
    add("work.chip_tomorrow"_w, today + 1);
    for (const auto& [word, said] : {std::pair{"work.chip_this_week"_w, "今週"},
                                     {"work.chip_next_week"_w, "来週"},
                                     {"work.chip_in_a_month"_w, "1か月後"}})
        if (const auto day = read_said_day("", said, toward, today)) add(word, *day);
    return chips;
}

std::string echo_of(Date day, Date today, Lang lang) {
    const auto number = [](int n) { return Args{{"n", std::to_string(n)}}; };
    if (day == today) return std::string(word_text("work.day_is_today"_w, lang));
    if (day < today)
        return today - day > kDaysAgo ? "" : say("work.days_ago"_w, lang, number(today - day));
    if (day > holidays_known_until())
        return say("work.day_is_unknown"_w, lang,
                   {{"year", std::to_string(holidays_known_until().year())}});
    if (!is_working_day(day)) return std::string(word_text("work.day_is_closed"_w, lang));
    if (day - today > kDaysAhead) return {};
    return say("work.open_days_ahead"_w, lang, number(working_days_between(today, day)));
}

}  // namespace

Answer read_day(Context& c) {
    const Toward toward = c.query.text("toward") == "past" ? Toward::past : Toward::coming;
    SaidDayView v;
    const std::string typed = c.query.text("text");
    if (trimmed(typed).empty()) {
        v.chips = chips_of(c, toward);
    } else if (const auto day = read_said_day("day", typed, toward, c.now.today)) {
        v.value = document_date(*day);
        v.says = echo_of(*day, c.now.today, c.lang);
    } else {
        const auto& why = day.error().items.front();
        v.refusal = say(why.word, c.lang, why.args);
    }
    return c.json({web::to_json(v)});
}

}  // namespace michi::work
