#include "platform/clock.hpp"

#include <gtest/gtest.h>

namespace michi {
namespace {

using namespace std::chrono_literals;

class Clock : public testing::Test {
  protected:
    ~Clock() override { set_clock_ahead(0ms); }
};

Instant machine() {
    const auto since = std::chrono::file_clock::to_sys(std::chrono::file_clock::now());
    return {
        std::chrono::duration_cast<std::chrono::milliseconds>(since.time_since_epoch()).count()};
}

std::int64_t gap() { return system_now().ms - machine().ms; }

TEST_F(Clock, is_the_machines_where_nobody_says_otherwise) {
    EXPECT_EQ(clock_ahead(), 0ms);
    EXPECT_LT(std::abs(gap()), 60'000);
}

TEST_F(Clock, goes_on_from_the_day_it_is_set_to) {
    for (const auto ahead :
         {std::chrono::milliseconds{400 * 24h}, std::chrono::milliseconds{-90 * 24h}}) {
        set_clock_ahead(ahead);
        EXPECT_EQ(clock_ahead(), ahead);
        EXPECT_LT(std::abs(gap() - ahead.count()), 60'000);
        EXPECT_LE(system_now(), system_now());
    }
}

TEST_F(Clock, does_not_move_what_is_measured) {
    const auto begun = steady_now();
    set_clock_ahead(400 * 24h);
    EXPECT_LT(steady_now() - begun, 1h);
}

}  // namespace
}  // namespace michi
