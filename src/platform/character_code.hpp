// Texts in memory at one byte for each frequent character and two for nearly all others, in which
// words are found without decoding: the last byte of a codeword tells that it is the last.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/unicode.hpp"

namespace michi {

/// The shortest codewords for the characters of a sample; any other character has one too.
class CharacterCode {
  public:
    CharacterCode() = default;
    explicit CharacterCode(const std::vector<std::string>& sample);

    std::string encode(std::string_view text) const;
    /// The text again; what was not UTF-8 is so still, as one byte.
    std::string decode(std::string_view coded) const;
    /// Both are coded, and the word is not empty.
    static bool holds(std::string_view coded, std::string_view word);
    std::size_t bytes() const;

  private:
    friend class CharacterEncoder;
    void append(Character c, std::string& coded) const;
    std::uint32_t number_of(Character c) const;

    std::vector<Character> frequent_;    // by number
    std::vector<std::uint32_t> sorted_;  // numbers, by character
};

/// Codes many texts: remembers the codewords that it met.
class CharacterEncoder {
  public:
    explicit CharacterEncoder(const CharacterCode& code);
    void append(Character c, std::string& coded);

  private:
    const CharacterCode& code_;
    std::vector<std::uint32_t> met_;  // by character: how many bytes, then these; 0: not yet
};

}  // namespace michi
