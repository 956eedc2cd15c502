#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <filesystem>

#include "platform/backup.hpp"
#include "platform/engine.hpp"
#include "platform/migrate.hpp"
#include "platform/schema.hpp"
#include "platform/sqlite.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;

std::string take_text(ArchiveReader& in) { return std::string(in.take(unpacked(in.take(4)))); }

/// Owns the bytes that its value looks at.
struct Kept {
    std::string bytes;
    Value value;
};

void take_value(ArchiveReader& in, Kept& kept) {
    switch (in.take(1)[0]) {
        case 'n':
            kept.value = Value();
            return;
        case 'i':
            kept.value = Value(static_cast<std::int64_t>(unpacked(in.take(8))));
            return;
        case 'r':
            kept.value = Value(std::bit_cast<double>(unpacked(in.take(8))));
            return;
        case 't':
            kept.bytes = take_text(in);
            kept.value = Value(std::string_view(kept.bytes));
            return;
        case 'b':
            kept.bytes = take_text(in);
            kept.value = Value(Blob{kept.bytes});
            return;
        default:
            throw BadArchive("the backup holds a value of an unknown kind");
    }
}

Table take_table(ArchiveReader& in) {
    Table table{.name = take_text(in), .columns = {}};
    table.columns.resize(unpacked(in.take(4)));
    for (TableColumn& column : table.columns) column.name = take_text(in);
    return table;
}

std::string insert_into(const Table& table) {
    std::string names;
    std::string values;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        names += (i ? ", " : "") + quoted_name(table.columns[i].name);
        values += fmt::format("{}${}", i ? ", " : "", i + 1);
    }
    return "INSERT INTO " + quoted_name(table.name) + " (" + names + ") VALUES (" + values + ")";
}

/// Tables follow each other by name, so rows stand before the rows they refer to until the end.
void put_rows(Connection& connection, ArchiveReader& in) {
    std::string insert;
    std::vector<Kept> kept;
    std::vector<Value> values;
    while (!in.at_end()) {
        if (in.take(1) == "T") {
            const Table table = take_table(in);
            insert = insert_into(table);
            kept.resize(table.columns.size());
            values.resize(table.columns.size());
            continue;
        }
        for (std::size_t i = 0; i < kept.size(); ++i) {
            take_value(in, kept[i]);
            values[i] = kept[i].value;
        }
        connection.execute(insert, values, [](const Row&) {});
    }
}

/// What migrations themselves put in is in the archive too.
void empty_all(Connection& connection) {
    for (const Table& table : tables_of(connection))
        connection.script("DELETE FROM " + quoted_name(table.name));
}

std::int64_t rows_in(Connection& connection, const std::string& table) {
    std::int64_t count = 0;
    connection.execute("SELECT count(*) FROM " + quoted_name(table), {},
                       [&](const Row& row) { count = row.integer(0); });
    return count;
}

void check_counts(Connection& connection, const BackupFacts& facts) {
    for (const auto& [table, count] : facts.rows)
        if (rows_in(connection, table) != count)
            throw BadArchive("table " + table + " did not come back whole");
}

/// Foreign keys are looked at when the transaction ends.
void defer_references(Connection& connection, bool defer) {
    if (!connection.is_postgres()) return connection.script("PRAGMA defer_foreign_keys=ON");
    std::vector<std::string> alter;
    connection.execute(
        "SELECT CAST(quote_ident(r.relname) AS TEXT), CAST(quote_ident(c.conname) AS TEXT)"
        " FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid"
        " JOIN pg_namespace n ON n.oid = c.connamespace"
        " WHERE c.contype = 'f' AND n.nspname = current_schema()",
        {}, [&](const Row& row) {
            alter.push_back(
                fmt::format("ALTER TABLE {} ALTER CONSTRAINT {} {}", row.text(0), row.text(1),
                            defer ? "DEFERRABLE INITIALLY DEFERRED" : "NOT DEFERRABLE"));
        });
    if (!defer) connection.script("SET CONSTRAINTS ALL IMMEDIATE");
    for (const std::string& sql : alter) connection.script(sql);
}

/// Rows came with their ids; the identity columns of PostgreSQL have to go on above them.
void raise_identities(Connection& connection) {
    if (!connection.is_postgres()) return;
    std::vector<std::string> tables;
    connection.execute(
        "SELECT CAST(table_name AS TEXT) FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND is_identity = 'YES' AND column_name = 'id'",
        {}, [&](const Row& row) { tables.emplace_back(row.text(0)); });
    for (const std::string& table : tables) {
        const std::string name = quoted_name(table);
        connection.script(
            fmt::format("SELECT setval(pg_get_serial_sequence('{0}', 'id'), (SELECT "
                        "coalesce(max(id), 0) + 1 FROM {0}), false)",
                        name));
    }
}

void fill(Connection& connection, ArchiveReader& in, const BackupFacts& facts) {
    connection.begin(Reach::writes);
    try {
        defer_references(connection, true);
        empty_all(connection);
        put_rows(connection, in);
        check_counts(connection, facts);
        raise_identities(connection);
        if (connection.is_postgres()) defer_references(connection, false);
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

/// The schema that the rows were written with: no less and no more.
std::vector<Migration> migrations_named(const std::vector<std::string>& names) {
    std::vector<Migration> found;
    for (const std::string& name : names) {
        const auto known = std::ranges::find(embedded_migrations(), name, &Migration::name);
        if (known == embedded_migrations().end())
            throw NewerSchema("the backup was written by a newer version of this program (" + name +
                              "); use that version");
        found.push_back(*known);
    }
    return found;
}

void refuse_taken(Connection& connection) {
    if (is_empty_database(connection)) return;
    for (const Table& table : tables_of(connection))
        if (rows_in(connection, table.name) > 0)
            throw PlaceTaken("the database already holds rows; restore into an empty one");
}

void sync(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

/// Into a file of another name, given its own name when it is whole.
void restore_file(const Place& place, ArchiveReader& in, const BackupFacts& facts) {
    if (fs::exists(place.file()))
        throw PlaceTaken(place.file() + " exists; restore into an empty directory");
    connector(place);  // makes the directory
    const std::string part = place.file() + ".restoring";
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(part + end);
    {
        const auto connection = open_sqlite(part, Reach::writes);
        migrate(*connection, migrations_named(facts.migrations));
        fill(*connection, in, facts);
        connection->script("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    sync(part);
    fs::rename(part, place.file());
    sync(place.directory);
}

}  // namespace

BackupFacts restore(const std::string& file, const Vault& vault, const Place& place) {
    BackupFacts facts = check_backup(file, vault);
    ArchiveReader in(file, vault);
    if (!place.is_postgres()) {
        restore_file(place, in, facts);
        return facts;
    }
    const auto connection = connector(place)(Reach::writes);
    refuse_taken(*connection);
    migrate(*connection, migrations_named(facts.migrations));
    fill(*connection, in, facts);
    return facts;
}

}  // namespace michi
