// What a call was about (相談の分類), and the kinds of service that are asked first because of it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace michi::directory {

/// Of the topics' ids, each kind once, those of the main topic first. Of a topic that no service answers, none.
std::vector<std::string> kinds_for_topics(std::span<const std::string> topics);
/// "respite,night_care", as a record keeps them.
std::vector<std::string> split_topics(std::string_view kept);

}  // namespace michi::directory
