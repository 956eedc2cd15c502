// Facts of a child as rows: read as one decision opens them, written one by one with their history.
#pragma once

#include <map>

#include "record/fields.hpp"
#include "record/record.hpp"

namespace michi::record {

struct Fact {
    const FactField* field{};
    Id<FamilyMember> member;  // none: of the child
    std::string id;           // "birth", "family.12.phone"
    std::string value;        // as read_fact() keeps it; "" when nothing is known
};
/// Every field that the decision opens, in the order of the table; the family's behind the child's.
std::vector<Fact> facts_of(Tx& tx, Vault& vault, const CaseBrief& brief, const Decision& decision);

/// Values by id, as read_fact() made them; "family.new.…" makes a member. What is not named stays. Every
/// value is kept with who and when. Throws Stale when somebody saved the child meanwhile.
void save_facts(Tx& tx, Vault& vault, const CaseBrief& before,
                const std::map<std::string, std::string>& values, Id<Account> by, Instant at);

struct PastFact {
    const FactField* field{};
    Id<FamilyMember> member;  // of whom; none: of the child
    std::string value;        // "" it was taken out
    Id<Account> by;
    Instant at{};
};
/// What every field said, the newest first; nothing of fields that the decision does not open.
std::vector<PastFact> history_of(Tx& tx, Vault& vault, const CaseBrief& brief,
                                 const Decision& decision);

}  // namespace michi::record
