// Where words call somebody by name: さん, ちゃん, くん, 君, 様. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace michi::consent {

/// A stretch of bytes, the second not part of it.
struct Stretch {
    std::size_t from{}, to{};
};

inline constexpr std::array<std::string_view, 5> kCalledBy{"さん", "ちゃん", "くん", "君", "様"};

/// Whether さん or the like stands at this place of a folded text.
bool is_called(std::string_view folded, std::size_t at);

/// The names that somebody is called by, without さん. A word that says what somebody is (お母さん,
/// 訪問看護師さん) is none; where it is not told, too much is taken rather than too little.
std::vector<Stretch> called_names(std::string_view text);

/// Digits that may reach a family: of six and more with dashes between (22-1234, a FAX too), or nine
/// without. A day (2026-11-30) is none.
std::vector<Stretch> long_numbers(std::string_view text);

}  // namespace michi::consent
