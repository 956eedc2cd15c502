#include "people/roles.hpp"

#include <algorithm>

namespace michi::people {
namespace {

struct Fit {
    std::string_view kind;
    Role role;
};
/// A coordinator of the area sits in an office of the area or at a municipality's desk.
constexpr std::array kFits{
    Fit{"centre", Role::centre_counsellor},
    Fit{"centre", Role::centre_head},
    Fit{"centre", Role::receptionist},
    Fit{"centre", Role::administrator},
    Fit{"municipality", Role::municipal_officer},
    Fit{"municipality", Role::local_coordinator},
    Fit{"partner", Role::partner},
    Fit{"partner", Role::local_coordinator},
    Fit{"prefecture", Role::prefecture_officer},
    Fit{"prefecture", Role::administrator},
    Fit{"family", Role::family},
};

}  // namespace

Word role_word(Role role) {
    const auto* row = std::ranges::find(kRoleRows, role, &RoleRow::role);
    return row == kRoleRows.end() ? Word{} : row->word;
}

bool role_fits(Role role, std::string_view kind) {
    return std::ranges::any_of(
        kFits, [&](const Fit& fit) { return fit.role == role && fit.kind == kind; });
}

}  // namespace michi::people
