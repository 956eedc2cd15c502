#include "people/two_persons.hpp"

#include <algorithm>
#include <array>

namespace michi::people {
namespace {

/// Reading about a child, or making and opening accounts.
constexpr std::array kWeighty{Act::read_case, Act::read_consultation, Act::read_handover,
                              Act::manage_accounts};

/// A person of which role agrees to what a person of which role proposes.
struct Pair {
    Role proposer, second;
};
constexpr std::array kPairs{
    Pair{Role::administrator, Role::centre_head},
    Pair{Role::centre_head, Role::administrator},
};

}  // namespace

bool needs_second(Role about) {
    return std::ranges::any_of(kWeighty, [&](Act act) { return ever(about, act); });
}

bool needs_second(Role from, Role to) { return needs_second(from) || needs_second(to); }

bool begins_anew(Role from, Role to) { return !needs_second(from) && needs_second(to); }

/// Heads bring in heads: so a successor does not go back to the administrator with whom they agree.
bool may_propose(Role proposer, Role about) {
    if (proposer == Role::administrator) return true;
    return proposer == Role::centre_head && about == Role::centre_head;
}

std::set<Id<Account>> Lineage::origins(Id<Account> account) const {
    std::set<Id<Account>> all{account};
    std::vector<Id<Account>> open{account};
    while (!open.empty()) {
        const auto found = proposers_.find(open.back());
        open.pop_back();
        if (found == proposers_.end()) continue;
        for (const auto proposer : found->second)
            if (all.insert(proposer).second) open.push_back(proposer);
    }
    return all;
}

bool Lineage::share_an_origin(Id<Account> one, Id<Account> other) const {
    const auto mine = origins(one);
    return std::ranges::any_of(origins(other), [&](Id<Account> id) { return mine.contains(id); });
}

Objection objection(const Hand& proposer, const Hand& second, Id<Account> owner,
                    const Lineage& lineage) {
    if (proposer.account == second.account) return Objection::same_person;
    if (owner && (owner == second.account || owner == proposer.account))
        return Objection::own_account;
    if (proposer.role == second.role) return Objection::same_role;
    const auto asked = [&](const Pair& pair) {
        return pair.proposer == proposer.role && pair.second == second.role;
    };
    if (std::ranges::none_of(kPairs, asked)) return Objection::not_asked;
    if (lineage.share_an_origin(proposer.account, second.account)) return Objection::one_origin;
    return Objection::none;
}

}  // namespace michi::people
