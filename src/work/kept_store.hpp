// How much is written in a case, without reading it.
#pragma once

#include "record/record.hpp"

namespace michi::work {

struct Kept {
    std::int64_t count{};
    Instant last{};  // where there are any
};
/// What people wrote; what the program wrote down by itself does not count.
Kept kept_entries(Tx& tx, Id<record::Case> id);

}  // namespace michi::work
