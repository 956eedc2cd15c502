// What a letter after the first brings about beside its thread: whoever is in charge has a turn, the case has it in
// its course.
#pragma once

#include "letterbox/store.hpp"

namespace michi::letterbox {

/// One more letter of a consultation stands there.
void follow(Tx& tx, Vault& vault, Id<Consultation> id, Kind kind, Id<Account> author,
            std::string_view words, Instant at);

}  // namespace michi::letterbox
