// The tables of a database as they are, the same on both engines.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "platform/db.hpp"

namespace michi {

struct TableColumn {
    std::string name;
    Value::Kind kind{};
};
struct Table {
    std::string name;
    std::vector<TableColumn> columns;
    std::vector<std::string> parents;  // the tables that its rows refer to
};

/// Parents before those who refer to them; without the ledger of migrations.
std::vector<Table> tables_of(Connection& connection);
/// By name among equals. Throws StorageFault when tables refer to each other in a circle; a table
/// may refer to itself.
std::vector<Table> parents_first(std::vector<Table> tables);
std::vector<std::string> migrations_of(Connection& connection);

std::string quoted_name(std::string_view name);
std::string quoted_names(std::span<const std::string> names);  // "a", "b"
/// One row, its values $1, $2, …
std::string insert_into(std::string_view table, std::span<const std::string> columns);

}  // namespace michi
