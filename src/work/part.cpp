// The route table of work: every row says who may.

#include "work/pages.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using web::Method;
using web::Route;

constexpr std::array kRoutes{
    Route{Method::get, "/", front_door, Act::visit_public},
    Route{Method::get, "/w", home, Act::open_page},
    Route{Method::post, "/w/density", set_density, Act::see_own_account},
    Route{Method::get, "/w/actions/{id}", show_action, Act::set_action},
    Route{Method::get, "/w/actions/{id}/peek", peek_action, Act::read_case},
    Route{Method::post, "/w/actions/{id}/assign", assign_action, Act::set_action},
    Route{Method::post, "/w/actions/{id}/finish", finish_action, Act::finish_action},
    Route{Method::post, "/w/actions/{id}/pass", pass_action, Act::set_action},
    Route{Method::post, "/w/actions/{id}/due", move_due, Act::set_action},
    Route{Method::post, "/w/actions/{id}/undo", undo_action, Act::finish_action},
    Route{Method::get, "/w/cases", list_cases, Act::list_cases},
    Route{Method::get, "/w/cases/{W}", show_case, Act::read_case},
    Route{Method::post, "/w/cases/{W}/entries", write_entry, Act::write_note},
    Route{Method::post, "/w/cases/{W}/actions", new_action, Act::set_action},
    Route{Method::get, "/w/cases/{W}/profile", show_profile, Act::read_case},
    Route{Method::post, "/w/cases/{W}/profile", save_profile, Act::edit_case},
    Route{Method::get, "/w/cases/{W}/consent", show_consent, Act::read_case},
    Route{Method::post, "/w/cases/{W}/consent", record_consent, Act::change_consent},
    Route{Method::get, "/w/cases/{W}/access", show_access, Act::read_access_log},
    Route{Method::get, "/w/entries/{id}", show_entry, Act::write_note},
    Route{Method::post, "/w/entries/{id}", edit_entry_text, Act::write_note},
    Route{Method::post, "/w/entries/{id}/told", tell_entry, Act::write_note},
};

}  // namespace

web::Part part() { return {"work", kRoutes}; }

}  // namespace michi::work
