// What is known of a service beside what was asked: condition by condition, with day and source.

#include "directory/reasons.hpp"

#include <algorithm>

#include "directory/conditions.hpp"

namespace michi::directory {
namespace {

/// Yes for some numbers only: inside them yes, outside no, without the child's number not known.
Answer answer_for(const KnownFact& fact, std::optional<int> number) {
    if (fact.answer != Answer::yes) return fact.answer;
    if (!number) return fact.low || fact.high ? Answer::not_known : Answer::yes;
    const bool inside =
        (!fact.low || *number >= *fact.low) && (!fact.high || *number <= *fact.high);
    return inside ? Answer::yes : Answer::no;
}

/// To the nearest of its places; nothing when none is on the map.
std::optional<double> km_to(const Listing& listing, Point from) {
    std::optional<double> nearest;
    const auto count = [&](const std::optional<Point>& point) {
        if (!point) return;
        const double km = distance_km(from, *point);
        if (!nearest || km < *nearest) nearest = km;
    };
    count(listing.point);
    if (listing.places.size() > 1)
        for (const Spot& spot : listing.places) count(spot.point);
    return nearest;
}

/// Whether it comes to, or takes children from, the municipality that was asked from.
Answer answer_for_area(const KnownFact& fact, const Listing& listing, const Asked& asked) {
    if (fact.answer != Answer::yes || asked.municipality.empty()) return fact.answer;
    if (std::ranges::find(fact.places, asked.municipality) != fact.places.end()) return Answer::yes;
    const auto from = office_of(asked.municipality);
    const auto km = from ? km_to(listing, *from) : std::nullopt;
    if (fact.high && km) return *km <= *fact.high ? Answer::yes : Answer::no;
    return fact.places.empty() ? Answer::not_known : Answer::no;
}

Answer answer_of(const KnownFact& fact, const Listing& listing, const Asked& asked) {
    if (fact.condition == "age") return asked.age ? answer_for(fact, asked.age) : Answer::not_known;
    if (fact.condition == "weight") return answer_for(fact, asked.weight);
    if (fact.condition == kArea) return answer_for_area(fact, listing, asked);
    return fact.answer;
}

/// A word about room counts for so long; a place that had room long ago is asked again.
int worth(const KnownFact& fact, Date today) {
    if (is_stale_room(fact.as_of, today)) return 0;
    switch (fact.room ? fact.room->state : RoomState::not_told) {
        case RoomState::has:
            return 4;
        case RoomState::needs_assessment:
            return 3;
        case RoomState::waitlist:
            return 2;
        case RoomState::none:
            return 1;
        case RoomState::not_told:
            return 0;
    }
    return 0;
}

/// Of several rooms the best that is still fresh; of old words the newest.
const KnownFact* best_room(const Listing& listing, Date today, Visibility may_see) {
    const KnownFact* best = nullptr;
    for (const KnownFact& fact : listing.facts) {
        if (fact.condition != kVacancy || fact.visibility > may_see) continue;
        const auto key = [&](const KnownFact& f) { return std::pair(worth(f, today), f.as_of); };
        if (!best || key(fact) > key(*best)) best = &fact;
    }
    return best;
}

std::string published_hours(const Values& values) {
    std::string text;
    for (Field field : {Field::days, Field::hours, Field::closed_days, Field::hours_note}) {
        const std::string& part = values[field];
        if (part.empty()) continue;
        text.append(text.empty() ? "" : " ");
        text.append(field == Field::closed_days ? "（休 " + part + "）" : part);
    }
    return text;
}

Reason reason_of_hours(const Listing& listing, const Asked& asked) {
    Reason reason;
    reason.condition = kOpen;
    if (asked.when) reason.answer = open_at(week_of(listing.values), *asked.when);
    reason.detail = published_hours(listing.values);
    reason.source = reason.detail.empty() ? "" : "list";
    return reason;
}

std::optional<Date> freshest(const Listing& listing, Visibility may_see) {
    std::optional<Date> newest = listing.confirmed_on;
    for (const KnownFact& fact : listing.facts)
        if (fact.visibility <= may_see && (!newest || fact.as_of > *newest)) newest = fact.as_of;
    return newest;
}

void measure(Match& match, std::optional<Point> from) {
    if (!from) return;
    match.km = km_to(*match.listing, *from);
    match.about = !match.km;
    if (match.km) return;
    if (const auto office = office_of(match.listing->values[Field::municipality]))
        match.km = distance_km(*from, *office);
}

}  // namespace

Reason reason_of(const Listing& listing, const std::string& condition, const Asked& asked) {
    if (condition == kOpen) return reason_of_hours(listing, asked);
    const KnownFact* fact = condition == kVacancy ? best_room(listing, asked.today, asked.may_see)
                                                  : listing.fact(condition);
    Reason reason;
    reason.condition = condition;
    if (condition == "age" && asked.age) reason.law = legal_ages(listing.kind, asked.today);
    const LegalAnswer law = reason.law ? answer_by_law(reason.law, *asked.age) : LegalAnswer::open;
    reason.answer = before_the_place(law, reason.answer);
    if (law == LegalAnswer::open) reason.law = nullptr;
    if (!fact || fact->visibility > asked.may_see) return reason;
    if (law == LegalAnswer::no) return reason;  // what the place says of ages is no answer
    reason.answer = before_the_place(law, answer_of(*fact, listing, asked));
    reason.detail = fact->detail;
    reason.as_of = fact->as_of;
    reason.source = fact->source;
    reason.told_to = fact->told_to;
    reason.room = fact->room;
    reason.stale = condition == kVacancy && is_stale_room(fact->as_of, asked.today);
    if (reason.stale) reason.answer = Answer::not_known;
    return reason;
}

std::string detail_of(const Reason& reason, Lang lang) {
    return reason.law ? law_text(*reason.law, lang) : reason.detail;
}

Match match_of(const std::shared_ptr<const Listing>& listing, const Asked& asked) {
    Match match;
    match.listing = listing;
    for (const std::string& condition : asked.conditions) {
        match.reasons.push_back(reason_of(*listing, condition, asked));
        const Answer answer = match.reasons.back().answer;
        ++(answer == Answer::yes ? match.yes : answer == Answer::no ? match.no : match.not_known);
    }
    match.fresh = freshest(*listing, asked.may_see);
    match.old = match.fresh && add_months(*match.fresh, kOldMonths) < asked.today;
    measure(match, office_of(asked.municipality));
    return match;
}

}  // namespace michi::directory
