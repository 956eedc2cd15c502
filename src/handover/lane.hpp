// ボールの動き: the swimlane of one request as SVG, with the same as a sentence.
#pragma once

#include "handover/handover.hpp"

namespace michi::handover {

struct Lane {
    Html svg;
    std::string text;
};
struct LaneSide {
    std::string name, side;  // "北浜市 障がい福祉課", "m"
};
Lane lane(const Request& request, const std::vector<EventRow>& events, const LaneSide& from,
          const LaneSide& to, Date today, Lang lang);

}  // namespace michi::handover
