// An entry as a form: fields and three-valued conditions, as the place, the Centre or a partner fills
// it, and what would change by it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "assurance/model.hpp"
#include "assurance/views.hpp"
#include "directory/directory.hpp"

namespace michi::assurance {

/// Fields that a place itself may correct, in the order of its sheet.
std::span<const directory::Field> place_fields();
/// Conditions that stand on every sheet; of the others those that somebody told.
bool on_the_sheet(const directory::Listing& listing, const directory::Condition& condition);

/// The form of an entry as it stands, or as it was typed. Fields that the audience may not know are
/// not in it.
EntryForm entry_form(const directory::Listing& seen, Date today, Lang lang,
                     const web::Form* typed = nullptr);

/// What the form would change, and what cannot be taken. `seen` is what the form was made of.
struct Typed {
    std::vector<Change> changes;
    Refusals refusals;
};
Typed read_entry(const directory::Listing& seen, Date today, const web::Form& typed);

/// The entry as it would read with these changes.
directory::Listing with_changes(directory::Listing entry, std::span<const Change> changes,
                                Date today);
/// What the entry says now at this key.
std::string now_says(const directory::Listing& listing, std::string_view key, Date today);
/// A change's text for people: 「できる（日中のみ）」, 「空きあり 2床」, 「閉まっている」.
std::string says(std::string_view key, const std::string& text, Lang lang);
Word word_of_key(std::string_view key);

/// Writes what was taken. The Centre's own words of other fields stay.
struct Taking {
    std::span<const Change> changes;
    std::string source;  // of the facts: office, paper, web
    std::string told_to;
    bool may_publish{};
    Id<Account> by;
    Now now;
};
void write_changes(Tx& tx, Id<directory::Service> service, const Taking& taking);

}  // namespace michi::assurance
