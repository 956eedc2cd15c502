// Front door of handover: requests to other organisations, and the responsibility that passes with them.
#pragma once

#include "handover/model.hpp"
#include "handover/rules.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "record/record.hpp"
#include "web/web.hpp"

namespace michi::handover {

std::string handover_number(Id<Handover> id);  // "H-0412"

struct NewRequest {
    Id<record::Case> case_id;
    Kind kind{Kind::inquiry};
    Id<Organisation> from, to;
    std::string title, request;
    Mask items{};
    Id<Account> by;
    Date answer_due{};
    std::int64_t number{};  // demonstration only
};
/// Whether this organisation answers for the case. For who asks about itself: to know that reveals nothing
/// of where a protected child lives.
bool answers_for(const record::CaseBrief& brief, Id<Organisation> itself);
/// What stands against sending: texts, consent, a transfer that is open already, whom it goes to.
Refusals reasons_not_to_send(Tx& tx, Vault& vault, const record::CaseBrief& brief,
                             const NewRequest& fresh, Date today);
/// Sends: the receiver may read what was allowed, the ledger says so, the ball is theirs. A second open
/// transfer is a refusal that names the first.
Result<Id<Handover>> send(Tx& tx, Vault& vault, const NewRequest& fresh, Now now);

/// Throws NotFound.
Request find_request(Tx& tx, Vault& vault, Id<Handover> id);
/// The request when this organisation is one of its two sides: only they know of it.
std::optional<Request> request_of_side(Tx& tx, Vault& vault, Id<Organisation> side,
                                       Id<Handover> id);
/// Writes the change and carries out its effects. Throws Stale.
void save(Tx& tx, Vault& vault, const Request& before, const Change& change,
          const Attempt& attempt);

struct EventRow {
    Instant at{};
    Deed deed{};
    bool is_sending{};
    State state{};
    Id<Account> account;
    Id<Organisation> organisation;
    std::string side;
    Personal<Field::notes, std::string> text;
};
std::vector<EventRow> events_of(Tx& tx, Vault& vault, const Request& request);

/// Requests of an organisation, open ones by the day of their answer, then the others newest first: given by it or taken by it; of one case when `case_id` is set.
std::vector<Request> requests(Tx& tx, Vault& vault, Id<Organisation> organisation, bool given,
                              Id<record::Case> case_id, int at_most);
std::int64_t count_requests(Tx& tx, Id<Organisation> organisation, bool given,
                            Id<record::Case> case_id);
/// Every request about the case that is not over, whoever its sides are.
std::vector<Request> open_requests(Tx& tx, Vault& vault, Id<record::Case> case_id);
/// The one that still has to arrive. One that arrived and is only watched does not hold up the next.
std::optional<Request> open_transfer(Tx& tx, Vault& vault, Id<record::Case> case_id);
/// The family moved away from these organisations: the Centre takes back what it asked of them, declines
/// or closes what they asked of it, and says `why`. Of a protected child neither words nor reason tell of a
/// move. Each deed leaves the entry in the audit that it leaves by hand.
void end_for_move(Tx& tx, Vault& vault, Id<record::Case> case_id,
                  const std::vector<Id<Organisation>>& left, std::string_view why, Id<Account> by,
                  Now now);
std::int64_t count_waiting(Tx& tx, Id<Organisation> organisation);

/// Only its two sides may open a request.
bool is_readable(web::Context& c, const Request& request);

web::Part part();

}  // namespace michi::handover
