#include "people/opening.hpp"

#include <gtest/gtest.h>

#include "people/people.hpp"
#include "town.hpp"

namespace michi::people {
namespace {

class Openings : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam()};
    Opening read() {
        return town.ask([&](Tx& tx) { return opening_of(tx, town.centre, town.now().today); });
    }
};
ON_EACH_ENGINE(Openings);

TEST_P(Openings, come_back_as_they_were_written) {
    EXPECT_FALSE(read().told);
    Opening opening;
    opening.hours.week[1] = {{540, 720}, {780, 1020}};
    opening.hours.week[6] = {{0, 1440}};
    opening.hours.on_holidays = true;
    opening.hours.closed_from = 1230;
    opening.hours.closed_until = 104;
    opening.costs_nothing = true;
    const Date today = town.now().today;
    town.write([&](Tx& tx) {
        keep_opening(tx, town.centre, opening);
        keep_own_day(tx, town.centre, today + -1, {}, "過ぎた日");
        keep_own_day(tx, town.centre, today + 3, {}, "休み");
        keep_own_day(tx, town.centre, today + 3, {{600, 900}}, "短い日");
        keep_own_day(tx, town.centre, today + 4, {}, "やめる日");
        drop_own_day(tx, town.centre, today + 4);
    });
    opening.hours.days[today + 3] = {{600, 900}};
    const Opening kept = read();
    EXPECT_EQ(kept.hours, opening.hours);
    EXPECT_TRUE(kept.costs_nothing);
    EXPECT_EQ(kept.why.at(today + 3), "短い日") << "the later word holds";
    EXPECT_EQ(kept.why.size(), 1U);
    town.write([&](Tx& tx) { keep_opening(tx, town.centre, {}); });
    EXPECT_FALSE(is_told(OfficeHours{read().hours.week}));
}

TEST(WeekText, gathers_days_of_the_same_hours) {
    OfficeHours hours;
    EXPECT_EQ(week_text(hours, Lang::ja), "");
    for (std::size_t day = 1; day < 6; ++day) hours.week[day] = {{540, 1020}};
    EXPECT_EQ(week_text(hours, Lang::ja), "月〜金 9:00〜17:00");
    hours.week[3] = {{540, 1140}};
    EXPECT_EQ(week_text(hours, Lang::ja), "月〜火 9:00〜17:00、水 9:00〜19:00、木〜金 9:00〜17:00");
    hours.week[0] = {{600, 720}};
    EXPECT_EQ(week_text(hours, Lang::en),
              "Mon–Tue 9:00–17:00; Wed 9:00–19:00; Thu–Fri 9:00–17:00; Sun 10:00–12:00");
}

}  // namespace
}  // namespace michi::people
