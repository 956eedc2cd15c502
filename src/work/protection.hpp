// Words of 住所秘匿.
#pragma once

#include "record/protection.hpp"

namespace michi::work {

Word word_of(record::ProtectionStep step);

}  // namespace michi::work
