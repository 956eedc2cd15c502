#include "base/era.hpp"

#include <gtest/gtest.h>

using namespace michi;

namespace {
struct Reading {
    const char *typed, *date;
    bool confirm;
};
constexpr Reading kAccepted[] = {
    {"昭和64年1月7日", "1989-01-07", false},   {"平成31年4月30日", "2019-04-30", false},
    {"平成31年5月1日", "2019-05-01", true},    {"令和元年5月1日", "2019-05-01", false},
    {"R1.5.1", "2019-05-01", false},           {"大正15年12月25日", "1926-12-25", false},
    {"昭和元年12月25日", "1926-12-25", false}, {"明治45年7月30日", "1912-07-30", false},
    {"大正元年7月30日", "1912-07-30", false},  {"㋿5.5.1", "2023-05-01", false},
    {"㍻元.1.8", "1989-01-08", false},         {"令和　元年 5月 1日", "2019-05-01", false},
    {"R6.7.12", "2024-07-12", false},          {"令和６年７月１２日", "2024-07-12", false},
    {"2024/7/12", "2024-07-12", false},        {"2024-07-12", "2024-07-12", false},
    {"20240712", "2024-07-12", false},         {"2024年7月12日", "2024-07-12", false},
    {"Ｒ６．７．１２", "2024-07-12", false},
};
constexpr const char* kRefused[] = {"昭和64年1月8日", "令和0年1月1日", "昭和65年1月1日", "令和", "平成",
                                    "2026-02-29",     "R6.2.30",       "",               "あした", "6.7.12",
                                    "令和6年7月",     "大正15年12月26日"};
}  // namespace

TEST(Era, dates_are_understood_as_people_write_them) {
    for (const Reading& r : kAccepted) {
        const auto got = read_date("birth", r.typed);
        ASSERT_TRUE(got) << r.typed;
        EXPECT_EQ(got->date.iso(), r.date) << r.typed;
        EXPECT_EQ(got->confirm, r.confirm) << r.typed;
    }
}

TEST(Era, what_never_was_is_refused_with_a_sentence) {
    for (const char* typed : kRefused) {
        const auto got = read_date("birth", typed);
        ASSERT_FALSE(got) << typed;
        EXPECT_TRUE(got.error().on("birth")) << typed;
    }
}

TEST(Era, the_screens_write_dates_as_the_office_does) {
    const Date today = *Date::parse_iso("2026-11-25");
    EXPECT_EQ(list_date(*Date::parse_iso("2026-11-27"), today), "11/27(金)");
    EXPECT_EQ(list_date(*Date::parse_iso("2025-03-04"), today), "令和7年3/4(火)");
    EXPECT_EQ(detail_date(*Date::parse_iso("2026-11-27"), today), "11月27日（金）");
    EXPECT_EQ(full_date(*Date::parse_iso("2024-07-12")), "令和6年(2024年)7月12日");
    EXPECT_EQ(document_date(*Date::parse_iso("2019-05-01")), "令和元年5月1日（水）");
    EXPECT_EQ(fiscal_year_name(fiscal_year(*Date::parse_iso("2027-03-31"))), "令和8年度");
}
