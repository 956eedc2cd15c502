// A file of an HSDS directory (JSON) as a table with one row a service, so that it goes the way of
// every other list: read in the sandboxed child, checked row by row, previewed.
#pragma once

#include <optional>
#include <string_view>

#include "directory/layout.hpp"
#include "directory/table.hpp"

namespace michi::directory {

/// Whether the text begins as JSON does; no list of another kind does.
bool may_be_json(std::string_view text);

/// Services as one object, a list, a page of the API ({"contents": […]}), organizations with their
/// services inside, or any of these one a line. Refuses what is no JSON or holds no service. A
/// service that lacks what HSDS asks of it is a row that will be refused, with the path of what is
/// missing; nested values of a wrong shape are left out and named.
Result<Table> read_hsds(std::string_view text);

/// The layout of such a table.
std::optional<Layout> hsds_layout(const Table& table);

}  // namespace michi::directory
