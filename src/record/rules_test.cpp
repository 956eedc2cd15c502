// 住所秘匿: when a step may be taken, by a table; the store on both engines.
#include <gtest/gtest.h>

#include "record/protection.hpp"
#include "town.hpp"

namespace michi::record {
namespace {

const Date kToday = *Date::from_ymd(2026, 11, 25);
using Step = ProtectionStep;

Protection step_of(Step step) {
    return {.step = step,
            .reason = "別居の父に住まいを知られたくない",
            .asked_by = "mother",
            .until = kToday + 360,
            .review_on = kToday + 180,
            .by = {1},
            .at = {}};
}

struct Row {
    const char* what;
    Step step;
    bool is_protected;
    void (*spoil)(Protection&);
    const char* field;  // null: nothing is wrong
};
const Row kRows[] = {
    {"set", Step::set, false, [](Protection&) {}, nullptr},
    {"reviewed", Step::review, true, [](Protection&) {}, nullptr},
    {"ended", Step::end, true, [](Protection&) {}, nullptr},
    {"ended without days", Step::end, true,
     [](Protection& p) {
         p.until.reset();
         p.review_on.reset();
     },
     nullptr},
    {"without an end", Step::set, false, [](Protection& p) { p.until.reset(); }, nullptr},
    {"set twice", Step::set, true, [](Protection&) {}, ""},
    {"review of nothing", Step::review, false, [](Protection&) {}, ""},
    {"end of nothing", Step::end, false, [](Protection&) {}, ""},
    {"no reason", Step::set, false, [](Protection& p) { p.reason = "　"; }, "reason"},
    {"no reason at the end", Step::end, true, [](Protection& p) { p.reason = ""; }, "reason"},
    {"nobody asked", Step::set, false, [](Protection& p) { p.asked_by = ""; }, "asked_by"},
    {"somebody unknown", Step::review, true, [](Protection& p) { p.asked_by = "x"; }, "asked_by"},
    {"no review", Step::set, false, [](Protection& p) { p.review_on.reset(); }, "review_on"},
    {"review today", Step::set, false, [](Protection& p) { p.review_on = kToday; }, "review_on"},
    {"review in two years", Step::review, true, [](Protection& p) { p.review_on = kToday + 700; },
     "review_on"},
    {"until yesterday", Step::set, false, [](Protection& p) { p.until = kToday + -1; }, "until"},
};

TEST(Protection, is_taken_in_its_place_with_a_reason_an_asker_and_a_day_to_look_again) {
    for (const Row& row : kRows) {
        Protection next = step_of(row.step);
        row.spoil(next);
        const Refusals no = reasons_not_to_take(next, row.is_protected, kToday);
        ASSERT_EQ(no.items.size(), row.field ? 1U : 0U) << row.what;
        if (row.field) {
            EXPECT_EQ(no.items[0].field, row.field) << row.what;
        }
    }
}

TEST(Protection, is_due_for_review_on_its_day_and_when_no_day_was_ever_set) {
    Protection newest = step_of(Step::set);
    newest.review_on = kToday;
    EXPECT_TRUE(review_is_due(true, newest, kToday));
    EXPECT_FALSE(review_is_due(true, newest, kToday + -1));
    EXPECT_TRUE(review_is_due(true, std::nullopt, kToday));
    EXPECT_FALSE(review_is_due(false, newest, kToday)) << "it has ended";
}

class Protections : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam()};
};
ON_EACH_ENGINE(Protections);

TEST_P(Protections, close_the_case_keep_every_step_and_open_it_again_at_the_end) {
    const auto id = town.child();
    const auto brief = [&] {
        return town.ask([&](Tx& tx) { return find_case(tx, *town.vault, id); });
    };
    const auto take = [&](Step step) {
        town.write([&](Tx& tx) {
            auto next = step_of(step);
            next.by = town.miura.account;
            next.at = town.now().at;
            take_protection(tx, *town.vault, find_case(tx, *town.vault, id), next);
        });
        return brief().is_protected;
    };
    EXPECT_TRUE(take(Step::set));
    EXPECT_TRUE(take(Step::review));
    EXPECT_FALSE(take(Step::end));
    const auto steps = town.ask([&](Tx& tx) { return protections_of(tx, *town.vault, brief()); });
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[0].step, Step::end);
    EXPECT_FALSE(steps[0].review_on) << "nothing to look at again";
    EXPECT_EQ(steps[2].step, Step::set);
    EXPECT_EQ(steps[2].asked_by, "mother");
    EXPECT_EQ(steps[2].reason, step_of(Step::set).reason);
    EXPECT_EQ(
        town.ask([&](Tx& tx) {
                return tx.value<Bytes>("SELECT reason FROM protection WHERE step = 'set'").data;
            })
            .find("別居"),
        std::string::npos);
}

}  // namespace
}  // namespace michi::record
