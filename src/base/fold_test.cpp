#include "base/fold.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

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
    {"しょうた", "しようた", "small kana"},
    {"シヨウタ", "しょうた", "small kana"},
    {"\uFF0D\u2212\u2225\u2016\u2015\u2014\u2010\u2011\u2013", "", "J2 J17 dashes"},
    {"№℡㌔ℓ", "notelキロl", "J4 vendor characters"},
    {"㍻", "平成", "J4"},
    {"\uFA10", "塚", "J12 compatibility kanji"},
    {"\uFA1B", "福", "J12 compatibility kanji"},
    {"葛\U000E0101", "葛", "J13"},
    {"か\u309A", "か", "J14 no composed form"},
    {"゛゜", "", "J15 lone marks"},
    {"ヷ", "わ", "voiced わ"},
    {"斎藤", "齋藤", "J16"},
    {"齊藤", "斉藤", "J16"},
    {"斎藤", "斉藤", "J16"},
    {"濵田", "浜田", "J16"},
    {"嶋﨑", "島崎", "J16"},
    {"德永", "徳永", "J16"},
    {"栁田", "柳田", "J16"},
    {"佐々木", "佐佐木", "repeat mark"},
    {"みすゞ", "みすず", "repeat mark with voice"},
    {"マリア・\u2066ロペス\u2069", "マリア・ロペス", "J18 isolates"},
    {"太\u3164郎\uFEFF", "太郎", "J18 fillers"},
    {"3ヶ月", "３か月", "J35 counted months"},
    {"3カ月", "3か月", "J35 counted months"},
    {"メゾンⅢ", "メゾンIII", "J35 Roman numerals"},
    {"四ッ谷", "四ツ谷", "J35"},
    {"ﾃﾞｨｻｰﾋﾞｽ", "デイサービス", "half width, small, long"},
    {"\U0002F80C", "㒞", "compatibility supplement"},
};
}  // namespace

TEST(Fold, spellings_of_the_same_word_meet) {
    for (const Same& s : kSame) {
        EXPECT_EQ(fold(s.left), fold(s.right))
            << s.why << ": " << fold(s.left) << " / " << fold(s.right);
    }
}

TEST(Fold, different_words_stay_different) {
    EXPECT_NE(fold("しょうた"), fold("しよた"));
    EXPECT_NE(fold("かき"), fold("がき"));
    EXPECT_NE(fold("ケア"), fold("がア"));
    EXPECT_NE(fold("𩸽"), fold("𛀁"));
}

TEST(Fold, a_part_of_a_name_finds_the_whole) {
    struct Part {
        const char *whole, *part;
    };
    constexpr Part kParts[] = {{"芥川龍之介", "之介"}, {"芥川龍之介", "龍之"},
                               {"佐々木", "々木"},     {"佐々木", "佐々"},
                               {"霞ヶ関", "霞ヶ"},     {"生後3ヶ月", "ヶ月"},
                               {"生後3ヶ月", "か月"},  {"医療的ケア児", "ケア"},
                               {"ワタナベ", "なべ"},   {"緑ヶ丘市", "が丘"},
                               {"斎藤", "齋"}};
    for (const Part& p : kParts)
        EXPECT_NE(fold(p.whole).find(fold(p.part)), std::string::npos) << p.whole << " " << p.part;
}

TEST(Fold, keeps_apart_what_only_looks_alike) {
    for (const char* pair : {"二ニ", "口ロ", "力カ", "工エ", "一ー"}) {
        const std::string two = pair;
        EXPECT_NE(fold(two.substr(0, 3)), fold(two.substr(3))) << pair;
    }
    EXPECT_NE(fold("〓田"), fold("山田"));
}

TEST(Fold, is_done_once_and_for_all) {
    for (const Same& s : kSame) EXPECT_EQ(fold(fold(s.left)), fold(s.left)) << s.left;
}

TEST(Fold, every_spelling_stands_in_one_family_only) {
    constexpr std::u32string_view kFamilies[] = {
#include "base/kanji_families.inc"
    };
    std::set<char32_t> seen;
    for (const auto family : kFamilies)
        for (char32_t member : family)
            EXPECT_TRUE(seen.insert(member).second) << std::hex << std::uint32_t(member);
    EXPECT_GE(std::size(kFamilies), 400u);
}

TEST(Fold, dashes_of_numbers_become_one) {
    EXPECT_EQ(fold_dashes("０１ー２−３‐４〜５"), "０１-２-３-４-５");
}

TEST(Fold, broken_bytes_are_passed_over) { EXPECT_EQ(fold("\xC0\xAF\xE3\x81"), ""); }
