// What may be kept. Worked examples: docs/rules/NAME.md.
#pragma once

#include "NAME/model.hpp"

namespace michi::NAME {

/// All reasons at once; empty when the entry may be kept.
Refusals reasons_not_to_keep(const Entry& entry, Date today);

}  // namespace michi::NAME
