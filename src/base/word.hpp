// A key into the text catalogues. Only a literal makes one; tools/words.py fails the build when the
// key has no text in every language.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace michi {

enum class Lang { ja, en };

class Word {
  public:
    constexpr Word() = default;
    constexpr std::string_view key() const { return key_; }
    constexpr explicit operator bool() const { return !key_.empty(); }
    friend constexpr bool operator==(Word, Word) = default;

  private:
    constexpr explicit Word(std::string_view key) : key_(key) {}
    friend consteval Word operator""_w(const char*, std::size_t);
    friend Word known_word(std::string_view);
    std::string_view key_;
};

consteval Word operator""_w(const char* text, std::size_t size) {
    const std::string_view key{text, size};
    if (key.find('.') == std::string_view::npos) throw "a text key reads capability.name";
    return Word{key};
}

/// Values for the {placeholders} of a text.
using Args = std::vector<std::pair<std::string_view, std::string>>;

/// The catalogue's word of a key that is kept as data ("# dynamic" in the words file); empty when none.
Word known_word(std::string_view key);

/// The text as the catalogue has it; static storage.
std::string_view word_text(Word word, Lang lang);

/// The text with its {placeholders} filled. Not escaped: for escaping see web/out.hpp.
std::string say(Word word, Lang lang, const Args& args = {});

}  // namespace michi
