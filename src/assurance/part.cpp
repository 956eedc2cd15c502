// The route table of assurance: every row says who may. And what it does by itself once a day.

#include <array>

#include "assurance/pages.hpp"
#include "platform/clock.hpp"

namespace michi::assurance {
namespace {

using web::Method;
using web::Route;

constexpr std::size_t kCodeLimit = 4 * 1024;  // a code and the marks of its form
constexpr std::array kRoutes{
    Route{Method::get, "/w/resources/stale", show_calls, Act::edit_directory},
    Route{Method::get, "/w/resources/stale.csv", calls_file, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/call", record_call, Act::edit_directory},

    Route{Method::get, "/w/resources/{S}/edit", show_edit, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/edit", save_edit, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/link", make_link, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/link/revoke", revoke_link, Act::edit_directory},

    Route{Method::post, "/w/resources/{S}/keeper", change_keeper, Act::edit_directory},
    Route{Method::get, "/w/resources/own", list_own, Act::propose_entry},
    Route{Method::get, "/w/resources/{S}/own", show_kept, Act::propose_entry},
    Route{Method::post, "/w/resources/{S}/own", send_kept, Act::propose_entry},

    Route{Method::get, "/w/resources/campaigns", show_campaigns, Act::edit_directory},
    Route{Method::post, "/w/resources/campaigns", start_campaign, Act::edit_directory},
    Route{Method::get, "/w/resources/campaigns/{C}", show_campaign, Act::edit_directory},
    Route{Method::post, "/w/resources/campaigns/{C}/reminder", record_reminder,
          Act::edit_directory},
    Route{Method::get, "/w/resources/campaigns/{C}/sheets", show_sheets, Act::edit_directory},
    Route{Method::get, "/w/resources/campaigns/{C}/mail", show_mail, Act::edit_directory},
    Route{Method::get, "/w/resources/campaigns/{C}/addresses.csv", addresses_file,
          Act::edit_directory},
    Route{Method::get, "/w/resources/sheets/{sheet}/print", show_sheet, Act::edit_directory},
    Route{Method::get, "/w/resources/sheets/{sheet}", show_paper, Act::edit_directory},
    Route{Method::post, "/w/resources/sheets/{sheet}", send_paper, Act::edit_directory},

    Route{Method::get, "/w/resources/proposals", show_proposals, Act::edit_directory},
    Route{Method::get, "/w/resources/proposals/{P}", show_proposal, Act::edit_directory},
    Route{Method::post, "/w/resources/proposals/{P}", decide_proposal, Act::edit_directory},

    Route{Method::get, "/r", show_door, Act::visit_public},
    delayed(Route{Method::post, "/r", open_sheet, Act::visit_public, kCodeLimit}, delay_of_code),
    Route{Method::get, "/r/{code}", show_door, Act::visit_public},
    delayed(Route{Method::post, "/r/sheet", send_sheet, Act::visit_public, web::kOpenBody},
            delay_of_code),
    Route{Method::get, "/resources/{S}/correction", show_correction, Act::visit_public},
    Route{Method::post, "/resources/{S}/correction", send_correction, Act::visit_public,
          web::kOpenBody},
    Route{Method::get, "/resources/answers", show_answers, Act::visit_public},
    delayed(Route{Method::post, "/resources/answers", find_answer, Act::visit_public, kCodeLimit},
            delay_of_code),
};

constexpr std::string_view kSettle = "assurance.settle";
constexpr int kEarlyMorning = 4 * 60;

}  // namespace

std::vector<JobKind> job_kinds() {
    return {{.kind = kSettle, .outside = {}, .inside = [](Tx& tx, const Job&) {
                 const Now now = now_at(system_now());
                 settle_campaigns(tx, now.today);
                 forget_persons(tx, at_in_japan(now.today - kPersonKeptDays, 0));
             }}};
}

std::vector<Daily> dailies() { return {{kSettle, kEarlyMorning}}; }

web::Part part() { return {"assurance", kRoutes}; }

}  // namespace michi::assurance
