// What a region lacks. Plain values.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "directory/model.hpp"
#include "record/model.hpp"
#include "reports/model.hpp"

namespace michi::needs {

using record::Code;
using reports::Month;

/// What was looked for: codes of kinds, conditions ("night", "age:2"), where and how far.
struct Need {
    std::string municipality;
    std::vector<std::string> kinds, conditions;
    std::optional<int> within_km;
};

// ---- 地域の課題 ----
enum class IssueState { recorded, brought, solved };
inline constexpr std::array kIssueStates{Code{"recorded", "needs.state_recorded"_w},
                                         Code{"brought", "needs.state_brought"_w},
                                         Code{"solved", "needs.state_solved"_w}};

struct Issue {
    Id<directory::RegionalIssue> id;
    Id<Organisation> organisation;
    Need need;
    std::int64_t found{}, fitting{};
    std::string note;
    IssueState state{IssueState::recorded};
    std::int64_t version{1};
    Id<Account> by;
    Instant at{};
};

/// One line of an issue's history.
struct IssueEvent {
    IssueState state{};
    std::string note;
    Id<Account> by;
    Instant at{};
};

// ---- the table of what is missing ----
/// An issue counts once for each kind it asked for. "" where nobody said what, or where.
struct Gap {
    std::string need, area;
    Month month;
};

struct Cell {
    std::int64_t count{};
    bool withheld{};
    friend bool operator==(const Cell&, const Cell&) = default;
};

/// The last row and the last column are the totals.
struct GapTable {
    std::vector<std::string> rows, columns;
    std::vector<std::vector<Cell>> cells;
};

}  // namespace michi::needs
