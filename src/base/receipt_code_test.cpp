#include "base/receipt_code.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace michi {
namespace {

std::string drawn(unsigned seed) {
    std::mt19937 random(seed);
    std::string bytes;
    for (std::size_t i = 0; i < kReceiptBytes; ++i) bytes += static_cast<char>(random());
    return receipt_code(bytes);
}

TEST(ReceiptCode, has_twelve_characters_in_three_groups_that_nobody_mistakes) {
    std::set<std::string> all;
    for (unsigned seed = 0; seed < 2000; ++seed) {
        const std::string code = drawn(seed);
        ASSERT_EQ(code.size(), 14U) << seed;
        EXPECT_EQ(code.find_first_of("01OILBDGNQSUZ"), std::string::npos) << code;
        EXPECT_EQ(read_receipt_code(code), code);
        all.insert(code);
    }
    EXPECT_EQ(all.size(), 2000U);
}

TEST(ReceiptCode, of_too_few_random_bytes_is_none) {
    EXPECT_EQ(receipt_code("short"), "");
    EXPECT_EQ(receipt_code(std::string(kReceiptBytes, '\xff')), "") << "none of them is fair";
}

TEST(ReceiptCode, is_read_as_people_type_it) {
    const std::string code = drawn(7);
    std::string plain, small, wide;
    for (const char c : code) {
        if (c == '-') continue;
        plain += c;
        small += c >= 'A' ? static_cast<char>(c - 'A' + 'a') : c;
        wide += c >= 'A' ? std::string("\xef\xbc") + static_cast<char>(0xa1 + (c - 'A'))
                         : std::string("\xef\xbc") + static_cast<char>(0x90 + (c - '0'));
    }
    for (const std::string& typed :
         {plain, small, wide, " " + code + " ", plain.substr(0, 6) + " ー " + plain.substr(6)})
        EXPECT_EQ(read_receipt_code(typed), code) << typed;
    for (const char* typed : {"", "7K2M", "あいう", "0000-0000-0000", "7K2M-HX4P-93TV-2"})
        EXPECT_EQ(read_receipt_code(typed), "") << typed;
}

TEST(ReceiptCode, with_one_wrong_character_or_two_exchanged_is_none) {
    constexpr std::string_view kLetters = "23456789ACEFHJKMPRTVWXY";
    for (unsigned seed = 0; seed < 40; ++seed) {
        std::string letters;
        for (const char c : drawn(seed))
            if (c != '-') letters += c;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            for (const char other : kLetters) {
                if (other == letters[i]) continue;
                std::string wrong = letters;
                wrong[i] = other;
                EXPECT_EQ(read_receipt_code(wrong), "") << wrong;
            }
            for (std::size_t j = i + 1; j < letters.size(); ++j) {
                if (letters[i] == letters[j]) continue;
                std::string exchanged = letters;
                std::swap(exchanged[i], exchanged[j]);
                EXPECT_EQ(read_receipt_code(exchanged), "") << exchanged;
            }
        }
    }
}

TEST(ReceiptCode, is_read_out_in_groups) {
    EXPECT_EQ(spoken_receipt_code("7K2M-HX4P", Lang::ja),
              "ナナ・ケー・ニ・エム、エイチ・エックス・ヨン・ピー");
    EXPECT_EQ(spoken_receipt_code("7K2M-HX4P", Lang::en), "7 Kilo 2 Mike, Hotel X-ray 4 Papa");
}

}  // namespace
}  // namespace michi
