// On which days and at which hours a service is open, read from what its lists say. What cannot be
// understood is not known: never yes, never no.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "directory/model.hpp"

namespace michi::directory {

inline constexpr int kHoliday = 7;  // 祝日; 0 is Sunday
inline constexpr int kDays = 8;

struct DayHours {
    Answer open{Answer::not_known};  // at some hour of that day
    std::optional<int> from, until;  // minutes after midnight; the last is outside
    bool more{};                     // words beside it speak of other hours
};
using Week = std::array<DayHours, kDays>;

/// What the fields days, hours, closed_days and hours_note say together.
Week week_of(const Values& values);

struct When {
    int day{};                  // 0 Sunday … 6 Saturday, 7 a holiday
    std::optional<int> minute;  // after midnight; none: at any hour
};
Answer open_at(const Week& week, const When& when);

/// "mon" … "sun", "holiday".
std::optional<int> day_named(std::string_view id);
std::string_view name_of_day(int day);
/// 15, 15:30, 15時, 午後3時半; nothing when it is no time of a day.
std::optional<int> read_minute(std::string_view typed);

}  // namespace michi::directory
