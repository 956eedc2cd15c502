// The places of the in-memory search. Who may read one place of a person or a text may find it; which
// places those are for a reader, consent::reach() says.
#pragma once

#include "platform/search_scope.hpp"
#include "record/record.hpp"

namespace michi::record {

std::int64_t place_of_centre(Id<Organisation> centre);
std::int64_t place_of_case(Id<Case> id);
/// What an organisation wrote on a case for itself, and what was said to it alone.
std::int64_t place_of_own(Id<Organisation> organisation, Id<Case> id);

std::vector<std::int64_t> places_of_person(Id<Organisation> centre, Id<Case> id);
/// The same rule as entries_of(): the Centre reads all, a member what is for organisations, what was said to it
/// alone and its own.
std::vector<std::int64_t> places_of_entry(Id<Organisation> centre, const EntryText& entry);

/// One case that the subject's organisation takes part in, with the circumstances but for consent.
struct Part {
    Id<Case> id;
    Circumstances around;
};
std::vector<Part> parts_of(Tx& tx, const Subject& who, Date today);

}  // namespace michi::record
