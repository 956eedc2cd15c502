// An age as it is said: 「3歳」「三さい」「10か月」「中学生」「小学2年」「年長」.
#pragma once

#include <optional>
#include <string_view>

namespace michi::directory {

struct SaidAge {
    int years{};
    std::size_t length{};  // bytes of the folded text
    bool names_school{};   // 「小学校2年」: a school was said with it
};
/// The age that a folded text begins with. Of a school the age in the middle of it.
std::optional<SaidAge> age_at(std::string_view folded);

}  // namespace michi::directory
