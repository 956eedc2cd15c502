// What is proposed about accounts, and by whom agreed: the rows, the link and the code (A5).
#pragma once

#include "people/people.hpp"
#include "people/two_persons.hpp"

namespace michi::people {

/// used: the owner has begun with it. ended: ten wrong codes, or one of the two is no longer there.
enum class ProposalState { waiting, agreed, used, refused, withdrawn, ended };

inline constexpr std::int64_t kHour = 60LL * 60 * 1000;
/// Until somebody agrees; afterwards, until the owner begins.
inline constexpr std::int64_t kWaits = 7 * 24 * kHour, kInvitationWorks = 7 * 24 * kHour,
                              kResetWorks = 24 * kHour;
inline constexpr int kWrongCodes = 10;

struct Proposal {
    Id<Proposal> id;
    Deed deed{};
    ProposalState state{ProposalState::waiting};
    Id<Account> account;  // nobody while an invitation waits
    std::string login, name;
    Role role{Role::family};
    Id<Organisation> organisation;
    Id<DataKey> key;
    Id<Account> proposed_by;  // nobody: the host's command
    Instant proposed_at{};
    Id<Account> decided_by;  // nobody: one person suffices
    Instant ends_at{};
    std::string salt;
    int wrong{};
    std::string word;  // why it was refused
};

bool works(const Proposal& proposal, Instant at);  // agreed, and its time is not over
bool waits(const Proposal& proposal, Instant at);  // for a second person
bool asks_for_code(const Proposal& proposal);      // a second person holds one
/// A move is open after the agreement only where whoever moved begins anew (begins_anew()).
bool has_link(const Proposal& proposal);

/// Of the owner's account; for an invitation fill login, name, role and organisation.
Proposal about(Tx& tx, Deed deed, const AccountBrief& owner);
/// Keeps it: waiting, or agreed at once where one person suffices. Answers its number.
Id<Proposal> propose(Tx& tx, Vault& vault, Proposal fresh, Instant at);
/// Of the host's command: nobody proposed, nobody need agree, for an hour.
Proposal propose_by_host(Tx& tx, Vault& vault, Proposal fresh, Instant at);

/// Throws NotFound.
Proposal find_proposal(Tx& tx, Vault& vault, Id<Proposal> id);
std::optional<Proposal> proposal_behind(Tx& tx, Vault& vault, std::string_view token);
/// Waiting, working, and for a fortnight refused or ended; the oldest first.
std::vector<Proposal> proposals_of_now(Tx& tx, Vault& vault, Instant at);
bool login_waits(Tx& tx, std::string_view login, Instant at);

/// 256 bits and eight digits, made anew whenever they are shown.
std::string token_of(const Vault& vault, const Proposal& proposal);
std::string code_of(const Vault& vault, const Proposal& proposal);

/// Each is true for one of many who try at once.
bool agree(Tx& tx, const Proposal& proposal, Id<Account> second, Instant at);
bool refuse(Tx& tx, Vault& vault, const Proposal& proposal, Id<Account> second,
            std::string_view word, Instant at);
bool withdraw(Tx& tx, const Proposal& proposal, Instant at);
bool use(Tx& tx, const Proposal& proposal, Instant at);
/// Counts a wrong code; at the tenth the proposal ends.
int note_wrong_code(Tx& tx, const Proposal& proposal, Instant at);
/// Whatever the account proposed, agreed to, or was to begin with; all, or all but one.
void end_proposals_of(Tx& tx, Id<Account> account, Instant at, Id<Proposal> but = {});

void invited_as(Tx& tx, Id<Proposal> proposal, Id<Account> account);
void note_origin(Tx& tx, const Proposal& proposal, Id<Account> account, Instant at);
Lineage lineage(Tx& tx);
/// How many proposals about accounts this person can agree to.
std::int64_t count_to_agree(Tx& tx, const Subject& who, Instant at);

}  // namespace michi::people
