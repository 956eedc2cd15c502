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

TEST(Age, is_counted_in_complete_months) {
    struct Row {
        const char *birth, *day, *text, *why;
    };
    constexpr Row kRows[] = {
        {"2026-11-25", "2026-11-25", "0か月", "the day of birth"},
        {"2026-11-26", "2026-11-25", "", "not born yet"},
        {"2026-01-31", "2026-02-28", "0か月", "no 31 February: complete at the end of the 28th"},
        {"2026-01-31", "2026-03-01", "1か月", "shown the day after"},
        {"2026-01-31", "2026-03-30", "1か月", "the eve of two months"},
        {"2024-02-29", "2025-02-28", "11か月", "the eve of the first birthday"},
        {"2024-02-29", "2025-03-01", "1歳", "29 February: birthday on 1 March"},
        {"2024-02-29", "2025-03-28", "1歳", "the month is not complete"},
        {"2024-02-29", "2025-03-29", "1歳1か月", "one month on"},
        {"2024-02-29", "2028-02-29", "4歳", "the day exists again"},
        {"2020-11-26", "2026-11-25", "5歳11か月", "months until six"},
        {"2020-11-25", "2026-11-25", "6歳", "whole years from six"},
        {"2020-12-31", "2026-12-30", "5歳11か月", "year end"},
    };
    for (const Row& r : kRows) EXPECT_EQ(age_text(age_on(d(r.birth), d(r.day))), r.text) << r.why;
}

TEST(Age, every_day_of_a_life_agrees_with_the_act) {
    for (const char* birth : {"2008-02-29", "2008-02-28", "2008-03-01", "2008-04-01", "2008-12-31"})
        for (int years = 1; years <= 20; ++years) {
            const Date eve = attains(d(birth), years);
            EXPECT_EQ(age_on(d(birth), eve).years, years - 1) << birth << years;
            EXPECT_EQ(age_on(d(birth), eve + 1).years, years) << birth << years;
        }
}

TEST(Birth, is_neither_too_long_ago_nor_too_far_ahead) {
    const Date today = d("2026-11-25");
    EXPECT_FALSE(check_birth("birth", today, today).any());
    EXPECT_FALSE(check_birth("birth", d("2027-05-01"), today).any()) << "an expected date";
    EXPECT_TRUE(check_birth("birth", d("2027-11-25"), today).on("birth"));
    EXPECT_FALSE(check_birth("birth", d("1906-11-25"), today).any());
    EXPECT_TRUE(check_birth("birth", d("1906-11-24"), today).on("birth"));
}

TEST(Death, follows_birth_and_is_not_in_the_future) {
    const Date today = d("2026-11-25");
    EXPECT_FALSE(check_death("death", today, today, today).any());
    EXPECT_TRUE(check_death("death", today - 1, today, today).any());
    EXPECT_TRUE(check_death("death", today + 1, today, today).any());
}

TEST(Age, grade_follows_the_school_year) {
    EXPECT_EQ(grade_text(d("2020-04-02"), d("2026-11-25")), "年長");
    EXPECT_EQ(grade_text(d("2020-04-01"), d("2026-11-25")), "小1");
    EXPECT_EQ(grade_text(d("2009-01-02"), d("2026-11-25")), "高3");
    EXPECT_EQ(grade_text(d("2024-07-12"), d("2026-11-25")), "");
    EXPECT_EQ(grade_text(d("2023-04-01"), d("2026-04-01")), "年少");
    EXPECT_EQ(grade_text(d("2023-04-02"), d("2026-04-01")), "");
    EXPECT_EQ(grade_text(d("2014-04-01"), d("2026-04-01")), "中1");
    EXPECT_EQ(grade_text(d("2008-04-01"), d("2026-03-31")), "高3");
    EXPECT_EQ(grade_text(d("2008-04-01"), d("2026-04-01")), "");
    EXPECT_EQ(grade_text(d("2008-04-02"), d("2026-04-01")), "高3");
}
