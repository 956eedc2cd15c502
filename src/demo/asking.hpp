// The places of 若葉県 are asked: three campaigns in different states, and what came back.
#pragma once

#include "demo/town.hpp"

namespace michi::demo {

void ask_places(Tx& tx, Vault& vault, const Town& town, Now now);

}  // namespace michi::demo
