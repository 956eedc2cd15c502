#include "record/reach.hpp"

namespace michi::record {
namespace {

constexpr int kKindAt = 60, kOrganisationAt = 30;

constexpr std::int64_t place(int kind, std::int64_t organisation, std::int64_t id) {
    return std::int64_t(kind) << kKindAt | organisation << kOrganisationAt | id;
}
std::int64_t place_of_centre(Id<Organisation> centre) { return place(1, 0, centre.value); }
std::int64_t place_of_case(Id<Case> id) { return place(2, 0, id.value); }
/// What an organisation wrote on a case for itself.
std::int64_t place_of_own(Id<Organisation> organisation, Id<Case> id) {
    return place(3, organisation.value, id.value);
}

bool opens(const Subject& who, Field field, const Circumstances& around) {
    const Decision decision = decide(who.role, who.assurance, Act::read_case, around);
    return decision.opens(field);
}

bool opens_as_member(const Subject& who, Field field, const Row& row) {
    return opens(who, field,
                 {.relation = relation_of(row.get<Standing>(1)),
                  .consent = Consent::none,
                  .consented = 0,
                  .state = row.get<RecordState>(2),
                  .is_protected = row.get<bool>(3),
                  .in_protected_team = row.get<bool>(3) && row.get<Id<Account>>(4) == who.account});
}

}  // namespace

std::vector<std::int64_t> places_of_person(Id<Organisation> centre, Id<Case> id) {
    return {place_of_centre(centre), place_of_case(id)};
}

std::vector<std::int64_t> places_of_entry(Id<Organisation> centre, const EntryText& entry) {
    std::vector<std::int64_t> places{place_of_centre(centre)};
    if (entry.visible == Visible::shared)
        places.push_back(place_of_case(entry.case_id));
    else if (entry.organisation != centre)
        places.push_back(place_of_own(entry.organisation, entry.case_id));
    return places;
}

std::vector<std::int64_t> reach(Tx& tx, const Subject& who, Field field, Date today) {
    std::vector<std::int64_t> places;
    if (is_centre_role(who.role)) {
        if (opens(who, field, {.relation = Relation::centre}))
            places.push_back(place_of_centre(who.organisation));
        return places;
    }
    tx.each(
        "SELECT m.case_id, min(m.standing), c.state, c.is_protected, c.in_charge FROM case_member m"
        " JOIN case_record c ON c.id = m.case_id WHERE m.organisation_id = $1 AND m.standing <> 4"
        " AND m.since <= $2 AND (m.until IS NULL OR m.until > $2)"
        " GROUP BY m.case_id, c.state, c.is_protected, c.in_charge",
        [&](const Row& row) {
            if (!opens_as_member(who, field, row)) return;
            const auto id = row.get<Id<Case>>(0);
            places.push_back(place_of_case(id));
            places.push_back(place_of_own(who.organisation, id));
        },
        who.organisation, today);
    return places;
}

}  // namespace michi::record
