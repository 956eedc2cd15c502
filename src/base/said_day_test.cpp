#include "base/said_day.hpp"

#include <gtest/gtest.h>

#include "base/era.hpp"

namespace michi {
namespace {

const Date kWednesday = *Date::from_ymd(2026, 11, 25);

std::string read(std::string_view text, Toward toward = Toward::coming, Date today = kWednesday) {
    const auto day = read_said_day("due", text, toward, today);
    return day ? day->iso() : std::string(word_text(day.error().items.front().word, Lang::ja));
}

TEST(SaidDay, is_read_as_people_say_it) {
    struct {
        const char *text, *coming, *past;
    } rows[] = {
        {"12/4", "2026-12-04", "2025-12-04"},
        {"12月4日", "2026-12-04", "2025-12-04"},
        {"１２／４", "2026-12-04", "2025-12-04"},
        {"12.4", "2026-12-04", "2025-12-04"},
        {"12-4", "2026-12-04", "2025-12-04"},
        {"11/25", "2026-11-25", "2026-11-25"},
        {"11/24", "2027-11-24", "2026-11-24"},
        {"12/4(金)", "2026-12-04", nullptr},
        {"12月4日（金）まで", "2026-12-04", nullptr},
        {"11/23(月・祝)", nullptr, "2026-11-23"},
        {"8/12/4", "2026-12-04", "2026-12-04"},
        {"8.12.4", "2026-12-04", "2026-12-04"},
        {"26/12/4", "2026-12-04", "2026-12-04"},
        {"R8.12.4", "2026-12-04", "2026-12-04"},
        {"元年5月1日", nullptr, nullptr},
        {"令和元年5月1日", "2019-05-01", "2019-05-01"},
        {"令和8年12月4日（金）", "2026-12-04", "2026-12-04"},
        {"2026-12-04", "2026-12-04", "2026-12-04"},
        {"20261204", "2026-12-04", "2026-12-04"},
        {"今日", "2026-11-25", "2026-11-25"},
        {"あす", "2026-11-26", "2026-11-26"},
        {"明後日", "2026-11-27", "2026-11-27"},
        {"きのう", "2026-11-24", "2026-11-24"},
        {"金曜", "2026-11-27", "2026-11-20"},
        {"金曜日", "2026-11-27", "2026-11-20"},
        {"水曜", "2026-12-02", "2026-11-18"},
        {"今週の金曜", "2026-11-27", "2026-11-27"},
        {"来週の火曜", "2026-12-01", "2026-12-01"},
        {"来週火", "2026-12-01", "2026-12-01"},
        {"再来週の月曜日", "2026-12-07", "2026-12-07"},
        {"先週の月曜", "2026-11-16", "2026-11-16"},
        {"今週", "2026-11-27", "2026-11-27"},
        {"来週", "2026-11-30", "2026-11-30"},
        {"3日後", "2026-11-28", "2026-11-28"},
        {"３日後", "2026-11-28", "2026-11-28"},
        {"2週間後", "2026-12-09", "2026-12-09"},
        {"1か月後", "2026-12-25", "2026-12-25"},
        {"1ヶ月後", "2026-12-25", "2026-12-25"},
        {"3か月前", "2026-08-25", "2026-08-25"},
        {"5開庁日後", "2026-12-02", "2026-12-02"},
        {"1年後", "2027-11-25", "2027-11-25"},
        {"月末", "2026-11-30", "2026-11-30"},
        {"来月末", "2026-12-31", "2026-12-31"},
        {"来月10日", "2026-12-10", "2026-12-10"},
        {"10日", "2026-12-10", "2026-11-10"},
        {"31日", "2026-12-31", "2026-10-31"},
        {"年度末", "2027-03-31", "2027-03-31"},
        {"2/29", "2028-02-29", "2024-02-29"},
    };
    for (const auto& row : rows) {
        if (row.coming) {
            EXPECT_EQ(read(row.text), row.coming) << row.text;
        }
        if (row.past) {
            EXPECT_EQ(read(row.text, Toward::past), row.past) << row.text;
        }
    }
}

TEST(SaidDay, is_refused_with_what_to_write_instead) {
    for (const char* text : {"そのうち", "13/4/5/6", "12/", "/4", "金", "来週の", "0日",
                             "99999日後", "来月31日まで待つ", "5開庁日前", "12/4(金", "元年5月1日"})
        EXPECT_EQ(read(text), word_text("base.day_unreadable"_w, Lang::ja)) << text;
    EXPECT_EQ(read("13/4"), word_text("base.date_never_was"_w, Lang::ja));
    EXPECT_EQ(read("2/30"), word_text("base.date_never_was"_w, Lang::ja));
    EXPECT_EQ(read("令和0年1月1日"), word_text("base.date_year_zero"_w, Lang::ja));
    EXPECT_EQ(read("12/4(木)"), word_text("base.day_other_weekday"_w, Lang::ja));
    EXPECT_EQ(read(std::string(200, '1')), word_text("base.day_unreadable"_w, Lang::ja));
    Refusals no;
    EXPECT_FALSE(read_said_day("due", " 　", Toward::coming, kWednesday, no));
    EXPECT_FALSE(no.any()) << "it may stay empty";
}

TEST(SaidDay, comes_back_from_what_the_screens_write_whatever_the_day) {
    for (int ahead = 0; ahead < 800; ++ahead) {
        const Date today = kWednesday + ahead;
        for (const int off : {0, 1, 20, 91}) {
            const Date day = today + off;
            EXPECT_EQ(read(list_date(day, today), Toward::coming, today), day.iso());
            EXPECT_EQ(read(detail_date(day, today), Toward::coming, today), day.iso());
            EXPECT_EQ(read(document_date(day), Toward::past, today), day.iso());
            EXPECT_EQ(read(full_date(day), Toward::past, today), day.iso());
            const Date before = today + -off;
            EXPECT_EQ(read(detail_date(before, today), Toward::past, today), before.iso());
        }
    }
}

TEST(SaidDay, that_is_read_comes_back_from_its_row) {
    for (const char* unit : {"日", "週間", "か月", "年"})
        for (const char* way : {"前", "後"})
            for (const int count : {1, 99, 100, 101, 1199, 1200, 1201, 1925, 2026, 2100, 3650})
                for (const Date today : {kWednesday, *Date::from_ymd(2100, 2, 28)}) {
                    const std::string text = std::to_string(count) + unit + way;
                    const auto day = read_said_day("due", text, Toward::coming, today);
                    EXPECT_TRUE(!day || Date::parse_iso(day->iso()) == *day) << text;
                }
    EXPECT_EQ(read("2026年前"), word_text("base.day_unreadable"_w, Lang::ja));
    EXPECT_EQ(read("100年前"), "1926-11-25");
}

}  // namespace
}  // namespace michi
