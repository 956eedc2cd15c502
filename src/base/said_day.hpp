// Days as people say them at a desk: 12/4, 12月4日(金), 8/12/4, あす, 来週の火曜, 3日後, 5開庁日後, 月末;
// and all that read_date() reads.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace michi {

/// Where a day lies of which nobody says the year: a due day ahead, what happened behind.
enum class Toward { coming, past };

/// 12/4 is the next or the last one, today included; 金曜 the next or the last one, today left out. Weeks
/// begin on Sunday; 来週 alone is its first 開庁日, 今週 its last that is still to come. Refuses with a
/// sentence about `field`; also a weekday that the day does not have.
Result<Date> read_said_day(std::string_view field, std::string_view text, Toward toward,
                           Date today);
/// The day of a field that may stay empty; what cannot be read is added to `no`.
std::optional<Date> read_said_day(std::string_view field, std::string_view text, Toward toward,
                                  Date today, Refusals& no);

}  // namespace michi
