// Which part of the in-memory search a reader reaches: the rules of decide() and of the timeline,
// as places. Who may read one place of a person or a text may find it.
#pragma once

#include "platform/search_scope.hpp"
#include "record/record.hpp"

namespace michi::record {

std::vector<std::int64_t> places_of_person(Id<Organisation> centre, Id<Case> id);
/// The same rule as entries_of(): the Centre reads all, a member what is shared and its own.
std::vector<std::int64_t> places_of_entry(Id<Organisation> centre, const EntryText& entry);

/// The places of the cases whose page (Act::read_case) opens for this person with that field.
/// Only fields that do not hang on the family's consent: identity, notes.
std::vector<std::int64_t> reach(Tx& tx, const Subject& who, Field field, Date today);

}  // namespace michi::record
