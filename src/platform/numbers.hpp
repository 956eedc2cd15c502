// A list of numbers that the program found, given to a statement as one parameter: one statement for
// the rows of a page instead of one for each of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "platform/db.hpp"

namespace michi {

/// "[3,1,2]".
std::string json_of(std::span<const std::int64_t> numbers);

/// " column IN (the numbers of the parameter)": of "c.id" and "$1". Both engines look each of them up
/// by an index.
SqlText is_among(const Tx& tx, Sql column, Sql parameter);

}  // namespace michi
