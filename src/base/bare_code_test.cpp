#include "base/bare_code.hpp"

#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <vector>

#include "base/unicode.hpp"

namespace michi {
namespace {

TEST(BareCode, has_no_dash_and_no_blank_of_any_kind_between) {
    const std::string digits = "374145";
    EXPECT_EQ(bare_code("３７４ー１４５"), digits);
    std::vector<Character> between{'\t',   '\n',   '\r',   0xA0,   0x2009, 0x202F, 0x3000, 0x2212,
                                   0xFF0D, 0xFF70, 0x30FC, 0x200B, 0x2060, 0xFEFF, 0x301C, 0xFF5E};
    for (Character c = 0x2010; c <= 0x2015; ++c) between.push_back(c);
    for (Character c = 0; c <= 0x10FFFF; ++c)
        if (u_charType(c) == U_SPACE_SEPARATOR || u_charType(c) == U_DASH_PUNCTUATION)
            between.push_back(c);
    EXPECT_GT(between.size(), 50u);
    for (const Character c : between) {
        std::string dash;
        append_character(dash, c);
        EXPECT_EQ(bare_code(dash + "374" + dash + dash + "145" + dash), digits) << std::hex << c;
    }
}

TEST(BareCode, keeps_what_is_no_gap) {
    EXPECT_EQ(bare_code("7k2m.qx4d"), "7k2m.qx4d");
    EXPECT_EQ(bare_code("３７四1"), "37四1");
    EXPECT_EQ(bare_code(""), "");
}

}  // namespace
}  // namespace michi
