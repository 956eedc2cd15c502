#include "needs/rules.hpp"

#include <gtest/gtest.h>

#include <random>

namespace michi::needs {
namespace {

Gap gap(std::string need, std::string area, int month = 11) {
    return {std::move(need), std::move(area), Month{2026, month}};
}

void add(std::vector<Gap>& gaps, int times, const Gap& one) {
    for (int i = 0; i < times; ++i) gaps.push_back(one);
}

std::string shown(const std::vector<Cell>& row) {
    std::string text;
    for (const Cell& cell : row)
        text += (text.empty() ? "" : " ") + (cell.withheld ? "*" : std::to_string(cell.count));
    return text;
}

TEST(Gaps, an_issue_counts_once_for_each_kind_it_asked_for) {
    Issue two;
    two.need = {"990019", {"short_stay", "daytime_respite"}, {}, {}};
    two.at = at_in_japan(*Date::from_ymd(2026, 11, 3), 600);
    Issue none = two;
    none.need.kinds.clear();
    const auto gaps = gaps_of(std::array{two, none});
    ASSERT_EQ(gaps.size(), 3u);
    EXPECT_EQ(gaps[0].need, "short_stay");
    EXPECT_EQ(gaps[1].need, "daytime_respite");
    EXPECT_EQ(gaps[2].need, "");
    EXPECT_EQ(gaps[2].month.key(), "2026-11");
}

TEST(Gaps, stand_in_rows_and_columns_with_totals_and_the_unsaid_last) {
    std::vector<Gap> gaps;
    add(gaps, 2, gap("b", "2"));
    add(gaps, 1, gap("a", "1"));
    add(gaps, 4, gap("", "1"));
    const GapTable table = table_of(gaps, Axis::need, Axis::area);
    EXPECT_EQ(table.rows, (std::vector<std::string>{"a", "b", ""}));
    EXPECT_EQ(shown(table.cells[0]), "1 0 1");
    EXPECT_EQ(shown(table.cells[1]), "0 2 2");
    EXPECT_EQ(shown(table.cells[2]), "4 0 4");
    EXPECT_EQ(shown(table.cells[3]), "5 2 7");
}

TEST(Withholding, hides_what_is_small_and_what_would_give_it_away) {
    std::vector<Gap> gaps;
    add(gaps, 3, gap("a", "1")), add(gaps, 7, gap("a", "2")), add(gaps, 9, gap("a", "3"));
    add(gaps, 8, gap("b", "1")), add(gaps, 6, gap("b", "2")), add(gaps, 5, gap("b", "3"));
    GapTable table = table_of(gaps, Axis::need, Axis::area);
    withhold(table);
    EXPECT_EQ(shown(table.cells[0]), "* * 9 19") << "19 - 9 - 7 would be the 3";
    EXPECT_EQ(shown(table.cells[1]), "* * 5 19") << "11 - 3 and 13 - 7 stand above them";
    EXPECT_EQ(shown(table.cells[2]), "11 13 14 38");
}

TEST(Withholding, does_not_leave_two_that_are_small_together) {
    std::vector<Gap> gaps;
    add(gaps, 1, gap("a", "1")), add(gaps, 2, gap("a", "2")), add(gaps, 9, gap("a", "3"));
    for (const auto* area : {"1", "2", "3"}) add(gaps, 20, gap("b", area));
    GapTable table = table_of(gaps, Axis::need, Axis::area);
    withhold(table);
    EXPECT_EQ(shown(table.cells[0]), "* * * 12");
}

TEST(Withholding, agrees_on_the_totals_of_two_tables_of_the_same_needs) {
    std::vector<Gap> gaps;
    add(gaps, 6, gap("a", "1", 10)), add(gaps, 2, gap("b", "1", 11));
    add(gaps, 6, gap("c", "2", 10)), add(gaps, 7, gap("c", "2", 11));
    GapTable area = table_of(gaps, Axis::need, Axis::area);
    GapTable month = table_of(gaps, Axis::need, Axis::month);
    withhold(area, month);
    for (std::size_t row = 0; row < area.cells.size(); ++row)
        EXPECT_EQ(area.cells[row].back().withheld, month.cells[row].back().withheld);
    EXPECT_TRUE(area.cells[1].back().withheld);
}

/// Not the rule again: what an attacker would do. Every line whose unknowns come down to one is solved,
/// over and over; no number below kSmall may come out.
bool some_small_number_comes_out(GapTable table) {
    auto& cells = table.cells;
    const std::size_t rows = cells.size(), columns = cells[0].size();
    for (const auto& row : cells)
        for (const Cell& cell : row)
            if (!cell.withheld && cell.count > 0 && cell.count < kSmall) return true;
    const auto solve = [&](auto at, std::size_t size) {
        std::size_t unknown = size, count = 0;
        for (std::size_t i = 0; i < size; ++i)
            if (at(i).withheld) unknown = i, ++count;
        if (count != 1) return 0;
        at(unknown).withheld = false;
        return at(unknown).count > 0 && at(unknown).count < kSmall ? 2 : 1;
    };
    for (bool again = true; again;) {
        again = false;
        for (std::size_t r = 0; r < rows; ++r) {
            const int out = solve([&](std::size_t i) -> Cell& { return cells[r][i]; }, columns);
            if (out == 2) return true;
            again |= out == 1;
        }
        for (std::size_t k = 0; k < columns; ++k) {
            const int out = solve([&](std::size_t i) -> Cell& { return cells[i][k]; }, rows);
            if (out == 2) return true;
            again |= out == 1;
        }
    }
    return false;
}

TEST(Withholding, stands_against_subtraction_in_a_thousand_made_tables) {
    std::mt19937 random(20261126);
    for (int round = 0; round < 1000; ++round) {
        std::vector<Gap> gaps;
        const int needs = 1 + int(random() % 6), areas = 1 + int(random() % 8);
        for (int need = 0; need < needs; ++need)
            for (int area = 0; area < areas; ++area)
                add(gaps, random() % 3 ? int(random() % 12) : 0,
                    gap(std::string(1, char('a' + need)), std::to_string(area)));
        if (gaps.empty()) continue;
        GapTable table = table_of(gaps, Axis::need, Axis::area);
        withhold(table);
        EXPECT_FALSE(some_small_number_comes_out(table)) << "round " << round;
    }
}

TEST(Issues, move_with_words_or_a_new_state_and_not_past_somebody_else) {
    Issue issue;
    issue.version = 3;
    EXPECT_FALSE(reasons_not_to_move(issue, 3, IssueState::brought, "").any());
    EXPECT_FALSE(reasons_not_to_move(issue, 3, IssueState::recorded, "部会で話した").any());
    EXPECT_NE(reasons_not_to_move(issue, 3, IssueState::recorded, " 　").on("note"), nullptr);
    EXPECT_NE(reasons_not_to_move(issue, 2, IssueState::brought, "").on("state"), nullptr);
}

}  // namespace
}  // namespace michi::needs
