#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <filesystem>

#include "platform/backup.hpp"
#include "platform/engine.hpp"
#include "platform/load.hpp"
#include "platform/migrate.hpp"
#include "platform/schema.hpp"
#include "platform/sqlite.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEndings[] = {"", "-wal", "-shm", "-journal"};

std::string_view take_text(ArchiveReader& in) { return in.take(unpacked(in.take(4))); }

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

/// The letter of what comes next: T a table, R a row of it, 0 the end.
char take_mark(ArchiveReader& in) { return in.at_end() ? '\0' : in.take(1)[0]; }

void put_rows(Connection& connection, ArchiveReader& in) {
    for (char mark = take_mark(in); mark != '\0';) {
        if (mark != 'T') throw BadArchive("the backup holds a row of no table");
        const std::string table(take_text(in));
        std::vector<std::string> columns(unpacked(in.take(4)));
        for (std::string& column : columns) column = take_text(in);
        std::vector<Kept> kept(columns.size());
        load(connection, table, columns, [&](std::span<Value> row) {
            mark = take_mark(in);
            if (mark != 'R') return false;
            for (std::size_t i = 0; i < kept.size(); ++i) {
                take_value(in, kept[i]);
                row[i] = kept[i].value;
            }
            return true;
        });
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

/// References are looked at once, when all rows are there. Row by row, SQLite would search for the
/// children of each parent that comes after them, which grows with the square of the rows, and
/// PostgreSQL would ask for each row alone. Answers what puts PostgreSQL's foreign keys back.
std::vector<std::string> take_references_off(Connection& connection) {
    std::vector<std::string> off;
    std::vector<std::string> on;
    if (connection.is_postgres())
        connection.execute(
            "SELECT CAST(quote_ident(r.relname) AS TEXT), CAST(quote_ident(c.conname) AS TEXT),"
            " pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid"
            " JOIN pg_namespace n ON n.oid = c.connamespace"
            " WHERE c.contype = 'f' AND n.nspname = current_schema() ORDER BY 1, 2",
            {}, [&](const Row& row) {
                const std::string alter = fmt::format("ALTER TABLE {} ", row.text(0));
                off.push_back(fmt::format("{}DROP CONSTRAINT {}", alter, row.text(1)));
                on.push_back(
                    fmt::format("{}ADD CONSTRAINT {} {}", alter, row.text(1), row.text(2)));
            });
    for (const std::string& sql : off) connection.script(sql);
    return on;
}

void look_at_references(Connection& connection, const std::vector<std::string>& on) {
    if (!connection.is_postgres())
        connection.execute("PRAGMA foreign_key_check", {}, [](const Row& row) {
            throw BadArchive(fmt::format(
                "the backup is not whole: row {} of {} refers to a row of {} that is not there",
                row.text(1), row.text(0), row.text(2)));
        });
    try {
        for (const std::string& sql : on) connection.script(sql);
    } catch (const ConstraintBroken& why) {
        throw BadArchive(std::string("the backup is not whole: ") + why.what());
    }
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

/// Schema and rows in one transaction: when it fails, nothing of it is there.
void fill(Connection& connection, ArchiveReader& in, const BackupFacts& facts) {
    if (!connection.is_postgres()) connection.script("PRAGMA foreign_keys=OFF");
    connection.begin(Reach::writes);
    try {
        migrate_within(connection, migrations_named(facts.migrations));
        const auto references = take_references_off(connection);
        empty_all(connection);
        put_rows(connection, in);
        look_at_references(connection, references);
        check_counts(connection, facts);
        raise_identities(connection);
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

void refuse_taken(Connection& connection) {
    if (is_empty_database(connection)) return;
    for (const Table& table : tables_of(connection))
        if (rows_in(connection, table.name) > 0)
            throw PlaceTaken("the database already holds rows; restore into an empty one");
}

/// A restored file has its name only when it is on the disk.
void sync(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool durable = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!durable) throw StorageUnavailable("cannot write " + path.string());
}

/// The file that is filled under another name. Unless it was given its own, it goes with this
/// object, and so do the directories that were made for it.
class Part {
  public:
    explicit Part(const Place& place) : place_(place), file_(place.file() + ".restoring") {
        for (fs::path at = fs::absolute(place.directory); !fs::exists(at); at = at.parent_path())
            made_.push_back(at);
        connector(place);  // makes them
        remove();
    }
    ~Part() {
        if (named_) return;
        remove();
        std::error_code ignored;
        for (const fs::path& directory : made_) fs::remove(directory, ignored);
    }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    const std::string& file() const { return file_; }
    void give_name() {
        sync(file_);
        fs::rename(file_, place_.file());
        file_ = place_.file();  // goes too if its name cannot be kept
        sync(place_.directory);
        named_ = true;
    }

  private:
    void remove() {
        std::error_code ignored;
        for (const char* end : kEndings) fs::remove(file_ + end, ignored);
    }

    const Place& place_;
    std::string file_;
    std::vector<fs::path> made_;  // from the innermost outwards
    bool named_{};
};

void restore_file(const Place& place, ArchiveReader& in, const BackupFacts& facts) {
    // The log of a lost database would be played into the restored one.
    for (const char* end : kEndings)
        if (fs::exists(place.file() + end))
            throw PlaceTaken(place.file() + end + " exists; restore into an empty directory");
    Part part(place);
    {
        const auto connection = open_sqlite(part.file(), Reach::writes);
        fill(*connection, in, facts);
        connection->script("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    part.give_name();
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
    fill(*connection, in, facts);
    return facts;
}

}  // namespace michi
