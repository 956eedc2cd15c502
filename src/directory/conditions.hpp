// What one may ask of a service for a child. Each is known yes, known no, or not known.
// Source: domain dossier, part 5.2 (attributes needed to match a child); the care lines are those of
// the 医療的ケアスコア of 2021 (official table, 14 items in 19 lines).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/word.hpp"

namespace michi::directory {

enum class ConditionGroup { care, age, device, child, time, staff, help, place, room };

/// What the numbers `low` and `high` of an answer mean, both included.
enum class Measure { none, years, kilograms, people, hours, kilometres };

struct Condition {
    std::string_view id;
    ConditionGroup group;
    Word word;
    Measure measure{Measure::none};
    std::string_view line{};  // of the score's table: "7-2"
    bool first{};             // asked so often that it stands open in the search
};

/// In the order in which forms and lists show them. The first nine care kinds carry the ids of the
/// record's care list, so that a case's conditions are asked as they are.
std::span<const Condition> conditions();
const Condition* find_condition(std::string_view id);
Word group_word(ConditionGroup group);
Word measure_word(Measure measure);  // "歳", "kg"; empty for none
/// 「2歳から」「30kgまで」「2〜18歳」; "" where no number was told.
std::string range_text(Measure measure, std::optional<int> low, std::optional<int> high, Lang lang);

/// The condition that says whether there is room; its answers carry a Room.
inline constexpr std::string_view kVacancy = "vacancy";
/// The condition that says where a service comes to or from where it takes children.
inline constexpr std::string_view kArea = "area";

}  // namespace michi::directory
