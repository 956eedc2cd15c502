#include "base/said_day.hpp"

#include <array>
#include <string>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/text.hpp"
#include "base/working_days.hpp"

namespace michi {
namespace {

constexpr std::size_t kLongest = 100;
constexpr int kMostSteps = 3650;     // days, weeks or months that one counts ahead
constexpr int kFirstOfReiwa = 2018;  // and the number of the year beside it
constexpr int kFarYears = 15;        // 8/12/4 is 令和8年, 26/12/4 is 2026
constexpr int kYearsToLeapDay = 8;   // at most: 1896 to 1904

struct Said {
    std::string_view rest;  // what is still to be read
    Toward toward;
    Date today;
    int way() const { return toward == Toward::coming ? 1 : -1; }
};

bool take(std::string_view& text, std::string_view what) {
    if (!text.starts_with(what)) return false;
    text.remove_prefix(what.size());
    return true;
}
template <class... Names>
bool take_any(std::string_view& text, Names... names) {
    return (take(text, names) || ...);
}

std::optional<int> take_number(std::string_view& text) {
    std::size_t size = 0;
    int value = 0;
    for (; size < text.size() && size < 4 && text[size] >= '0' && text[size] <= '9'; ++size)
        value = value * 10 + (text[size] - '0');
    if (size == 0) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

/// 日 to 土, 0 for Sunday.
std::optional<int> take_weekday(std::string_view& text) {
    constexpr std::array<std::string_view, 7> kDays{"日", "月", "火", "水", "木", "金", "土"};
    for (std::size_t day = 0; day < kDays.size(); ++day)
        if (take(text, kDays[day])) return static_cast<int>(day);
    return std::nullopt;
}

// ---- words for one day ----
std::optional<Date> named_day(Said said) {
    struct Name {
        std::string_view word;
        int days;
    };
    constexpr Name kNames[] = {{"今日", 0},      {"きょう", 0},    {"本日", 0},    {"明日", 1},
                               {"あす", 1},      {"あした", 1},    {"明後日", 2},  {"あさって", 2},
                               {"翌日", 1},      {"昨日", -1},     {"きのう", -1}, {"一昨日", -2},
                               {"おととい", -2}, {"しあさって", 3}};
    for (const Name& name : kNames)
        if (said.rest == name.word) return said.today + name.days;
    return std::nullopt;
}

constexpr int kMostYears =
    100;  // nobody counts further; every day that is read has a year of four digits

/// 3日後, 2週間後, 1か月後, 5開庁日後, 1年前.
std::optional<Date> counted_day(Said said) {
    const auto count = take_number(said.rest);
    if (!count || *count > kMostSteps) return std::nullopt;
    const bool open_days = take_any(said.rest, "開庁日", "営業日");
    const bool days = !open_days && take(said.rest, "日");
    const bool weeks = take_any(said.rest, "週間", "週");
    const bool months = take_any(said.rest, "か月", "ヶ月", "ケ月", "カ月", "ヵ月", "箇月");
    const bool years = !open_days && !days && !weeks && !months && take(said.rest, "年");
    if (open_days + days + weeks + months + years != 1) return std::nullopt;
    const bool after = take_any(said.rest, "後", "あと");
    const bool before = !after && take_any(said.rest, "前", "まえ");
    if ((!after && !before) || !said.rest.empty() || (open_days && before)) return std::nullopt;
    const int way = after ? *count : -*count;
    if (open_days) return add_working_days(said.today, *count);
    if (days) return said.today + way;
    if (weeks) return said.today + way * 7;
    if (std::abs(way) > (months ? 12 : 1) * kMostYears) return std::nullopt;
    return add_months(said.today, months ? way : way * 12);
}

// ---- weeks ----
Date last_working_day(Date sunday, Date today) {
    for (Date day = sunday + 6; day > today; day = day - 1)
        if (is_working_day(day)) return day;
    return today;
}

std::optional<Date> day_of_week(Said said) {
    const Date sunday = said.today - said.today.weekday();
    std::optional<int> weeks;
    if (take(said.rest, "今週")) weeks = 0;
    if (take(said.rest, "来週")) weeks = 1;
    if (take(said.rest, "再来週")) weeks = 2;
    if (take(said.rest, "先週")) weeks = -1;
    if (weeks && said.rest.empty()) {
        if (*weeks == 0) return last_working_day(sunday, said.today);
        return next_working_day(sunday + *weeks * 7);
    }
    if (weeks) take(said.rest, "の");
    const auto day = take_weekday(said.rest);
    if (!day || (!take_any(said.rest, "曜日", "曜") && !weeks) || !said.rest.empty())
        return std::nullopt;
    if (weeks) return sunday + (*weeks * 7 + *day);
    const int ahead = (*day - said.today.weekday() + 7) % 7;
    if (said.toward == Toward::coming) return said.today + (ahead == 0 ? 7 : ahead);
    return said.today - (ahead == 0 ? 7 : 7 - ahead);
}

// ---- months ----
Date first_of_month(Date day) { return day - (day.day() - 1); }
Date last_of_month(Date day) { return add_months(first_of_month(day), 1) - 1; }

/// 月末, 来月末, 来月10日, 10日, 年度末.
std::optional<Date> day_of_month(Said said) {
    if (said.rest == "年度末") {
        const Date march = *Date::from_ymd(fiscal_year(said.today) + 1, 3, 31);
        return march;
    }
    std::optional<int> months;
    if (take(said.rest, "今月")) months = 0;
    if (take(said.rest, "来月")) months = 1;
    if (take(said.rest, "再来月")) months = 2;
    if (take(said.rest, "先月")) months = -1;
    if (months) take(said.rest, "の");
    const Date first = add_months(first_of_month(said.today), months.value_or(0));
    if (said.rest == (months ? "末" : "月末")) return last_of_month(first);
    const auto day = take_number(said.rest);
    if (!day || *day < 1 || said.rest != "日") return std::nullopt;
    if (months) return Date::from_ymd(first.year(), first.month(), *day);
    for (int step = 0; step <= 3; ++step) {  // 31日 is in every other month at the latest
        const Date month = add_months(first, step * said.way());
        const auto found = Date::from_ymd(month.year(), month.month(), *day);
        if (found && (said.way() > 0 ? *found >= said.today : *found <= said.today)) return found;
    }
    return std::nullopt;
}

// ---- days without a year, or with its last digits ----
struct Written {
    int month{}, day{};
    std::optional<int> year, weekday;
};

bool take_mark(std::string_view& text, std::string_view kanji) {
    return take_any(text, kanji, "/", ".", "-", "・");
}

/// (金), (金・祝); true when nothing or all of it could be read.
bool take_bracket(std::string_view& text, std::optional<int>& weekday) {
    if (!take(text, "(")) return true;
    weekday = take_weekday(text);
    take(text, "曜日");
    take(text, "曜");
    take(text, "・祝");
    return weekday && take(text, ")");
}

std::optional<Written> written_in(std::string_view text) {
    Written w;
    const auto first = take_number(text);
    if (!first || !take_mark(text, "月")) return std::nullopt;
    const auto second = take_number(text);
    if (!second) return std::nullopt;
    w.month = *first;
    w.day = *second;
    if (take_any(text, "/", ".", "-")) {
        const auto third = take_number(text);
        if (!third || *first < 1 || *first > 99) return std::nullopt;
        w = {.month = *second, .day = *third, .year = *first, .weekday = {}};
    }
    take(text, "日");
    if (!take_bracket(text, w.weekday) || !text.empty()) return std::nullopt;
    return w;
}

/// 令和8年 or 2026年: whichever is near.
int year_of(int written, Date today) {
    const int reiwa = kFirstOfReiwa + written;
    return std::abs(reiwa - today.year()) <= kFarYears ? reiwa : 2000 + written;
}

std::optional<Date> nearest(const Written& w, const Said& said) {
    if (w.year) return Date::from_ymd(year_of(*w.year, said.today), w.month, w.day);
    for (int step = 0; step <= kYearsToLeapDay; ++step) {
        const auto day = Date::from_ymd(said.today.year() + step * said.way(), w.month, w.day);
        if (day && (said.way() > 0 ? *day >= said.today : *day <= said.today)) return day;
    }
    return std::nullopt;
}

Result<Date> read_written(std::string_view field, const Written& w, const Said& said) {
    const auto day = nearest(w, said);
    if (!day) return refused(field, "base.date_never_was"_w);
    if (w.weekday && *w.weekday != day->weekday())
        return refused(field, "base.day_other_weekday"_w, {{"day", document_date(*day)}});
    return *day;
}

/// Folded, without blanks, and without the 「まで」 that a due day is said with.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : trimmed(fold_dashes(fold_width(text))))
        if (c != ' ') out += c;
    for (const std::string_view tail : {"までに", "まで", "ごろ", "頃"})
        if (out.ends_with(tail)) out.resize(out.size() - tail.size());
    return out;
}

}  // namespace

Result<Date> read_said_day(std::string_view field, std::string_view text, Toward toward,
                           Date today) {
    if (text.size() > kLongest) return refused(field, "base.day_unreadable"_w);
    const std::string folded = plain(text);
    const Said said{folded, toward, today};
    for (const auto read : {named_day, counted_day, day_of_week, day_of_month})
        if (const auto day = read(said)) return *day;
    if (const auto written = written_in(folded)) return read_written(field, *written, said);
    const auto read = read_date(field, text);
    if (read) return read->date;
    if (read.error().items.front().word != "base.date_unreadable"_w) return refused(read.error());
    return refused(field, "base.day_unreadable"_w);
}

std::optional<Date> read_said_day(std::string_view field, std::string_view text, Toward toward,
                                  Date today, Refusals& no) {
    if (trimmed(text).empty()) return std::nullopt;
    const auto read = read_said_day(field, text, toward, today);
    if (read) return *read;
    no.add(read.error());
    return std::nullopt;
}

}  // namespace michi
