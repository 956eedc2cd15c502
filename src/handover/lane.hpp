// ボールの動き: the swimlane of one request as SVG, with the same as a sentence.
#pragma once

#include "handover/handover.hpp"

namespace michi::handover {

struct Lane {
    Html svg;
    std::string text;
};
Lane lane(const Request& request, const std::vector<EventRow>& events, const std::string& from, const std::string& to,
          std::string_view from_side, std::string_view to_side, Date today, Lang lang);

}  // namespace michi::handover
