#include "search/excerpt.hpp"

#include <gtest/gtest.h>

#include "base/fold.hpp"

namespace michi::search {
namespace {

std::string marked(std::string_view text, std::vector<std::string> words, std::size_t length = 40) {
    for (std::string& word : words) word = fold(word);
    std::string out;
    for (const Piece& piece : excerpt(text, words, length))
        out += piece.hit ? "[" + piece.text + "]" : piece.text;
    return out;
}

TEST(Excerpt, shows_what_was_found_as_it_was_written) {
    struct {
        std::string_view text, word, shown;
    } rows[] = {
        {"夜間の吸引は一回", "吸引", "夜間の[吸引]は一回"},
        {"ﾜﾀﾅﾍﾞさんより", "わたなべ", "[ﾜﾀﾅﾍﾞ]さんより"},
        {"渡邊さんより", "渡辺", "[渡邊]さんより"},
        {"電話０９０－００００－４４１７へ", "09000004417", "電話[０９０－００００－４４１７]へ"},
        {"吸 引のこと", "吸引", "[吸 引]のこと"},
        {"佐々木さん", "佐佐木", "[佐々木]さん"},
        {"コーヒー", "こひ", "[コーヒー]"},
        {"ここには立たない", "どこにも", "ここには立たない"},
        {"", "吸引", ""},
        {"きっかけ", "きつ", "[きっ]かけ"},
    };
    for (const auto& row : rows)
        EXPECT_EQ(marked(row.text, {std::string(row.word)}), row.shown) << row.text;
}

TEST(Excerpt, marks_every_word_once_also_where_they_overlap) {
    EXPECT_EQ(marked("吸引器と吸引", {"吸引", "引器"}), "[吸引器]と[吸引]");
}

TEST(Excerpt, cuts_long_texts_around_the_first_hit_between_characters) {
    std::string before, after;
    for (int i = 0; i < 50; ++i) before += "前", after += "𠮷";
    const std::string shown = marked(before + "吸引" + after, {"吸引"}, 12);
    EXPECT_EQ(shown, "…前前前[吸引]𠮷𠮷𠮷𠮷𠮷𠮷𠮷…");
}

TEST(Excerpt, does_not_mind_broken_bytes) {
    EXPECT_EQ(marked("吸引\xE5\x90", {"吸引"}), "[吸引\xE5\x90]");
    EXPECT_EQ(marked("\x80吸引", {"吸引"}), "\x80[吸引]");
}

}  // namespace
}  // namespace michi::search
