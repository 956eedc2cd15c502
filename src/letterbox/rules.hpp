// What the form wants (the words alone), what it becomes in the queue, and what its writer may know. Pure.
#pragma once

#include <optional>

#include "base/result.hpp"
#include "letterbox/model.hpp"

namespace michi::letterbox {

inline constexpr std::size_t kLongestWords = 4000;  // characters; 36 KB of a form
inline constexpr std::size_t kShortestWord = 4;     // of the word that opens the answer

/// What is wrong with one page of the form; a page that asks nothing refuses nothing.
Refusals reasons_against(std::string_view step, const Asked& asked, const Seconds& seconds);
Refusals reasons_against_words(std::string_view field, std::string_view words);

/// What somebody without an account typed, without what nobody can type and what turns the reading of a line
/// around: control characters but ends of lines and tabs, and U+202A-202E, U+2066-2069.
std::string legible(std::string_view typed);

/// The word as it is compared: width, case, kana and spaces at its ends are no matter.
std::string compared(std::string_view word);
/// The day as it is compared, "" when it cannot be read.
std::string compared_birth(std::string_view typed);

/// As it stands in the one queue.
consultation::Answers as_consultation(const Asked& asked, bool alarm);

Progress progress(const std::vector<Letter>& letters, bool in_charge);
Word word_of(Progress progress);
/// Whether an answer stands there that the code and the word open.
bool has_answer(const std::vector<Letter>& letters);

}  // namespace michi::letterbox
