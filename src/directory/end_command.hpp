// `michishirube import --end LIST`: the end of a list from the command line.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/db.hpp"

namespace michi::directory {

struct EndedByCommand {
    std::string text;  // one line: what was done, or why not and which lists there are
    bool done{};
};
/// `since`: a day as people say it; "" for today. A rehearsal changes nothing.
EndedByCommand end_by_command(Database& database, std::string_view list, std::string_view since,
                              bool rehearse, Now now);

}  // namespace michi::directory
