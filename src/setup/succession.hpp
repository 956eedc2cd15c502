// 異動: who leaves on which day, who goes on, and what is handed on.
#pragma once

#include <optional>
#include <vector>

#include "people/keeping.hpp"

namespace michi::setup {

struct Succession {
    Id<Succession> id;
    Id<Account> leaver, follower;  // follower: nobody: their organisation
    Date on{};
    Id<Account> asked_by;
    std::optional<Instant> done_at;
    std::int64_t steps{}, cases{}, calls{};  // handed on, when it is done
};

/// Planned ones by day, then those that were done within a year.
std::vector<Succession> successions(Tx& tx, Date today);
Succession find_succession(Tx& tx, Id<Succession> id);  // throws NotFound
bool is_planned(Tx& tx, Id<Account> leaver);
Id<Succession> plan_succession(Tx& tx, const Succession& fresh, Instant at);
/// False when it has been done or withdrawn meanwhile.
bool withdraw_succession(Tx& tx, Id<Succession> id, Instant at);
/// Why it cannot be carried out as things stand: the account is the last of its kind. Nothing where it can.
Word hindrance(Tx& tx, const Succession& succession);
/// Those whose day has come: hands on, closes the account of whoever leaves, keeps the audit. Answers how many.
/// Whoever cannot follow by then is nobody. What is hindered stays planned, and whoever keeps accounts is told once.
int carry_out(Tx& tx, Now now);

}  // namespace michi::setup
