// What was typed into the search, read as what it asks for. Pure, linear in the text.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "directory/danger.hpp"
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
    std::size_t close{};  // of the kinds the first ones, that weigh at least half of the best
    std::string municipality;
    std::vector<std::string> towns;  // where several were named: the things of each come first
    std::optional<int> age;
    bool several_ages{};                 // none of them is asked
    std::vector<std::string> denied;     // 「送迎なし」: read, and not asked
    std::vector<std::string> elsewhere;  // municipalities of which the directory holds nothing
    Danger danger{Danger::none};
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
/// What stands beside the chips: that two ages were said, what is not asked, what was not read.
std::vector<std::string> notes_on(const Understood& understood, std::string_view typed, Lang lang);
/// What is told before all else; "" where nothing is in danger. Shows no number: the page does.
std::string danger_text(Danger danger, Lang lang);
/// Of the words that were not understood those that no place found holds by them either.
std::vector<std::string> unread_in(const Understood& understood, const Found& found);
/// Kinds that the words ask for most and of which nothing is there.
std::vector<std::string> lacking(const Understood& understood, const Snapshot& snapshot);

/// What a thing is called that was read from words.
std::string name_of(const Meant& meant, const Understood& understood, Lang lang);

inline constexpr std::size_t kLongestTyped = 200;  // characters that are read
inline constexpr std::size_t kMostTyped =
    400;  // that are kept; the page says that the rest was not read
/// Without control and direction characters, on one line, at most kMostTyped.
std::string typed_words(std::string_view raw);
bool is_longer_than_read(std::string_view typed);

/// What a case filled in gives way to words: its kinds where they ask for others or name something, its
/// municipality and its age where they say one. What somebody chose otherwise stays.
void give_way(Asked& asked, const Asked& filled, const Understood& understood);

/// Asks for it beside what was chosen: the kinds best first, no place of that name hidden.
void ask_for(Asked& asked, const Understood& understood);

}  // namespace michi::directory
