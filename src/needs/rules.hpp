// What is missing, counted so that no number points at a family.
#pragma once

#include <functional>
#include <span>

#include "base/result.hpp"
#include "needs/model.hpp"

namespace michi::needs {

/// What is small enough to point at a family when it leaves the Centre.
inline constexpr std::int64_t kSmall = 5;

std::vector<Gap> gaps_of(std::span<const Issue> issues);

enum class Axis { need, area, month };
std::string code_on(const Gap& gap, Axis axis);
/// Codes in rising order, those without a code last.
GapTable table_of(std::span<const Gap> gaps, Axis down, Axis across);

/// Withholds what is small, and as much beside it as keeps anybody from working it out: every row and
/// every column, its total among them, has none withheld or at least two that are not small together.
void withhold(GapTable& table);
/// The same of two tables of the same needs: what one withholds of a total, the other does too.
void withhold(GapTable& one, GapTable& other);

/// The two tables that everybody may see, by area and by month, made safe together.
struct SafeTables {
    GapTable area, month;
};
SafeTables safe_tables(std::span<const Gap> gaps);

/// Needs by how often they were missed, as far as it may be said; what is withheld comes last, by its code.
struct Missed {
    std::string need;
    Cell cell;
};
std::vector<Missed> most_missed(const GapTable& by_area);

/// Recorded, brought, solved in any order; a step onto itself only adds words.
Refusals reasons_not_to_move(const Issue& issue, std::int64_t version, IssueState to,
                             std::string_view note);

}  // namespace michi::needs
