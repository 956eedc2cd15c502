#include "web/tries.hpp"

#include <gtest/gtest.h>

namespace michi::web {
namespace {

constexpr Instant kNow{1'000'000'000'000};
constexpr std::int64_t kHour = 3'600'000;
constexpr TryLimit kLimit{
    .kind = "test", .window = kHour, .of_one = {3, 10}, .of_household = {20}, .of_all = {600}};
constexpr TryLimit kStrict{.kind = "strict",
                           .window = kHour,
                           .of_one = {},
                           .of_household = {10, 10},
                           .of_all = {300, 300}};

/// So many, all of them so long ago.
Tried after(int count, std::int64_t seconds = 0) {
    const Instant at{kNow.ms - seconds * 1000};
    return {count, at};
}

struct Row {
    const char* sentence;
    Tries tries;
    Trier who;
    std::int64_t wait, refused_for;
    const TryLimit& limit = kLimit;
};
const Tries kGuilty{.of_one = {}, .of_household = after(610), .of_all = after(20)};
const Tries kEverywhere{.of_one = {}, .of_household = {}, .of_all = after(608)};

const Row kRows[] = {
    {"nobody waits before the first guess", {}, Trier::stranger, 0, 0},
    {"two slips of the fingers cost no wait", {.of_one = after(2)}, Trier::stranger, 0, 0},
    {"after the third a second passes", {.of_one = after(3)}, Trier::stranger, 1000, 0},
    {"the wait doubles", {.of_one = after(5)}, Trier::stranger, 4000, 0},
    {"but is never longer than a person bears",
     {.of_one = after(9)},
     Trier::stranger,
     kLongestWait,
     0},
    {"the tenth is refused until the first is an hour old",
     {.of_one = after(10, 600)},
     Trier::stranger,
     0,
     3'000'000},
    {"at a town hall too", {.of_one = after(10, 600)}, Trier::town_hall, 0, 3'000'000},
    {"a known device never waits",
     {.of_one = after(9), .of_household = after(610), .of_all = after(9000)},
     Trier::known_device,
     0,
     0},
    {"but guesses no more than others do",
     {.of_one = after(10, 600)},
     Trier::known_device,
     0,
     3'000'000},
    {"a household spends its own share first",
     {.of_one = {}, .of_household = after(19)},
     Trier::stranger,
     0,
     0},
    {"then its new devices wait",
     {.of_one = {}, .of_household = after(20)},
     Trier::stranger,
     1000,
     0},
    {"up to the longest, whatever was tried, and are not refused", kGuilty, Trier::stranger,
     kLongestWait, 0},
    {"a town hall is no household", kGuilty, Trier::town_hall, 0, 0},
    {"what comes from everywhere slows strangers and refuses nobody", kEverywhere, Trier::stranger,
     kLongestWait, 0},
    {"and is nothing to a town hall", kEverywhere, Trier::town_hall, 0, 0},
    {"a clock set back refuses nobody longer than the window",
     {.of_one = after(10, -86400)},
     Trier::stranger,
     0,
     kHour},
    {"where a share is strict, the household is refused",
     {.of_one = {}, .of_household = after(10)},
     Trier::stranger,
     0,
     kHour,
     kStrict},
    {"but no town hall",
     {.of_one = {}, .of_household = after(10)},
     Trier::town_hall,
     0,
     0,
     kStrict},
    {"and all are",
     {.of_one = {}, .of_household = {}, .of_all = after(300, 60)},
     Trier::stranger,
     0,
     kHour - 60'000,
     kStrict},
};

TEST(Tries, wait_as_the_table_says) {
    for (const Row& row : kRows) {
        const Turn turn = turn_of(row.tries, row.limit, row.who, kNow);
        EXPECT_EQ(turn.wait, row.wait) << row.sentence;
        EXPECT_EQ(turn.refused_for, row.refused_for) << row.sentence;
    }
}

TEST(Tries, of_ten_thousand_at_one_login_ten_an_hour_are_looked_at) {
    std::vector<Instant> failures;
    int looked_at = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Instant at{kNow.ms + i * 360};  // an hour in all
        Tried seen;
        for (const Instant failure : failures)
            if (failure.ms > at.ms - kHour && seen.count++ == 0) seen.oldest = failure;
        if (turn_of({.of_one = seen}, kLimit, Trier::stranger, at).refused_for > 0) continue;
        ++looked_at;
        failures.push_back(at);
    }
    EXPECT_EQ(looked_at, 10);
}

}  // namespace
}  // namespace michi::web
