#include "base/working_days.hpp"

#include <algorithm>
#include <array>

namespace michi {
namespace {

struct Holiday {
    int ymd;
    std::string_view name;
    bool computed = false;
};

constexpr Holiday kHolidays[] = {
#include "base/holidays.inc"
};

int key(Date day) { return day.year() * 10000 + day.month() * 100 + day.day(); }

const Holiday* holiday_on(Date day) {
    const auto* found = std::ranges::lower_bound(kHolidays, key(day), {}, &Holiday::ymd);
    return found == std::end(kHolidays) || found->ymd != key(day) ? nullptr : found;
}

/// 12/29-1/3: 地方自治法4条の2 and the ordinances made under it.
bool closed_around_new_year(Date day) {
    return (day.month() == 12 && day.day() >= 29) || (day.month() == 1 && day.day() <= 3);
}

}  // namespace

std::optional<std::string_view> holiday_name(Date day) {
    const Holiday* found = holiday_on(day);
    return found ? std::optional(found->name) : std::nullopt;
}

bool is_computed_holiday(Date day) {
    const Holiday* found = holiday_on(day);
    return found && found->computed;
}

Date holidays_known_until() { return *Date::from_ymd(std::rbegin(kHolidays)->ymd / 10000, 12, 31); }

bool is_working_day(Date day) {
    const int weekday = day.weekday();
    return weekday != 0 && weekday != 6 && !closed_around_new_year(day) && !holiday_name(day);
}

Date next_working_day(Date after) {
    do after = after + 1;
    while (!is_working_day(after));
    return after;
}

Date add_working_days(Date from, int count) {
    while (count-- > 0) from = next_working_day(from);
    return from;
}

int working_days_between(Date from, Date to) {
    int count = 0;
    for (Date day = from + 1; day <= to; day = day + 1) count += is_working_day(day);
    return count;
}

}  // namespace michi
