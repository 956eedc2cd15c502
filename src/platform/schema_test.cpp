#include "platform/schema.hpp"

#include <gmock/gmock.h>

#include <set>

#include "engines.hpp"

namespace michi {
namespace {

using testing::ElementsAre;

Table table(std::string name, std::vector<std::string> parents) {
    return {.name = std::move(name), .columns = {}, .parents = std::move(parents)};
}

std::vector<std::string> names_of(const std::vector<Table>& tables) {
    std::vector<std::string> names;
    for (const Table& one : tables) names.push_back(one.name);
    return names;
}

TEST(ParentsFirst, keeps_the_order_of_names_among_equals) {
    EXPECT_THAT(names_of(parents_first({table("b", {}), table("c", {}), table("a", {})})),
                ElementsAre("a", "b", "c"));
}

TEST(ParentsFirst, puts_a_table_after_all_it_refers_to) {
    EXPECT_THAT(names_of(parents_first({table("a", {"b", "d"}), table("b", {"c"}), table("c", {}),
                                        table("d", {"c"})})),
                ElementsAre("c", "b", "d", "a"));
}

TEST(ParentsFirst, lets_a_table_refer_to_itself) {
    EXPECT_THAT(names_of(parents_first({table("a", {"a", "b"}), table("b", {})})),
                ElementsAre("b", "a"));
}

TEST(ParentsFirst, refuses_a_circle) {
    EXPECT_THROW(parents_first({table("a", {"b"}), table("b", {"c"}), table("c", {"a"})}),
                 StorageFault);
}

class Schema : public OnEachEngine {
  public:
    std::vector<Table> tables() {
        return database->ask([](Tx& tx) { return tables_of(tx.connection()); });
    }
};
ON_EACH_ENGINE(Schema);

TEST_P(Schema, has_no_circle_and_lists_parents_first) {
    std::set<std::string> before;
    int references = 0;
    for (const Table& one : tables()) {
        for (const std::string& parent : one.parents) {
            EXPECT_TRUE(before.contains(parent)) << one.name << " refers to " << parent;
            ++references;
        }
        before.insert(one.name);
    }
    EXPECT_GT(references, 80);
}

/// Rows of one table would have to stand in the order of their references, too.
TEST_P(Schema, has_no_table_that_refers_to_itself) {
    for (const Table& one : tables())
        EXPECT_THAT(one.parents, testing::Not(testing::Contains(one.name)));
}

TEST(SchemaOrder, is_the_same_on_both_engines) {
    if (engines().size() < 2) GTEST_SKIP() << "MICHI_TEST_POSTGRES is not set";
    std::vector<std::vector<std::string>> orders;
    for (const bool postgres : engines())
        orders.push_back(open_scratch_database(postgres)->ask(
            [](Tx& tx) { return names_of(tables_of(tx.connection())); }));
    EXPECT_EQ(orders[0], orders[1]);
}

}  // namespace
}  // namespace michi
