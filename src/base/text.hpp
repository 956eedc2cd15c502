// What text may be: UTF-8, of bearable length, without characters that deceive. And text made safe
// to look at.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace michi {

bool is_valid_utf8(std::string_view text);  // strict: no overlong, surrogate, > U+10FFFF
std::size_t graphemes(std::string_view text);
/// The first `count` characters, never cutting a base from its selector or mark.
std::string_view first_characters(std::string_view text, std::size_t count);
/// Trims spaces of any width at both ends.
std::string trimmed(std::string_view text);

/// Names: at most 100 graphemes, no direction or invisible characters, no control, no heaps of
/// marks. An empty name passes: whether one is needed is the page's rule.
Refusals check_name(std::string_view field, std::string_view name);
/// Free text: valid, no NUL, at most `limit` bytes.
Refusals check_text(std::string_view field, std::string_view text, std::size_t limit);

/// 〓, U+FFFD or ? where another system lost a character: to be asked about, never matched with
/// anything.
bool has_lost_character(std::string_view text);
/// The kanji and marks in a kana field that only look like kana (二ニ 口ロ 力カ 工エ …), "" when
/// none.
std::string kana_lookalikes(std::string_view kana);

/// Control, direction and invisible characters and broken bytes made visible (for audit and
/// previews).
std::string escape_visible(std::string_view text);

}  // namespace michi
