// A time of the day as people say it: 14:30, 14時半, 午後2時, 9時5分. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace michi {

/// "HH:MM" of a 24-hour day, zero-padded; "" of nothing typed. Refused under `field` when it names no time.
Result<std::string> read_said_time(std::string_view field, std::string_view text);

}  // namespace michi
