// A session that may do nothing any more, but whose forms are not lost.
#pragma once

#include "web/web.hpp"

namespace michi::web {

/// A door that also knows sleeping sessions: locked, or ended by time within twelve hours. What their forms
/// send is kept as a draft of their own account; nothing else is done or shown.
struct NightDoor : Door {
    /// Nothing for a session that was half signed in, signed out, ended by somebody, or whose account is closed.
    virtual std::optional<Known> asleep(Tx& tx, std::string_view session_token, Now now) = 0;
};

/// Of any door; nothing where it knows no sleepers.
std::optional<Door::Known> asleep_at(Door& door, Tx& tx, std::string_view token, Now now);

}  // namespace michi::web
