// SQLite behind Connection; opened with the settings of the security bar (O11).
#pragma once

#include <memory>
#include <string>

#include "platform/db.hpp"

namespace michi {

/// Refuses a library older than 3.51.3 or 3.52.0 (WAL-reset corruption).
std::unique_ptr<Connection> open_sqlite(const std::string& file, Reach reach);

}  // namespace michi
