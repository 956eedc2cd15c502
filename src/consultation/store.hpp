// Rows of reception beyond its front door; only the capability's own files include this.
#pragma once

#include <functional>

#include "consultation/consultation.hpp"

namespace michi::consultation {

/// What is counted of it changes apart from its answers.
void recode(Tx& tx, Vault& vault, Id<Consultation> id, const std::function<void(Codes&)>& change);
void put_aside(Tx& tx, Id<Consultation> id);
/// A draft that is none, and back; throws Stale when it is no draft (any more).
void set_discarded(Tx& tx, Id<Consultation> id, bool discarded);
void mark_registered(Tx& tx, Vault& vault, Id<Consultation> id, Id<Account> in_charge,
                     std::string_view outcome, Now now);
void mark_linked(Tx& tx, Id<Consultation> id, Id<record::Case> case_id, bool is_new_case, Now now);
void mark_assigned(Tx& tx, Id<Consultation> id, Id<Account> to);
bool other_consultation_of(Tx& tx, Id<record::Case> case_id, Id<Consultation> id);

}  // namespace michi::consultation
