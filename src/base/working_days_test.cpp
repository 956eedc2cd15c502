#include "base/working_days.hpp"

#include <gtest/gtest.h>

using namespace michi;

namespace {
Date d(const char* iso) { return *Date::parse_iso(iso); }
struct Day {
    const char* iso;
    bool open;
    const char* why;
};
constexpr Day kDays[] = {
    {"2020-07-23", false, "海の日 moved for the Games"},
    {"2020-07-24", false, "スポーツの日 moved"},
    {"2020-08-10", false, "山の日 moved"},
    {"2020-10-12", true, "second Monday of October 2020 is ordinary"},
    {"2021-07-22", false, "海の日 moved"},
    {"2021-08-09", false, "振替休日 after 山の日 on Sunday"},
    {"2021-10-11", true, "no スポーツの日 in October 2021"},
    {"2019-12-29", false, "Sunday"},
    {"2024-02-12", false, "振替休日"},
    {"2024-05-06", false, "振替休日 after three holidays"},
    {"2025-05-06", false, "振替休日"},
    {"2026-05-06", false, "憲法記念日 on Sunday: substitute on Wednesday"},
    {"2026-09-22", false, "国民の休日 between 敬老の日 and 秋分の日"},
    {"2026-09-21", false, "敬老の日"},
    {"2026-09-23", false, "秋分の日"},
    {"2026-11-23", false, "勤労感謝の日"},
    {"2026-11-24", true, "Tuesday after it"},
    {"2026-12-28", true, "last working day"},
    {"2026-12-29", false, "closed"},
    {"2026-12-31", false, "closed"},
    {"2027-01-01", false, "元日"},
    {"2027-01-03", false, "closed"},
    {"2027-01-04", true, "first working day"},
    {"2027-01-11", false, "成人の日"},
    {"2026-03-20", false, "春分の日"},
    {"2027-03-22", false, "substitute of 春分の日 on Sunday"},
    {"2026-11-21", false, "Saturday"},
    {"2026-11-22", false, "Sunday"},
    {"2032-09-21", false, "国民の休日 2032"},
    {"2035-02-12", false, "振替休日 2035"},
    {"2035-12-28", true, "Friday"},
    {"2028-02-23", false, "天皇誕生日"},
};
}  // namespace

TEST(WorkingDays, holidays_of_2020_to_2035_are_known) {
    for (const Day& day : kDays)
        EXPECT_EQ(is_working_day(d(day.iso)), day.open) << day.iso << " " << day.why;
}

TEST(WorkingDays, five_days_over_a_long_weekend) {
    EXPECT_EQ(add_working_days(d("2026-11-20"), 1).iso(), "2026-11-24");
    EXPECT_EQ(add_working_days(d("2026-11-20"), 5).iso(), "2026-11-30");
    EXPECT_EQ(add_working_days(d("2026-12-28"), 1).iso(), "2027-01-04");
}

TEST(WorkingDays, overdue_is_counted_in_working_days) {
    EXPECT_EQ(working_days_between(d("2026-11-20"), d("2026-11-25")), 2);
    EXPECT_EQ(working_days_between(d("2026-11-25"), d("2026-11-25")), 0);
    EXPECT_EQ(working_days_between(d("2026-11-26"), d("2026-11-25")), 0);
}

TEST(WorkingDays, every_year_has_as_many_holidays_as_the_cabinet_office_lists) {
    struct Year {
        int year, holidays;
    };
    constexpr Year kPublished[] = {{2020, 18}, {2021, 17}, {2022, 16}, {2023, 17},
                                   {2024, 21}, {2025, 19}, {2026, 18}, {2027, 17}};
    for (const Year& y : kPublished) {
        int count = 0;
        for (Date day = *Date::from_ymd(y.year, 1, 1); day.year() == y.year; day = day + 1)
            count += holiday_name(day).has_value();
        EXPECT_EQ(count, y.holidays) << y.year;
    }
}

TEST(WorkingDays, computed_equinoxes_are_marked_with_what_hangs_on_them) {
    EXPECT_FALSE(is_computed_holiday(d("2027-03-21")));
    EXPECT_TRUE(is_computed_holiday(d("2028-03-20")));
    EXPECT_TRUE(is_computed_holiday(d("2032-09-21"))) << "国民の休日 between 敬老の日 and 秋分の日";
    EXPECT_TRUE(is_computed_holiday(d("2033-03-21"))) << "振替休日 of 春分の日";
    EXPECT_FALSE(is_computed_holiday(d("2028-09-18"))) << "敬老の日 is a Monday by law";
    EXPECT_FALSE(is_computed_holiday(d("2035-02-12")));
    EXPECT_EQ(holidays_known_until().iso(), "2035-12-31");
}
