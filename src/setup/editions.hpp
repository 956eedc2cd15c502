// The reference data of the program and of this instance: which edition, from where, how sure.
#pragma once

#include "platform/db.hpp"
#include "setup/views.hpp"

namespace michi::setup {

std::vector<EditionRow> editions(Tx& tx, std::string_view prefecture, Lang lang);

}  // namespace michi::setup
