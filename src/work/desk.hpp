// The day of whoever is asked, by whose turn it is: what is new first, each child first.
#pragma once

#include "work/rows.hpp"
#include "work/turns.hpp"

namespace michi::work {

struct DeskLine {
    Turn turn{};
    WorkLine line;
};
/// All that the day tells of, as asked (turn, due, municipality): what the organisation holds, and whose turn it
/// is elsewhere as far as decide() opens the case. In the order of the turns, the earliest due first.
std::vector<DeskLine> desk_lines(web::Context& c, const Asked& asked);
WorkRow desk_row(web::Context& c, const DeskLine& at);

}  // namespace michi::work
