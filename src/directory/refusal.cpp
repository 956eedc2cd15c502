#include "directory/refusal.hpp"

#include <algorithm>
#include <array>

#include "directory/conditions.hpp"

namespace michi::directory {
namespace {

// The reasons that coordinators hear most; the condition is the one of conditions.cpp.
constexpr std::array kReasons{
    RefusalReason{"full", "directory.refusal_full"_w, "vacancy"},
    RefusalReason{"no_nurse", "directory.refusal_no_nurse"_w, "nurse"},
    RefusalReason{"no_night_nurse", "directory.refusal_no_night_nurse"_w, "night"},
    RefusalReason{"no_weekend", "directory.refusal_no_weekend"_w, "weekend"},
    RefusalReason{"no_ventilator", "directory.refusal_no_ventilator"_w, "ventilator"},
    RefusalReason{"no_tracheostomy", "directory.refusal_no_tracheostomy"_w, "tracheostomy"},
    RefusalReason{"no_suction", "directory.refusal_no_suction"_w, "suction"},
    RefusalReason{"no_tube_feeding", "directory.refusal_no_tube_feeding"_w, "tube_feeding"},
    RefusalReason{"no_mobile_child", "directory.refusal_no_mobile_child"_w, "mobile_child"},
    RefusalReason{"no_transport", "directory.refusal_no_transport"_w, "transport"},
    RefusalReason{"no_bathing", "directory.refusal_no_bathing"_w, "bathing"},
    RefusalReason{"parent_needed", "directory.refusal_parent_needed"_w, "without_parent"},
    RefusalReason{"outside_area", "directory.refusal_outside_area"_w, "outside_residents"},
    RefusalReason{"age", "directory.refusal_age"_w, ""},
    RefusalReason{"outside_duty", "directory.refusal_outside_duty"_w, ""},
    RefusalReason{"other", "directory.refusal_other"_w, ""},
};

struct OfRequest {
    std::string_view code, reason;
};
constexpr OfRequest kOfRequests[] = {{"no_capacity", "full"}, {"outside_duty", "outside_duty"}};

/// The newest answer to the condition; of room the newest of any unit.
const KnownFact* newest_of(const Listing& listing, std::string_view condition) {
    const KnownFact* newest = nullptr;
    for (const KnownFact& fact : listing.facts)
        if (fact.condition == condition && (!newest || fact.as_of > newest->as_of)) newest = &fact;
    return newest;
}

bool says_so_already(const KnownFact& fact, Date today) {
    if (fact.condition != kVacancy) return fact.answer == Answer::no;
    return fact.answer == Answer::no && !is_stale_room(fact.as_of, today);
}

}  // namespace

std::span<const RefusalReason> refusal_reasons() { return kReasons; }

const RefusalReason* find_reason(std::string_view id) {
    const auto found = std::ranges::find(kReasons, id, &RefusalReason::id);
    return found == kReasons.end() ? nullptr : &*found;
}

std::string_view reason_of_request(std::string_view code) {
    const auto found = std::ranges::find(kOfRequests, code, &OfRequest::code);
    return found == std::end(kOfRequests) ? std::string_view{} : found->reason;
}

std::vector<RefusalProposal> proposals_of(std::span<const PlaceRefusal> refusals,
                                          std::span<const RefusalDecision> decisions,
                                          const Listing& listing, Date today) {
    std::vector<RefusalProposal> found;
    const Date since = add_months(today, -kRefusalMonths);
    for (const RefusalReason& reason : kReasons) {
        if (reason.condition.empty()) continue;
        const KnownFact* known = newest_of(listing, reason.condition);
        if (known && says_so_already(*known, today)) continue;
        Id<Refused> decided{};
        for (const RefusalDecision& decision : decisions)
            if (decision.reason == reason.id) decided = std::max(decided, decision.newest);
        RefusalProposal proposal{&reason, 0, {}, {}};
        for (const PlaceRefusal& one : refusals) {
            const bool counts = one.reason == reason.id && one.as_of >= since && one.id > decided &&
                                (!known || one.as_of > known->as_of);
            if (!counts) continue;
            ++proposal.count;
            proposal.last = std::max(proposal.last, one.as_of);
            proposal.newest = std::max(proposal.newest, one.id);
        }
        // What was said of room a while ago tells nothing of today.
        if (reason.condition == kVacancy && is_stale_room(proposal.last, today)) continue;
        if (proposal.count >= kEnoughRefusals) found.push_back(proposal);
    }
    return found;
}

KnownFact fact_of(const RefusalProposal& proposal) {
    KnownFact fact;
    fact.condition = proposal.reason->condition;
    fact.answer = Answer::no;
    fact.as_of = proposal.last;
    fact.source = "refusals";
    fact.visibility = Visibility::partners;
    if (fact.condition == kVacancy) {
        fact.room = Room{};
        fact.room->state = RoomState::none;
    }
    return fact;
}

}  // namespace michi::directory
