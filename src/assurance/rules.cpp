#include "assurance/rules.hpp"

#include <algorithm>

#include "base/working_days.hpp"

namespace michi::assurance {

Freshness freshness(const KnownOf& known, Date today) {
    if (known.hidden) return Freshness::hidden;
    const bool answered_since =
        known.unconfirmed_since && known.last_word && *known.last_word >= *known.unconfirmed_since;
    if (known.unconfirmed_since && !answered_since) return Freshness::unconfirmed;
    if (!known.last_word || add_months(*known.last_word, kOldAfterMonths) < today)
        return Freshness::old;
    return Freshness::confirmed;
}

Word word_of(Freshness freshness) {
    switch (freshness) {
        case Freshness::confirmed:
            return "assurance.fresh_confirmed"_w;
        case Freshness::old:
            return "assurance.fresh_old"_w;
        case Freshness::unconfirmed:
            return "assurance.fresh_unconfirmed"_w;
        case Freshness::hidden:
            return "assurance.fresh_hidden"_w;
    }
    return {};
}

std::optional<Date> next_step_on(const Letter& letter) {
    if (letter.revoked || letter.answered_on) return std::nullopt;
    if (letter.reminded_2) return add_working_days(*letter.reminded_2, kReminderWorkingDays) + 1;
    if (letter.reminded_1) return add_working_days(*letter.reminded_1, kReminderWorkingDays) + 1;
    return letter.due_on + 1;
}

Step step_of(const Letter& letter, Date today) {
    if (letter.answered_on) return Step::answered;
    if (letter.revoked) return Step::revoked;
    const bool due = *next_step_on(letter) <= today;
    if (letter.reminded_2) return due ? Step::unconfirmed : Step::reminded_2;
    if (letter.reminded_1) return due ? Step::remind_2_due : Step::reminded_1;
    return due ? Step::remind_1_due : Step::sent;
}

Word word_of(Step step) {
    switch (step) {
        case Step::sent:
            return "assurance.step_sent"_w;
        case Step::remind_1_due:
            return "assurance.step_remind_1_due"_w;
        case Step::reminded_1:
            return "assurance.step_reminded_1"_w;
        case Step::remind_2_due:
            return "assurance.step_remind_2_due"_w;
        case Step::reminded_2:
            return "assurance.step_reminded_2"_w;
        case Step::unconfirmed:
            return "assurance.step_unconfirmed"_w;
        case Step::answered:
            return "assurance.step_answered"_w;
        case Step::revoked:
            return "assurance.step_revoked"_w;
    }
    return {};
}

std::optional<Date> unconfirmed_since(const Letter& letter, Date today) {
    if (step_of(letter, today) != Step::unconfirmed) return std::nullopt;
    return next_step_on(letter);
}

bool is_open(const Letter& letter, Date today) {
    return !letter.revoked && today <= letter.expires_on;
}

Outcome outcome_of(std::size_t changes, std::size_t taken) {
    if (taken == 0) return Outcome::not_taken;
    return taken >= changes ? Outcome::taken : Outcome::partly;
}

Word word_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::waiting:
            return "assurance.outcome_waiting"_w;
        case Outcome::taken:
            return "assurance.outcome_taken"_w;
        case Outcome::partly:
            return "assurance.outcome_partly"_w;
        case Outcome::not_taken:
            return "assurance.outcome_not_taken"_w;
    }
    return {};
}

std::optional<std::int64_t> median_hours(std::vector<std::int64_t> waited_ms) {
    constexpr std::int64_t kHourMs = 60LL * 60 * 1000;
    if (waited_ms.empty()) return std::nullopt;
    const auto middle = waited_ms.begin() + static_cast<std::ptrdiff_t>(waited_ms.size() / 2);
    std::ranges::nth_element(waited_ms, middle);
    std::int64_t ms = *middle;
    if (waited_ms.size() % 2 == 0) ms = (ms + *std::max_element(waited_ms.begin(), middle)) / 2;
    return (ms + kHourMs - 1) / kHourMs;
}

int age_band(std::optional<Date> last_word, Date today) {
    int band = 0;
    while (band < 3 && (!last_word || add_months(*last_word, (band + 1) * kOldAfterMonths) < today))
        ++band;
    return band;
}

CallOrder call_order(const CallPlace& place, Date today) {
    return {place.tried_today, -age_band(place.last_word, today), -place.candidate_times,
            place.last_word.value_or(Date{}), place.id};
}

}  // namespace michi::assurance
