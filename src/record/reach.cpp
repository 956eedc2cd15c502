#include "record/reach.hpp"

#include "record/store.hpp"

namespace michi::record {
namespace {

constexpr int kKindAt = 60, kOrganisationAt = 30;

constexpr std::int64_t place(int kind, std::int64_t organisation, std::int64_t id) {
    return std::int64_t(kind) << kKindAt | organisation << kOrganisationAt | id;
}

}  // namespace

std::int64_t place_of_centre(Id<Organisation> centre) { return place(1, 0, centre.value); }
std::int64_t place_of_case(Id<Case> id) { return place(2, 0, id.value); }
std::int64_t place_of_own(Id<Organisation> organisation, Id<Case> id) {
    return place(3, organisation.value, id.value);
}

std::vector<std::int64_t> places_of_person(Id<Organisation> centre, Id<Case> id) {
    return {place_of_centre(centre), place_of_case(id)};
}

std::vector<std::int64_t> places_of_entry(Id<Organisation> centre, const EntryText& entry) {
    std::vector<std::int64_t> places{place_of_centre(centre)};
    if (shows_to(entry.visible, Visible::organisations))
        places.push_back(place_of_case(entry.case_id));
    else if (entry.organisation != centre)
        places.push_back(place_of_own(entry.organisation, entry.case_id));
    if (entry.addressee && entry.addressee != centre)
        places.push_back(place_of_own(entry.addressee, entry.case_id));
    return places;
}

std::vector<Part> parts_of(Tx& tx, const Subject& who, Date today) {
    return tx.all(
        "SELECT m.case_id, min(m.standing), c.state, c.is_protected, c.in_charge,"
        " c.centre_id FROM case_member m"
        " JOIN case_record c ON c.id = m.case_id WHERE m.organisation_id = $1 AND m.standing <> 4"
        " AND m.since <= $2 AND (m.until IS NULL OR m.until > $2)"
        " GROUP BY m.case_id, c.state, c.is_protected, c.in_charge, c.centre_id",
        [&](const Row& row) {
            const bool guarded = row.get<bool>(3);
            return Part{row.get<Id<Case>>(0),
                        {.relation = relation_of(row.get<Standing>(1)),
                         .consent = Consent::none,
                         .consented = 0,
                         .state = row.get<RecordState>(2),
                         .is_protected = guarded,
                         .in_protected_team = in_protected_team(
                             who, guarded, row.get<Id<Account>>(4), row.get<Id<Organisation>>(5))}};
        },
        who.organisation, today);
}

}  // namespace michi::record
