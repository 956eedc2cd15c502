#include "people/guessing.hpp"

#include <gtest/gtest.h>

namespace michi::people {
namespace {

constexpr Instant kNow{1'000'000'000};

Guesses after(int count, std::int64_t seconds_since_last) {
    const Instant last{kNow.ms - seconds_since_last * 1000};
    return {.count = count, .oldest = last, .last = last, .of_all_strangers = count};
}

struct Row {
    const char* sentence;
    Guesses guesses;
    GuessLimit limit;
    std::int64_t wait;
};
const Row kRows[] = {
    {"nobody waits before the first guess", after(0, 0), kStranger, 0},
    {"two slips of the fingers cost no wait", after(2, 0), kStranger, 0},
    {"after the third a second passes", after(3, 0), kStranger, 1000},
    {"and when it has passed, the next is looked at", after(3, 1), kStranger, 0},
    {"the wait doubles", after(5, 1), kStranger, 3000},
    {"after the ninth a minute passes", after(9, 0), kStranger, 64'000},
    {"the tenth waits until the hour of the first has passed", after(10, 600), kStranger,
     3'000'000},
    {"after an hour it begins again", after(10, 3600), kStranger, 0},
    {"five codes in a quarter of an hour are looked at", after(4, 0), kSecondFactor, 0},
    {"a sixth is not", after(5, 60), kSecondFactor, 14 * kMinute},
    {"a clock set back makes nobody wait longer than the window", after(10, -86400), kStranger,
     60 * kMinute},
    {"many strangers at many logins are held back together",
     {.count = 0, .oldest = kNow, .last = kNow, .of_all_strangers = 600},
     kStranger,
     kMinute},
    {"but not a device that is known",
     {.count = 0, .oldest = kNow, .last = kNow, .of_all_strangers = 600},
     kKnownDevice,
     0},
};

TEST(Guessing, waits_as_the_table_says) {
    for (const Row& row : kRows)
        EXPECT_EQ(wait_before_guess(row.guesses, row.limit, kNow), row.wait) << row.sentence;
}

TEST(Guessing, of_ten_thousand_at_one_login_ten_an_hour_are_looked_at) {
    std::vector<Instant> failures;
    int looked_at = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Instant at{kNow.ms + i * 360};  // an hour in all
        Guesses seen;
        for (const Instant failure : failures)
            if (failure.ms > at.ms - kStranger.window) {
                if (seen.count++ == 0) seen.oldest = failure;
                seen.last = failure;
            }
        if (wait_before_guess(seen, kStranger, at) > 0) continue;
        ++looked_at;
        failures.push_back(at);
    }
    EXPECT_EQ(looked_at, kStranger.count);
}

}  // namespace
}  // namespace michi::people
