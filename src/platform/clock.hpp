// The only place that asks what time it is.
#pragma once

#include <chrono>

#include "base/date.hpp"

namespace michi {

/// Wall clock: for records and pages. Made once a request or job.
Instant system_now();
/// For durations and deadlines; does not jump with the wall clock.
std::chrono::steady_clock::time_point steady_now();

/// A demonstration lives on a day of its own: how far the wall clock is ahead of the machine's. Nothing
/// but app/instance.cpp sets it, from the row that only `demo` writes; 0 in every other instance.
void set_clock_ahead(std::chrono::milliseconds ahead);
std::chrono::milliseconds clock_ahead();

}  // namespace michi
