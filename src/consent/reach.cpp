// What the in-memory search may find for a reader: where the page of the case would open.

#include <map>

#include "consent/consent.hpp"
#include "record/reach.hpp"

namespace michi::consent {
namespace {

using Allowed = std::map<std::int64_t, Mask>;

/// Every case with what its family allows this organisation today, in one statement.
Allowed allowed_to(Tx& tx, Id<Organisation> organisation, Date today) {
    Allowed allowed;
    tx.each(
        SqlText("SELECT n.case_id, n.category FROM consent n WHERE n.organisation_id = $1 AND ") +
            living_consent("$2"),
        [&](const Row& row) {
            Mask& mask = allowed[row.integer(0)];
            mask = Mask(mask | mask_of(row.text(1)));
        },
        organisation, today);
    return allowed;
}

bool opens(const Subject& who, Field field, const Circumstances& around) {
    const Decision decision = decide(who.role, who.assurance, Act::read_case, around);
    return decision.opens(field);
}

}  // namespace

std::vector<std::int64_t> reach(Tx& tx, const Subject& who, Field field, Date today) {
    std::vector<std::int64_t> places;
    if (record::is_centre_role(who.role)) {
        if (opens(who, field, {.relation = Relation::centre}))
            places.push_back(record::place_of_centre(who.organisation));
        return places;
    }
    const Allowed allowed = allowed_to(tx, who.organisation, today);
    for (const record::Part& part : record::parts_of(tx, who, today)) {
        Circumstances around = part.around;
        const auto yes = allowed.find(part.id.value);
        if (yes != allowed.end()) around.consented = yes->second;
        if (!opens(who, field, around)) continue;
        places.push_back(record::place_of_case(part.id));
        places.push_back(record::place_of_own(who.organisation, part.id));
    }
    return places;
}

}  // namespace michi::consent
