// SQLite behind Connection, opened with the settings that keep what was acknowledged.
#pragma once

#include <memory>
#include <string>

#include "platform/db.hpp"
#include "platform/sqlite_files.hpp"

namespace michi {

/// Throws StorageFault on a library older than 3.51.3 or 3.52.0: they can corrupt a database.
void refuse_unsafe_sqlite(int version);

/// `files` watches what other programs do to them; none for a file that nobody else knows.
std::unique_ptr<Connection> open_sqlite(const std::string& file, Reach reach,
                                        std::shared_ptr<SqliteFiles> files = {});

}  // namespace michi
