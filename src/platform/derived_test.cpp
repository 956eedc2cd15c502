#include "platform/derived.hpp"

#include <gtest/gtest.h>

#include <array>

#include "engines.hpp"

namespace michi {
namespace {

TEST(ChangedTable, is_read_from_the_statement) {
    EXPECT_EQ(changed_table("INSERT INTO action (id) VALUES ($1)"), "action");
    EXPECT_EQ(changed_table("UPDATE action SET due = $1"), "action");
    EXPECT_EQ(changed_table("DELETE FROM draft WHERE id = $1"), "draft");
    EXPECT_EQ(changed_table("SELECT * FROM action"), "");
}

constexpr std::array<std::string_view, 1> kTables{"action"};

class DerivedValue : public OnEachEngine {
  protected:
    int computed = 0;
    int times_computed() {
        return database->ask(
            [&](Tx& tx) { return *derived(tx, "times", kTables, [&] { return ++computed; }); });
    }
};

TEST_P(DerivedValue, is_computed_once_while_nothing_changes) {
    EXPECT_EQ(times_computed(), 1);
    database->write_now([](Tx& tx) { tx.run("UPDATE draft SET saved_at = 1"); });
    EXPECT_EQ(times_computed(), 1);
}

TEST_P(DerivedValue, is_computed_again_after_a_marked_table_changed) {
    EXPECT_EQ(times_computed(), 1);
    database->write_now([](Tx& tx) { tx.run("UPDATE action SET returned = 0"); });
    EXPECT_EQ(times_computed(), 2);
    EXPECT_EQ(times_computed(), 2);
}

TEST_P(DerivedValue, stays_when_another_marked_table_changed) {
    EXPECT_EQ(times_computed(), 1);
    database->write_now([](Tx& tx) { tx.run("UPDATE consultation SET version = version"); });
    EXPECT_EQ(times_computed(), 1);
}

TEST_P(DerivedValue, is_refused_for_a_table_whose_changes_nobody_marks) {
    constexpr std::array<std::string_view, 2> kUnmarked{"action", "draft"};
    EXPECT_THROW(
        database->ask([&](Tx& tx) { return *derived(tx, "x", kUnmarked, [] { return 1; }); }),
        std::logic_error);
}

TEST_P(DerivedValue, is_not_kept_from_inside_a_change) {
    database->write_now(
        [&](Tx& tx) { EXPECT_EQ(*derived(tx, "times", kTables, [] { return 70; }), 70); });
    EXPECT_EQ(times_computed(), 1);
}

ON_EACH_ENGINE(DerivedValue);

}  // namespace
}  // namespace michi
