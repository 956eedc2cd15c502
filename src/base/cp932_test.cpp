#include "base/cp932.hpp"

#include <gtest/gtest.h>

namespace michi {
namespace {

TEST(Cp932, holds_what_excel_in_japan_can_show) {
    const auto text = cp932_of("医療法人 ｶﾅ①Ⅳ髙﨑～−");
    EXPECT_TRUE(text.lost.empty());
    EXPECT_EQ(text.bytes.substr(0, 4), "\x88\xe3\x97\xc3");
    EXPECT_EQ(text.bytes.substr(text.bytes.size() - 2), "\x81\x7c");
}

TEST(Cp932, names_each_character_that_it_cannot_hold_and_writes_a_geta) {
    const auto text = cp932_of("𠮷野家🏠𠮷");
    EXPECT_EQ(text.bytes, "\x81\xac\x96\xec\x89\xc6\x81\xac\x81\xac");
    EXPECT_EQ(text.lost, (std::map<std::string, std::size_t>{{"𠮷", 2}, {"🏠", 1}}));
}

TEST(Cp932, writes_each_character_that_it_reads) {
    for (unsigned lead = 0x81; lead <= 0xFC; ++lead)
        for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
            const auto l = static_cast<std::uint8_t>(lead), t = static_cast<std::uint8_t>(trail);
            const char32_t c = is_cp932_lead(l) && is_cp932_trail(t) ? cp932_pair(l, t) : 0;
            if (c == 0) continue;
            const std::string utf8{static_cast<char>(0xE0 | (c >> 12)),
                                   static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                                   static_cast<char>(0x80 | (c & 0x3F))};
            const std::string narrow{static_cast<char>(0xC0 | (c >> 6)),
                                     static_cast<char>(0x80 | (c & 0x3F))};
            const auto back = cp932_of(c < 0x800 ? narrow : utf8);
            ASSERT_TRUE(back.lost.empty()) << lead << ' ' << trail;
            ASSERT_EQ(back.bytes.size(), 2U);
            EXPECT_EQ(cp932_pair(static_cast<std::uint8_t>(back.bytes[0]),
                                 static_cast<std::uint8_t>(back.bytes[1])),
                      c);
        }
}

}  // namespace
}  // namespace michi
