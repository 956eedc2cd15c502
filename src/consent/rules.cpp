// When a recorded answer counts, and what is missing.

#include "consent/consent.hpp"

namespace michi::consent {
namespace {

bool lives(const Cell& cell, Date today) {
    return cell.answer == Answer::yes && (!cell.expires || today <= *cell.expires);
}

constexpr Mask kShareable = (Field::contact | Field::medical) | Field::family;

}  // namespace

Mask consented(const Receiver& receiver, Date today) {
    Mask mask = 0;
    for (std::size_t i = 0; i < kCategories.size(); ++i)
        if (lives(receiver.cells[i], today)) mask = mask | kCategories[i].field;
    return mask;
}

Consent grade(Mask consented) {
    const Mask allowed = Mask(consented & kShareable);
    if (allowed == 0) return Consent::none;
    return allowed == kShareable ? Consent::full : Consent::partial;
}

Mask missing(Mask wanted, Mask consented) { return Mask(wanted & ~consented & kShareable); }

}  // namespace michi::consent
