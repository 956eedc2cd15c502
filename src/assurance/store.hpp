// All SQL of assurance. Only this capability includes it.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "assurance/assurance.hpp"

namespace michi::assurance {

// ---- campaigns and sheets (store.cpp) ----
std::vector<Campaign> campaigns(Tx& tx);  // newest first
Campaign find_campaign(Tx& tx, Id<Campaign> id);
Letter find_letter(Tx& tx, Id<Letter> id);
/// The sheet that this code opens, whatever its state.
std::optional<Letter> letter_with(Tx& tx, const Vault& vault, std::string_view code);
/// The newest sheet of an entry.
std::optional<Letter> newest_letter(Tx& tx, Id<directory::Service> service);
/// With what was answered otherwise: an entry confirmed since the sheet went out.
std::vector<Letter> all_letters(Tx& tx);
std::string code_of(const Vault& vault, const Letter& letter);
Id<Letter> insert_letter(Tx& tx, const Vault& vault, Letter fresh);
/// The earlier code opens nothing from now on.
void renew_code(Tx& tx, const Vault& vault, const Letter& letter, Date expires_on);
void revoke(Tx& tx, Id<Letter> letter, Instant at);

// ---- who keeps the entries of a body ----
bool keeps(Tx& tx, Id<Organisation> who, Id<directory::Provider> body);
std::vector<Id<Organisation>> keepers_of(Tx& tx, Id<directory::Provider> body);
void drop_keeper(Tx& tx, Id<Organisation> who, Id<directory::Provider> body);

// ---- calls ----
void insert_call(Tx& tx, Id<directory::Service> service, CallEnd end, Date on, Id<Account> by,
                 Instant at);
std::map<Id<directory::Service>, LastCall> last_calls(Tx& tx);

// ---- proposals (proposal_store.cpp) ----
std::vector<Kept> proposals(Tx& tx, Vault& vault, bool waiting, std::size_t at_most);
Kept find_proposal(Tx& tx, Vault& vault, Id<Proposal> id);
std::optional<Kept> proposal_with(Tx& tx, Vault& vault, std::string_view code);
/// The one of this sheet that nobody has decided yet.
std::optional<Id<Proposal>> waiting_of(Tx& tx, Id<Letter> letter);
std::optional<Id<Proposal>> waiting_of(Tx& tx, Id<Organisation> who,
                                       Id<directory::Service> service);
/// Names and contacts are not kept beyond their use. Answers how many were forgotten.
std::int64_t forget_persons(Tx& tx, Instant decided_before);
/// Taken back by who sent it, before a decision.
void take_back(Tx& tx, Id<Proposal> id);
std::vector<std::int64_t> waits_of_decided(Tx& tx);  // milliseconds

}  // namespace michi::assurance
