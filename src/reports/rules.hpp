// Which consultation counts where. Worked examples: docs/rules/month.md.
#pragma once

#include <span>

#include "base/result.hpp"
#include "reports/model.hpp"

namespace michi::reports {

/// The version of these rules; a published month carries it.
inline constexpr std::string_view kDefinition = "2026-11";

/// What is small enough to point at a child (security D1, requirements G10).
inline constexpr std::int64_t kSmall = 10;

/// The codes of a table's lines, in the order in which they are printed; `prefecture` is "35".
std::vector<std::string> codes_of(Dimension by, std::string_view prefecture);

/// The lines of a table in which the consultation stands, for this unit.
std::vector<std::string> lines_of(const Counted& counted, Dimension by, Unit unit,
                                  std::string_view prefecture);

/// 地域支援 only when it was said; everything else is 個別支援, so that the two make the whole.
bool is_area(const Counted& counted);

/// Whether the consultation belongs to the list behind the figure. A list of children names each once.
bool stands_in(const Counted& counted, const Cell& cell, Month month, std::string_view prefecture);

/// How many the figure of the cell says: the length of the list behind it.
std::int64_t count_of(std::span<const Counted> counted, const Cell& cell, Month month,
                      std::string_view prefecture);

/// All figures of a month in one pass over its consultations and those of the two months beside it.
Report report_of(std::span<const Counted> counted, Month month, std::string_view prefecture);

/// The same month for readers who may open no consultation: lines below kSmall are taken together until
/// their sum is not small, no second column lets one subtract, small totals are withheld.
Report coarse(const Report& report);

/// What the topics say: the most frequent one, and the one that grew most since last year.
struct Finding {
    std::string most, grown;  // codes; "" when there is none
    friend bool operator==(const Finding&, const Finding&) = default;
};
Finding finding(const Report& report);

/// A month is published when it is over.
Refusals reasons_not_to_publish(Month month, Date today);

}  // namespace michi::reports
