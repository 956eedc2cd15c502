#include "base/phone.hpp"

#include <gtest/gtest.h>

using namespace michi;

namespace {
struct Typed {
    const char *typed, *shown, *digits, *extension;
    bool doubtful;
};
constexpr Typed kTable[] = {
    {"０３−１２３４−５６７８", "03-1234-5678", "0312345678", "", false},
    {"090(1234)5678", "090-1234-5678", "09012345678", "", false},
    {"+81-3-1234-5678", "03-1234-5678", "0312345678", "", false},
    {"03-1234-5678 内線12", "03-1234-5678", "0312345678", "12", false},
    {"312345678", "312345678", "", "", true},
    {"（0833）48−1111", "0833-48-1111", "0833481111", "", false},
    {"(083)922ｰ1234", "083-922-1234", "0839221234", "", false},
    {"(08388)2-2838", "08388-2-2838", "0838822838", "", false},
    {"44-1705", "44-1705", "", "", false},
    {"なし", "なし", "", "", false},
    {"0995-12-3456", "0995-12-3456", "0995123456", "", false},
};
}  // namespace

TEST(Phone, is_read_as_written_and_never_guessed) {
    for (const Typed& t : kTable) {
        const auto got = read_phone(t.typed);
        EXPECT_EQ(got.shown, t.shown) << t.typed;
        EXPECT_EQ(got.digits, t.digits) << t.typed;
        EXPECT_EQ(got.extension, t.extension) << t.typed;
        EXPECT_EQ(got.doubtful, t.doubtful) << t.typed;
    }
}

TEST(Postal, lost_zeros_are_flagged) {
    EXPECT_EQ(read_postal("〒０６０‐００００").shown, "060-0000");
    EXPECT_EQ(read_postal("0600000").shown, "060-0000");
    EXPECT_TRUE(read_postal("600000").doubtful);
    EXPECT_EQ(read_postal("060-0000").shown, "060-0000");
}
