#include "base/text.hpp"

#include <gtest/gtest.h>

#include "base/unicode.hpp"

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

TEST(Characters, are_of_the_kinds_that_text_rules_speak_of) {
    for (Character c : {0x3005, 0x4E00, 0x9FA0, 0xFA11, 0x3402, 0x20BB7})
        EXPECT_TRUE(is_kanji(c)) << std::hex << c;
    for (Character c : {0x3042, 0x30AB, 0x3400 - 1, 0xA000, -1})
        EXPECT_FALSE(is_kanji(c)) << std::hex << c;
    for (Character c : {0xAD, 0x200B, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069, 0x3164, 0xFEFF,
                        0xFFA0, 0xE0001, 0xE007F, 0x61C})
        EXPECT_TRUE(is_invisible(c)) << std::hex << c;
    for (Character c : {0x20, 0x3000, 0x200A, 0x2010, 0xE0100, 0xFE00, 0x3042, -1})
        EXPECT_FALSE(is_invisible(c)) << std::hex << c;
    for (Character c : {0xFE00, 0xFE0F, 0xE0100, 0xE01EF})
        EXPECT_TRUE(is_selector(c)) << std::hex << c;
    for (Character c : {0x2D, 0x2010, 0x2015, 0x2212, 0x30FC, 0xFF0D, 0xFF70, 0x301C, 0xFF5E})
        EXPECT_TRUE(is_dash(c)) << std::hex << c;
    for (Character c : {0x4E00, 0x30FB, 0x5F, -1}) EXPECT_FALSE(is_dash(c)) << std::hex << c;
}
