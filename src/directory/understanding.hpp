// What was typed into the search, read as what it asks for. Pure, linear in the text.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "directory/phrases.hpp"
#include "directory/search.hpp"

namespace michi::directory {

/// One thing that was understood, and the words it was read from: a chip of the page.
struct Meant {
    enum class As { kind, condition, municipality, age };
    As as{As::kind};
    std::string id;                 // of the kind, the condition, the municipality; "age"
    std::vector<std::string> from;  // as typed
};

struct Understood {
    std::vector<std::string> kinds;  // best first
    bool supposed{};                 // they follow from a condition alone
    std::vector<std::string> conditions;
    std::string municipality;
    std::optional<int> age;
    std::vector<std::string> unknown;  // as typed
    std::vector<std::string> names;    // of these the ones that stand alone: a place's name perhaps
    std::vector<Meant> meant;          // kinds first
    bool nothing() const { return meant.empty(); }
};

/// What the words are read with.
struct Reader {
    std::span<const Phrase> own;               // words that the Centre added stand first
    std::span<const std::string> prefectures;  // two digits: whose municipalities are known
    std::span<const std::string> dropped{};    // ids of what was taken away again
};
Understood understand(std::string_view typed, const Reader& reader);

/// 「夜」「あずか」, at most three.
std::string quoted(const std::vector<std::string>& words, Lang lang);
/// What a thing is called that was read from words.
std::string name_of(const Meant& meant, const Understood& understood, Lang lang);

inline constexpr std::size_t kLongestTyped = 100;  // characters that are read

/// Asks for it beside what was chosen: the kinds best first, no place of that name hidden.
void ask_for(Asked& asked, const Understood& understood);

}  // namespace michi::directory
