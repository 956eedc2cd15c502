// The family moved away: the Centre ends what it asked of the towns that it left, and what they asked of it.

#include <algorithm>

#include "handover/handover.hpp"

namespace michi::handover {
namespace {

/// The deed by which the Centre ends a request with a town that the family left; a watched or answered one
/// is closed, for the town too when it was its own.
std::optional<Attempt> ending(const Request& r, Id<Organisation> centre, Attempt attempt) {
    for (const Deed deed :
         {Deed::recall, Deed::take_back, Deed::decline, Deed::give_back, Deed::close}) {
        attempt.deed = deed;
        attempt.by_organisation = row_of(deed).by == By::sender ? r.from : r.to;
        if (attempt.by_organisation != centre && deed != Deed::close) continue;
        if (!reasons_not_to(attempt, r).any()) return attempt;
    }
    return std::nullopt;
}

}  // namespace

void end_for_move(Tx& tx, Vault& vault, Id<record::Case> case_id,
                  const std::vector<Id<Organisation>>& left, std::string_view why, Id<Account> by,
                  Now now) {
    const auto centre = record::find_case(tx, vault, case_id).centre;
    const auto is_left = [&](Id<Organisation> id) {
        return std::ranges::find(left, id) != left.end();
    };
    Attempt attempt;
    attempt.by = by;
    attempt.now = now;
    attempt.text = why;
    attempt.reason_code = kMovedAway;
    attempt.family_moved = true;
    for (const Request& r : open_requests(tx, vault, case_id)) {
        const bool ours =
            (r.from == centre && is_left(r.to)) || (r.to == centre && is_left(r.from));
        if (!ours) continue;
        const auto chosen = ending(r, centre, attempt);
        if (!chosen) continue;
        if (const auto change = perform(*chosen, r)) save(tx, vault, r, *change, *chosen);
    }
}

}  // namespace michi::handover
