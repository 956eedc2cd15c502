#include "platform/backup.hpp"

#include <fmt/format.h>

#include <bit>
#include <sstream>

#include "platform/schema.hpp"

namespace michi {
namespace {

constexpr std::size_t kRowsAtOnce = 500;

void put_text(ArchiveWriter& out, std::string_view text) {
    out.put(packed32(static_cast<std::uint32_t>(text.size())));
    out.put(text);
}

void put_value(ArchiveWriter& out, const Row& row, int column, Value::Kind kind) {
    if (row.null(column)) return out.put("n");
    switch (kind) {
        case Value::Kind::real:
            out.put("r");
            return out.put(packed64(std::bit_cast<std::uint64_t>(row.real(column))));
        case Value::Kind::text:
            out.put("t");
            return put_text(out, row.text(column));
        case Value::Kind::blob:
            out.put("b");
            return put_text(out, row.blob(column));
        default:
            out.put("i");
            return out.put(packed64(static_cast<std::uint64_t>(row.integer(column))));
    }
}

void put_row(ArchiveWriter& out, const Row& row, const Table& table) {
    out.put("R");
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        put_value(out, row, static_cast<int>(i), table.columns[i].kind);
}

std::string select_all(const Table& table) {
    std::string names;
    for (const TableColumn& column : table.columns)
        names += (names.empty() ? "" : ", ") + quoted_name(column.name);
    return "SELECT " + names + " FROM " + quoted_name(table.name);
}

/// SQLite hands out row by row; libpq would keep a whole table in memory, so it goes by a cursor.
std::int64_t each_row(Connection& c, const Table& table,
                      const std::function<void(const Row&)>& act) {
    std::int64_t count = 0;
    const auto counted = [&](const Row& row) {
        act(row);
        ++count;
    };
    if (!c.is_postgres()) {
        c.execute(select_all(table), {}, counted);
        return count;
    }
    const std::string cursor = quoted_name("dump_" + table.name);
    c.script("DECLARE " + cursor + " NO SCROLL CURSOR FOR " + select_all(table));
    const std::string fetch = fmt::format("FETCH {} FROM {}", kRowsAtOnce, cursor);
    for (std::int64_t before = -1; before != count;) {
        before = count;
        c.execute(fetch, {}, counted);
    }
    c.script("CLOSE " + cursor);
    return count;
}

std::int64_t put_table(ArchiveWriter& out, Connection& connection, const Table& table) {
    out.put("T");
    put_text(out, table.name);
    out.put(packed32(static_cast<std::uint32_t>(table.columns.size())));
    for (const TableColumn& column : table.columns) put_text(out, column.name);
    return each_row(connection, table, [&](const Row& row) { put_row(out, row, table); });
}

/// Lines "made_at …", "migration …", "rows TABLE COUNT": counts and names of our own, nothing
/// personal.
std::string manifest_of(const BackupFacts& facts) {
    std::string text = "made_at " + facts.made_at + "\n";
    for (const std::string& name : facts.migrations) text += "migration " + name + "\n";
    for (const auto& [table, count] : facts.rows) text += fmt::format("rows {} {}\n", table, count);
    return text;
}

BackupFacts facts_of(const ArchiveReader& archive) {
    BackupFacts facts;
    facts.chunks = archive.chunks();
    std::istringstream in(archive.manifest());
    for (std::string word, name; in >> word >> name;) {
        if (word == "made_at") facts.made_at = name;
        if (word == "migration") facts.migrations.push_back(name);
        if (word == "rows") in >> facts.rows[name];
    }
    return facts;
}

}  // namespace

std::int64_t BackupFacts::total() const {
    std::int64_t sum = 0;
    for (const auto& [table, count] : rows) sum += count;
    return sum;
}

BackupFacts backup(Database& database, const Vault& vault, const std::string& file, Instant now) {
    BackupFacts facts;
    facts.made_at = now.iso();
    ArchiveWriter out(file, vault);
    database.read([&](Tx& tx) {
        Connection& connection = tx.connection();
        facts.migrations = migrations_of(connection);
        for (const Table& table : tables_of(connection))
            facts.rows[table.name] = put_table(out, connection, table);
    });
    out.finish(manifest_of(facts));
    facts.chunks = out.chunks();
    return facts;
}

BackupFacts check_backup(const std::string& file, const Vault& vault) {
    return facts_of(ArchiveReader(file, vault));
}

}  // namespace michi
