// The roles: what they are called, and in what kind of organisation somebody has one.
#pragma once

#include <array>

#include "people/people.hpp"

namespace michi::people {

struct RoleRow {
    std::string_view id;
    Role role;
    Word word;
};
inline constexpr std::array kRoleRows{
    RoleRow{"centre_counsellor", Role::centre_counsellor, "people.role_centre_counsellor"_w},
    RoleRow{"centre_head", Role::centre_head, "people.role_centre_head"_w},
    RoleRow{"receptionist", Role::receptionist, "people.role_receptionist"_w},
    RoleRow{"municipal_officer", Role::municipal_officer, "people.role_municipal_officer"_w},
    RoleRow{"local_coordinator", Role::local_coordinator, "people.role_local_coordinator"_w},
    RoleRow{"partner", Role::partner, "people.role_partner"_w},
    RoleRow{"prefecture_officer", Role::prefecture_officer, "people.role_prefecture_officer"_w},
    RoleRow{"family", Role::family, "people.role_family"_w},
    RoleRow{"administrator", Role::administrator, "people.role_administrator"_w},
};

Word role_word(Role role);

}  // namespace michi::people
