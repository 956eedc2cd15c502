// Every way by which something about a child reaches somebody outside the Centre, and what stands in
// that way without the family's yes. A test walks this table; a way that is not in it has no test.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "record/record.hpp"

namespace michi::consent {

enum class Path {
    inquiry,      // 照会: goes without the name when the name may not be told
    together,     // 一緒に調整
    transfer,     // 引き継ぐ
    letter,       // the request on paper
    reminder,     // a kind reminder of a request, on paper or by telephone
    shared_note,  // a note that the organisations read
    case_page,    // the page of the case, for an organisation that takes part
    search,       // finding the child by name or in texts
    lists,        // worklists, lists of cases and requests
    guardian,     // the account of a parent
};

/// How a way is closed when there is no yes at all.
enum class Closed {
    refused,  // a sentence, nothing is sent
    unnamed,  // goes as number, age and municipality; what was typed is read for names
    cut,      // what was not allowed is not there
    family,   // the reader is the family: only what was written for it
};

struct Leaving {
    Path path;
    std::string_view id;  // in the ledger
    Word word;
    Mask needs;  // all of these, or refused
    Closed closed;
    bool in_ledger;  // one row each time; the others show what rows already told
};
inline constexpr std::array kPaths{
    Leaving{Path::inquiry, "inquiry", "consent.path_inquiry"_w, 0, Closed::unnamed, true},
    Leaving{Path::together, "together", "consent.path_together"_w, Mask(Field::identity),
            Closed::refused, true},
    Leaving{Path::transfer, "transfer", "consent.path_transfer"_w, Mask(Field::identity),
            Closed::refused, true},
    Leaving{Path::letter, "letter", "consent.path_letter"_w, 0, Closed::cut, false},
    Leaving{Path::reminder, "reminder", "consent.path_reminder"_w, 0, Closed::unnamed, true},
    Leaving{Path::shared_note, "shared_note", "consent.path_shared_note"_w, 0, Closed::cut, true},
    Leaving{Path::case_page, "case_page", "consent.path_case_page"_w, 0, Closed::cut, true},
    Leaving{Path::search, "search", "consent.path_search"_w, 0, Closed::cut, false},
    Leaving{Path::lists, "lists", "consent.path_lists"_w, 0, Closed::cut, false},
    Leaving{Path::guardian, "guardian", "consent.path_guardian"_w, 0, Closed::family, false},
};
const Leaving& leaving(Path path);
/// Null for a word of an earlier edition.
const Leaving* path_named(std::string_view id);

/// What names a child and its family in free text: names and kana, whole and in their parts, and
/// telephone numbers.
class Names {
  public:
    Names(const record::CaseBrief& brief, const std::vector<record::Family>& family);
    /// As it stands in the record; "" when the text names nobody.
    std::string found_in(std::string_view text) const;
    /// The text with ○○ for each of these names, for whoever is called さん, くん or ちゃん, and for every
    /// telephone number: what a screen shows to a meeting. Too much rather than too little.
    std::string without(std::string_view text) const;

  private:
    void add_name(const std::string& name);

    struct Name {
        std::string folded, shown;
    };
    std::vector<Name> names_, short_names_;  // short ones of one character: only beside さん
    std::vector<std::string> phones_;        // digits
};

/// "W-0238・3歳・北浜市": what a child is called whose name may not be told. The place of a protected
/// child is not part of it.
std::string unnamed(const record::CaseBrief& brief, Date today);

}  // namespace michi::consent
