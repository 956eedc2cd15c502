#include <gmock/gmock.h>

#include "people/opening.hpp"
#include "setup/pages_test.hpp"

namespace michi::setup {
namespace {

using testing::HasSubstr;
using testing::Not;

class Hours : public TownToSetUp {
  public:
    std::string hours() const { return at(town.centre, "/hours"); }
    people::Opening opening() {
        return town.ask(
            [&](Tx& tx) { return people::opening_of(tx, town.centre, town.now().today); });
    }
    web::Answer weekdays(std::string wednesday = "9:00〜19:00") {
        return town.post(town.ito, hours(),
                         {{"mon", "9:00〜12:00、13:00〜17:00"},
                          {"tue", "9:00〜12:00、13:00〜17:00"},
                          {"wed", std::move(wednesday)},
                          {"turn", "1"},
                          {"costs_nothing", "1"}});
    }
};
ON_EACH_ENGINE(Hours);

TEST_P(Hours, are_written_by_head_and_administrator_and_read_as_one_truth) {
    EXPECT_EQ(weekdays().status, 303);
    const auto kept = opening();
    EXPECT_TRUE(kept.told);
    EXPECT_TRUE(kept.costs_nothing);
    EXPECT_EQ(kept.hours.week[1], (Spans{{540, 720}, {780, 1020}}));
    EXPECT_EQ(kept.hours.week[3], (Spans{{540, 1140}}));
    EXPECT_TRUE(kept.hours.week[0].empty());
    EXPECT_EQ(kept.hours.closed_from, 1229);
    EXPECT_EQ(card(town.centre).hours, "月〜火 9:00〜12:00、13:00〜17:00、水 9:00〜19:00");
    EXPECT_EQ(town.post(admin, hours(), {{"mon", "10:00〜15:00"}}).status, 303);
    EXPECT_EQ(card(town.centre).hours, "月 10:00〜15:00");
    for (const Subject& who : {town.miura, town.sato, town.kimura, town.ken})
        EXPECT_EQ(town.post(who, hours(), {{"mon", "0:00〜1:00"}}).status, 403) << who.name;
}

TEST_P(Hours, of_the_card_are_no_more_typed_once_they_are_data) {
    EXPECT_THAT(town.get(admin, at(town.centre)).body, HasSubstr("name=\"hours\""));
    weekdays();
    const std::string page = town.get(admin, at(town.centre)).body;
    EXPECT_THAT(page, Not(HasSubstr("name=\"hours\"")));
    EXPECT_THAT(page, HasSubstr(hours()));
    EXPECT_EQ(
        town.post(admin, at(town.centre), with(as_it_is(town.centre), "hours", "いつでも")).status,
        303);
    EXPECT_THAT(card(town.centre).hours, HasSubstr("水 9:00〜19:00"));
}

TEST_P(Hours, that_cannot_be_read_are_said_so_and_kept_as_typed) {
    const auto page = weekdays("9時から");
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("value=\"9時から\""));
    EXPECT_THAT(page.body, HasSubstr("9:00〜12:00、13:00〜17:00 のように"));
    EXPECT_FALSE(opening().told);
    EXPECT_EQ(town.post(town.ito, hours(), {{"mon", ""}}).status, 422) << "open on no day";
}

TEST_P(Hours, of_one_day_are_added_and_taken_away) {
    weekdays();
    EXPECT_EQ(
        town.post(town.ito, hours(), {{"add", "1"}, {"own_day", "12/1"}, {"own_why", "研修のため"}})
            .status,
        303);
    const Date day = *Date::from_ymd(2026, 12, 1);
    EXPECT_TRUE(opening().hours.days.at(day).empty());
    EXPECT_EQ(opening().why.at(day), "研修のため");
    EXPECT_THAT(town.get(town.ito, hours()).body, HasSubstr("研修のため"));
    EXPECT_EQ(town.post(town.ito, hours(), {{"add", "1"}, {"own_day", "2020-01-01"}}).status, 422);
    EXPECT_EQ(town.post(town.ito, hours(), {{"add", "1"}, {"own_day", "いつか"}}).status, 422);
    EXPECT_EQ(town.post(town.ito, hours(), {{"drop", "2026-12-01"}}).status, 303);
    EXPECT_TRUE(opening().hours.days.empty());
    EXPECT_TRUE(opening().told) << "the week stays";
}

TEST_P(Hours, are_kept_of_a_Centre_alone) {
    EXPECT_EQ(town.get(admin, at(town.nursing, "/hours")).status, 404);
    EXPECT_EQ(town.post(admin, at(town.nursing, "/hours"), {{"mon", "9:00〜17:00"}}).status, 404);
}

}  // namespace
}  // namespace michi::setup
