// Brings a database to this binary's schema: dated files, in the order of their names, one
// transaction each, once.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/db.hpp"
#include "platform/migrations.hpp"

namespace michi {

/// The database has migrations that this binary does not know: a newer program wrote it.
struct NewerSchema : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// The database lacks migrations of this binary: `michishirube migrate` adds them.
struct OlderSchema : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// A migration that was applied reads otherwise now; they are only ever added.
struct ChangedMigration : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What is missing, in order. Throws NewerSchema, ChangedMigration.
std::vector<Migration> missing_migrations(Connection& connection, std::span<const Migration> known);
bool is_empty_database(Connection& connection);

/// Answers how many were applied.
int migrate(Connection& connection, std::span<const Migration> known = embedded_migrations());
/// All of them inside the transaction that the caller has begun.
void migrate_within(Connection& connection, std::span<const Migration> known);

/// `michishirube migrate`: keeps a copy of a SQLite file beside it before the first change.
int migrate_place(const Place& place);

}  // namespace michi
