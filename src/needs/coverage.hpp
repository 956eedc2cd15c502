// What each town has of what a child at home needs, counted over the directory.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "directory/directory.hpp"

namespace michi::needs {

/// One column of the table: the kinds that answer one question of a family.
struct Cover {
    std::string_view id;
    Word word;
    std::array<std::string_view, 3> kinds;  // ids of kinds.hpp; "" none
};
inline constexpr std::array kCovers{
    Cover{"short_stay", "needs.cover_short_stay"_w, {"short_stay", "medical_respite"}},
    Cover{"nursing", "needs.cover_nursing"_w, {"medical_visiting_nurse"}},
    Cover{"day", "needs.cover_day"_w, {"after_school_day_service"}},
    Cover{"early",
          "needs.cover_early"_w,
          {"child_development_support", "medical_child_development", "child_development_center"}},
    Cover{"planning", "needs.cover_planning"_w, {"child_consultation_support"}},
};

/// How many services of each cover stand in a town; one with two places in a town counts once.
using Counts = std::array<std::int64_t, kCovers.size()>;
std::map<std::string, Counts> coverage(const directory::Snapshot& all);

/// How many of the towns have none.
std::int64_t towns_without(const std::map<std::string, Counts>& coverage,
                           const std::vector<std::string>& towns, std::size_t cover);

}  // namespace michi::needs
