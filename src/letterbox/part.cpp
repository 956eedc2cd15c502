// The route table of the letterbox: every row says who may. What is being written is forgotten by night.

#include "consultation/consultation.hpp"
#include "letterbox/pages.hpp"
#include "platform/clock.hpp"

namespace michi::letterbox {
namespace {

using web::Method;
using web::Route;

constexpr std::size_t kCodeLimit = 4 * 1024;  // a code, a word and the marks of their form

constexpr std::array kRoutes{
    Route{Method::get, "/contact", show_ways, Act::visit_public},
    Route{Method::get, "/contact/message", show_step, Act::visit_public},
    Route{Method::get, "/contact/message/{step}", show_step, Act::visit_public},
    Route{Method::post, "/contact/message/{step}", keep_step, Act::visit_public, web::kOpenBody},
    Route{Method::get, "/contact/done", show_receipt, Act::visit_public},
    Route{Method::get, "/contact/status", show_status, Act::visit_public},
    delayed(Route{Method::post, "/contact/status", find_status, Act::visit_public, kCodeLimit},
            delay_of_code),
    Route{Method::get, "/contact/answer", show_answer_again, Act::visit_public},
    Route{Method::get, "/contact/answer/more", show_answer_again, Act::visit_public},
    delayed(Route{Method::post, "/contact/answer", open_answer, Act::visit_public, kCodeLimit},
            delay_of_code),
    delayed(
        Route{Method::post, "/contact/answer/more", write_on, Act::visit_public, web::kOpenBody},
        delay_of_code),
    Route{Method::get, "/contact/answer/sent", show_sent, Act::visit_public},
    Route{Method::get, "/w/intake/{R}/thread", show_thread, Act::read_consultation},
    Route{Method::post, "/w/intake/{R}/thread", answer_thread, Act::tell_family},
    Route{Method::post, "/w/intake/{R}/thread/told", told_otherwise, Act::tell_family},
    Route{Method::get, "/w/intake/sort", show_sorting, Act::see_intake_list},
    Route{Method::post, "/w/intake/sort", sort, Act::receive_consultation},
};

constexpr std::string_view kForget = "letterbox.forget";
constexpr int kEarlyMorning = 4 * 60 + 10;

}  // namespace

std::vector<JobKind> job_kinds() {
    return {{.kind = kForget, .outside = {}, .inside = [](Tx& tx, const Job&) {
                 forget_drafts(tx, system_now());
             }}};
}

std::vector<Daily> dailies() { return {{kForget, kEarlyMorning}}; }

web::Part part() { return {"letterbox", kRoutes}; }

}  // namespace michi::letterbox
