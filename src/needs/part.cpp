// The route table of needs: every row says who may.

#include <array>

#include "needs/needs.hpp"
#include "needs/pages.hpp"

namespace michi::needs {
namespace {

using web::Method;
using web::Route;

constexpr std::array kRoutes{
    Route{Method::get, "/p", show_prefecture, Act::see_prefecture},
    Route{Method::get, "/w/issues", show_issues, Act::read_issues},
    Route{Method::get, "/w/issues/csv", issues_csv, Act::read_issues},
    Route{Method::get, "/w/issues/waiting", show_waiting, Act::see_directory},
    Route{Method::post, "/w/issues/waiting", add_waiting, Act::write_note},
    Route{Method::post, "/w/issues/waiting/{waiting}/end", stop_waiting, Act::end_waiting},
    Route{Method::get, "/w/resources/{S}/waiting", show_waited, Act::see_directory},
    Route{Method::get, "/w/issues/{K}", show_issue, Act::read_issues},
    Route{Method::post, "/w/issues/{K}", move_issue_on, Act::edit_directory},
};

}  // namespace

web::Part part() { return {"needs", kRoutes}; }

}  // namespace michi::needs
