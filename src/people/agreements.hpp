// The second person's page: what waits for agreement, and the codes to be told by telephone (A5).
#pragma once

#include "people/proposals.hpp"
#include "people/views.hpp"

namespace michi::people {

web::Answer show_agreements(web::Context& c);
/// Agrees to all that are ticked, or refuses them with a word.
web::Answer decide_proposals(web::Context& c);

/// What both pages tell of a proposal.
ProposalRow proposal_row(web::Context& c, const Proposal& proposal);
/// Why this person cannot agree to it; Objection::none: can. Somebody closed proposes nothing.
Objection objection_of(web::Context& c, const Proposal& proposal, const Lineage& lineage);
/// What happens by the agreement itself: an account is there, or opens again. Answers whose.
Id<Account> take_effect(web::Context& c, const Proposal& proposal);

Word title_of(Deed deed);  // of the letter and of the page behind its address
Word about_of(Deed deed);
std::string until_moment(const web::Context& c, Instant at);

}  // namespace michi::people
