// The tables of a database as they are, the same on both engines.
#pragma once

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
};

/// In the order of their names; without the ledger of migrations.
std::vector<Table> tables_of(Connection& connection);
std::vector<std::string> migrations_of(Connection& connection);

std::string quoted_name(std::string_view name);

}  // namespace michi
