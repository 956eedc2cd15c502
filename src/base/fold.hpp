// Japanese text for search and comparison. Stored text is never folded (J1-J20, J30-J35).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace michi {

/// The search key: width, kana kind, small kana, long marks, dashes, spaces, letter case, vendor and
/// variant kanji, repeat marks and selectors no longer matter. Linear in the input.
std::string fold(std::string_view text);

/// The key with the place of each of its bytes in the text, to show there what was found.
struct FoldedText {
    std::string text;
    std::vector<std::size_t> from;  // where the character of each byte begins; then the text's end
};
FoldedText fold_with_places(std::string_view text);

/// Full-width digits, letters and marks as plain ones (NFKC), nothing else changed; broken bytes become U+FFFD.
std::string fold_width(std::string_view text);

/// Every hyphen, minus, long mark and wave dash as '-': for numbers, never for words.
std::string fold_dashes(std::string_view text);

}  // namespace michi
