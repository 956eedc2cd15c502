// Who reads cases or keeps accounts comes in by two persons (A5, Z11). Pure.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "policy/policy.hpp"

namespace michi::people {

/// What is proposed about an account.
/// move: another role or another organisation.
enum class Deed { invite, password, factor, enable, move };
inline constexpr int kDeeds = 5;

/// Whether the role reads cases or has a hand in accounts: then one person does not suffice.
bool needs_second(Role about);
/// A move concerns both roles: what somebody is may be taken over, as well as what they become.
bool needs_second(Role from, Role to);
/// A password or a factor that one person alone could make is no proof where two are needed: whoever
/// comes into such a role from another begins again by letter and code.
bool begins_anew(Role from, Role to);
bool may_propose(Role proposer, Role about);

/// Who brought whom in. Whoever proposed an account, or proposed that it open again or anew, may hold
/// it; so two accounts that go back to one person may be one person. Those of the host's command and
/// of the time before this was kept go back to nobody.
class Lineage {
  public:
    void add(Id<Account> account, Id<Account> proposer) { proposers_[account].insert(proposer); }
    /// The account itself and all that it goes back to.
    std::set<Id<Account>> origins(Id<Account> account) const;
    bool share_an_origin(Id<Account> one, Id<Account> other) const;

  private:
    std::map<Id<Account>, std::set<Id<Account>>> proposers_;
};

/// A person in one of the two parts.
struct Hand {
    Id<Account> account;
    Role role{Role::family};
};

enum class Objection { none, same_person, own_account, same_role, not_asked, one_origin };

/// Why `second` cannot agree to what `proposer` proposes about `owner` (nobody yet: an invitation).
Objection objection(const Hand& proposer, const Hand& second, Id<Account> owner,
                    const Lineage& lineage);

}  // namespace michi::people
