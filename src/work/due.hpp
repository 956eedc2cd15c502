// The day by which a step is to be done, as a form says it.
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace michi::work {

inline constexpr int kPassDays = 5;  // working days, where nobody says another

/// Within five years; `otherwise` where nothing was typed. Refused under `field`.
Result<Date> read_due(std::string_view field, const std::string& typed, Date today, Date otherwise);

}  // namespace michi::work
