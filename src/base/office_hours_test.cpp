#include "base/office_hours.hpp"

#include <gtest/gtest.h>

#include "base/working_days.hpp"

namespace michi {
namespace {

Date on(int year, int month, int day) { return *Date::from_ymd(year, month, day); }

OfficeHours weekdays(Spans spans) {
    OfficeHours hours;
    for (std::size_t day = 1; day < 6; ++day) hours.week[day] = spans;
    return hours;
}

/// The calendars that break: long Wednesdays, a closing at midday, days of their own, Sundays too.
std::vector<OfficeHours> calendars() {
    const Spans day{{540, 1020}}, split{{540, 720}, {780, 1020}};
    OfficeHours late = weekdays(day);
    late.week[3] = {{540, 1140}};
    OfficeHours midday = weekdays(split);
    OfficeHours own = weekdays(day);
    own.days[on(2027, 3, 21)] = {{600, 900}};  // a holiday and a Sunday, and open
    own.days[on(2026, 12, 1)] = {};
    own.days[on(2026, 12, 30)] = {{0, 1440}};
    OfficeHours always;
    for (auto& spans : always.week) spans = {{0, 1440}};
    always.on_holidays = true;
    always.closed_from = always.closed_until = 0;
    OfficeHours seldom;
    seldom.week[1] = {{1439, 1440}};
    return {late, midday, own, always, seldom};
}

/// By asking every minute, one after the other.
TEST(OfficeHours, say_of_every_minute_of_a_year_whether_it_is_open_and_what_comes_next) {
    for (const OfficeHours& hours : calendars()) {
        std::optional<Opening> next;
        const Date first = on(2026, 11, 1);
        const Spans beyond = spans_on(hours, first + 366);
        for (int later = 366; later >= 0; --later) {
            const Date day = first + later;
            const Spans spans = spans_on(hours, day);
            for (int minute = 1439; minute >= 0; --minute) {
                const auto until = open_until(hours, day, minute);
                bool open = false;
                for (const Span& span : spans) open |= span.from <= minute && minute < span.until;
                ASSERT_EQ(until.has_value(), open) << day.iso() << " " << minute;
                if (later < 360) {
                    ASSERT_EQ(next_opening(hours, day, minute), next) << day.iso() << " " << minute;
                }
                for (const Span& span : spans)
                    if (span.from == minute) next = Opening{day, minute};
            }
        }
        EXPECT_LE(beyond.size(), 2U);
    }
}

TEST(OfficeHours, are_closed_on_holidays_and_at_the_turn_of_the_year) {
    const OfficeHours hours = weekdays({{540, 1020}});
    EXPECT_FALSE(spans_on(hours, on(2026, 11, 24)).empty());
    EXPECT_TRUE(spans_on(hours, on(2026, 11, 23)).empty()) << "勤労感謝の日";
    for (const Date day : {on(2026, 12, 29), on(2026, 12, 31), on(2027, 1, 1), on(2027, 1, 3)})
        EXPECT_TRUE(spans_on(hours, day).empty()) << day.iso();
    EXPECT_EQ(next_opening(hours, on(2026, 12, 28), 17 * 60), (Opening{on(2027, 1, 4), 540}));
    EXPECT_EQ(next_opening(hours, on(2026, 11, 20), 17 * 60), (Opening{on(2026, 11, 24), 540}))
        << "over a weekend and a holiday";
}

TEST(OfficeHours, of_a_day_of_its_own_stand_above_all_else) {
    OfficeHours hours = weekdays({{540, 1020}});
    hours.days[on(2026, 11, 25)] = {};
    hours.days[on(2026, 12, 30)] = {{600, 720}};
    EXPECT_EQ(next_opening(hours, on(2026, 11, 24), 1020), (Opening{on(2026, 11, 26), 540}));
    EXPECT_EQ(open_until(hours, on(2026, 12, 30), 650), 720);
}

TEST(OfficeHours, that_nobody_told_open_never) {
    EXPECT_FALSE(is_told({}));
    EXPECT_EQ(next_opening({}, on(2026, 11, 24), 0), std::nullopt);
}

TEST(OfficeHours, are_read_as_people_type_them) {
    const Spans split{{540, 720}, {780, 1020}};
    for (const char* typed : {"9:00〜12:00、13:00〜17:00", "9:00-12:00, 13:00-17:00",
                              "９：００～１２：００、１３：００～１７：００",
                              "9時から12時・13時から17時", "13:00〜17:00、9:00〜12:00"}) {
        const auto read = read_spans("mon", typed);
        ASSERT_TRUE(read.has_value()) << typed;
        EXPECT_EQ(*read, split) << typed;
    }
    EXPECT_TRUE(read_spans("mon", " ")->empty());
    EXPECT_EQ(spans_text(split, Lang::ja), "9:00〜12:00、13:00〜17:00");
    EXPECT_EQ(*read_spans("mon", "0:00〜24:00"), (Spans{{0, 1440}}));
    for (const char* typed :
         {"9時", "17:00〜9:00", "9:00〜12:00、11:00〜17:00", "平日", "9:00〜25:00"})
        EXPECT_FALSE(read_spans("mon", typed).has_value()) << typed;
}

}  // namespace
}  // namespace michi
