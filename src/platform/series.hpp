// Numbers without gaps: a rolled-back request gives its number back.
#pragma once

#include "platform/db.hpp"

namespace michi {

/// The next number of the series, from 1.
std::int64_t next_number(Tx& tx, std::string_view series);
/// Takes a chosen number (demonstration, migration from another system); later ones go on above it.
std::int64_t claim_number(Tx& tx, std::string_view series, std::int64_t number);

}  // namespace michi
