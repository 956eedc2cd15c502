// A backup of a running instance, and its way back, from either engine to either engine. The root
// key is never in it: without that key a backup tells nothing and restores nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "platform/archive.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi {

struct BackupFacts {
    std::string made_at;                       // "2026-11-24T08:32:40.123Z"
    std::vector<std::string> migrations;       // the schema it was written with
    std::map<std::string, std::int64_t> rows;  // by table
    std::int64_t chunks{};
    std::int64_t total() const;
};

/// One snapshot while others read and write. `file` appears only when it is whole and durable.
BackupFacts backup(Database& database, const Vault& vault, const std::string& file, Instant now);

/// Reads all of it; throws BadArchive when anything was changed.
BackupFacts check_backup(const std::string& file, const Vault& vault);

/// Checks the whole archive before it touches the place. The place must hold nothing yet: a
/// directory without michi.db, or a PostgreSQL schema without rows. Throws BadArchive, PlaceTaken,
/// NewerSchema.
BackupFacts restore(const std::string& file, const Vault& vault, const Place& place);

struct PlaceTaken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace michi
