// Whether somebody at a place may give an act of care to a child on a day: pure.
#pragma once

#include "carers/model.hpp"

namespace michi::carers {

enum class May { no, yes, not_known };

/// The first link that is missing, in the order in which one would ask.
enum class Missing {
    nothing,
    facts,         // nobody has told anything of this employer
    registration,  // the employer is not registered for the act on that day
    roster,        // nobody stands on its list on that day
    certificate,   // nobody on the list holds a certificate that is valid then
    act,           // the certificates do not cover the act
    child,         // of class 3, and for another child
};

struct Finding {
    May may{May::not_known};
    Missing missing{Missing::facts};
    std::vector<Id<Carer>> who;  // those who may
};

/// Yes only when holder, class, acts, child (class 3) and the employer's registration all hold on
/// the day. What nobody told is not known, never no.
Finding may_give(const Employer& employer, Act act, Id<record::Child> child, Date day);

}  // namespace michi::carers
