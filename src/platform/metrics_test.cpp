#include "platform/metrics.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace michi::metrics {
namespace {

TEST(Metrics, of_one_name_and_labels_are_one_however_often_they_are_named) {
    const Counter one("michi_test_total", "Of this test.", {{"class", "a"}}),
        again("michi_test_total", "Of this test.", {{"class", "a"}}),
        other("michi_test_total", "Of this test.", {{"class", "b"}});
    one.add();
    again.add(2);
    other.add(5);
    const std::string told = text();
    EXPECT_NE(told.find("# HELP michi_test_total Of this test."), told.npos);
    EXPECT_NE(told.find("# TYPE michi_test_total counter"), told.npos);
    EXPECT_NE(told.find("michi_test_total{class=\"a\"} 3"), told.npos) << told;
    EXPECT_NE(told.find("michi_test_total{class=\"b\"} 5"), told.npos);
}

TEST(Metrics, of_durations_fall_into_buckets_of_seconds) {
    const Durations seen("michi_test_seconds", "Of this test.");
    seen.observe(0.003);
    seen.observe(20);
    const std::string told = text();
    EXPECT_NE(told.find("michi_test_seconds_bucket{le=\"0.0025\"} 0"), told.npos) << told;
    EXPECT_NE(told.find("michi_test_seconds_bucket{le=\"0.005\"} 1"), told.npos);
    EXPECT_NE(told.find("michi_test_seconds_bucket{le=\"+Inf\"} 2"), told.npos);
}

TEST(Metrics, that_are_asked_for_live_as_long_as_their_object) {
    {
        const Gauge gauge("michi_test_waiting", "Of this test.", [] { return 7; });
        EXPECT_NE(text().find("michi_test_waiting 7"), std::string::npos);
    }
    EXPECT_EQ(text().find("michi_test_waiting 7"), std::string::npos);
}

TEST(Metrics, that_cannot_be_told_now_are_left_out_and_take_no_other_with_them) {
    const Counter other("michi_test_beside_total", "Of this test.");
    other.add();
    bool known = true;
    const Gauge gauge("michi_test_age", "Of this test.", [&]() -> double {
        if (!known) throw std::runtime_error("not now");
        return 3;
    });
    EXPECT_NE(text().find("michi_test_age 3"), std::string::npos);
    known = false;
    EXPECT_EQ(text().find("michi_test_age 3"), std::string::npos);
    EXPECT_NE(text().find("michi_test_beside_total 1"), std::string::npos);
}

}  // namespace
}  // namespace michi::metrics
