// The life of a request as a picture: drawn from the table of moves, nothing is placed by hand.
#pragma once

#include "handover/rules.hpp"

namespace michi::handover {

/// SVG: a column for each state, a row for each move, the arrow from the state before to the one
/// after; whose move it is decides the colour and stands in the row's words.
std::string picture_of(Kind kind, Lang lang);

}  // namespace michi::handover
