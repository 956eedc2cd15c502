// The question of a search, prepared for one pass over the index. Pure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "directory/index.hpp"
#include "directory/search.hpp"

namespace michi::directory {

struct Wanted {
    std::string text;
    std::array<std::uint64_t, 4> letters;
};

struct Prepared {
    const Asked& asked;
    const Snapshot& snapshot;
    const Index& index;
    std::uint8_t may_see;
    std::vector<Wanted> words, unknown, names;
    std::array<bool, 256> kinds{};
    std::array<LegalAnswer, 256> law{};            // of the child's age, by kind
    std::array<std::uint8_t, 256> rank_of_kind{};  // 0: answers no words
    std::vector<bool> places;                      // empty: anywhere
    std::vector<std::size_t> first_places;         // in Index::places; none: anywhere
    std::string called, digits;                    // the whole as a name, as a telephone number
    std::optional<std::int64_t> number;            // 「S-0048」
    std::uint64_t plain{};                         // a bit for each condition that is asked
    std::vector<std::uint8_t> conditions;          // kAskedOpen, kUnknownCondition, of kMeasured
    std::optional<std::array<double, 3>> from;
    std::int32_t oldest_room{};  // the first day whose words about room still count
    double least_cosine{2};      // of what is near enough beside the places; 2: nothing
};
inline constexpr std::uint8_t kAskedOpen = 254, kUnknownCondition = 255;
inline constexpr std::uint8_t kAge = 0, kRoom = 3;  // in kMeasured
// Ranks: called so, the words themselves, a name among them, then the kinds that answer them, then the rest.
inline constexpr std::uint8_t kCalledSo = 0, kSaid = 1, kNamed = 2, kNamedOther = 3, kFirstKind = 4,
                              kRest = 255;

Prepared prepared(const Snapshot& snapshot, const Asked& asked);

/// The digits of a telephone number, whatever stands between them.
std::string digits_only(std::string_view text);

}  // namespace michi::directory
