#include "base/phone.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "base/phone_pieces.hpp"
#include "phone_rows.hpp"

using namespace michi;

TEST(Phone, is_read_as_written_and_never_guessed) {
    for (const PhoneRow& t : kPhoneRows) {
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
    EXPECT_EQ(read_postal("〒７４５ー０８０１").shown, "745-0801");
    for (const char* other : {"", "12345", "750-00011", "06-0000-0000", "750-000a", "山口県"}) {
        EXPECT_EQ(read_postal(other).shown, "") << other;
        EXPECT_FALSE(read_postal(other).doubtful) << other;
    }
}

struct Told {
    const char* text;
    std::vector<std::string> dialled;
};
const Told kTold[] = {
    {"0834-22-1111（母）", {"0834221111"}},
    {"0834-22-1111 内線12", {"0834221111"}},
    {"0834-22-1111、090-1234-5678", {"0834221111", "09012345678"}},
    {"夜は0834-22-1111", {"0834221111"}},
    {"夜は０８３４ー２２ー１１１１、昼は０９０−１２３４−５６７８（父）",
     {"0834221111", "09012345678"}},
    {"0834-22-1111 090-1234-5678", {"0834221111", "09012345678"}},
    {"0834-22-1111/090-1234-5678", {"0834221111", "09012345678"}},
    {"083-\n922-1234", {"0839221234"}},
    {"(0834)22-1111", {"0834221111"}},
    {"母（0834-22-1111）", {"0834221111"}},
    {"+81-834-22-1111", {"0834221111"}},
    {"+81 (0)90 1234 5678", {"09012345678"}},
    {"0834-22-1111〜3", {"0834221111"}},
    {"TEL 0834-22-1111 FAX 0834-22-1112", {"0834221111"}},
    {"ＦＡＸ：0834-22-1112／電話：0834-22-1111", {"0834221111"}},
    {"ファックス 0834-22-1112", {}},
    {"〒745-0001 0834-22-1111", {"0834221111"}},
    {"平日9-18時 0120-444-113", {"0120444113"}},
    {"0000-12-1001", {"0000121001"}},
    {"0834-22-111", {}},
    {"08342211112", {}},
    {"2026-11-28 090", {}},
    {"内線12", {}},
    {"なし", {}},
    {"", {}},
    {"tel:0834-22-1111?x=y\"><script>", {"0834221111"}},
};

TEST(PhonePieces, are_the_numbers_and_the_words_around_them) {
    for (const auto& told : kTold) {
        SCOPED_TRACE(told.text);
        std::string whole;
        std::vector<std::string> dialled;
        for (const auto& piece : phone_pieces(told.text)) {
            whole += piece.text;
            if (!piece.digits.empty()) dialled.push_back(piece.digits);
        }
        EXPECT_EQ(whole, told.text);
        EXPECT_EQ(dialled, told.dialled);
        EXPECT_EQ(dial_digits(told.text), told.dialled.empty() ? "" : told.dialled[0]);
    }
}

TEST(PhonePieces, find_every_number_that_is_read_alone) {
    for (const auto& t : kPhoneRows) {
        const std::string_view digits = t.digits;
        EXPECT_TRUE(digits.empty() || dial_digits(t.typed) == digits) << t.typed;
    }
}

TEST(PhonePieces, keep_broken_bytes) {
    const std::string broken = "\xE3\x81 0834-22-1111 \xFF";
    std::string whole;
    for (const auto& piece : phone_pieces(broken)) whole += piece.text;
    EXPECT_EQ(whole, broken);
    EXPECT_EQ(dial_digits(broken), "0834221111");
}
