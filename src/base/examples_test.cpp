#include <gtest/gtest.h>

#include "base/age.hpp"
#include "base/working_days.hpp"
#include "documents.hpp"

using namespace michi;

namespace {
Date d(const std::string& iso) { return *Date::parse_iso(iso); }
}  // namespace

TEST(Examples, of_ages_are_what_the_rules_answer) {
    for (const auto& row : examples("ages.md", "Attained"))
        EXPECT_EQ(attains(d(row[0]), std::stoi(row[1])).iso(), row[2]) << row[0];
    for (const auto& row : examples("ages.md", "Shown"))
        EXPECT_EQ(age_text(age_on(d(row[0]), d(row[1]))), row[2]) << row[0];
    for (const auto& row : examples("ages.md", "School")) {
        EXPECT_EQ(std::to_string(school_entry_year(d(row[0]))), row[1]) << row[0];
        EXPECT_EQ(first_march_after_18(d(row[0])).iso(), row[2]) << row[0];
    }
}

TEST(Examples, of_working_days_are_what_the_rules_answer) {
    for (const auto& row : examples("working-days.md", "Counting on"))
        EXPECT_EQ(add_working_days(d(row[0]), std::stoi(row[1])).iso(), row[2]) << row[0];
    for (const auto& row : examples("working-days.md", "Overdue by"))
        EXPECT_EQ(std::to_string(working_days_between(d(row[0]), d(row[1]))), row[2]) << row[1];
}
