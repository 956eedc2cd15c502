#include "platform/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace michi {
namespace {

constexpr std::string_view kSqliteTables =
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND name <> 'schema_migration' ORDER BY name";
constexpr std::string_view kPostgresTables =
    "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = current_schema()"
    " AND tablename <> 'schema_migration' ORDER BY name";
constexpr std::string_view kSqliteColumns = "SELECT name, type FROM pragma_table_info($1)";
constexpr std::string_view kPostgresColumns =
    "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position";
constexpr std::string_view kSqliteParents =
    "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1) ORDER BY 1";
constexpr std::string_view kPostgresParents =
    "SELECT DISTINCT CAST(p.relname AS TEXT) FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid"
    " JOIN pg_class p ON p.oid = f.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE f.contype = 'f' AND n.nspname = current_schema() AND c.relname = $1 ORDER BY 1";

Value::Kind kind_of(std::string_view type) {
    if (type == "BLOB" || type == "bytea") return Value::Kind::blob;
    if (type == "TEXT" || type == "text") return Value::Kind::text;
    if (type.find("DOUBLE") != type.npos || type == "double precision" || type == "REAL" ||
        type == "real")
        return Value::Kind::real;
    return Value::Kind::integer;
}

}  // namespace

std::vector<Table> tables_of(Connection& connection) {
    const bool postgres = connection.is_postgres();
    std::vector<Table> tables;
    connection.execute(postgres ? kPostgresTables : kSqliteTables, {}, [&](const Row& row) {
        tables.push_back({.name = std::string(row.text(0)), .columns = {}, .parents = {}});
    });
    for (Table& table : tables) {
        const Value values[] = {std::string_view(table.name)};
        connection.execute(
            postgres ? kPostgresColumns : kSqliteColumns, values, [&](const Row& row) {
                table.columns.push_back({std::string(row.text(0)), kind_of(row.text(1))});
            });
        connection.execute(postgres ? kPostgresParents : kSqliteParents, values,
                           [&](const Row& row) { table.parents.emplace_back(row.text(0)); });
    }
    return parents_first(std::move(tables));
}

std::vector<Table> parents_first(std::vector<Table> tables) {
    std::ranges::sort(tables, {}, &Table::name);
    std::vector<Table> ordered;
    std::set<std::string> placed;
    const auto can_stand = [&](const Table& table) {
        return std::ranges::all_of(table.parents, [&](const std::string& parent) {
            return parent == table.name || placed.contains(parent);
        });
    };
    while (!tables.empty()) {
        const auto next = std::ranges::find_if(tables, can_stand);
        if (next == tables.end())
            throw StorageFault("tables refer to each other in a circle: " + tables.front().name);
        placed.insert(next->name);
        ordered.push_back(std::move(*next));
        tables.erase(next);
    }
    return ordered;
}

std::vector<std::string> migrations_of(Connection& connection) {
    std::vector<std::string> names;
    connection.execute("SELECT name FROM schema_migration ORDER BY name", {},
                       [&](const Row& row) { names.emplace_back(row.text(0)); });
    return names;
}

std::string quoted_name(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
}

std::string quoted_names(std::span<const std::string> names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + quoted_name(name);
    return text;
}

std::string insert_into(std::string_view table, std::span<const std::string> columns) {
    std::string values;
    for (std::size_t i = 1; i <= columns.size(); ++i)
        values += fmt::format("{}${}", i > 1 ? ", " : "", i);
    return "INSERT INTO " + quoted_name(table) + " (" + quoted_names(columns) + ") VALUES (" +
           values + ")";
}

}  // namespace michi
