// Japanese text for search and comparison. Stored text is never folded (J1-J20, J30-J35).
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace michi {

/// The search key: width, kana kind, small kana, long marks, dashes, spaces, letter case, vendor and
/// variant kanji and selectors no longer matter. Linear in the input.
std::string fold(std::string_view text);

/// Full-width digits, letters and marks as plain ones (NFKC), nothing else changed.
std::string fold_width(std::string_view text);

bool is_valid_utf8(std::string_view text);   // strict: no overlong, surrogate, > U+10FFFF
std::size_t graphemes(std::string_view text);
/// The first `count` code points.
std::string_view first_characters(std::string_view text, std::size_t count);
/// Trims spaces of any width at both ends.
std::string trimmed(std::string_view text);

/// Names: 1-100 graphemes, no direction or invisible characters, no control, no heaps of marks.
Refusals check_name(std::string_view field, std::string_view name);
/// Free text: valid, no NUL, at most `limit` bytes.
Refusals check_text(std::string_view field, std::string_view text, std::size_t limit);

/// Control, direction and invisible characters made visible (for audit and previews).
std::string escape_visible(std::string_view text);

}  // namespace michi
