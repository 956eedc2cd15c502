// What turns a word round: 「送迎なし」 asks for no transport, 「母は75歳」 tells of somebody else. Pure.
#pragma once

#include <optional>
#include <string_view>

namespace michi::directory {

struct Denial {
    std::size_t length{};  // bytes of the folded text; 0: none
    bool of_conditions{};  // 「なし」: 「預け先なし」 is a need all the same
};
/// At the beginning of what follows a word.
Denial denial_behind(std::string_view folded);

/// 「花岡さん」「松野先生」「星野です」: at the beginning of what follows the stem of a town.
bool is_of_a_person(std::string_view folded);

/// 「40歳の母」「母は75歳」: what stands before and behind an age.
bool is_of_another(std::string_view before, std::string_view behind, int years);

/// 「18歳未満」 names no age, 「3歳未満」 a child of two.
std::optional<int> bounded(int years, std::string_view behind);

}  // namespace michi::directory
