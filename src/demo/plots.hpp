// What is asked between the Centre and those around a child, and how far it has come.
#pragma once

#include <string_view>
#include <vector>

#include "demo/sayings.hpp"
#include "handover/handover.hpp"

namespace michi::demo {

enum class Side { city, nursing, office };

struct Step {
    handover::Deed deed;
    int days_ago;  // working days before today
    std::string_view text;
};

struct Plot {
    handover::Kind kind;
    Side side;
    int sent_days_ago, due_in;  // working days; a due day that is past makes it late
    std::string_view title, request;
    std::vector<Step> steps;
    Fits of{};  // whom it can be about, on the day it is sent
};

/// Every kind, in every state.
std::vector<Plot> plots();

}  // namespace michi::demo
