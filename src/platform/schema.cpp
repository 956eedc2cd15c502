#include "platform/schema.hpp"

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
        tables.push_back({.name = std::string(row.text(0)), .columns = {}});
    });
    for (Table& table : tables) {
        const Value values[] = {std::string_view(table.name)};
        connection.execute(
            postgres ? kPostgresColumns : kSqliteColumns, values, [&](const Row& row) {
                table.columns.push_back({std::string(row.text(0)), kind_of(row.text(1))});
            });
    }
    return tables;
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

}  // namespace michi
