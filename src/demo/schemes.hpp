// 手当・制度 of the fictitious municipalities of 若葉県.
#pragma once

#include "demo/town.hpp"

namespace michi::demo {

void write_schemes(Tx& tx, const Town& town, Now now);

}  // namespace michi::demo
