// Setting an authenticator: the first one, or another in the place of the present one.
#pragma once

#include "people/people.hpp"

namespace michi::people {

web::Answer show_enrolment(web::Context& c);
/// Who has a factor gives it with the form (a code or a recovery code), however fresh the session is;
/// without both, two administrators take it away. The session goes on with the new factor, others end.
web::Answer enrol(web::Context& c);

}  // namespace michi::people
