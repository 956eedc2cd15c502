// What the owner of a letter does with it: the address on the paper and the code of the telephone.
#pragma once

#include "people/people.hpp"

namespace michi::people {

web::Answer show_invitation(web::Context& c);
/// The slow hash, before the writer's turn.
void check_invitation(web::Context& c);
web::Answer take_invitation(web::Context& c);

}  // namespace michi::people
