// Rows of 今日の仕事: one open action as a reader sees it, with the last steps behind it.
#pragma once

#include "work/shown.hpp"

namespace michi::work {

WorkRow row_of(web::Context& c, const WorkLine& line);
/// 「北浜市から」; the Centre by its word, since there is one for the reader; "" where it may not be known.
std::string asked_by(web::Context& c, const WorkLine& line, const Decision& opens);
/// The last things that were said, for the row under the cursor; empty where the reader may not know them.
PeekView peek_of(web::Context& c, Id<record::Case> id);
/// What came back with this action, in its own words; the action itself when no answer stands behind it.
ReturnedView returned_of(web::Context& c, const WorkLine& line);

}  // namespace michi::work
