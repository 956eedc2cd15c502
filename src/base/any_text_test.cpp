// Every reader of typed text takes any bytes at all: no crash, no broken text out.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"

using namespace michi;

namespace {

/// Bytes and pieces that readers look for, in any order.
std::string nonsense(std::mt19937& random) {
    static const char* const kPieces[] = {
        "令和",   "R",  "元",     "年",     "月",   "日",   "(",   "(2024年)",  "・", "-",
        "−",      "ー", "１",     "9",      "0",    "十",   "〇",  "々",        "ゞ", "゛",
        "ﾞ",      "カ", "ヶ",     "之",     "関",   "内線", "+81", " ",         "　", "葛",
        "\u3099", "〒", "\u202E", "\uFE00", "\xE3", "\xFF", "𠮷",  "\U000E0101"};
    std::string text;
    const auto pieces = std::uniform_int_distribution<std::size_t>(0, std::size(kPieces) - 1);
    const auto size = std::uniform_int_distribution<int>(0, 12)(random);
    for (int i = 0; i < size; ++i)
        text += kPieces[std::uniform_int_distribution<std::size_t>(pieces)(random)];
    return text;
}

}  // namespace

TEST(AnyText, is_read_without_harm) {
    std::mt19937 random(20261124);
    for (int i = 0; i < 3000; ++i) {
        const std::string text = nonsense(random);
        SCOPED_TRACE(escape_visible(text));
        ASSERT_TRUE(is_valid_utf8(fold(text)));
        ASSERT_TRUE(is_valid_utf8(fold_width(text)));
        ASSERT_TRUE(is_valid_utf8(escape_visible(text)));
        ASSERT_LE(graphemes(text), text.size());
        ASSERT_TRUE(text.starts_with(first_characters(text, 3)));
        if (const auto day = read_date("day", text)) {
            ASSERT_EQ(read_date("day", full_date(day->date))->date, day->date);
        }
        read_phone(text);
        read_postal(text);
        full_code(text);
        municipality_in(text, "35");
        check_name("name", text);
        kana_lookalikes(text);
    }
}

TEST(AnyText, of_great_length_is_no_burden) {
    for (const char* piece : {"あ", "ｶﾞ", "々", "\u3099", "\xFF", "-", "1", "一"}) {
        std::string text;
        while (text.size() < (1 << 18)) text += piece;
        fold(text);
        read_phone(text);
        read_postal(text);
        EXPECT_FALSE(read_date("day", text));
        EXPECT_TRUE(check_name("name", text).any());
        escape_visible(text);
    }
}
