// What a call was about (相談の分類), and the kinds of service that are asked first because of it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace michi::directory {

/// Of the topics' ids, each kind once, those of the main topic first. Of a topic that no service answers, none.
std::vector<std::string> kinds_for_topics(std::span<const std::string> topics);
/// Without those that the law closes to that age, as far as it is known: nobody asks a day centre of schoolchildren
/// for a child of two.
std::vector<std::string> open_to_age(std::vector<std::string> kinds, std::optional<int> age,
                                     Date on);
/// "respite,night_care", as a record keeps them.
std::vector<std::string> split_topics(std::string_view kept);

}  // namespace michi::directory
