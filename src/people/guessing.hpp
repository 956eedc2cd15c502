// How fast somebody may guess at a secret (security bar A4, A6). Pure.
#pragma once

#include "base/date.hpp"

namespace michi::people {

inline constexpr std::int64_t kMinute = 60 * 1000;

/// Failed guesses inside the limit's window.
struct Guesses {
    int count{};
    Instant oldest{}, last{};
    int of_all_strangers{};  // at any login
};

struct GuessLimit {
    int count;             // in the window
    int free;              // without waiting in between
    std::int64_t window;   // milliseconds
    int of_all_strangers;  // 0: not asked
};

/// From a device that never signed in as this person; strangers' failures do not touch known devices.
inline constexpr GuessLimit kStranger{10, 3, 60 * kMinute, 600};
inline constexpr GuessLimit kKnownDevice{10, 3, 60 * kMinute, 0};
inline constexpr GuessLimit kSecondFactor{5, 5, 15 * kMinute, 0};

/// Milliseconds until the next guess is looked at; 0: now. From the third failure on the wait
/// doubles: 1, 2, 4 … seconds. A clock set back lengthens no wait beyond the window.
std::int64_t wait_before_guess(const Guesses& guesses, const GuessLimit& limit, Instant at);

}  // namespace michi::people
