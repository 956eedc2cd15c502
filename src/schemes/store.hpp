// All SQL of the schemes.
#pragma once

#include <vector>

#include "platform/db.hpp"
#include "schemes/model.hpp"

namespace michi::schemes {

/// The newest edition of each, in the order in which they were first entered; retired ones too.
std::vector<Scheme> schemes(Tx& tx);
/// Newest first. Throws NotFound.
struct Edition {
    Scheme scheme;
    Id<Account> by;
    Instant at{};
};
std::vector<Edition> editions(Tx& tx, Id<SchemeRow> id);
/// An edition after the newest; a scheme without an id begins.
Id<SchemeRow> insert_edition(Tx& tx, const Scheme& scheme, Id<Account> by, Instant at);

}  // namespace michi::schemes
