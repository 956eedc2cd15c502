// SQLite behind Connection, opened with the settings that keep what was acknowledged.
#pragma once

#include <memory>
#include <string>

#include "platform/db.hpp"

namespace michi {

/// Throws StorageFault on a library older than 3.51.3 or 3.52.0: they can corrupt a database.
void refuse_unsafe_sqlite(int version);

std::unique_ptr<Connection> open_sqlite(const std::string& file, Reach reach);

}  // namespace michi
