// Which list a file is an edition of: told by its headings, its name and the places that both hold.
// Pure. A wrong guess may double a list and never destroys one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/id.hpp"

namespace michi::directory {

/// A list that somebody publishes again and again. `coverage`: the municipality or prefecture that
/// all its places lie in, "" when they lie in several.
struct PublishedList {
    Id<PublishedList> id;
    std::string source, name, publisher, coverage, headings, file_name;
    Instant taken_at{};
};

/// What a file shares with the newest edition of a list.
struct InCommon {
    std::size_t in_file{}, in_list{};  // rows
    std::size_t known{};               // rows of the list that the file holds too
    bool by_number{};                  // some of them by a lasting number
    bool headings{};                   // the same
    bool name{}, like_name{};          // the file's name is the same; the same but for its digits
    bool publisher{};                  // the same
    std::size_t going() const { return in_list - known; }
};

enum class Identity { other, maybe, same };
/// `same` only where hardly anything would go; `maybe` where a person must say.
Identity identity_of(const InCommon& common);

/// Of two lists that are `same`: whether the left one is clearly the one.
bool is_clearer(const InCommon& left, const InCommon& right);

/// A file's name without its digits, its ending and what parts them: 「R6保育所.csv」 and
/// 「R7保育所.xlsx」 are alike.
std::string name_stem(std::string_view file_name);
/// A list is called like its first file, without the file's ending.
std::string list_name_from(std::string_view file_name);

}  // namespace michi::directory
