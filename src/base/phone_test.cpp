#include "base/phone.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "base/phone_pieces.hpp"

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
    {"03-1234-5678 内線12", "03-1234-5678 内線12", "0312345678", "12", false},
    {"312345678", "312345678", "", "", true},
    {"（0833）48−1111", "0833-48-1111", "0833481111", "", false},
    {"(083)922ｰ1234", "083-922-1234", "0839221234", "", false},
    {"(08388)2-2838", "08388-2-2838", "0838822838", "", false},
    {"44-1705", "44-1705", "", "", false},
    {"なし", "なし", "", "", false},
    {"０３ー１２３４ー５６７８", "03-1234-5678", "0312345678", "", false},
    {"0836592411", "0836-59-2411", "0836592411", "", false},
    {"0827-34-1000", "0827-34-1000", "0827341000", "", false},
    {"083-\n922-1234", "083-922-1234", "0839221234", "", false},
    {"0837-22-2811", "0837-22-2811", "0837222811", "", false},
    {"0837721611", "083-772-1611", "0837721611", "", false},
    {"0832311111", "083-231-1111", "0832311111", "", false},
    {"0421234567", "042-123-4567", "0421234567", "", false},
    {"0429981111", "04-2998-1111", "0429981111", "", false},
    {"0126712345", "01267-1-2345", "0126712345", "", false},
    {"0499221234", "04992-2-1234", "0499221234", "", false},
    {"0111234567", "011-123-4567", "0111234567", "", false},
    {"0980212345", "09802-1-2345", "0980212345", "", false},
    {"0120444113", "0120-444-113", "0120444113", "", false},
    {"08001234567", "0800-123-4567", "08001234567", "", false},
    {"0570064000", "0570-064-000", "0570064000", "", false},
    {"050-1234-5678", "050-1234-5678", "05012345678", "", false},
    {"06012345678", "060-1234-5678", "06012345678", "", false},
    {"+81 (0)834-22-1111", "0834-22-1111", "0834221111", "", false},
    {"℡ 0834-22-1111", "0834-22-1111", "0834221111", "", false},
    {"TEL：0834-22-1111（内線 305）", "0834-22-1111 内線305", "0834221111", "305", false},
    {"0834-22-1111（母）", "0834-22-1111（母）", "0834221111", "", false},
    {"夜は0834-22-1111", "夜は0834-22-1111", "0834221111", "", false},
    {"0834-22-1111、090-1234-5678", "0834-22-1111、090-1234-5678", "", "", false},
    {"0834-22-1111〜3", "0834-22-1111〜3", "", "", false},
    {"9012345678", "9012345678", "", "", true},
    {"836592411", "836592411", "", "", true},
    {"090-1234-567", "090-1234-567", "", "", false},
    {"08323111110", "08323111110", "", "", false},
    {"110", "110", "", "", false},
    {"#8000", "#8000", "", "", false},
    {"+1-202-555-0100", "+1-202-555-0100", "", "", false},
    {"0081-3-1234-5678", "0081-3-1234-5678", "", "", false},
    {"廃園（令和3年3月31日）", "廃園（令和3年3月31日）", "", "", false},
    {"非通知", "非通知", "", "", false},
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
    for (const auto& t : kTable) {
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
