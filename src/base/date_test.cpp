#include "base/date.hpp"

#include <gtest/gtest.h>

using namespace michi;

TEST(Date, the_day_changes_at_midnight_in_japan_and_not_in_utc) {
    const Date day = *Date::parse_iso("2026-11-24");
    EXPECT_EQ(at_in_japan(day, 0).in_japan(), day);
    EXPECT_EQ(Instant{at_in_japan(day, 0).ms - 1}.in_japan(), day - 1);
    EXPECT_EQ(at_in_japan(day, 23 * 60 + 59).iso(), "2026-11-24T14:59:00.000Z");
}

TEST(Date, days_that_never_were_are_refused) {
    for (const char* wrong : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "20260101", "",
                              "2026-11-3x", "-026-11-30"})
        EXPECT_FALSE(Date::parse_iso(wrong)) << wrong;
    EXPECT_EQ(Date::parse_iso("2024-02-29")->iso(), "2024-02-29");
}

TEST(Date, a_month_later_is_the_last_day_when_the_day_is_missing) {
    EXPECT_EQ(add_months(*Date::parse_iso("2026-01-31"), 1).iso(), "2026-02-28");
    EXPECT_EQ(add_months(*Date::parse_iso("2026-11-25"), 3).iso(), "2027-02-25");
}
