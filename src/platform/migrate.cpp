#include "platform/migrate.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "platform/clock.hpp"
#include "platform/engine.hpp"
#include "platform/vault.hpp"

namespace michi {
namespace {

using Applied = std::map<std::string, std::string, std::less<>>;  // name -> checksum

Applied applied(Connection& connection) {
    Applied found;
    if (is_empty_database(connection)) return found;
    connection.execute("SELECT name, checksum FROM schema_migration", {},
                       [&](const Row& row) { found.emplace(row.text(0), row.text(1)); });
    return found;
}

std::string checksum(const Migration& migration) { return to_hex(sha256(migration.sql)); }

void make_ledger(Connection& connection) {
    connection.script(
        "CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY,"
        " capability TEXT NOT NULL, applied_at BIGINT NOT NULL, checksum TEXT NOT NULL)");
}

void apply(Connection& connection, const Migration& migration) {
    try {
        connection.script(migration.sql);
        const std::string sum = checksum(migration);
        const Value values[] = {migration.name, migration.capability, system_now().ms,
                                std::string_view(sum)};
        connection.execute(
            "INSERT INTO schema_migration (name, capability, applied_at, checksum)"
            " VALUES ($1, $2, $3, $4)",
            values, [](const Row&) {});
    } catch (const StorageUnavailable&) {
        throw;
    } catch (const std::exception& why) {
        throw StorageFault("migration " + std::string(migration.name) + ": " + why.what());
    }
}

void apply_alone(Connection& connection, const Migration& migration) {
    connection.begin(Reach::writes);
    try {
        apply(connection, migration);
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

}  // namespace

bool is_empty_database(Connection& connection) {
    bool empty = true;
    connection.execute(connection.is_postgres()
                           ? "SELECT 1 WHERE to_regclass('schema_migration') IS NOT NULL"
                           : "SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'",
                       {}, [&](const Row&) { empty = false; });
    return empty;
}

std::vector<Migration> missing_migrations(Connection& connection,
                                          std::span<const Migration> known) {
    Applied done = applied(connection);
    std::vector<Migration> missing;
    for (const Migration& migration : known) {
        const auto found = done.find(migration.name);
        if (found == done.end()) {
            missing.push_back(migration);
            continue;
        }
        if (found->second != checksum(migration))
            throw ChangedMigration("migration " + found->first + " was applied with another text");
        done.erase(found);
    }
    if (!done.empty())
        throw NewerSchema("the database was written by a newer version of this program (" +
                          done.begin()->first + "); use that version");
    return missing;
}

int migrate(Connection& connection, std::span<const Migration> known) {
    const auto missing = missing_migrations(connection, known);
    if (missing.empty()) return 0;
    make_ledger(connection);
    for (const Migration& migration : missing) apply_alone(connection, migration);
    return static_cast<int>(missing.size());
}

void migrate_within(Connection& connection, std::span<const Migration> known) {
    make_ledger(connection);
    for (const Migration& migration : missing_migrations(connection, known))
        apply(connection, migration);
}

int migrate_place(const Place& place) {
    const auto connection = connector(place)(Reach::writes);
    const auto missing = missing_migrations(*connection, embedded_migrations());
    if (missing.empty()) return 0;
    if (!place.is_postgres() && !is_empty_database(*connection)) {
        const std::string copy = place.file() + ".before-" + std::string(missing.front().name);
        std::filesystem::remove(copy);
        // Nobody else reads the copy either: it gets its mode while it is empty.
        std::ofstream{copy};
        using std::filesystem::perms;
        std::filesystem::permissions(copy, perms::owner_read | perms::owner_write);
        const Value values[] = {std::string_view(copy)};
        connection->execute("VACUUM INTO $1", values, [](const Row&) {});
    }
    return migrate(*connection);
}

}  // namespace michi
