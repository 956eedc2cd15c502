#include "platform/migrate.hpp"

#include <algorithm>
#include <set>

namespace michi {
namespace {

std::set<std::string> applied(Connection& connection) {
    connection.script("CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)");
    std::set<std::string> names;
    connection.execute("SELECT name FROM schema_migration", {},
                       [&](const Row& row) { names.insert(std::string(row.text(0))); });
    return names;
}

void refuse_newer(const std::set<std::string>& names) {
    for (const std::string& name : names)
        if (std::ranges::find(embedded_migrations(), name, &Migration::name) == embedded_migrations().end())
            throw NewerSchema("the database was written by a newer program (" + name + "); use that version");
}

void apply(Connection& connection, const Migration& migration) {
    connection.script("BEGIN");
    try {
        connection.script(migration.sql);
        const Value values[] = {migration.name, std::int64_t{0}};
        connection.execute("INSERT INTO schema_migration (name, applied_at) VALUES ($1, $2)", values, [](const Row&) {});
        connection.script("COMMIT");
    } catch (...) {
        connection.script("ROLLBACK");
        throw;
    }
}

}  // namespace

int migrate(Connection& connection) {
    const auto done = applied(connection);
    refuse_newer(done);
    int count = 0;
    for (const Migration& migration : embedded_migrations()) {
        if (done.contains(std::string(migration.name))) continue;
        apply(connection, migration);
        ++count;
    }
    return count;
}

}  // namespace michi
