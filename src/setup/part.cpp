// The route table of setup: every row says who may.

#include <array>

#include "platform/clock.hpp"
#include "setup/pages.hpp"
#include "setup/succession.hpp"

namespace michi::setup {
namespace {

using web::Lane;
using web::Method;
using web::Route;

constexpr std::size_t kListLimit = 2 * 1024 * 1024;  // some thousand organisations

constexpr std::array kRoutes{
    Route{Method::get, "/a/setup", show_setup, Act::set_up},
    Route{Method::post, "/a/setup/prefecture", keep_prefecture, Act::set_up},
    Route{Method::post, "/a/setup/centres/{centre}", keep_centre, Act::set_up},
    Route{Method::get, "/a/setup/regions", show_regions, Act::set_up},
    Route{Method::post, "/a/setup/regions", keep_regions, Act::set_up},
    Route{Method::get, "/a/organisations", show_organisations, Act::keep_organisations},
    Route{Method::get, "/a/organisations/new", new_organisation, Act::keep_organisations},
    Route{Method::post, "/a/organisations/new", add_organisation, Act::keep_organisations},
    Route{Method::post, "/a/organisations/desks", add_desks, Act::keep_organisations},
    Route{Method::get, "/a/organisations/csv", organisations_csv, Act::keep_organisations},
    Route{Method::get, "/a/organisations/list", show_list, Act::keep_organisations},
    Route{Method::post, "/a/organisations/list", take_list, Act::keep_organisations, kListLimit,
          read_list_file, Lane::imports},
    Route{Method::get, "/a/organisations/bodies", show_bodies, Act::keep_organisations},
    Route{Method::post, "/a/organisations/bodies", take_bodies, Act::keep_organisations},
    Route{Method::get, "/a/organisations/{organisation}", show_organisation,
          Act::keep_organisations},
    Route{Method::post, "/a/organisations/{organisation}", change_organisation,
          Act::keep_organisations},
    Route{Method::get, "/a/organisations/{organisation}/hours", show_hours,
          Act::keep_organisations},
    Route{Method::post, "/a/organisations/{organisation}/hours", keep_hours,
          Act::keep_organisations},
    Route{Method::post, "/a/organisations/{organisation}/end", end_it, Act::keep_organisations},
    Route{Method::post, "/a/organisations/{organisation}/reopen", reopen_it,
          Act::keep_organisations},
    Route{Method::get, "/a/accounts/list", show_people_list, Act::manage_accounts},
    Route{Method::post, "/a/accounts/list", take_people_list, Act::manage_accounts, kListLimit,
          read_list_file, Lane::imports},
    Route{Method::get, "/a/successions", show_successions, Act::manage_accounts},
    Route{Method::post, "/a/successions", plan, Act::manage_accounts},
    Route{Method::post, "/a/successions/{succession}/withdraw", withdraw_plan,
          Act::manage_accounts},
};

constexpr std::string_view kSuccession = "setup.succession";
constexpr int kAfterMidnight = 5;  // minutes: whoever leaves on a day is away from its beginning

}  // namespace

std::vector<JobKind> job_kinds() {
    return {{.kind = kSuccession, .outside = {}, .inside = [](Tx& tx, const Job&) {
                 carry_out(tx, now_at(system_now()));
             }}};
}

std::vector<Daily> dailies() { return {{kSuccession, kAfterMidnight}}; }

web::Part part() { return {"setup", kRoutes}; }

}  // namespace michi::setup
