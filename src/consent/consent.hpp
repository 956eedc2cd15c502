// Front door of consent: what may be told to whom now, and the ledger of what was told.
#pragma once

#include "consent/model.hpp"
#include "consent/opened.hpp"
#include "platform/db.hpp"
#include "record/record.hpp"

namespace michi::consent {

/// Categories with a live yes on that day, as a field mask (contact | medical | family).
Mask consented(const Receiver& receiver, Date today);
Consent grade(Mask consented);
/// Of what one wants to tell, the categories the family has not allowed.
Mask missing(Mask wanted, Mask consented);

std::vector<Receiver> matrix(Tx& tx, Id<record::Case> case_id);
Mask consented_to(Tx& tx, Id<record::Case> case_id, Id<Organisation> organisation, Date today);
void record_answer(Tx& tx, const NewAnswer& answer, Id<Account> by, Instant at);

struct Disclosure {
    Id<Organisation> organisation;
    std::string organisation_name;
    std::string categories;
    std::string link;
    Id<Account> told_by;
    Instant told_at{};
};
void tell(Tx& tx, Id<record::Case> case_id, Id<Organisation> organisation, Mask categories,
          std::string_view link, Id<Account> by, Instant at);
std::vector<Disclosure> ledger(Tx& tx, Id<record::Case> case_id);

/// The whole circumstances for decide(): relation, state, protection and this receiver's consent.
Circumstances circumstances(Tx& tx, const Subject& who, const record::CaseBrief& brief, Date today);

}  // namespace michi::consent
