#include "published/names.hpp"

#include <gtest/gtest.h>

#include <set>

#include "published/times.hpp"

namespace michi::published {
namespace {

TEST(Names, lead_back_to_the_number_and_to_no_other) {
    const auto vault = open_test_vault(), again = open_test_vault();
    std::set<std::string> seen;
    for (std::int64_t number : {1LL, 98LL, 70'000LL, 1'099'511'627'775LL}) {
        const std::string id = uuid_of(*vault, Named::service, number);
        EXPECT_EQ(id.size(), 36U);
        EXPECT_EQ(id[14], '8');
        EXPECT_TRUE(seen.insert(id).second);
        EXPECT_EQ(number_of(*vault, Named::service, id), number);
        EXPECT_EQ(uuid_of(*again, Named::service, number), id) << "the same after a start";
        EXPECT_FALSE(number_of(*vault, Named::body, id));
        std::string other = id;
        other.back() = other.back() == '0' ? '1' : '0';
        EXPECT_FALSE(number_of(*vault, Named::service, other));
    }
    for (const char* wrong :
         {"", "1", "zz000000-0001-831f-a85b-572d9ea130be", "73000000-0001-831f-a85b-572d9ea130be0"})
        EXPECT_FALSE(number_of(*vault, Named::service, wrong)) << wrong;
}

struct Days {
    const char* text;
    std::vector<std::string_view> codes;
};

TEST(Times, are_read_only_when_they_are_plain) {
    const Days rows[] = {
        {"月・火・水", {"MO", "TU", "WE"}},
        {"月〜金", {"MO", "TU", "WE", "TH", "FR"}},
        {"平日", {"MO", "TU", "WE", "TH", "FR"}},
        {"土曜日、日曜日", {"SA", "SU"}},
        {"月火水木金", {"MO", "TU", "WE", "TH", "FR"}},
        {"第2土曜", {}},
        {"要相談", {}},
        {"", {}},
    };
    for (const Days& row : rows) EXPECT_EQ(weekdays_of(row.text), row.codes) << row.text;
    EXPECT_EQ(opening_of("9:00〜17:00").from, "09:00");
    EXPECT_EQ(opening_of("９：００～１７：３０").to, "17:30");
    for (const char* text : {"", "9時から", "9:00〜", "9:00〜12:00 13:00〜17:00", "25:00〜26:00"})
        EXPECT_EQ(opening_of(text).from, "") << text;
}

}  // namespace
}  // namespace michi::published
