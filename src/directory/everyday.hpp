// The vocabulary of what is typed into the search: official and published names of kinds, everyday forms of words,
// and words that ask for nothing, in kanji and in kana. Made once from everyday.inc, together.inc, silent.inc,
// readings.inc and kinds.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace michi::directory {

struct WeighedKind {
    std::size_t kind;  // place in service_kinds()
    int weight;        // 1: only where nothing weighs more
};

/// A kind called by its name stands before what is only meant.
inline constexpr int kNamedWeight = 12;

/// What a form is about, and what it asks for.
struct Sense {
    std::string_view about;  // "leave"; "" of a kind's own name
    std::vector<WeighedKind> kinds;
    std::vector<std::string_view> conditions;
};

/// What is added where two things are said together.
struct Together {
    std::string_view one, other;
    Sense adds;
};
std::span<const Together> said_together();

/// The longest form at the beginning of a folded text. No senses: words that ask for nothing.
struct FormRead {
    std::span<const Sense* const> senses;
    std::size_t length{};  // bytes; 0: none
};
FormRead longest_form(std::string_view folded);
/// A form of five or more characters of which one is mistyped, missing or too many. Asked only where nothing else
/// is read: words that are rightly spelled stand first.
FormRead nearest_form(std::string_view folded);

}  // namespace michi::directory
