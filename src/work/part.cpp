// The route table of work: every row says who may.

#include "work/pages.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using web::Method;
using web::Route;

constexpr std::array kRoutes{
    Route{Method::get, "/w", home, Act::open_page},
    Route{Method::get, "/my", my_page, Act::open_page},
    Route{Method::get, "/w/days", read_day, Act::open_page},
    Route{Method::post, "/w/density", set_density, Act::see_own_account},
    Route{Method::get, "/w/actions/{action}", show_action, Act::move_action},
    Route{Method::get, "/w/actions/{action}/peek", peek_action, Act::read_case},
    Route{Method::post, "/w/actions/{action}/assign", assign_action, Act::move_action},
    Route{Method::post, "/w/actions/{action}/finish", finish_action, Act::finish_action},
    Route{Method::post, "/w/actions/{action}/pass", pass_action, Act::move_action},
    Route{Method::post, "/w/actions/{action}/due", move_due, Act::move_action},
    Route{Method::post, "/w/actions/{action}/undo", undo_action, Act::undo_action},
    Route{Method::post, "/w/actions/{action}/take_back", take_back_action, Act::take_back_action},
    Route{Method::get, "/w/cases", list_cases, Act::list_cases},
    Route{Method::get, "/w/cases/{W}", show_case, Act::read_case},
    Route{Method::post, "/w/cases/{W}/entries", write_entry, Act::write_note},
    Route{Method::post, "/w/cases/{W}/actions", new_action, Act::set_action},
    Route{Method::get, "/w/cases/{W}/profile", show_profile, Act::read_case},
    Route{Method::post, "/w/cases/{W}/profile", save_profile, Act::edit_case},
    Route{Method::get, "/w/cases/{W}/profile/history", show_facts_history, Act::edit_case},
    Route{Method::get, "/w/cases/{W}/consent", show_consent, Act::read_case},
    Route{Method::post, "/w/cases/{W}/consent", record_consent, Act::change_consent},
    Route{Method::get, "/w/cases/{W}/protection", show_protection, Act::see_protection},
    Route{Method::post, "/w/cases/{W}/protection", change_protection, Act::protect_case},
    Route{Method::get, "/w/cases/{W}/access", show_access, Act::read_access_log},
    Route{Method::get, "/w/entries/{entry}", show_entry, Act::write_note},
    Route{Method::post, "/w/entries/{entry}", edit_entry_text, Act::edit_note},
    Route{Method::post, "/w/entries/{entry}/told", tell_entry, Act::tell_family},
};

}  // namespace

web::Part part() { return {"work", kRoutes}; }

}  // namespace michi::work
