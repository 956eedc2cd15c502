// Front door of reception: consultations are received first, whatever they are about.
#pragma once

#include "consultation/model.hpp"
#include "consultation/rules.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "web/web.hpp"

namespace michi::consultation {

std::string reception_number(Id<Consultation> id);  // "R-1176"

/// A draft with its number, at once.
Id<Consultation> receive(Tx& tx, Vault& vault, const Subject& who, std::string_view channel,
                         Now now);
Reception find_reception(Tx& tx, Vault& vault, Id<Consultation> id);
/// Answers the new version; throws Stale when another window saved a newer one.
std::int64_t save_draft(Tx& tx, Vault& vault, const Reception& before, const Answers& answers,
                        Now now);

struct Registration {
    Id<record::Case>
        existing;  // the consultation belongs to this case; none: a new case if a child is named
    Id<Account> in_charge;
    Id<record::Case> number;  // demonstration only: the number of the new case
};
/// Makes case, family, timeline entry, consents and the next action as the answers say. Answers the case, if any.
Id<record::Case> register_reception(Tx& tx, Vault& vault, const Subject& who,
                                    const Reception& draft, const Registration& how, Now now);
void set_outcome(Tx& tx, Id<Consultation> id, std::string_view outcome);

struct ReceptionLine {
    Id<Consultation> id;
    State state{State::draft};
    std::string channel, caller_kind, cls, municipality, outcome, main_topic;
    Id<record::Case> case_id;
    Id<Account> received_by;
    Instant started_at{};
    Personal<std::string> words;  // the first of them
};
/// Newest first, of this Centre.
std::vector<ReceptionLine> receptions(Tx& tx, Vault& vault, Id<Organisation> centre,
                                      std::string_view view, int at_most);

std::int64_t count_receptions(Tx& tx, Id<Organisation> centre, std::string_view view);

web::Part part();

}  // namespace michi::consultation
