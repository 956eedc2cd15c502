// When an office is open: a week, a closing at midday, days of their own, holidays, the turn of the year. Pure.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "base/word.hpp"

namespace michi {

/// Minutes after midnight; the last is outside. from < until <= 1440.
struct Span {
    int from{}, until{};
    friend bool operator==(const Span&, const Span&) = default;
};
using Spans = std::vector<Span>;  // in order, none touches the next

struct OfficeHours {
    std::array<Spans, 7> week;                 // 0 is Sunday; empty: closed
    bool on_holidays{};                        // open on them as on other days
    int closed_from{1229}, closed_until{103};  // 年末年始 as MMDD, both closed; 0 and 0: none
    std::map<Date, Spans> days;                // what holds on that day, whatever else says
    friend bool operator==(const OfficeHours&, const OfficeHours&) = default;
};

/// Whether it is ever open.
bool is_told(const OfficeHours& hours);
Spans spans_on(const OfficeHours& hours, Date day);
/// The end of what is open at this minute; nothing when it is closed.
std::optional<int> open_until(const OfficeHours& hours, Date day, int minute);

struct Opening {
    Date day;
    int minute{};
    friend bool operator==(const Opening&, const Opening&) = default;
};
/// When it opens next, strictly after this minute; nothing within 400 days.
std::optional<Opening> next_opening(const OfficeHours& hours, Date day, int minute);

/// 「9:00〜12:00、13:00〜17:00」 as people type it; nothing typed: closed. Refused under `field`.
Result<Spans> read_spans(std::string_view field, std::string_view typed);
/// "9:00〜12:00、13:00〜17:00".
std::string spans_text(const Spans& spans, Lang lang);
/// "9:00".
std::string minute_text(int minute);

/// Minutes after midnight in Japan.
int minute_of(Instant at);

}  // namespace michi
