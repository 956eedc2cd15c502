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
/// The consultation when this Centre received it; nothing is opened otherwise.
std::optional<Reception> reception_of(Tx& tx, Vault& vault, Id<Organisation> centre,
                                      Id<Consultation> id);
/// Those that were not discarded, the greatest numbers first; `before` 0 = from the greatest.
std::vector<Reception> receptions_before(Tx& tx, Vault& vault, Id<Consultation> before,
                                         int at_most);
/// The kind of row that is told as changed (platform/changes.hpp).
inline constexpr std::string_view kConsultationChange = "consultation";

/// Answers the new version; throws Stale when another window saved a newer one.
std::int64_t save_draft(Tx& tx, Vault& vault, const Reception& before, const Answers& answers,
                        Now now, Id<Account> by = {});

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

/// Ties a registered consultation that has no case to this one, or to a new one for the child it names.
Id<record::Case> link_case(Tx& tx, Vault& vault, const Subject& who, const Reception& r,
                           Id<record::Case> existing, Now now);
Ties ties_of(Tx& tx, Vault& vault, const Reception& r);
/// It was somebody else: entry, consents and turn leave the case; the consultation keeps its words and its time.
/// A case that was opened by it is closed. Ask reasons_not_to_unlink first.
void unlink_case(Tx& tx, Vault& vault, const Subject& who, const Reception& r, Now now);
/// 担当: the open turn of the consultation goes with it.
void assign(Tx& tx, Vault& vault, const Subject& who, const Reception& r, Id<Account> to, Now now);

struct ReceptionLine {
    Id<Consultation> id;
    State state{State::draft};
    std::string channel, caller_kind, cls;
    record::Whereabouts<std::string> municipality;
    std::string outcome, main_topic;
    Id<record::Case> case_id;
    Id<Account> received_by, in_charge;
    Instant received_at{};
    std::vector<Word> missing;
    Personal<Field::notes, std::string> words;
    bool is_protected{};  // the case is
    Id<Account> case_in_charge;
};
/// Newest first, of this Centre. view: "" all · draft · unassigned · open (no outcome) · late (none after three
/// working days) · incomplete.
std::vector<ReceptionLine> receptions(Tx& tx, Vault& vault, Id<Organisation> centre,
                                      std::string_view view, Date today, int at_most, int skip = 0);

std::int64_t count_receptions(Tx& tx, Id<Organisation> centre, std::string_view view, Date today);

web::Part part();

}  // namespace michi::consultation
