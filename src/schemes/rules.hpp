// Which schemes a family can get on a day: pure.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "schemes/model.hpp"

namespace michi::schemes {

/// What is known of the family; what is not known is asked, never guessed.
struct Family {
    std::optional<Date> birth;
    std::optional<int> age;    // where only the age is known
    std::string municipality;  // 6-digit code, "" when not known
    Date today{};
};

/// now: open to the child today. later: from a day or an age that comes. ask: something is not
/// known. never: not in force, another place, too old.
enum class When { now, later, ask, never };

struct Judged {
    When when{When::never};
    std::optional<Date> from;   // of later: the first day, where the birth tells it
    std::optional<Date> until;  // the last day, where birth or validity tells it
    bool ask_age{}, ask_place{};
};
Judged judge(const Scheme& scheme, const Family& family);

/// Not looked up for so long that the amount may have changed.
inline constexpr int kLookUpMonths = 12;
inline bool is_old(const Scheme& scheme, Date today) {
    return add_months(scheme.as_of, kLookUpMonths) < today;
}

struct Offer {
    const Scheme* scheme{};
    Judged judged;
};
/// Those in force and not out of the question: now, then to ask, then later; within each as they
/// were entered. A municipality's own stands instead of the general one of the same name.
std::vector<Offer> offers(const std::vector<Scheme>& schemes, const Family& family);
std::vector<Offer> offers(std::vector<Scheme>&&, const Family&) = delete;  // offers point into it

Refusals reasons_not_to_keep(const Scheme& scheme, Date today);

}  // namespace michi::schemes
