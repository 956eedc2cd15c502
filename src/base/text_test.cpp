#include "base/text.hpp"

#include <gtest/gtest.h>

using namespace michi;

TEST(Text, is_utf8_in_the_strict_sense) {
    for (const char* bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE3\x81",
                            "\x82\xA0\x82", "\xFF", "\xE0\x80\xAF"})
        EXPECT_FALSE(is_valid_utf8(bad));
    for (const char* good : {"", "𠮷𩸽𛀁", "か\u3099", "葛\U000E0101", "\U0010FFFF"})
        EXPECT_TRUE(is_valid_utf8(good)) << good;
}

TEST(Text, is_refused_when_broken_or_too_long) {
    EXPECT_TRUE(check_text("body", std::string("a\0b", 3), 100).on("body"));
    EXPECT_TRUE(check_text("body", "あ\xE3\x81", 100).on("body"));
    EXPECT_TRUE(check_text("body", "あああ", 8).on("body"));
    EXPECT_FALSE(check_text("body", "あああ\r\n\t", 100).any());
}

TEST(Text, is_counted_as_people_count) {
    EXPECT_EQ(graphemes("葛\U000E0101城"), 2u);
    EXPECT_EQ(graphemes("が"), 1u);
    EXPECT_EQ(graphemes("か\u3099"), 1u);
    EXPECT_EQ(graphemes("👨\u200D👩\u200D👧"), 1u);
    EXPECT_EQ(graphemes(""), 0u);
}

TEST(Text, is_cut_between_characters_only) {
    EXPECT_EQ(first_characters("葛\U000E0101城市", 1), "葛\U000E0101");
    EXPECT_EQ(first_characters("か\u3099く", 1), "か\u3099");
    EXPECT_EQ(first_characters("あい", 5), "あい");
    EXPECT_EQ(first_characters("あい", 0), "");
}

TEST(Text, lost_characters_are_noticed) {
    for (const char* lost : {"〓田", "山\uFFFD", "?田", "山？"})
        EXPECT_TRUE(has_lost_character(lost)) << lost;
    EXPECT_FALSE(has_lost_character("𠮷田"));
}

TEST(Text, kanji_in_a_kana_field_are_noticed) {
    EXPECT_EQ(kana_lookalikes("ニロカエ"), "");
    EXPECT_EQ(kana_lookalikes("二ロ力エ"), "二力");
    EXPECT_EQ(kana_lookalikes("さとう　けい一"), "一");
}

TEST(Names, are_kept_as_written_unless_they_deceive) {
    for (const char* good :
         {"", "乙",
          "ホルヘ・ルイス・フランシスコ・イシドロ・ボルヘス・アセベド・デ・ラ・クルス・モンテネグロ"
          "・イ・サンチェス",
          "%00", "{{7*7}}", "〓田", "か\u309A", "O'Neil", "神\uFE00", "葛\U000E0101城",
          "佐藤（旧姓 鈴木）", "𠮷野", "マリア・デル・カルメン・ロドリゲス", "<script>", "'; DROP"})
        EXPECT_FALSE(check_name("kanji", good).any()) << good;
}

TEST(Names, that_deceive_are_refused) {
    for (const char* bad :
         {"\u202E太郎", "太\u200B郎", "太\x1b[31m郎", "\u2066太郎\u2069", "\uFEFF太郎", "\u3164",
          "\u115F", "太郎\r\nBcc: x@example.jp", "太\u2028郎", "\u061C", "太\u00AD郎", "\U000E0041",
          "👨\u200D👩\u200D👧", "\x80", "\xED\xA0\x80"})
        EXPECT_TRUE(check_name("kanji", bad).on("kanji")) << escape_visible(bad);
}

TEST(Names, are_measured_in_graphemes) {
    std::string hundred;
    for (int i = 0; i < 100; ++i) hundred += "葛\U000E0101";
    EXPECT_FALSE(check_name("kanji", hundred).any());
    EXPECT_TRUE(check_name("kanji", hundred + "木").any());
    std::string heap = "太";
    for (int i = 0; i < 1000; ++i) heap += "\u0301";
    EXPECT_TRUE(check_name("kanji", heap).any());
    std::string selectors = "葛";
    for (int i = 0; i < 100; ++i) selectors += "\uFE00";
    EXPECT_TRUE(check_name("kanji", selectors).any());
    EXPECT_TRUE(check_name("kanji", std::string(1 << 20, 'a')).any());
}

TEST(Text, hidden_characters_are_shown_in_the_audit) {
    EXPECT_EQ(escape_visible("a\u202Eb\r\n"), "a\\u{202E}b\\u{D}\\u{A}");
    EXPECT_EQ(escape_visible("太\u200B郎\x1b[31m"), "太\\u{200B}郎\\u{1B}[31m");
    EXPECT_EQ(escape_visible("あ\xE3\x81い"), "あ\\xE3\\x81い");
    EXPECT_EQ(escape_visible("葛\U000E0101城"), "葛\U000E0101城");
    EXPECT_EQ(escape_visible("葛\uFE00\uFE01"), "葛\uFE00\\u{FE01}");
}

TEST(Text, spaces_of_any_width_are_trimmed) {
    EXPECT_EQ(trimmed("　 山田　太郎 \t"), "山田　太郎");
    EXPECT_EQ(trimmed("　"), "");
}
