// The only place that asks what time it is.
#pragma once

#include <chrono>

#include "base/date.hpp"

namespace michi {

/// Wall clock: for records and pages. Made once a request or job.
Instant system_now();
/// For durations and deadlines; does not jump with the wall clock.
std::chrono::steady_clock::time_point steady_now();

}  // namespace michi
