// What was typed, taken to pieces: forms of the vocabulary, municipalities, ages, and what is left. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "directory/everyday.hpp"
#include "directory/towns.hpp"

namespace michi::directory {

/// Each with the words it was read from, as typed.
struct Heard {
    std::vector<std::pair<const Sense*, std::string>> senses;
    std::vector<std::pair<std::string_view, std::string>> towns;
    std::vector<std::pair<int, std::string>> ages;
    std::vector<std::pair<std::string, std::string>> called;  // kind, words
    std::vector<std::size_t> denied_kinds;  // in service_kinds(): 「短期入所以外」
    std::vector<std::string> denied;        // 「送迎なし」: read, and not asked
    std::vector<std::string> elsewhere;     // municipalities where nothing stands
    std::vector<std::string> unknown, names;
    std::vector<std::string>
        scraps;  // words of which nothing is unread, or too little to say so alone
};

/// Linear in the text.
Heard hear(std::string_view typed, const Towns& towns);

}  // namespace michi::directory
