// The route table of life: every row says who may.

#include <array>

#include "life/pages.hpp"

namespace michi::life {
namespace {

using web::Method;
using web::Route;

constexpr std::array kRoutes{
    Route{Method::get, "/w/cases/{W}/team", show_team, Act::read_case},
    Route{Method::post, "/w/cases/{W}/team", join_team, Act::change_team},
    Route{Method::get, "/w/cases/{W}/team/{member}", show_member, Act::change_team},
    Route{Method::post, "/w/cases/{W}/team/{member}", change_member, Act::change_team},
    Route{Method::post, "/w/cases/{W}/team/{member}/end", end_member, Act::change_team},
    Route{Method::get, "/w/cases/{W}/charge", show_charge, Act::put_in_charge},
    Route{Method::post, "/w/cases/{W}/charge", put_in_charge, Act::put_in_charge},
    Route{Method::get, "/w/cases/{W}/closing", show_closing, Act::reopen_case},
    Route{Method::post, "/w/cases/{W}/close", close_case, Act::close_case},
    Route{Method::post, "/w/cases/{W}/reopen", reopen_case, Act::reopen_case},
    Route{Method::get, "/w/cases/{W}/move", show_move, Act::move_case},
    Route{Method::post, "/w/cases/{W}/move", move_case, Act::move_case},
    Route{Method::get, "/w/cases/{W}/guardians", show_guardians, Act::end_guardian},
    Route{Method::post, "/w/cases/{W}/guardians", link_guardian, Act::link_guardian},
    Route{Method::post, "/w/cases/{W}/guardians/{guardian}/end", end_guardian, Act::end_guardian},
};

}  // namespace

web::Part part() { return {"life", kRoutes}; }

}  // namespace michi::life
