#include "platform/log.hpp"

#include <gtest/gtest.h>

namespace michi {
namespace {

TEST(Log, writes_one_line_whatever_the_value_holds) {
    EXPECT_EQ(
        log_line(Level::fault, "route_failed",
                 {{"what", "a\n{\"level\":\"note\"}\x1b[31m"}, {"incident", "1"}}, "T"),
        R"({"at":"T","level":"fault","event":"route_failed","what":"a\u000a{\"level\":\"note\"})"
        R"(\u001b[31m","incident":"1"})");
}

}  // namespace
}  // namespace michi
