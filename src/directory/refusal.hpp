// Why places say no: kept per service, and what several refusals of one reason propose as an answer
// to a condition. A person decides; nothing of it is ever published.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "directory/listing.hpp"

namespace michi::directory {

struct Refused;

struct RefusalReason {
    std::string_view id;
    Word word;
    std::string_view condition;  // which it speaks against; "" when no condition tells it
};
std::span<const RefusalReason> refusal_reasons();
const RefusalReason* find_reason(std::string_view id);

/// The reason with which a request was declined, in the directory's words; "" where declining it
/// says nothing of the place (a family changed its mind).
std::string_view reason_of_request(std::string_view code);

/// One time that a place said no.
struct PlaceRefusal {
    Id<Refused> id{};
    Id<Service> service{};  // 0 while only the body is known
    std::vector<Id<Provider>> bodies{};
    Id<Organisation> organisation{};  // that declined a request
    std::string reason, words;        // words: what was said, no person in it
    Date as_of{};
    std::string way;        // phone visit request
    std::string request{};  // "H-0412"
    Id<Account> by{};
    Instant at{};
};

/// Up to which refusal of a reason somebody decided.
struct RefusalDecision {
    std::string reason;
    Id<Refused> newest{};
};

/// So many of one reason within a year propose an answer.
inline constexpr std::size_t kEnoughRefusals = 3;
inline constexpr int kRefusalMonths = 12;

struct RefusalProposal {
    const RefusalReason* reason{};
    std::size_t count{};
    Date last{};
    Id<Refused> newest{};
};

/// What the refusals of one service propose today: those of the last year that are newer than the
/// newest answer to the condition and than the last decision. What an answer that still counts says
/// already is not proposed; nor is room when the last of them is too old to tell of it.
std::vector<RefusalProposal> proposals_of(std::span<const PlaceRefusal> refusals,
                                          std::span<const RefusalDecision> decisions,
                                          const Listing& listing, Date today);

/// The answer that an accepted proposal becomes.
KnownFact fact_of(const RefusalProposal& proposal);

}  // namespace michi::directory
