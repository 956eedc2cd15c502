// Every way by which something about a child reaches somebody outside the Centre, and what stands in
// that way without the family's yes. A test walks this table; a way that is not in it has no test.
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"

namespace michi::consent {

enum class Path {
    inquiry,   // 照会: goes without the name when the name may not be told
    together,  // 一緒に調整
    transfer,  // 引き継ぐ
    reply,  // what the Centre writes in a request: answers to 引き取りの求め and 助言の求め too
    letter,       // the request on paper
    reminder,     // a kind reminder of a request, on paper or by telephone
    step,         // a step whose turn is another organisation's
    shared_note,  // a note that the organisations read
    case_page,    // the page of the case, for an organisation that takes part
    search,       // finding the child by name or in texts
    lists,        // worklists, lists of cases and requests
    files,     // tables and sheets that are taken away; a backup is sealed and names nobody either
    guardian,  // the account of a parent
};

/// How a way is closed when there is no yes at all.
enum class Closed {
    refused,  // a sentence, nothing is sent
    unnamed,  // goes as number, age and municipality; what was typed is read for names
    cut,      // what was not allowed is not there
    counts,   // only sums, small ones withheld, with a yes as without
    family,   // the reader is the family: only what was written for it
};

/// What stays of it.
enum class Trail {
    row,     // a row of the ledger each time
    access,  // reading writes no rows: an entry in the access log of the case each time
    told,    // what it shows, rows have told already
};

struct Leaving {
    Path path;
    std::string_view id;  // in the ledger
    Word word;
    Mask needs;  // all of these, or refused
    Closed closed;
    Trail trail;
};
inline constexpr std::array kPaths{
    Leaving{Path::inquiry, "inquiry", "consent.path_inquiry"_w, 0, Closed::unnamed, Trail::row},
    Leaving{Path::together, "together", "consent.path_together"_w, Mask(Field::identity),
            Closed::refused, Trail::row},
    Leaving{Path::transfer, "transfer", "consent.path_transfer"_w, Mask(Field::identity),
            Closed::refused, Trail::row},
    Leaving{Path::reply, "reply", "consent.path_reply"_w, 0, Closed::unnamed, Trail::row},
    Leaving{Path::letter, "letter", "consent.path_letter"_w, 0, Closed::cut, Trail::row},
    Leaving{Path::reminder, "reminder", "consent.path_reminder"_w, 0, Closed::unnamed, Trail::row},
    Leaving{Path::step, "step", "consent.path_step"_w, 0, Closed::unnamed, Trail::row},
    Leaving{Path::shared_note, "shared_note", "consent.path_shared_note"_w, 0, Closed::cut,
            Trail::row},
    Leaving{Path::case_page, "case_page", "consent.path_case_page"_w, 0, Closed::cut, Trail::row},
    Leaving{Path::search, "search", "consent.path_search"_w, 0, Closed::cut, Trail::access},
    Leaving{Path::lists, "lists", "consent.path_lists"_w, 0, Closed::cut, Trail::told},
    Leaving{Path::files, "files", "consent.path_files"_w, 0, Closed::counts, Trail::told},
    Leaving{Path::guardian, "guardian", "consent.path_guardian"_w, 0, Closed::family, Trail::told},
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

  private:
    void add_name(const std::string& name);

    struct Name {
        std::string folded, shown;
    };
    std::vector<Name> names_;
    std::vector<std::string> phones_;  // digits
};

/// Words between two organisations as they may be read now: where the name may not be told, none that
/// names the child or the family.
class Wording {
  public:
    Wording(Tx& tx, Vault& vault, const record::CaseBrief& brief, bool may_name);
    /// "" for words that name somebody.
    std::string shown(const std::string& text) const;

  private:
    std::optional<Names> names_;  // nothing: everything is shown
};

/// Texts that leave for an organisation which may not be told the name: a refusal at each field that
/// names the child or the family. {field, text}.
Refusals reasons_not_to_write(
    Tx& tx, Vault& vault, const record::CaseBrief& brief, Id<Organisation> to, Date today,
    std::initializer_list<std::pair<std::string_view, std::string_view>> fields);

/// "W-0238・3歳・北浜市": what a child is called whose name may not be told. The place of a protected
/// child is not part of it.
std::string unnamed(const record::CaseBrief& brief, Date today);

}  // namespace michi::consent
