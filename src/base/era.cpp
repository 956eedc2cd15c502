#include "base/era.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

#include "base/fold.hpp"
#include "base/working_days.hpp"

namespace michi {
namespace {

constexpr std::size_t kLongestDate = 100;
constexpr int kFirstSolarYear = 1873;    // 明治6年: the calendar before it was another one
constexpr int kClearWithoutYear = 92;    // days: a quarter of a year
constexpr int kSerialThatNeverWas = 60;  // spreadsheets believe in 1900-02-29
constexpr double kSerialEnd = 2958466;   // 9999-12-31 is the last

struct Era {
    std::string_view kanji, short_kanji;
    char letter;
    int first_year;          // the year called 元年
    Date first, last_named;  // both ends may be written with this name
};

Date ymd(int y, int m, int d) { return *Date::from_ymd(y, m, d); }

const std::array<Era, 5>& eras() {
    static const std::array<Era, 5> table{{
        {"明治", "明", 'm', 1868, ymd(1873, 1, 1), ymd(1912, 7, 30)},
        {"大正", "大", 't', 1912, ymd(1912, 7, 30), ymd(1926, 12, 25)},
        {"昭和", "昭", 's', 1926, ymd(1926, 12, 25), ymd(1989, 1, 7)},
        {"平成", "平", 'h', 1989, ymd(1989, 1, 8), ymd(2019, 4, 30)},
        {"令和", "令", 'r', 2019, ymd(2019, 5, 1), ymd(9999, 12, 31)},
    }};
    return table;
}

const Era& era_of(Date date) {
    for (auto it = eras().rbegin(); it != eras().rend(); ++it)
        if (date >= it->first) return *it;
    return eras().front();
}

bool starts(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// Takes an era's name, mark or letter off the front.
const Era* take_era(std::string_view& text) {
    for (const Era& era : eras()) {
        for (std::string_view name : {era.kanji, era.short_kanji})
            if (starts(text, name)) {
                text.remove_prefix(name.size());
                return &era;
            }
        if (!text.empty() && text[0] == era.letter) {
            text.remove_prefix(1);
            return &era;
        }
    }
    return nullptr;
}

constexpr std::string_view kKanjiDigits = "〇一二三四五六七八九";
constexpr std::size_t kKanji = 3;  // bytes
constexpr std::size_t kMostDigits = 8;

std::optional<int> take_digits(std::string_view& text) {
    std::size_t size = 0;
    int value = 0;
    while (size < text.size() && size < kMostDigits && text[size] >= '0' && text[size] <= '9')
        value = value * 10 + (text[size++] - '0');
    if (size == 0) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

/// 二〇二四, 六, 十二, 二十五.
std::optional<int> take_kanji_digits(std::string_view& text) {
    int value = 0, count = 0;
    bool after_ten = false;
    for (; text.size() >= kKanji && count < 4; ++count, text.remove_prefix(kKanji)) {
        const auto letter = text.substr(0, kKanji);
        const auto at = kKanjiDigits.find(letter);
        const bool ten = letter == "十";
        if (!ten && (at == std::string_view::npos || at % kKanji != 0)) break;
        if (ten)
            value = value == 0 ? 10 : value * 10;
        else
            value = after_ten ? value + int(at / kKanji) : value * 10 + int(at / kKanji);
        after_ten = ten;
    }
    return count > 0 ? std::optional(value) : std::nullopt;
}

std::optional<int> take_number(std::string_view& text) {
    if (starts(text, "元")) {
        text.remove_prefix(kKanji);
        return 1;
    }
    const auto value = take_digits(text);
    return value ? value : take_kanji_digits(text);
}

bool take(std::string_view& text, std::string_view what) {
    if (!starts(text, what)) return false;
    text.remove_prefix(what.size());
    return true;
}

void take_separator(std::string_view& text, std::string_view kanji) {
    for (std::string_view mark : {kanji, std::string_view("/"), std::string_view("."),
                                  std::string_view("-"), std::string_view("・")})
        if (take(text, mark)) return;
}

/// Our own formats come back by copy and paste: 令和6年(2024年)7月12日（金・祝）; tables add 0:00.
void take_echo_of_year(std::string_view& text, std::optional<int>& western) {
    std::string_view rest = text;
    if (!take(rest, "(")) return;
    const auto year = take_digits(rest);
    if (!year || !take(rest, "年)")) return;
    western = year;
    text = rest;
}

bool only_a_tail(std::string_view text) {
    take(text, "日");
    take(text, "生");
    if (take(text, "(")) {
        bool weekday = false;
        for (std::string_view mark : {"日", "月", "火", "水", "木", "金", "土"})
            weekday = weekday || take(text, mark);
        take(text, "・祝");
        if (!weekday || !take(text, ")")) return false;
    }
    return text.empty() || text == " 0:00" || text == " 00:00" || text == " 0:00:00" ||
           text == " 00:00:00";
}

struct Parts {
    int year{}, month{}, day{};
    std::optional<int> western;  // the year in brackets beside the era's year
    bool whole{};
};

/// 240712 or 20240712.
Parts compact_parts(std::string_view digits, std::size_t year_size) {
    const auto number = [&](std::size_t at, std::size_t size) {
        auto part = digits.substr(at, size);
        return *take_digits(part);
    };
    return {number(0, year_size), number(year_size, 2), number(year_size + 2, 2), {}, true};
}

Parts take_parts(std::string_view text) {
    Parts parts;
    const auto year = take_number(text);
    take_separator(text, "年");
    take_echo_of_year(text, parts.western);
    const auto month = take_number(text);
    take_separator(text, "月");
    const auto day = take_number(text);
    if (!year || !month || !day || !only_a_tail(text)) return parts;
    return {*year, *month, *day, parts.western, true};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Folded for reading: ASCII digits, small letters, plain dashes; spaces stay only between digits,
/// where leaving them out would make another number.
std::string plain(std::string_view text) {
    const std::string folded = trimmed(fold_dashes(fold_width(text)));
    std::string out;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const char c = folded[i];
        const bool apart =
            c == ' ' && !out.empty() && is_digit(out.back()) && is_digit(folded[i + 1]);
        if (c != ' ' || apart) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

tl::unexpected<Refusals> unreadable(std::string_view field) {
    return refused(field, "base.date_unreadable"_w);
}

Result<DateReading> era_date(std::string_view field, const Era& era, const Parts& parts) {
    if (parts.year < 1) return refused(field, "base.date_year_zero"_w);
    const auto date = Date::from_ymd(era.first_year + parts.year - 1, parts.month, parts.day);
    if (!date) return refused(field, "base.date_never_was"_w);
    if (parts.western && *parts.western != date->year()) return unreadable(field);
    if (*date < era.first)
        return refused(field, "base.date_before_era"_w,
                       {{"era", std::string(era.kanji)}, {"first", document_date(era.first)}});
    if (*date <= era.last_named) return DateReading{*date, false};
    // Forms printed before the change say 平成31年5月: the day is clear, the person confirms it.
    if (era.kanji == "平成" && parts.year == 31) return DateReading{*date, true};
    return refused(field, "base.date_after_era"_w,
                   {{"era", std::string(era.kanji)}, {"right", full_date(*date)}});
}

}  // namespace

Result<DateReading> read_date(std::string_view field, std::string_view typed) {
    if (typed.size() > kLongestDate) return unreadable(field);
    const std::string text = plain(typed);
    std::string_view rest = text;
    if (const Era* era = take_era(rest)) {
        const Parts parts =
            all_digits(rest) && rest.size() == 6 ? compact_parts(rest, 2) : take_parts(rest);
        return parts.whole ? era_date(field, *era, parts) : Result<DateReading>(unreadable(field));
    }
    take(rest, "西暦");
    const Parts parts =
        all_digits(rest) && rest.size() == 8 ? compact_parts(rest, 4) : take_parts(rest);
    if (!parts.whole || parts.western || parts.year < kFirstSolarYear) return unreadable(field);
    const auto date = Date::from_ymd(parts.year, parts.month, parts.day);
    if (!date) return refused(field, "base.date_never_was"_w);
    return DateReading{*date, false};
}

std::optional<Date> read_optional_date(std::string_view field, std::string_view text,
                                       Refusals& no) {
    if (trimmed(text).empty()) return std::nullopt;
    const auto read = read_date(field, text);
    if (read) return read->date;
    no.add(read.error());
    return std::nullopt;
}

Result<DateReading> read_serial(std::string_view field, double serial, Epoch epoch) {
    const auto never = [&] {
        return refused(field, "base.serial_never_was"_w, {{"serial", fmt::format("{}", serial)}});
    };
    const bool from_1904 = epoch == Epoch::from_1904;
    if (!(serial >= (from_1904 ? 0 : 1)) || serial >= kSerialEnd) return never();
    const int whole = static_cast<int>(serial);
    if (!from_1904 && whole == kSerialThatNeverWas) return never();
    const bool with_time = serial != whole;  // a date cell should hold a day
    if (from_1904) return DateReading{ymd(1904, 1, 1) + whole, with_time};
    return DateReading{ymd(1899, 12, whole < kSerialThatNeverWas ? 31 : 30) + whole, with_time};
}

std::string era_year(Date date) {
    const Era& era = era_of(date);
    const int year = date.year() - era.first_year + 1;
    return std::string(era.kanji) + (year == 1 ? "元" : std::to_string(year)) + "年";
}

std::string_view weekday_mark(Date date) {
    constexpr std::string_view kMarks[] = {"日", "月", "火", "水", "木", "金", "土"};
    return kMarks[date.weekday()];
}

std::string weekday_text(Date date) {
    return std::string(weekday_mark(date)) + (holiday_name(date) ? "・祝" : "");
}

int fiscal_year(Date date) { return date.month() >= 4 ? date.year() : date.year() - 1; }

std::string fiscal_year_name(int year) { return era_year(ymd(year, 5, 1)) + "度"; }

/// On 1 April yesterday needs no year, nor does tomorrow on 31 March.
static bool says_its_year(Date date, Date today) {
    return fiscal_year(date) != fiscal_year(today) && std::abs(date - today) > kClearWithoutYear;
}

std::string list_date(Date date, Date today) {
    const std::string day = fmt::format("{}/{}({})", date.month(), date.day(), weekday_text(date));
    return says_its_year(date, today) ? era_year(date) + day : day;
}

std::string full_date(Date date) {
    return fmt::format("{}({}年){}月{}日", era_year(date), date.year(), date.month(), date.day());
}

std::string detail_date(Date date, Date today) {
    if (says_its_year(date, today)) return full_date(date);
    return fmt::format("{}月{}日（{}）", date.month(), date.day(), weekday_text(date));
}

std::string document_date(Date date) {
    return fmt::format("{}{}月{}日（{}）", era_year(date), date.month(), date.day(),
                       weekday_text(date));
}

std::string plain_date(Date date) {
    return fmt::format("{}{}月{}日", era_year(date), date.month(), date.day());
}

std::string letter_time(int minutes) {
    const int hour = minutes / 60, minute = minutes % 60;
    return fmt::format("{}{}時{}", hour < 12 ? "午前" : "午後", hour % 12,
                       minute == 0 ? "" : fmt::format("{}分", minute));
}

std::string header_date(Date date) {
    return fmt::format("{}（{}年）{}月{}日（{}）", era_year(date), date.year(), date.month(),
                       date.day(), weekday_text(date));
}

}  // namespace michi
