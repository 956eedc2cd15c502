#include "base/era.hpp"

#include <gtest/gtest.h>

#include <limits>

using namespace michi;

namespace {
struct Reading {
    const char *typed, *date;
    bool confirm;
};
constexpr Reading kAccepted[] = {
    {"昭和64年1月7日", "1989-01-07", false},
    {"平成31年4月30日", "2019-04-30", false},
    {"平成31年5月1日", "2019-05-01", true},
    {"令和元年5月1日", "2019-05-01", false},
    {"R1.5.1", "2019-05-01", false},
    {"大正15年12月25日", "1926-12-25", false},
    {"昭和元年12月25日", "1926-12-25", false},
    {"明治45年7月30日", "1912-07-30", false},
    {"大正元年7月30日", "1912-07-30", false},
    {"㋿5.5.1", "2023-05-01", false},
    {"㍻元.1.8", "1989-01-08", false},
    {"令和　元年 5月 1日", "2019-05-01", false},
    {"R6.7.12", "2024-07-12", false},
    {"令和６年７月１２日", "2024-07-12", false},
    {"2024/7/12", "2024-07-12", false},
    {"2024-07-12", "2024-07-12", false},
    {"20240712", "2024-07-12", false},
    {"2024年7月12日", "2024-07-12", false},
    {"Ｒ６．７．１２", "2024-07-12", false},
    {"令1.5.1", "2019-05-01", false},
    {"Ｈ３１．０５．０１", "2019-05-01", true},
    {"平成31年12月31日", "2019-12-31", true},
    {"２０２４−０７−１２", "2024-07-12", false},
    {"２０２４ー７ー１２", "2024-07-12", false},
    {"2024‐7‐12", "2024-07-12", false},
    {"R6・7・12", "2024-07-12", false},
    {"R060712", "2024-07-12", false},
    {"令和六年七月十二日", "2024-07-12", false},
    {"昭和四十五年十月二十五日", "1970-10-25", false},
    {"平成二十年十一月三十日", "2008-11-30", false},
    {"二〇二四年七月一二日", "2024-07-12", false},
    {"西暦2024年7月12日", "2024-07-12", false},
    {"令和6年(2024年)7月12日", "2024-07-12", false},
    {"令和8年（2026年）11月25日（水）", "2026-11-25", false},
    {"令和8年11月23日（月・祝）", "2026-11-23", false},
    {"令和6年7月12日生", "2024-07-12", false},
    {"2024/7/12 0:00", "2024-07-12", false},
    {"2024-07-12 00:00:00", "2024-07-12", false},
    {"  R6. 7.12 ", "2024-07-12", false},
    {"1948-05-02", "1948-05-02", false},
    {"1951/5/6", "1951-05-06", false},
    {"M6.1.1", "1873-01-01", false},
    {"2024/2/29", "2024-02-29", false},
    {"2000/2/29", "2000-02-29", false},
};
constexpr const char* kRefused[] = {"昭和64年1月8日",
                                    "令和0年1月1日",
                                    "昭和65年1月1日",
                                    "令和",
                                    "平成",
                                    "2026-02-29",
                                    "R6.2.30",
                                    "",
                                    "あした",
                                    "6.7.12",
                                    "明治45年7月31日",
                                    "平成0年5月1日",
                                    "平成65年5月1日",
                                    "昭和元年12月24日",
                                    "大正元年7月29日",
                                    "令和6年(2023年)7月12日",
                                    "2024/7/12 10:30",
                                    "R1 1.5.1",
                                    "2024 7 12",
                                    "24/7/12",
                                    "1900-02-29",
                                    "2023/2/29",
                                    "20241301",
                                    "2024071",
                                    "R6071",
                                    "312345678",
                                    "2024年7月12日（猫）",
                                    "99999999",
                                    "令和6年7月12日12日",
                                    "1872-12-31",
                                    "令和-6年7月12日",
                                    "元年5月1日",
                                    "45.5",
                                    "36925",
                                    "令和6年7月",
                                    "大正15年12月26日"};
}  // namespace

TEST(Era, dates_are_understood_as_people_write_them) {
    for (const Reading& r : kAccepted) {
        const auto got = read_date("birth", r.typed);
        ASSERT_TRUE(got) << r.typed;
        EXPECT_EQ(got->date.iso(), r.date) << r.typed;
        EXPECT_EQ(got->confirm, r.confirm) << r.typed;
    }
}

TEST(Era, a_field_that_may_stay_empty_refuses_only_what_was_typed) {
    Refusals no;
    EXPECT_EQ(read_optional_date("due", " 　", no), std::nullopt);
    EXPECT_EQ(read_optional_date("due", " R6.7.12 ", no), Date::from_ymd(2024, 7, 12));
    EXPECT_FALSE(no.any());
    EXPECT_EQ(read_optional_date("due", "2月30日", no), std::nullopt);
    EXPECT_TRUE(no.on("due"));
}

