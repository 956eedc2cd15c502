// The family moved away: the Centre ends what it asked of the towns that it left, and what they asked of it.

#include <algorithm>

#include "handover/handover.hpp"
#include "people/people.hpp"

namespace michi::handover {
namespace {

constexpr std::string_view kUnsaid = "other";  // of kReasons

/// Between two towns only what arrived where the family lives now; there the receiver goes on.
bool has_arrived(const Request& r) { return r.state != State::sent && r.state != State::received; }

/// The deed of the Centre that ends the request in its state.
std::optional<Attempt> ending(const Request& r, Attempt attempt) {
    for (const Deed deed :
         {Deed::recall, Deed::take_back, Deed::decline, Deed::give_back, Deed::close}) {
        attempt.deed = deed;
        if (!reasons_not_to(attempt, r).any()) return attempt;
    }
    return std::nullopt;
}

/// As the page of the request leaves it.
void keep_entry(Tx& tx, const Request& r, std::string_view audit, const people::AccountBrief& by) {
    Trace entry;
    entry.kind = TraceKind::change;
    entry.action = audit;
    entry.object = "handover/" + std::to_string(r.id.value);
    entry.case_id = r.case_id.value;
    entry.account = by.id.value;
    entry.organisation = by.organisation.value;
    entry.role = name_of(by.role);
    tx.trace(std::move(entry));
}

}  // namespace

void end_for_move(Tx& tx, Vault& vault, Id<record::Case> case_id,
                  const std::vector<Id<Organisation>>& left, std::string_view why, Id<Account> by,
                  Now now) {
    const auto brief = record::find_case(tx, vault, case_id);
    const auto centre = brief.centre;
    const auto is_left = [&](Id<Organisation> id) {
        return std::ranges::find(left, id) != left.end();
    };
    const auto who = people::find_account(tx, vault, by);
    Attempt attempt;
    attempt.by_organisation = centre;
    attempt.by = by;
    attempt.now = now;
    // Every organisation that helps reads them; of a protected child none learns that it moved.
    attempt.text = brief.is_protected ? word_text("handover.ends_here"_w, Lang::ja) : why;
    attempt.reason_code = brief.is_protected ? kUnsaid : kMovedAway;
    attempt.family_moved = true;
    for (const Request& r : open_requests(tx, vault, case_id)) {
        const bool ours =
            (r.from == centre && is_left(r.to)) || (r.to == centre && is_left(r.from));
        const bool handed_on = r.to != centre && is_left(r.from) && !is_left(r.to);
        if (!ours && !(handed_on && has_arrived(r))) continue;
        const auto chosen = ending(r, attempt);
        if (!chosen) continue;
        const auto change = perform(*chosen, r);
        if (!change) continue;
        save(tx, vault, r, *change, *chosen);
        keep_entry(tx, r, change->audit, who);
    }
}

}  // namespace michi::handover
