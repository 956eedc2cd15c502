#include "directory/taking.hpp"

#include <gtest/gtest.h>

#include "directory/listing.hpp"
#include "directory/store.hpp"
#include "engines.hpp"

namespace michi::directory {
namespace {

const Now kToday = now_at(Instant{1795000000000});

/// More rows than one turn writes.
std::string long_list(std::string_view name, int rows = 450) {
    std::string text = "全国地方公共団体コード,ID,名称,種別,住所,収容定員\n";
    for (int i = 0; i < rows; ++i)
        text += "352152,AB1" + std::to_string(100000 + i) + "," + std::string(name) +
                std::to_string(i) + ",認可私立保育所,周南市岐山通" + std::to_string(i) + ",30\n";
    return text;
}

class Turns : public OnEachEngine {
  public:
    File file(const std::string& bytes) { return open_file("一覧.csv", bytes).value(); }
    std::unique_ptr<Taking> planned(const File& file) {
        return database->ask(
            [&](Tx& tx) { return std::make_unique<Taking>(tx, file, Id<Account>{}, kToday); });
    }
    void finish(Taking& taking) {
        database->write_now([&](Tx& tx) { taking.finish(tx); });
    }
    std::size_t seen() {
        return database->ask([](Tx& tx) { return snapshot(tx)->listings.size(); });
    }
    std::int64_t rows_of(Sql sql) {
        return database->ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
};
ON_EACH_ENGINE(Turns);

TEST_P(Turns, nothing_is_seen_before_the_last_turn_and_everything_after_it) {
    const File list = file(long_list("架空園"));
    const auto taking = planned(list);
    write_beside(*database, *taking);
    EXPECT_EQ(seen(), 0u);
    EXPECT_EQ(database->ask([](Tx& tx) { return newest_batches(tx, 9).size(); }), 0u);
    EXPECT_EQ(database->ask([&](Tx& tx) { return preview(tx, list).front().fresh.size(); }), 450u);
    finish(*taking);
    EXPECT_EQ(seen(), 450u);
    EXPECT_EQ(database->ask([&](Tx& tx) { return preview(tx, list).front().unchanged; }), 450u);
}

TEST_P(Turns, a_list_that_never_arrived_leaves_nothing_when_the_next_one_comes) {
    const File lost = file(long_list("消える園"));
    const auto never = planned(lost);
    write_beside(*database, *never);
    const File list = file(long_list("架空園", 2));
    const auto taking = planned(list);
    write_beside(*database, *taking);
    finish(*taking);
    EXPECT_EQ(seen(), 2u);
    EXPECT_EQ(rows_of("SELECT count(*) FROM directory_service"), 2);
    EXPECT_EQ(rows_of("SELECT count(*) FROM directory_record"), 2);
    EXPECT_EQ(rows_of("SELECT count(*) FROM directory_change"), 2);
    EXPECT_THROW(finish(*never), Stale);
    EXPECT_EQ(seen(), 2u);
}

TEST_P(Turns, a_list_planned_before_another_was_taken_is_planned_anew) {
    const File first = file(long_list("架空園", 2)), second = file(long_list("架空館", 2));
    const auto one = planned(first), two = planned(second);
    write_beside(*database, *one);
    finish(*one);
    write_beside(*database, *two);
    EXPECT_THROW(finish(*two), Stale);
    EXPECT_EQ(seen(), 2u);
}

TEST_P(Turns, a_list_of_which_a_part_was_swept_is_never_seen) {
    const File lost = file(long_list("半分の園", 700));
    const auto never = planned(lost);
    write_beside(*database, *never);
    database->write_now([](Tx& tx) { sweep_some(tx, staged_batches(tx).front()); });
    EXPECT_THROW(finish(*never), Stale) << "500 of its services are gone";
    EXPECT_EQ(seen(), 0u);
    const File list = file(long_list("架空園", 2));
    const auto taking = planned(list);
    write_beside(*database, *taking);
    finish(*taking);
    EXPECT_EQ(seen(), 2u);
    EXPECT_EQ(rows_of("SELECT count(*) FROM directory_service"), 2) << "the rest went too";
}

}  // namespace
}  // namespace michi::directory
