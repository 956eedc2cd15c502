// Characters of UTF-8 text one at a time, and the kinds of character that text rules speak of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace michi {

/// A code point; negative for bytes that are not UTF-8 (overlong, surrogate, cut off).
using Character = std::int32_t;

/// Reads one character and moves `at` behind it.
Character next_character(std::string_view text, std::size_t& at);
void append_character(std::string& out, Character c);

bool is_selector(Character c);  // variation selectors: the same character in another shape
bool is_invisible(
    Character c);           // direction, zero width, fillers, tags: nothing to see, much to deceive
bool is_dash(Character c);  // hyphens, minus, long marks, wave dashes of any width
bool is_kanji(Character c);

}  // namespace michi
