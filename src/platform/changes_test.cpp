#include "platform/changes.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engines.hpp"

namespace michi {
namespace {

class Changes : public testing::TestWithParam<bool> {
  public:
    std::unique_ptr<Database> database = open_scratch_database(GetParam());
    Follower follower;

    void note(std::string_view what, std::int64_t row) {
        database->write_now([&](Tx& tx) { note_change(tx, what, row); });
    }
    std::vector<std::string> heard(int at_most = 100) {
        std::vector<std::string> rows;
        database->read([&](Tx& tx) {
            way = follower.follow(
                tx,
                [&](std::string_view what, std::int64_t row) {
                    rows.push_back(std::string(what) + " " + std::to_string(row));
                },
                at_most);
        });
        return rows;
    }
    Follower::Way way{};
};
ON_EACH_ENGINE(Changes);

using Rows = std::vector<std::string>;

TEST_P(Changes, are_heard_once_and_only_when_they_are_durable) {
    note("case", 3);
    note("entry", 7);
    note("case", 3);
    EXPECT_EQ(heard(), (Rows{"case 3", "entry 7"}));
    EXPECT_EQ(heard(), Rows{});
    EXPECT_THROW(database->write_now([](Tx& tx) {
        note_change(tx, "case", 4);
        throw NotFound{};
    }),
                 NotFound);
    EXPECT_EQ(heard(), Rows{});
    note("case", 5);
    EXPECT_EQ(heard(), Rows{"case 5"});
}

TEST_P(Changes, are_not_followed_by_who_is_writing) {
    database->write_now([&](Tx& tx) {
        note_change(tx, "case", 3);
        follower.follow(
            tx, [](std::string_view, std::int64_t) { ADD_FAILURE() << "not committed yet"; }, 10);
    });
    EXPECT_EQ(heard(), Rows{"case 3"});
}

TEST_P(Changes, come_in_parts_when_there_are_many) {
    for (int row = 1; row <= 5; ++row) note("entry", row);
    EXPECT_EQ(heard(2), (Rows{"entry 1", "entry 2"}));
    EXPECT_EQ(way, Follower::Way::more);
    EXPECT_EQ(heard(2), (Rows{"entry 3", "entry 4"}));
    EXPECT_EQ(heard(2), Rows{"entry 5"});
    EXPECT_EQ(way, Follower::Way::whole);
}

TEST_P(Changes, that_were_forgotten_before_they_were_heard_are_told_as_missed) {
    for (int row = 1; row <= 3; ++row) note("entry", row);
    database->write_now([](Tx& tx) { tx.run("DELETE FROM change WHERE id < 3"); });
    EXPECT_EQ(heard(), Rows{});
    EXPECT_EQ(way, Follower::Way::missed);
    follower.stand_at(database->ask(newest_change));
    note("entry", 4);
    EXPECT_EQ(heard(), Rows{"entry 4"});
    database->write_now([](Tx& tx) { forget_old_changes(tx); });
    EXPECT_EQ(heard(), Rows{});
    EXPECT_EQ(way, Follower::Way::whole);
}

}  // namespace
}  // namespace michi
