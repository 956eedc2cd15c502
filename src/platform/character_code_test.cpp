#include "platform/character_code.hpp"

#include <gtest/gtest.h>

#include <random>

namespace michi {
namespace {

// Of every width of UTF-8, and so many that codewords of one, two, three and four bytes occur.
std::string random_text(std::mt19937& random, std::size_t longest) {
    std::string text;
    for (std::size_t n = random() % (longest + 1); n > 0; --n) {
        const auto kind = random() % 10;
        append_character(text, kind < 6   ? Character('a' + random() % 4)
                               : kind < 8 ? Character(0x3041 + random() % 80)
                               : kind < 9 ? Character(0x4E00 + random() % 20'000)
                                          : Character(0x20000 + random() % 0x10000));
    }
    return text;
}

TEST(CharacterCode, gives_back_what_was_coded_by_any_sample) {
    std::mt19937 random(3);
    for (const std::size_t size : {0, 1, 200, 3000}) {
        std::vector<std::string> sample;
        for (std::size_t n = 0; n < size; ++n) sample.push_back(random_text(random, 30));
        const CharacterCode code(sample);
        CharacterEncoder encoder(code);
        for (int i = 0; i < 2000; ++i) {
            const std::string text = random_text(random, 30);
            const std::string coded = code.encode(text);
            ASSERT_EQ(code.decode(coded), text);
            std::string once_more;
            for (std::size_t at = 0; at < text.size();)
                encoder.append(next_character(text, at), once_more);
            ASSERT_EQ(once_more, coded);
        }
    }
}

TEST(CharacterCode, finds_a_word_exactly_where_the_text_has_it) {
    std::mt19937 random(5);
    std::vector<std::string> sample;
    for (int n = 0; n < 500; ++n) sample.push_back(random_text(random, 30));
    const CharacterCode code(sample);
    int found = 0;
    for (int i = 0; i < 50'000; ++i) {
        const std::string text = random_text(random, 40);
        std::string word = random_text(random, 3);
        if (word.empty()) continue;
        const bool there = text.find(word) != std::string::npos;
        found += there;
        ASSERT_EQ(CharacterCode::holds(code.encode(text), code.encode(word)), there);
    }
    EXPECT_GT(found, 5000);
}

TEST(CharacterCode, takes_one_byte_for_what_is_frequent_and_two_for_a_thousand_kanji) {
    std::string text;
    for (int n = 0; n < 200; ++n) text += "のはをにがた";
    for (Character c = 0x4E00; c < 0x4E00 + 1000; ++c) append_character(text, c);
    const CharacterCode code({text});
    EXPECT_EQ(code.encode("のはを").size(), 3u);
    EXPECT_EQ(code.encode("\xE5\x80\x80").size(), 2u);
}

TEST(CharacterCode, keeps_broken_bytes_apart_from_every_character) {
    const CharacterCode code({"吸引"});
    EXPECT_EQ(code.decode(code.encode("吸引\xE5\x90")), "吸引\xFF");
    EXPECT_FALSE(CharacterCode::holds(code.encode("\xE5\x90"), code.encode("\xEF\xBF\xBD")));
}

}  // namespace
}  // namespace michi
