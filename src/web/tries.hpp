// How fast somebody may try at what can be guessed (security bar A6): passwords, codes, and what strangers
// send in. The rule is pure; what was tried stands in the database, so that a restart forgives nothing.
#pragma once

#include "web/web.hpp"

namespace michi::web {

/// Milliseconds by which a try is put off: with the look itself less than five seconds.
inline constexpr std::int64_t kLongestWait = 4000;
inline constexpr int kUnlimited = 1 << 20;

/// From the free-th try on each waits longer than the one before; from the most-th on it is refused.
struct Share {
    int free{kUnlimited}, most{kUnlimited};
    bool counts() const { return free < kUnlimited; }
};

/// Whose tries are counted together, and how many of them are looked at within the window.
struct TryLimit {
    std::string_view kind;
    std::int64_t window{};  // milliseconds
    Share of_one{};         // at one secret, from devices as little known as this one
    Share of_household{};   // from one address of strangers, whatever they try at
    Share of_all{};         // from all strangers; a household counts up to its own free tries
};

/// stranger: a device that never signed in as this person, at any address. town_hall: the same at an
/// address that many share (ServerSettings::town_halls). known_device: strangers' tries are nothing to it.
enum class Trier { stranger, town_hall, known_device };

/// Inside the window.
struct Tried {
    int count{};
    Instant oldest{};
};
struct Tries {
    Tried of_one{}, of_household{}, of_all{};
};

/// What to do with the next try: look at it now, after a wait, or not before it has been refused for so
/// long. Milliseconds.
struct Turn {
    std::int64_t wait{}, refused_for{};
};
Turn turn_of(const Tries& tries, const TryLimit& limit, Trier who, Instant at);

/// A try of this request.
struct Try {
    const TryLimit& limit;
    std::string at;      // the login, the account; "" when there is no one thing to guess at
    std::string device;  // proves who it belongs to; "" for one that is not known
};
Turn turn_of(Context& c, const Try& one);
/// Counts it. Times that lie ahead of the clock, since it was set back, count as now.
void note_try(Context& c, const Try& one);

}  // namespace michi::web
