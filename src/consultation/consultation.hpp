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
/// What somebody wrote to the Centre without an account: its words stay as they came.
struct Written {
    Id<Organisation> centre;
    Answers answers;
    bool alarm{};  // words of danger stand in it
};
/// Received and registered at once, under the next number; its writer waits for an answer.
Id<Consultation> receive_written(Tx& tx, Vault& vault, const Written& written, Now written_at);
/// Its writer wrote on and waits again.
void wait_for_answer(Tx& tx, Id<Consultation> id, Instant since, bool alarm);
void mark_answered(Tx& tx, Id<Consultation> id);
/// Since when the oldest is without an outcome or its writer without an answer.
std::optional<Instant> oldest_unanswered(Tx& tx, Id<Organisation> centre);
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
void set_outcome(Tx& tx, Vault& vault, Id<Consultation> id, std::string_view outcome);
/// consultation.codes as it is kept, for whoever counts.
Codes open_codes(Tx& tx, Vault& vault, Id<DataKey> key, Id<Consultation> id,
                 std::string_view sealed);
/// Seals what an earlier edition kept in clear (platform/in_clear.hpp).
void seal_in_clear(Tx& tx, Vault& vault);

/// Ties a registered consultation that has no case to this one, or to a new one for the child it names.
Id<record::Case> link_case(Tx& tx, Vault& vault, const Subject& who, const Reception& r,
                           Id<record::Case> existing, Now now);
Ties ties_of(Tx& tx, Vault& vault, const Reception& r);
/// It was somebody else: entry, consents and turn leave the case; the consultation keeps its words and its time.
/// A case that was opened by it is closed. Ask reasons_not_to_unlink first.
void unlink_case(Tx& tx, Vault& vault, const Subject& who, const Reception& r, Now now);
/// 担当: the open turn of the consultation goes with it. A case that nobody was in charge of is theirs too.
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
    bool is_protected{};  // the case is, or the call asked for it
    Id<Account> who_knows_home;
    std::optional<Instant> waits_since;
    bool alarm{};
};
/// Of this Centre: words of danger whose writer waits first, then the newest; of those who wait the oldest. view:
/// "" all · draft · waiting (whoever wrote, for an answer) · unassigned · open (no outcome, or a writer waits) ·
/// late (none after three working days) · incomplete.
std::vector<ReceptionLine> receptions(Tx& tx, Vault& vault, Id<Organisation> centre,
                                      std::string_view view, Date today, int at_most, int skip = 0);

std::int64_t count_receptions(Tx& tx, Id<Organisation> centre, std::string_view view, Date today);

// ---- for rooms that stand beside a consultation ----
/// The consultation of the address {R}, if this Centre received it and the act may be done on it.
Reception open(web::Context& c, Act act);
Circumstances around(const web::Context& c, const Reception& r);
Circumstances of_centre();
std::string at_reception(Id<Consultation> id);  // "consultation/1176", for the audit
web::Url url_of(Id<Consultation> id);
/// "3時間", "2日4時間"; a moment is "0分".
std::string age_text(Instant since, Instant now, Lang lang);

web::Part part();

}  // namespace michi::consultation
