#include "people/proposals.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/series.hpp"

namespace michi::people {
namespace {

constexpr std::int64_t kRemembered = 14 * 24 * kHour;

constexpr std::array<std::string_view, kDeeds> kDeedNames{"invite", "password", "factor", "enable",
                                                          "move"};
constexpr std::array<std::string_view, 6> kStateNames{"waiting", "agreed",    "used",
                                                      "refused", "withdrawn", "ended"};

template <class E, std::size_t N>
std::string_view stored(const std::array<std::string_view, N>& names, E value) {
    return names.at(static_cast<std::size_t>(value));
}
template <class E, std::size_t N>
E read(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto at = std::ranges::find(names, name);
    if (at == names.end()) throw StorageFault("a proposal of an unknown kind");
    return static_cast<E>(at - names.begin());
}

constexpr std::string_view kTable = "account_proposal";

std::string opened(Tx& tx, Vault& vault, const Row& row, std::string_view column, int at) {
    return vault.open(tx, row.get<Id<DataKey>>(7), {kTable, column, row.integer(0)}, row.blob(at));
}

// The columns of each SELECT below: id, deed, state, account, login, role, organisation, key, name,
// word, proposed by and at, decided by, ends at, salt, wrong.
Proposal proposal_from(const Row& row, Tx& tx, Vault& vault) {
    Proposal p{.id = row.get<Id<Proposal>>(0),
               .deed = read<Deed>(kDeedNames, row.text(1)),
               .state = read<ProposalState>(kStateNames, row.text(2)),
               .account = row.get<Id<Account>>(3),
               .login = row.get<std::string>(4),
               .name = opened(tx, vault, row, "name", 8),
               .role = role_named(row.text(5)).value_or(Role::family),
               .organisation = row.get<Id<Organisation>>(6),
               .key = row.get<Id<DataKey>>(7),
               .proposed_by = row.get<Id<Account>>(10),
               .proposed_at = row.get<Instant>(11),
               .decided_by = row.get<Id<Account>>(12),
               .ends_at = row.get<Instant>(13),
               .salt = std::string(row.blob(14)),
               .wrong = int(row.integer(15)),
               .word = opened(tx, vault, row, "word", 9)};
    if (p.account) p.name = name_of(tx, vault, p.account);
    return p;
}

std::string purpose(const Proposal& p) { return fmt::format("{}/{}", p.id.value, p.salt); }

Proposal kept(Tx& tx, Vault& vault, Proposal p, Instant at) {
    p.id = {next_number(tx, kTable)};
    p.proposed_at = at;
    p.salt = random_bytes(16);
    if (!p.key) p.key = vault.new_key(tx);
    const bool invites = p.deed == Deed::invite;
    tx.run(
        "INSERT INTO account_proposal (id, deed, state, account_id, login, role, organisation_id, key_id, name, word,"
        " proposed_by, proposed_at, ends_at, salt, token_hash)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        p.id, stored(kDeedNames, p.deed), stored(kStateNames, p.state), p.account, p.login,
        michi::name_of(p.role), p.organisation, p.key,
        vault.seal(tx, p.key, {kTable, "name", p.id.value}, invites && !p.account ? p.name : ""),
        vault.seal(tx, p.key, {kTable, "word", p.id.value}, ""), p.proposed_by, at, p.ends_at,
        Bytes{p.salt}, Bytes{sha256(token_of(vault, p))});
    return p;
}

Instant end_of_use(Deed deed, Instant at) {
    return {at.ms + (deed == Deed::invite ? kInvitationWorks : kResetWorks)};
}

/// From waiting or agreed to where nothing more happens.
bool close(Tx& tx, const Proposal& p, ProposalState from, ProposalState to, Instant at) {
    return tx.run(
               "UPDATE account_proposal SET state = $3, ends_at = $4"
               " WHERE id = $1 AND state = $2 AND ends_at > $4",
               p.id, stored(kStateNames, from), stored(kStateNames, to), at) == 1;
}

/// Of two links that were agreed to for the same end, the newer one works.
void end_earlier(Tx& tx, const Proposal& p, Instant at) {
    tx.run(
        "UPDATE account_proposal SET state = 'ended', ends_at = $4"
        " WHERE account_id = $1 AND deed = $2 AND state = 'agreed' AND id <> $3",
        p.account, stored(kDeedNames, p.deed), p.id, at);
}

/// The role that the account has; of an invitation the one it is for.
Role present_role(Tx& tx, const Proposal& p) {
    if (!p.account) return p.role;
    return role_named(tx.value<std::string>("SELECT role FROM account WHERE id = $1", p.account))
        .value_or(Role::family);
}

}  // namespace

bool works(const Proposal& p, Instant at) {
    return p.state == ProposalState::agreed && at < p.ends_at;
}
bool waits(const Proposal& p, Instant at) {
    return p.state == ProposalState::waiting && at < p.ends_at;
}
bool asks_for_code(const Proposal& p) { return bool(p.decided_by); }
bool has_link(const Proposal& p) {
    return p.deed != Deed::enable && (p.deed != Deed::move || p.state == ProposalState::agreed);
}

Proposal about(Tx& tx, Deed deed, const AccountBrief& owner) {
    return {.deed = deed,
            .account = owner.id,
            .login = owner.login,
            .name = owner.name,
            .role = owner.role,
            .organisation = owner.organisation,
            .key = tx.value<Id<DataKey>>("SELECT key_id FROM account WHERE id = $1", owner.id)};
}

Id<Proposal> propose(Tx& tx, Vault& vault, Proposal fresh, Instant at) {
    const bool alone = !needs_second(present_role(tx, fresh), fresh.role);
    fresh.state = alone ? ProposalState::agreed : ProposalState::waiting;
    fresh.ends_at = alone ? end_of_use(fresh.deed, at) : Instant{at.ms + kWaits};
    const Proposal made = kept(tx, vault, std::move(fresh), at);
    if (alone && made.account) end_earlier(tx, made, at);
    return made.id;
}

Proposal propose_by_host(Tx& tx, Vault& vault, Proposal fresh, Instant at) {
    fresh.state = ProposalState::agreed;
    fresh.ends_at = {at.ms + kHour};
    return kept(tx, vault, std::move(fresh), at);
}

Proposal find_proposal(Tx& tx, Vault& vault, Id<Proposal> id) {
    auto found = tx.first(
        "SELECT id, deed, state, account_id, login, role, organisation_id, key_id, name, word, proposed_by,"
        " proposed_at, decided_by, ends_at, salt, wrong FROM account_proposal WHERE id = $1",
        [&](const Row& row) { return proposal_from(row, tx, vault); }, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::optional<Proposal> proposal_behind(Tx& tx, Vault& vault, std::string_view token) {
    const auto id = tx.first(
        "SELECT id FROM account_proposal WHERE token_hash = $1",
        [](const Row& row) { return row.get<Id<Proposal>>(0); }, Bytes{sha256(token)});
    if (!id) return std::nullopt;
    return find_proposal(tx, vault, *id);
}

std::vector<Proposal> proposals_of_now(Tx& tx, Vault& vault, Instant at) {
    return tx.all(
        "SELECT id, deed, state, account_id, login, role, organisation_id, key_id, name, word, proposed_by,"
        " proposed_at, decided_by, ends_at, salt, wrong FROM account_proposal"
        " WHERE (state IN ('waiting', 'agreed') AND ends_at > $1)"
        " OR (state IN ('refused', 'ended') AND ends_at > $2) ORDER BY id",
        [&](const Row& row) { return proposal_from(row, tx, vault); }, at,
        Instant{at.ms - kRemembered});
}

std::vector<Instant> proposals_waiting(Tx& tx, Instant at) {
    return tx.all(
        "SELECT proposed_at FROM account_proposal WHERE state = 'waiting' AND ends_at > $1"
        " ORDER BY proposed_at, id",
        [](const Row& row) { return row.get<Instant>(0); }, at);
}

bool login_waits(Tx& tx, std::string_view login, Instant at) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM account_proposal"
               " WHERE login = $1 AND deed = 'invite' AND state = 'waiting' AND ends_at > $2",
               login, at) > 0;
}

std::string token_of(const Vault& vault, const Proposal& p) {
    return base64url(vault.mac("proposal-token", purpose(p)).data);
}

std::string code_of(const Vault& vault, const Proposal& p) {
    const std::string bytes = vault.mac("proposal-code", purpose(p)).data;
    std::uint64_t number = 0;
    for (int i = 0; i < 8; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return fmt::format("{:08}", number % 100'000'000);
}

bool agree(Tx& tx, const Proposal& p, Id<Account> second, Instant at) {
    const bool mine =
        tx.run(
            "UPDATE account_proposal SET state = 'agreed', decided_by = $2, ends_at = $4"
            " WHERE id = $1 AND state = 'waiting' AND ends_at > $3",
            p.id, second, at, end_of_use(p.deed, at)) == 1;
    if (mine && p.account) end_earlier(tx, p, at);
    return mine;
}

bool refuse(Tx& tx, Vault& vault, const Proposal& p, Id<Account> second, std::string_view word,
            Instant at) {
    if (!close(tx, p, ProposalState::waiting, ProposalState::refused, at)) return false;
    tx.run("UPDATE account_proposal SET decided_by = $2, word = $3 WHERE id = $1", p.id, second,
           vault.seal(tx, p.key, {kTable, "word", p.id.value}, word));
    return true;
}

bool withdraw(Tx& tx, const Proposal& p, Instant at) {
    return close(tx, p, p.state, ProposalState::withdrawn, at);
}

bool use(Tx& tx, const Proposal& p, Instant at) {
    return close(tx, p, ProposalState::agreed, ProposalState::used, at);
}

int note_wrong_code(Tx& tx, const Proposal& p, Instant at) {
    tx.run("UPDATE account_proposal SET wrong = wrong + 1 WHERE id = $1 AND state = 'agreed'",
           p.id);
    const auto wrong =
        int(tx.value<std::int64_t>("SELECT wrong FROM account_proposal WHERE id = $1", p.id));
    if (wrong >= kWrongCodes) close(tx, p, ProposalState::agreed, ProposalState::ended, at);
    return wrong;
}

void end_proposals_of(Tx& tx, Id<Account> account, Instant at, Id<Proposal> but) {
    tx.run(
        "UPDATE account_proposal SET state = 'ended', ends_at = $2 WHERE state IN ('waiting', 'agreed')"
        " AND (proposed_by = $1 OR decided_by = $1 OR account_id = $1) AND id <> $3",
        account, at, but.value);
}

/// The account has the name now.
void invited_as(Tx& tx, Id<Proposal> proposal, Id<Account> account) {
    tx.run("UPDATE account_proposal SET account_id = $2, name = $3 WHERE id = $1", proposal,
           account, Bytes{});
}

void note_origin(Tx& tx, const Proposal& p, Id<Account> account, Instant at) {
    if (!p.proposed_by) return;
    tx.run(
        "INSERT INTO account_origin (account_id, proposal_id, proposed_by, agreed_by, at)"
        " VALUES ($1, $2, $3, $4, $5)",
        account, p.id, p.proposed_by, p.decided_by, at);
}

Lineage lineage(Tx& tx) {
    Lineage all;
    tx.each("SELECT account_id, proposed_by FROM account_origin",
            [&](const Row& row) { all.add(row.get<Id<Account>>(0), row.get<Id<Account>>(1)); });
    return all;
}

std::int64_t count_to_agree(Tx& tx, const Subject& who, Instant at) {
    const Lineage origins = lineage(tx);
    std::int64_t count = 0;
    tx.each(
        "SELECT p.proposed_by, a.role, p.account_id FROM account_proposal p JOIN account a ON a.id = p.proposed_by"
        " WHERE p.state = 'waiting' AND p.ends_at > $1 AND a.state = 1",
        [&](const Row& row) {
            const Hand proposer{row.get<Id<Account>>(0),
                                role_named(row.text(1)).value_or(Role::family)};
            const auto why =
                objection(proposer, {who.account, who.role}, row.get<Id<Account>>(2), origins);
            count += why == Objection::none ? 1 : 0;
        },
        at);
    return count;
}

}  // namespace michi::people
