// 開庁日: weekdays without Japan's holidays and the closed days around New Year.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.hpp"

namespace michi {

/// The holiday's name; nothing on ordinary days. Data: holidays.inc (2020-2035, with sources).
std::optional<std::string_view> holiday_name(Date day);
/// True when the day rests on an equinox that is computed and not announced yet.
bool is_computed_holiday(Date day);
/// The last day the table covers: after it every weekday counts as open.
Date holidays_known_until();

bool is_working_day(Date day);
Date next_working_day(Date after);             // strictly after
Date add_working_days(Date from, int count);   // count >= 0
int working_days_between(Date from, Date to);  // working days in (from, to]; 0 when to <= from

}  // namespace michi
