#include "life/rules.hpp"

#include <gtest/gtest.h>

namespace michi::life {
namespace {

const Date kToday = *Date::from_ymd(2026, 11, 25);

std::string fields_of(const Refusals& no) {
    std::string fields;
    for (const auto& one : no.items) fields += (fields.empty() ? "" : ",") + one.field;
    return no.barred() ? "whole:" + fields : fields;
}

TEST(Joining, needs_an_organisation_a_sector_and_a_day_that_has_come) {
    struct {
        Part part;
        bool there;
        const char* refused;
    } rows[] = {
        {{{7}, "", "medical", "", kToday}, false, ""},
        {{{}, "みどり園", "education", "主任", kToday + -400}, false, ""},
        {{{7}, "", "medical", "地域連携室 佐々木（月・水・金のみ）", kToday}, false, ""},
        {{{}, "", "medical", "", kToday}, false, "organisation"},
        {{{7}, "", "", "", kToday}, false, "sector"},
        {{{7}, "", "family", "", kToday}, false, "sector"},
        {{{7}, "", "medical", "", kToday + 1}, false, "since"},
        {{{7}, "", "medical", "", kToday}, true, "organisation"},
        {{{7}, "", "medical", std::string(301, 'a'), std::nullopt}, false, "person"},
        {{{7}, "", "medical", "森下\u202eさん", std::nullopt}, false, "person"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(fields_of(reasons_not_to_join(row.part, row.there, kToday)), row.refused);
}

TEST(Ending, is_held_up_by_responsibility_and_by_what_is_under_way) {
    using record::Standing;
    const Date since = kToday + -30;
    struct {
        Membership member;
        std::optional<Date> until;
        const char* refused;
    } rows[] = {
        {{Standing::helps, since, {}, ""}, kToday, ""},
        {{Standing::outside, since, {}, ""}, since, ""},
        {{Standing::helps, since, {}, ""}, std::nullopt, "until"},
        {{Standing::helps, since, {}, ""}, kToday + 1, "until"},
        {{Standing::helps, since, {}, ""}, since + -1, "until"},
        {{Standing::carries, since, {}, ""}, kToday, "whole:"},
        {{Standing::helps, since, {}, "H-0012"}, kToday, "whole:"},
        {{Standing::helps, since, kToday, ""}, kToday, "whole:"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(fields_of(reasons_not_to_end(row.member, row.until, kToday)), row.refused);
}

TEST(Moving,
     wants_another_town_of_the_prefecture_or_elsewhere_and_a_day_between_the_last_move_and_today) {
    const BeforeMove usual{.lives_in = "352012",
                           .was_shown = "352012",
                           .is_town_here = true,
                           .between_towns = "",
                           .born = kToday + -2000,
                           .moved = kToday + -100};
    struct {
        Move move;
        BeforeMove before;
        const char* refused;
    } rows[] = {
        {{"352021", "", "", kToday}, usual, ""},
        {{"352021", "", "", kToday + -100}, usual, ""},
        {{"elsewhere", "", "", kToday}, {"352012", "352012", false, "", {}, {}}, ""},
        {{"elsewhere", "", "", kToday}, {"", "", false, "", {}, {}}, ""},
        {{"352012", "", "", kToday}, usual, "town"},
        {{"", "", "", kToday}, {"352012", "352012", false, "", {}, {}}, "town"},
        {{"131016", "", "", kToday}, {"352012", "352012", false, "", {}, {}}, "town"},
        {{"352021", "", "", std::nullopt}, usual, "on"},
        {{"352021", "", "", kToday + 1}, usual, "on"},
        {{"352021", "", "", kToday + -101}, usual, "on"},
        {{"352021", "", "", kToday + -9}, {"352012", "352012", true, "", kToday + -8, {}}, "on"},
        {{"352021", "", "", kToday}, {"352012", "352039", true, "", {}, {}}, "whole:"},
        {{"352021", "", "", kToday}, {"352012", "352012", true, "H-0012", {}, {}}, "whole:"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(fields_of(reasons_not_to_move(row.move, row.before, kToday)), row.refused)
            << row.move.town;
}

TEST(Closing, is_held_up_by_turns_of_others_and_by_ours_until_one_is_left) {
    constexpr Turn ours{true, false, false}, theirs{false, false, false},
        ours_of_request{true, false, true}, watch{true, true, false};
    struct {
        std::vector<Turn> turns;
        std::vector<bool> holds;
    } rows[] = {
        {{}, {}},
        {{ours}, {false}},
        {{ours, ours}, {true, true}},
        {{theirs}, {true}},
        {{ours, theirs}, {false, true}},
        {{watch, watch}, {false, false}},
        {{ours, watch, ours_of_request}, {false, false, false}},
        {{{false, true, false}}, {true}},
    };
    for (const auto& row : rows) EXPECT_EQ(holding(row.turns), row.holds);
}

}  // namespace
}  // namespace michi::life
