// Whose month a reader may open, and from which figures: those of now, or those of an edition.
#pragma once

#include "reports/store.hpp"
#include "web/web.hpp"

namespace michi::reports {

/// A Centre's own people see its months as they are. A prefecture's officer sees the Centres of the
/// prefecture, only months that were published, only the last edition, and those coarsely.
struct Reader {
    Id<Organisation> centre;
    std::string centre_name, prefecture;  // "35"
    bool is_coarse{};
};
Reader reader_of(web::Context& c);

struct Opened {
    Reader reader;
    Month month;
    std::optional<Edition> edition;
    std::vector<Edition> editions;
    std::vector<Counted> counted;
    Report report;  // empty until open_report made it
    std::int64_t edition_number() const { return edition ? edition->number : 0; }
};
/// Asks the policy, traces the look; throws NotFound for a month that is none or not to be known.
Opened open_month(web::Context& c, Act act);
/// The same with its figures, coarse for a reader who opens no list.
Opened open_report(web::Context& c, Act act);

}  // namespace michi::reports
