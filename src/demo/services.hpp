// The places of 若葉県: what they take on, as the Centre was told on a day by somebody.
#pragma once

#include "demo/town.hpp"

namespace michi::demo {

/// Some 150 services, the candidates of the story's case, and issues that were recorded of the
/// region.
void open_services(Tx& tx, const Town& town, unsigned seed, Now now);

}  // namespace michi::demo
