// Migrations embedded from src/*/YYYY-MM-DD-name.sql, in the order of their names.
#pragma once

#include <span>
#include <string_view>

namespace michi {

struct Migration {
    std::string_view name, capability, sql;
};

std::span<const Migration> embedded_migrations();

}  // namespace michi
