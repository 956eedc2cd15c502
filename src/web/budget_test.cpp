// What a server bears of its visitors: bytes over all connections, seconds without bytes, jobs that wait.
#include "web/budget.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "web/patience.hpp"
#include "web/workers.hpp"

namespace michi::web {
namespace {

using std::chrono::seconds;

constexpr BudgetSizes kSmall{
    .all = 1000, .of_address = 600, .strangers = 300, .strangers_of_address = 100};

TEST(Budget, holds_no_more_than_all_than_an_address_and_than_strangers_may) {
    Budget budget(kSmall);
    Budget::Part one(budget), two(budget), three(budget);
    EXPECT_TRUE(one.hold(600, "a", false));
    EXPECT_FALSE(one.hold(601, "a", false));
    EXPECT_FALSE(two.hold(1, "a", true)) << "a has its share";
    EXPECT_FALSE(two.hold(101, "b", true)) << "more than strangers of one address get";
    EXPECT_TRUE(two.hold(100, "b", true));
    EXPECT_TRUE(three.hold(300, "c", false));
    EXPECT_FALSE(three.hold(301, "c", false)) << "all is held";
    EXPECT_EQ(budget.held(), 1000U);
}

TEST(Budget, leaves_what_strangers_may_not_hold_to_those_it_knows) {
    Budget budget(kSmall);
    std::vector<std::unique_ptr<Budget::Part>> parts;
    int held = 0;
    for (int i = 0; i < 10; ++i) {
        parts.push_back(std::make_unique<Budget::Part>(budget));
        held += parts.back()->hold(100, std::to_string(i), true);
    }
    EXPECT_EQ(held, 3);
    EXPECT_TRUE(Budget::Part(budget).hold(600, "x", false));
}

TEST(Budget, counts_a_stranger_that_becomes_known_anew) {
    Budget budget(kSmall);
    Budget::Part one(budget), two(budget);
    EXPECT_TRUE(one.hold(100, "a", true));
    EXPECT_TRUE(one.hold(500, "a", false));
    EXPECT_TRUE(two.hold(100, "a", true)) << "what it held as a stranger is free again";
}

TEST(Budget, is_whole_again_when_all_have_gone) {
    Budget budget(kSmall);
    for (int i = 0; i < 1000; ++i) {
        Budget::Part part(budget);
        part.hold(static_cast<std::size_t>(i % 200), std::to_string(i % 7), i % 2 == 0);
    }
    EXPECT_EQ(budget.held(), 0U);
}

TEST(Patience, ends_ten_seconds_after_the_last_byte_however_much_came_before) {
    const Moment begun{};
    Patience patience(seconds(10));
    patience.begin(begun);
    patience.came(20 << 20, 1024, begun + seconds(1));
    EXPECT_EQ(patience.until(), begun + seconds(11));
}

TEST(Patience, ends_for_a_trickle_that_began_with_a_flood) {
    const Moment begun{};
    Patience patience(seconds(10));
    patience.begin(begun);
    patience.came(20 << 20, 1024, begun);
    int second = 0;
    while (patience.until() > begun + seconds(second) && second < 1000)
        patience.came(100, 1024, begun + seconds(++second));
    EXPECT_LT(second, 15);
}

TEST(Patience, goes_on_for_whoever_keeps_the_pace) {
    const Moment begun{};
    Patience patience(seconds(10));
    patience.begin(begun);
    for (int second = 1; second < 1000; ++second) {
        ASSERT_GT(patience.until(), begun + seconds(second));
        patience.came(1100, 1024, begun + seconds(second));
    }
}

/// One thread that waits until it is let go, and the order of what ran behind it.
class Held {
  public:
    explicit Held(std::size_t queue, std::size_t share)
        : workers_({.threads = 1, .queue = queue, .share = share}) {
        std::promise<void> begun;
        workers_.post("gate", [this, &begun] {
            begun.set_value();
            gate_.get_future().wait();
        });
        begun.get_future().wait();
    }
    bool post(const std::string& address) {
        return workers_.post(address, [this, address] { order_ += address; });
    }
    std::string let_go() {
        gate_.set_value();
        workers_.end();
        return order_;
    }

  private:
    std::promise<void> gate_;
    std::string order_;
    Workers workers_;
};

TEST(Workers, give_one_address_no_more_than_its_share_of_the_queue) {
    Held held(10, 4);
    int taken = 0;
    for (int i = 0; i < 10; ++i) taken += held.post("a");
    EXPECT_EQ(taken, 4);
    EXPECT_TRUE(held.post("b"));
    EXPECT_EQ(held.let_go().size(), 5U);
}

TEST(Workers, refuse_what_does_not_fit_into_the_queue) {
    Held held(10, 4);
    int taken = 0;
    for (int i = 0; i < 20; ++i) taken += held.post(std::string(1, static_cast<char>('a' + i)));
    EXPECT_EQ(taken, 10);
    held.let_go();
}

TEST(Workers, let_addresses_take_turns) {
    Held held(100, 50);
    for (int i = 0; i < 5; ++i) held.post("a");
    held.post("b");
    held.post("c");
    held.post("b");
    EXPECT_EQ(held.let_go(), "abcabaaa");
}

TEST(Lanes, of_signing_in_take_fifty_colleagues_behind_one_address) {
    Lanes lanes(false, 1);
    EXPECT_EQ(lanes.of(Lane::pages), nullptr);
    std::promise<void> gate;
    const auto open = gate.get_future().share();
    std::atomic<int> signed_in{};
    // a flood from elsewhere fills its share; colleagues are taken, and the lists wait beside
    for (int i = 0; i < 1000; ++i) lanes.of(Lane::sign_in)->post("flood", [open] { open.wait(); });
    for (int i = 0; i < 1000; ++i) lanes.of(Lane::files)->post("flood", [open] { open.wait(); });
    for (int i = 0; i < 50; ++i)
        EXPECT_TRUE(lanes.of(Lane::sign_in)->post("town hall", [&] { ++signed_in; })) << i;
    gate.set_value();
    lanes.end();
    EXPECT_EQ(signed_in, 50);
}

}  // namespace
}  // namespace michi::web
