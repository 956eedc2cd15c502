// Days of the demonstration: what is done at an office is done on its days.
#pragma once

#include "base/age.hpp"
#include "base/working_days.hpp"

namespace michi::demo {

/// The working day so many before this day.
inline Date back(Date day, int working_days) {
    while (working_days > 0) {
        day = day - 1;
        if (is_working_day(day)) --working_days;
    }
    return day;
}

/// This day, or the working day before it.
inline Date worked(Date day) {
    while (!is_working_day(day)) day = day - 1;
    return day;
}

inline int years_on(Date birth, Date day) { return birth > day ? 0 : age_on(birth, day).years; }

}  // namespace michi::demo
