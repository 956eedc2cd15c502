#include "base/age.hpp"

#include <gtest/gtest.h>

using namespace michi;

namespace {
Date d(const char* iso) { return *Date::parse_iso(iso); }
struct Case {
    const char *birth, *attains18, *march, *why;
    int school;
};
// security bar, part 5: computed from the Age Calculation Act and 民法143条.
constexpr Case kTable[] = {
    {"2008-03-31", "2026-03-30", "2026-03-31", "born at the end of March", 2014},
    {"2008-04-01", "2026-03-31", "2026-03-31", "1 April belongs to the earlier school year", 2014},
    {"2008-04-02", "2026-04-01", "2027-03-31", "2 April belongs to the later one", 2015},
    {"2008-02-28", "2026-02-27", "2026-03-31", "the eve of 28 February", 2014},
    {"2008-02-29", "2026-02-28", "2026-03-31", "29 February: the eve is 28 February", 2014},
    {"2008-03-01", "2026-02-28", "2026-03-31", "the eve of 1 March", 2014},
    {"2008-01-01", "2025-12-31", "2026-03-31", "the eve of New Year", 2014},
};
}  // namespace

TEST(Age, eighteen_is_attained_at_the_end_of_the_eve) {
    for (const Case& c : kTable) {
        EXPECT_EQ(attains(d(c.birth), 18).iso(), c.attains18) << c.why;
        EXPECT_EQ(age_on(d(c.birth), d(c.attains18)).years, 17) << c.why;
        EXPECT_EQ(age_on(d(c.birth), d(c.attains18) + 1).years, 18) << c.why;
        EXPECT_EQ(first_march_after_18(d(c.birth)).iso(), c.march) << c.why;
        EXPECT_EQ(school_entry_year(d(c.birth)), c.school) << c.why;
    }
}

TEST(Age, the_eve_of_1_march_is_29_february_in_a_leap_year) {
    EXPECT_EQ(attains(d("2008-03-01"), 20).iso(), "2028-02-29");
    EXPECT_EQ(attains(d("2008-02-29"), 20).iso(), "2028-02-28");
}

TEST(Age, is_shown_in_months_for_the_small_ones) {
    EXPECT_EQ(age_text(age_on(d("2024-07-12"), d("2026-11-25"))), "2歳4か月");
    EXPECT_EQ(age_text(age_on(d("2026-04-20"), d("2026-11-25"))), "7か月");
    EXPECT_EQ(age_text(age_on(d("2009-01-02"), d("2026-11-25"))), "17歳");
}

TEST(Age, grade_follows_the_school_year) {
    EXPECT_EQ(grade_text(d("2020-04-02"), d("2026-11-25")), "年長");
    EXPECT_EQ(grade_text(d("2020-04-01"), d("2026-11-25")), "小1");
    EXPECT_EQ(grade_text(d("2009-01-02"), d("2026-11-25")), "高3");
    EXPECT_EQ(grade_text(d("2024-07-12"), d("2026-11-25")), "");
}
