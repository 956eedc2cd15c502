#include "people/resets.hpp"

namespace michi::people {
namespace {

constexpr std::int64_t kLapses = 7LL * 24 * 60 * 60 * 1000;

bool stands(const AskedReset& asked, Instant at) { return at.ms - asked.at.ms <= kLapses; }

}  // namespace

ResetStep reset_step(const std::optional<AskedReset>& asked, Id<Account> me, Id<Account> owner,
                     Instant at) {
    if (me == owner) return ResetStep::refuse;
    if (!asked || !stands(*asked, at)) return ResetStep::ask;
    return asked->by == me ? ResetStep::withdraw : ResetStep::agree;
}

std::map<Id<Account>, AskedReset> asked_resets(Tx& tx, Instant at) {
    std::map<Id<Account>, AskedReset> found;
    tx.each("SELECT account_id, asked_by, asked_at FROM factor_reset", [&](const Row& row) {
        const AskedReset asked{row.get<Id<Account>>(1), row.get<Instant>(2)};
        if (stands(asked, at)) found.emplace(row.get<Id<Account>>(0), asked);
    });
    return found;
}

void ask_reset(Tx& tx, Id<Account> owner, Id<Account> by, Instant at) {
    drop_reset(tx, owner);
    tx.run("INSERT INTO factor_reset (account_id, asked_by, asked_at) VALUES ($1, $2, $3)", owner,
           by, at);
}

void drop_reset(Tx& tx, Id<Account> owner) {
    tx.run("DELETE FROM factor_reset WHERE account_id = $1", owner);
}

}  // namespace michi::people
