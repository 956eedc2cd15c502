#include "base/fold.hpp"

#include <gtest/gtest.h>

using namespace michi;

namespace {
struct Same {
    const char *left, *right, *why;
};
constexpr Same kSame[] = {
    {"〜", "～", "J1 wave dashes"},
    {"ワタナベ", "ﾜﾀﾅﾍﾞ", "J15 half-width kana with marks"},
    {"わたなべ", "ワタナベ", "kana kind"},
    {"渡邊", "渡辺", "J16 spellings"},
    {"渡邉", "渡辺", "J16 spellings"},
    {"髙﨑", "高崎", "J3 J4 vendor characters"},
    {"神\uFE00", "神", "J13 selector"},
    {"辻\U000E0100", "辻", "J13 ideographic selector"},
    {"\uFA19", "神", "J12 compatibility kanji"},
    {"か\u3099", "が", "J14 combining mark"},
    {"ハ\u309A", "ぱ", "J14 combining half mark"},
    {"ｶﾞ ﾊﾟ ｳﾞ", "がぱゔ", "J15"},
    {"山田　太郎", "山田 太郎", "J19 spaces"},
    {"山田\u00A0太郎\t", "山田太郎", "J19 spaces"},
    {"１２３ＡＢｃ", "123abc", "width and case"},
    {"霞ヶ関", "霞が関", "J35"},
    {"霞ケ関", "霞が関", "J35"},
    {"丸之内", "丸の内", "J35"},
    {"丸ノ内", "丸の内", "J35"},
    {"センター", "せんた", "long mark"},
    {"0834\u221229", "0834-29", "J17 minus"},
    {"\u202Eさえき\u200B", "さえき", "J18 invisible"},
    {"①㈱", "1(株)", "J4"},
    {"𠮷田", "吉田", "J11 J16"},
    {"しょうた", "しよた", "small kana, u is kept apart below"},
};
}  // namespace

TEST(Fold, spellings_of_the_same_word_meet) {
    for (const Same& s : kSame) {
        if (std::string(s.left) == "しょうた") continue;
        EXPECT_EQ(fold(s.left), fold(s.right)) << s.why << ": " << fold(s.left) << " / " << fold(s.right);
    }
}

TEST(Fold, different_words_stay_different) {
    EXPECT_NE(fold("しょうた"), fold("しよた"));
    EXPECT_NE(fold("かき"), fold("がき"));
    EXPECT_NE(fold("ケア"), fold("がア"));
    EXPECT_NE(fold("𩸽"), fold("𛀁"));
}

TEST(Fold, broken_bytes_are_passed_over) {
    EXPECT_EQ(fold("\xC0\xAF\xE3\x81"), "");
    EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));
    EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));
    EXPECT_TRUE(is_valid_utf8("𠮷𩸽𛀁"));
}

TEST(Names, are_kept_as_written_unless_they_deceive) {
    for (const char* good : {"乙", "O'Neil", "神\uFE00", "葛\U000E0101城", "佐藤（旧姓 鈴木）", "𠮷野",
                             "マリア・デル・カルメン・ロドリゲス", "<script>", "'; DROP"})
        EXPECT_FALSE(check_name("kanji", good).any()) << good;
    EXPECT_TRUE(check_name("kanji", "\u202E太郎").any());
    EXPECT_TRUE(check_name("kanji", "太\u200B郎").any());
    EXPECT_TRUE(check_name("kanji", "太\x1b[31m郎").any());
    std::string heap = "太";
    for (int i = 0; i < 1000; ++i) heap += "\u0301";
    EXPECT_TRUE(check_name("kanji", heap).any());
    std::string long_name;
    for (int i = 0; i < 101; ++i) long_name += "神";
    EXPECT_TRUE(check_name("kanji", long_name).any());
    EXPECT_TRUE(check_name("kanji", std::string(1 << 20, 'a')).any());
}

TEST(Text, hidden_characters_are_shown_in_the_audit) {
    EXPECT_EQ(escape_visible("a\u202Eb\r\n"), "a\\u{202E}b\\u{D}\\u{A}");
}

TEST(Text, spaces_of_any_width_are_trimmed) {
    EXPECT_EQ(trimmed("　 山田　太郎 \t"), "山田　太郎");
    EXPECT_EQ(trimmed("　"), "");
}
