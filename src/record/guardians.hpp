// Which account of the family's reads a child's part: linked and ended in rows that stay.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"

namespace michi::record {

struct Guardian {
    Id<Guardian> id;
    Id<FamilyMember> member;
    Id<Account> account;
    Date since{};
    Id<Account> linked_by;
    std::optional<Date> until;
    Id<Account> ended_by;
};
/// Newest first.
std::vector<Guardian> guardians_of(Tx& tx, Id<Child> child);
/// From now on the account reads the child's part as the policy lets a guardian.
void link_guardian(Tx& tx, const CaseBrief& brief, Id<FamilyMember> member, Id<Account> account,
                   Id<Account> by, Date since);
/// It reads nothing of the child any more. Throws Stale when it has ended.
void end_guardian(Tx& tx, const CaseBrief& brief, Id<FamilyMember> member, Id<Account> by,
                  Date until);

}  // namespace michi::record
