#include "base/era.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "base/fold.hpp"

namespace michi {
namespace {

struct Era {
    std::string_view kanji, short_kanji;
    char letter;
    int first_year;            // the year called 元年
    Date first, last_named;    // both ends may be written with this name
};

Date ymd(int y, int m, int d) { return *Date::from_ymd(y, m, d); }

const std::array<Era, 5>& eras() {
    static const std::array<Era, 5> table{{
        {"明治", "明", 'm', 1868, ymd(1868, 1, 25), ymd(1912, 7, 30)},
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

bool starts(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

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

std::optional<int> take_number(std::string_view& text) {
    if (starts(text, "元")) {
        text.remove_prefix(std::string_view("元").size());
        return 1;
    }
    std::size_t size = 0;
    int value = 0;
    while (size < text.size() && size < 8 && text[size] >= '0' && text[size] <= '9')
        value = value * 10 + (text[size++] - '0');
    if (size == 0) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

void take_separator(std::string_view& text, std::string_view kanji) {
    if (starts(text, kanji)) text.remove_prefix(kanji.size());
    else if (!text.empty() && std::string_view("/.-").find(text[0]) != std::string_view::npos)
        text.remove_prefix(1);
}

struct Parts {
    int year{}, month{}, day{};
    bool whole{};
};

Parts take_parts(std::string_view text) {
    Parts parts;
    const auto year = take_number(text);
    take_separator(text, "年");
    const auto month = take_number(text);
    take_separator(text, "月");
    const auto day = take_number(text);
    if (starts(text, "日")) text.remove_prefix(std::string_view("日").size());
    if (!year || !month || !day || !text.empty()) return parts;
    return {*year, *month, *day, true};
}

/// Folded for reading: ASCII digits and letters, no spaces.
std::string plain(std::string_view text) {
    std::string out = fold_width(text);
    std::erase(out, ' ');
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
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
    const std::string text = plain(typed);
    std::string_view rest = text;
    if (const Era* era = take_era(rest)) {
        const Parts parts = take_parts(rest);
        return parts.whole ? era_date(field, *era, parts) : Result<DateReading>(unreadable(field));
    }
    Parts parts = take_parts(rest);
    if (all_digits(text) && text.size() == 8)
        parts = {std::stoi(text.substr(0, 4)), std::stoi(text.substr(4, 2)), std::stoi(text.substr(6)), true};
    if (!parts.whole || parts.year < 1868) return unreadable(field);
    const auto date = Date::from_ymd(parts.year, parts.month, parts.day);
    if (!date) return refused(field, "base.date_never_was"_w);
    return DateReading{*date, false};
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

int fiscal_year(Date date) { return date.month() >= 4 ? date.year() : date.year() - 1; }

std::string fiscal_year_name(int year) { return era_year(ymd(year, 5, 1)) + "度"; }

std::string list_date(Date date, Date today) {
    const std::string day = fmt::format("{}/{}({})", date.month(), date.day(), weekday_mark(date));
    return fiscal_year(date) == fiscal_year(today) ? day : era_year(date) + day;
}

std::string full_date(Date date) {
    return fmt::format("{}({}年){}月{}日", era_year(date), date.year(), date.month(), date.day());
}

std::string detail_date(Date date, Date today) {
    if (fiscal_year(date) != fiscal_year(today)) return full_date(date);
    return fmt::format("{}月{}日（{}）", date.month(), date.day(), weekday_mark(date));
}

std::string document_date(Date date) {
    return fmt::format("{}{}月{}日（{}）", era_year(date), date.month(), date.day(), weekday_mark(date));
}

std::string header_date(Date date) {
    return fmt::format("{}（{}年）{}月{}日（{}）", era_year(date), date.year(), date.month(), date.day(),
                       weekday_mark(date));
}

}  // namespace michi
