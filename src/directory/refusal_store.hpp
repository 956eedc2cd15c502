// SQL of refusals. Only the directory includes it.
#pragma once

#include <map>

#include "directory/refusal.hpp"
#include "platform/db.hpp"

namespace michi::directory {

Id<Refused> insert_refusal(Tx& tx, const PlaceRefusal& one);
/// Newest day first; what was taken back is left out.
std::vector<PlaceRefusal> refusals_of(Tx& tx, Id<Service> service);
/// Of the last year, by service; under 0 those of which only the body is known.
std::map<Id<Service>, std::vector<PlaceRefusal>> refusals_since(Tx& tx, Date since);
/// Only by who wrote it, not before `since`, and while nobody decided on it.
Id<Account> author_of(Tx& tx, Id<Refused> id, Id<Service> service);
bool withdraw_refusal_row(Tx& tx, Id<Refused> id, Id<Service> service, Id<Account> by, Instant now,
                          Instant since);
/// With a new number, so that it counts after what was decided of the service. False: somebody said
/// meanwhile which service it was.
bool give_refusal_to(Tx& tx, Id<Refused> id, Id<Service> service);
/// It was about none of the body's services.
void leave_refusal_out(Tx& tx, Id<Refused> id, Instant at);

std::vector<RefusalDecision> decisions_on(Tx& tx, Id<Service> service);
std::map<Id<Service>, std::vector<RefusalDecision>> all_decisions(Tx& tx);
void insert_decision(Tx& tx, Id<Service> service, const RefusalDecision& decision, bool accepted,
                     Id<Account> by, Instant at);

}  // namespace michi::directory
