#include "app/capabilities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "assurance/assurance.hpp"
#include "audit/audit.hpp"
#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "handover/handover.hpp"
#include "letterbox/letterbox.hpp"
#include "life/life.hpp"
#include "needs/needs.hpp"
#include "people/proposals.hpp"
#include "platform/derived.hpp"
#include "published/published.hpp"
#include "reports/reports.hpp"
#include "schemes/schemes.hpp"
#include "search/search.hpp"
#include "selfcheck/selfcheck.hpp"
#include "setup/setup.hpp"
#include "work/work.hpp"
#include "work/worklist.hpp"

namespace michi::app {

std::vector<web::Part> parts() {
    return {
        people::part(),    work::part(),      consultation::part(), directory::part(),
        published::part(), handover::part(),  search::part(),       reports::part(),
        schemes::part(),   assurance::part(), needs::part(),        audit::part(),
        setup::part(),     selfcheck::part(), life::part(),         letterbox::part(),
    };
}

namespace {

constexpr std::array<std::string_view, 8> kCounted{
    "account_proposal", "action",       "assurance_proposal", "case_member",
    "case_record",      "consultation", "handover",           "message_thread"};

std::map<std::string, std::int64_t> count_rail(Tx& tx, const Subject& who, Now now) {
    std::map<std::string, std::int64_t> counts;
    if (ever(who.role, Act::read_audit)) {
        const auto gaps = audit::gaps(tx);
        counts["audit"] = std::ranges::count_if(gaps, &audit::Gap::is_open);
    }
    if (ever(who.role, Act::manage_accounts))
        counts["accounts"] = people::count_to_agree(tx, who, now.at);
    if (!ever(who.role, Act::see_worklist)) return counts;
    counts["work"] = work::counts(tx, who, work::own_list(who).person, now.today).ours;
    if (ever(who.role, Act::see_intake_list))
        counts["intake"] = consultation::count_receptions(tx, who.organisation, "open", now.today) +
                           letterbox::count_to_sort(tx, who.organisation);
    if (ever(who.role, Act::edit_directory)) counts["resources"] = assurance::count_waiting(tx);
    counts["handovers"] = handover::count_waiting(tx, who.organisation);
    return counts;
}

}  // namespace

web::RailCounts rail_counts() {
    return [](Tx& tx, const Subject& who, Now now) {
        const auto person =
            ever(who.role, Act::manage_accounts) ? who.account : work::own_list(who).person;
        const std::string what = fmt::format("rail/{}/{}/{}/{}", who.organisation.value,
                                             int(who.role), person.value, now.today.iso());
        return *derived(tx, what, kCounted, [&] { return count_rail(tx, who, now); });
    };
}

}  // namespace michi::app
