#include "consultation/store.hpp"
#include "reports/store.hpp"

#include "consultation/consultation.hpp"
#include "reports/rules.hpp"
#include "town.hpp"

namespace michi::reports {
namespace {

constexpr Month kNovember{2026, 11};

class MonthStore : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam()};

    Id<consultation::Consultation> receive(Date day, Id<record::Case> child,
                                           std::vector<std::string> topics = {"nursery"},
                                           bool registered = true) {
        Id<consultation::Consultation> id;
        const Now then{at_in_japan(day, 600), day};
        town.write([&](Tx& tx) {
            id = consultation::receive(tx, *town.vault, town.miura, "phone", then);
            auto draft = consultation::find_reception(tx, *town.vault, id);
            draft.answers.cls = child ? "individual" : "area";
            draft.answers.caller_kind = "mother";
            draft.answers.municipality = town.home;
            draft.answers.words = "話";
            draft.answers.topics = topics;
            draft.version = consultation::save_draft(tx, *town.vault, draft, draft.answers, then);
            if (registered)
                consultation::register_reception(
                    tx, *town.vault, town.miura, draft,
                    {.existing = child, .in_charge = town.miura.account, .number = {}}, then);
        });
        return id;
    }
    std::vector<Counted> november() {
        return town.ask([&](Tx& tx) { return counted(tx, *town.vault, town.centre, kNovember); });
    }
};
ON_EACH_ENGINE(MonthStore);

Date on(int year, int month, int day) { return *Date::from_ymd(year, month, day); }

TEST_P(MonthStore, reads_the_month_and_the_two_beside_it_with_topics_main_first) {
    const auto child = town.child();
    const auto now = receive(on(2026, 11, 1), child, {"work", "nursery", "disaster"});
    receive(on(2026, 10, 31), child);
    receive(on(2025, 11, 30), {});
    receive(on(2026, 9, 30), child);
    receive(on(2026, 12, 1), child);
    receive(on(2026, 11, 5), child, {"work"}, false);
    const auto all = november();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].id, now);
    EXPECT_EQ(all[0].topics, (std::vector<std::string>{"work", "disaster", "nursery"}));
    EXPECT_EQ(all[0].day, "2026-11-01");
    EXPECT_FALSE(all[0].is_first) << "September knew the child";
    EXPECT_EQ(all[2].cls, "area");
    EXPECT_FALSE(all[2].child);
}

TEST_P(MonthStore, calls_a_child_first_in_its_first_month_only) {
    const auto child = town.child();
    receive(on(2026, 11, 2), child);
    receive(on(2026, 11, 20), child);
    for (const auto& c : november()) EXPECT_TRUE(c.is_first);
    EXPECT_EQ(count_of(november(), {.unit = Unit::first}, kNovember, "99"), 1);
    receive(on(2026, 12, 2), child);
    town.ask([&](Tx& tx) {
        for (const auto& c : counted(tx, *town.vault, town.centre, kNovember.plus(1)))
            if (c.month == kNovember.plus(1)) {
                EXPECT_FALSE(c.is_first);
            }
        return 0;
    });
}

TEST_P(MonthStore, totals_each_month_newest_first_without_drafts) {
    const auto one = town.child(), other = town.child("ほか の");
    receive(on(2026, 10, 5), one);
    receive(on(2026, 11, 5), one);
    receive(on(2026, 11, 6), one);
    receive(on(2026, 11, 7), other);
    receive(on(2026, 11, 8), {});
    receive(on(2026, 11, 9), {}, {}, false);
    const auto totals =
        town.ask([&](Tx& tx) { return month_totals(tx, *town.vault, town.centre); });
    ASSERT_EQ(totals.size(), 2U);
    EXPECT_EQ(totals[0].month, kNovember);
    EXPECT_EQ(totals[0].all, 4);
    EXPECT_EQ(totals[0].area, 1);
    EXPECT_EQ(totals[0].persons, 2);
    EXPECT_EQ(totals[1].all, 1);
    EXPECT_TRUE(town.ask([&](Tx& tx) { return has_drafts(tx, town.centre, kNovember); }));
    EXPECT_EQ(town.ask([&](Tx& tx) { return month_totals(tx, *town.vault, town.city); }).size(), 0U)
        << "another organisation has none";
}

TEST_P(MonthStore, edition_gives_back_what_was_counted_though_records_changed) {
    const auto child = town.child();
    const auto id = receive(on(2026, 11, 2), child, {"work", "respite"});
    const auto then = november();
    const auto publish_now = [&](std::string_view csv) {
        town.write([&](Tx& tx) {
            publish(tx, *town.vault, town.centre, kNovember, town.ito.account, town.clock,
                    counted(tx, *town.vault, town.centre, kNovember), csv);
        });
    };
    publish_now("the file");
    town.write([&](Tx& tx) {
        consultation::recode(tx, *town.vault, id, [](consultation::Codes& codes) {
            codes.outcome = "referred";
            codes.caller_kind = "father";
            codes.topics.clear();
        });
    });
    receive(on(2026, 11, 3), child);
    publish_now("the next file");
    town.ask([&](Tx& tx) {
        const auto all = editions(tx, town.centre, kNovember);
        EXPECT_EQ(all.size(), 2U);
        EXPECT_EQ(all.at(0).number, 2);
        EXPECT_EQ(counted_in(tx, *town.vault, all.at(1).id), then);
        EXPECT_EQ(counted_in(tx, *town.vault, all.at(0).id).size(), 2U);
        EXPECT_EQ(csv_of(tx, all.at(1).id), "the file");
        EXPECT_EQ(all.at(1).definition, kDefinition);
        EXPECT_EQ(editions(tx, town.centre, kNovember.plus(1)).size(), 0U);
        return 0;
    });
    EXPECT_NE(november(), then);
}

TEST(MonthPacking, gives_back_every_row_and_lets_no_sign_of_its_own_in) {
    Counted c{.id = {1176},
              .month = kNovember,
              .day = "2026-11-19",
              .cls = "individual",
              .caller = "mother",
              .channel = "phone",
              .municipality = "992020",
              .outcome = "",
              .age = "1_2",
              .topics = {"nursery", "work"},
              .case_id = {231},
              .child = {7},
              .is_protected = true,
              .is_first = true};
    EXPECT_EQ(unpacked(packed({c, c})), (std::vector{c, c}));
    c.topics.clear();
    EXPECT_EQ(unpacked(packed({c})), std::vector{c});
    c.caller = "a\tb\nc";
    ASSERT_EQ(unpacked(packed({c})).size(), 1U);
    EXPECT_EQ(unpacked(packed({c}))[0].caller, "");
    EXPECT_EQ(unpacked(packed({c}))[0].channel, "phone");
}

}  // namespace
}  // namespace michi::reports
