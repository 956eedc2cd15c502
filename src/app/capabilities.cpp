#include "app/capabilities.hpp"

#include <fmt/format.h>

#include <array>

#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "handover/handover.hpp"
#include "people/people.hpp"
#include "platform/derived.hpp"
<<<<<<< HEAD
#include "record/persons.hpp"
#include "reports/reports.hpp"
=======
#include "search/search.hpp"
>>>>>>> f6e9b48 (One field finds children, numbers and the words of notes: every spelling, newest first, exactly what the reader may open; what is kept in memory follows the commits of every node)
#include "work/work.hpp"
#include "work/worklist.hpp"

namespace michi::app {

std::vector<web::Part> parts() {
    return {
        people::part(),    work::part(),     consultation::part(),
<<<<<<< HEAD
        directory::part(), handover::part(), reports::part(),
=======
        directory::part(), handover::part(), search::part(),
>>>>>>> f6e9b48 (One field finds children, numbers and the words of notes: every spelling, newest first, exactly what the reader may open; what is kept in memory follows the commits of every node)
    };
}

namespace {

constexpr std::array<std::string_view, 3> kCounted{"action", "consultation", "handover"};

std::map<std::string, std::int64_t> count_rail(Tx& tx, const Subject& who, Now now) {
    std::map<std::string, std::int64_t> counts;
    if (!ever(who.role, Act::see_worklist)) return counts;
    counts["work"] = work::counts(tx, who).ours;
    if (ever(who.role, Act::see_intake_list))
        counts["intake"] = consultation::count_receptions(tx, who.organisation, "open", now.today);
    counts["handovers"] = handover::count_waiting(tx, who.organisation);
    return counts;
}

}  // namespace

web::RailCounts rail_counts() {
    return [](Tx& tx, const Subject& who, Now now) {
        const std::string what = fmt::format("rail/{}/{}", who.organisation.value, int(who.role));
        return *derived(tx, what, kCounted, [&] { return count_rail(tx, who, now); });
    };
}

}  // namespace michi::app
