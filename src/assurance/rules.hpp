// How long words count, when to remind, what was decided. Pure. Worked examples: docs/rules/assurance.md.
#pragma once

#include <optional>
#include <tuple>
#include <vector>

#include "assurance/model.hpp"

namespace michi::assurance {

inline constexpr int kOldAfterMonths = 6;
inline constexpr int kDueWorkingDays = 15;       // to answer a sheet
inline constexpr int kReminderWorkingDays = 10;  // between a reminder and the next step
inline constexpr int kCodeLivesMonths = 6;       // a sheet may lie long on a desk

struct KnownOf {
    std::optional<Date> last_word;          // the place was asked, or told it itself
    std::optional<Date> unconfirmed_since;  // two reminders stayed without an answer
    bool hidden{};                          // for eighteen months neither a place nor a list spoke
};
Freshness freshness(const KnownOf& known, Date today);
Word word_of(Freshness freshness);

Step step_of(const Letter& letter, Date today);
Word word_of(Step step);
/// The day of the next step; none when nothing is awaited.
std::optional<Date> next_step_on(const Letter& letter);
/// Since when nobody answers: the day by which the second reminder asked for an answer.
std::optional<Date> unconfirmed_since(const Letter& letter, Date today);
/// A code opens its sheet until it is revoked or lapses; an answer that waits may be mended.
bool is_open(const Letter& letter, Date today);

/// What came of a proposal, by how many of its changes were taken.
Outcome outcome_of(std::size_t changes, std::size_t taken);
Word word_of(Outcome outcome);

inline constexpr int kPersonKeptDays = 90;  // name and contact of who proposed, after the decision

/// In the middle of all answers, in whole hours begun; none without an answer.
std::optional<std::int64_t> median_hours(std::vector<std::int64_t> waited_ms);

/// Order of the list of calls: whom nobody tried today, then the older words by bands of half a year
/// (never asked is the oldest), in a band who was a candidate more often, then the older word.
struct CallPlace {
    bool tried_today{};
    std::optional<Date> last_word;
    std::int64_t candidate_times{};
    std::int64_t id{};
};
int age_band(std::optional<Date> last_word, Date today);  // 0 under six months … 3 from eighteen
using CallOrder = std::tuple<bool, int, std::int64_t, Date, std::int64_t>;
CallOrder call_order(const CallPlace& place, Date today);

}  // namespace michi::assurance
