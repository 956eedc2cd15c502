// Asking for the second factor: one reader, one limit and one mark of what was spent at every place.
#pragma once

#include "people/people.hpp"

namespace michi::people {

/// Pages around signing in have no rail.
web::Shell bare(const web::Context& c, Word title);

bool has_factor(web::Context& c);
/// A code or a recovery code typed into `field`; what comes too fast is not looked at. A refusal's
/// guess stays counted.
bool factor_given(web::Context& c, Refusals& no, std::string_view field = "code");
/// Said in the unit that a waiting person counts in.
void add_wait(Refusals& no, std::string_view field, std::int64_t wait);

}  // namespace michi::people
