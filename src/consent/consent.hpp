// Front door of consent: what may be told to whom now, how an answer is recorded, and the ledger of
// what left.
#pragma once

#include "consent/leaving.hpp"
#include "consent/model.hpp"
#include "consent/opened.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "record/record.hpp"

namespace michi::consent {

// ---- what is allowed ----
/// What the living yeses of one receiver open on that day, of kConsented.
Mask consented(const Receiver& receiver, Date today);
Consent grade(Mask consented);

/// "yes" "no" "ended" "ask" for each category, as every page shows it: a yes that opens nothing
/// (records without identity) is shown as no.
std::array<std::string_view, kCategories.size()> answers_on(const Receiver& receiver, Date today);

std::vector<Receiver> matrix(Tx& tx, Id<record::Case> case_id);
/// When the family said anything last, in writing and otherwise.
struct LastSaid {
    std::optional<Instant> paper, oral;
};
LastSaid last_said(Tx& tx, Vault& vault, const record::CaseBrief& brief,
                   const std::vector<Receiver>& matrix);
/// Seals what an earlier edition kept in clear (platform/in_clear.hpp).
void seal_in_clear(Tx& tx, Vault& vault);
Mask consented_to(Tx& tx, Id<record::Case> case_id, Id<Organisation> organisation, Date today);
/// state() == yes as SQL, with what records need: over the alias `n` of consent, for the day that
/// `day` binds ("$3").
SqlText living_consent(Sql day);

/// The whole circumstances for decide(): relation, state, protection and this receiver's consent.
Circumstances circumstances(Tx& tx, const Subject& who, const record::CaseBrief& brief, Date today);

/// The places of the in-memory search (record/reach.hpp) where the page of the case would open for
/// this person with that field: identity for persons, notes for texts.
std::vector<std::int64_t> reach(Tx& tx, const Subject& who, Field field, Date today);

// ---- recording ----
/// Row, audit entry and line of the timeline, at once; a receiver that takes part in the case reads
/// from then on, so the ledger says what opened. Nothing is written when something is wrong.
Refusals record(Tx& tx, Vault& vault, const Subject& who, const Said& said, Now now);
/// What was written down was never said of this child: every living yes recorded at that moment.
void take_back(Tx& tx, Vault& vault, const Subject& who, Id<record::Case> case_id, Instant said_at,
               Now now);

// ---- the ledger ----
struct Disclosure {
    Id<Organisation> organisation;
    std::string organisation_name;
    std::string path;  // id of kPaths
    Mask categories{};
    std::string link;  // "H-0412", "N-17" (an entry)
    Id<Account> told_by;
    Instant told_at{};
    std::optional<Instant> revoked_at;  // taken back or withdrawn: what the receiver kept is out
};
struct NewDisclosure {
    Id<record::Case> case_id;
    Id<Organisation> organisation;
    Path path{};
    Mask categories{};
    std::string link;
};
void tell(Tx& tx, const NewDisclosure& what, Id<Account> by, Instant at);
/// What left under this link is no longer open to the receiver.
void revoke(Tx& tx, Id<record::Case> case_id, std::string_view link, Instant at);
/// Newest first.
std::vector<Disclosure> ledger(Tx& tx, Id<record::Case> case_id);
/// Other organisations that read the shared notes of the case on that day.
std::vector<Id<Organisation>> readers_of_notes(Tx& tx, Id<record::Case> case_id, Date today);
/// A note for the organisations was written or rewritten: a row for each that reads it now; of one that
/// was said to `addressee` alone for that one.
void tell_readers(Tx& tx, Id<record::Case> case_id, Id<Organisation> author, std::string_view link,
                  Id<Account> by, Now now, Id<Organisation> addressee = {});

}  // namespace michi::consent