TEST(Era, what_never_was_is_refused_with_a_sentence) {
    for (const char* typed : kRefused) {
        const auto got = read_date("birth", typed);
        ASSERT_FALSE(got) << typed;
        EXPECT_TRUE(got.error().on("birth")) << typed;
    }
}

TEST(Era, a_day_after_the_era_is_answered_with_its_right_name) {
    const auto got = read_date("birth", "昭和64年1月8日");
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().on("birth")->word, "base.date_after_era"_w);
    EXPECT_EQ(say(got.error().on("birth")->word, Lang::ja, got.error().on("birth")->args),
              "昭和にこの日はありません。平成元年(1989年)"
              "1月8日のことでしたら、そのように入れてください。");
}

TEST(Era, every_format_we_write_can_be_read_again) {
    const Date today = *Date::parse_iso("2026-11-25");
    for (Date day = *Date::parse_iso("2019-04-25"); day <= today; day = day + 17)
        for (const std::string& shown :
             {full_date(day), document_date(day), header_date(day), plain_date(day), day.iso()})
            EXPECT_EQ(read_date("day", shown)->date, day) << shown;
}

TEST(Era, a_megabyte_is_not_a_date) { EXPECT_FALSE(read_date("day", std::string(1 << 20, '1'))); }

TEST(Era, spreadsheet_numbers_follow_the_flag_of_the_workbook) {
    struct Row {
        double serial;
        Epoch epoch;
        const char* date;  // "" = refused
        bool confirm;
    };
    constexpr Row kRows[] = {
        {1, Epoch::from_1900, "1900-01-01", false},
        {59, Epoch::from_1900, "1900-02-28", false},
        {60, Epoch::from_1900, "", false},
        {60.5, Epoch::from_1900, "", false},
        {61, Epoch::from_1900, "1900-03-01", false},
        {45485, Epoch::from_1900, "2024-07-12", false},
        {44023, Epoch::from_1904, "2024-07-12", false},
        {0, Epoch::from_1904, "1904-01-01", false},
        {60, Epoch::from_1904, "1904-03-01", false},
        {0, Epoch::from_1900, "", false},
        {-1, Epoch::from_1904, "", false},
        {45.5, Epoch::from_1900, "1900-02-14", true},
        {36925, Epoch::from_1900, "2001-02-03", false},
        {2958465, Epoch::from_1900, "9999-12-31", false},
        {2958466, Epoch::from_1900, "", false},
        {std::numeric_limits<double>::quiet_NaN(), Epoch::from_1900, "", false},
    };
    for (const Row& r : kRows) {
        const auto got = read_serial("day", r.serial, r.epoch);
        EXPECT_EQ(got ? got->date.iso() : "", r.date) << r.serial;
        EXPECT_EQ(got && got->confirm, r.confirm) << r.serial;
    }
}

TEST(Era, holidays_are_marked) {
    const Date today = *Date::parse_iso("2026-11-25");
    EXPECT_EQ(list_date(*Date::parse_iso("2026-11-23"), today), "11/23(月・祝)");
    EXPECT_EQ(detail_date(*Date::parse_iso("2026-11-23"), today), "11月23日（月・祝）");
    EXPECT_EQ(detail_date(*Date::parse_iso("2025-03-04"), today), "令和7年(2025年)3月4日");
}

TEST(Era, letters_say_the_time_in_words) {
    EXPECT_EQ(letter_time(14 * 60), "午後2時");
    EXPECT_EQ(letter_time(9 * 60 + 30), "午前9時30分");
    EXPECT_EQ(letter_time(12 * 60), "午後0時");
    EXPECT_EQ(letter_time(0), "午前0時");
}

TEST(Era, days_around_the_first_of_april_need_no_year) {
    const auto day = [](const char* iso) { return *Date::parse_iso(iso); };
    EXPECT_EQ(list_date(day("2027-03-31"), day("2027-04-01")), "3/31(水)");
    EXPECT_EQ(list_date(day("2027-04-01"), day("2027-03-31")), "4/1(木)");
    EXPECT_EQ(detail_date(day("2027-03-30"), day("2027-05-03")), "3月30日（火）");
    EXPECT_EQ(list_date(day("2026-12-30"), day("2027-04-01")), "12/30(水)");
    EXPECT_EQ(list_date(day("2026-12-29"), day("2027-04-01")), "令和8年12/29(火)");
    EXPECT_EQ(list_date(day("2027-07-02"), day("2027-03-31")), "令和9年7/2(金)");
    EXPECT_EQ(list_date(day("2026-04-01"), day("2027-03-31")), "4/1(水)");
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
