// What whoever keeps the instance has to see to, each with how old it is. Pure.
#pragma once

#include <optional>
#include <vector>

#include "selfcheck/model.hpp"

namespace michi::selfcheck {

/// A proposal about an account ends after seven days: from the third day it is told in red.
inline constexpr int kWaitDays = 3;
/// The lists of places are published once a year, some weeks apart.
inline constexpr int kListDays = 400;

/// What the home of the administrator looks at; the checks are judged by rules.hpp.
struct Kept {
    Instant now;
    std::optional<Instant> backup, drill, newest_record;
    std::vector<Check> checks;
    std::vector<Instant> waiting;  // proposals about accounts, the oldest first
    std::vector<Date> lists;       // when each list of places was taken last
};

/// One line: what it is, how it stands, since when, where to go on.
struct Duty {
    Word name;
    Word says;
    Args args;
    std::optional<int> days;  // how long ago; none where nothing of it ever was
    std::string_view href;
    bool red{};
};
/// What is red first, each half in the order of a page.
std::vector<Duty> duties_of(const Kept& kept);

}  // namespace michi::selfcheck
