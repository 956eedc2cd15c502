#include "NAME/NAME.hpp"
#include "NAME/rules.hpp"

#include "town.hpp"

namespace michi::NAME {
namespace {

constexpr Date kToday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}};

TEST(Rules, an_entry_says_something_about_a_day_that_has_come) {
    EXPECT_FALSE(reasons_not_to_keep({.on = kToday, .words = "研修"}, kToday).any());
    EXPECT_TRUE(reasons_not_to_keep({.on = kToday, .words = " 　"}, kToday).any());
    EXPECT_TRUE(reasons_not_to_keep({.on = kToday + 1, .words = "研修"}, kToday).any());
}

class Pages : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {part()}};
};
ON_EACH_ENGINE(Pages);

TEST_P(Pages, say_the_day_to_whoever_is_signed_in) {
    const web::Answer answer = town.get(town.miura, "/w/NAME");
    EXPECT_EQ(answer.status, 200);
    EXPECT_NE(answer.body.find(town.now().today.iso()), std::string::npos);
}

}  // namespace
}  // namespace michi::NAME
