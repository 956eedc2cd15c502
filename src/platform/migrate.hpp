// Brings a database to this binary's schema: dated files, in order, one transaction each.
#pragma once

#include "platform/db.hpp"
#include "platform/migrations.hpp"

namespace michi {

/// The database has migrations that this binary does not know: a newer program wrote it.
struct NewerSchema : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Answers how many were applied.
int migrate(Connection& connection);

}  // namespace michi
