// Which engine a place means, and the parts that both engines share.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/db.hpp"
#include "platform/readers.hpp"

namespace michi {

/// Opens connections to the place. `schema` other than "" is PostgreSQL's search_path (tests).
Connect connector(const Place& place, const std::string& schema = {});

/// Of the SQLite in this program.
std::string_view sqlite_version();

/// The writer and the readers over connections of one place; `at_end` runs when all are closed.
/// `file` is the database file whose disk may run full, "" none.
std::unique_ptr<Database> database_over(const Connect& connect, bool postgres,
                                        std::function<void()> at_end = {},
                                        const std::string& file = {});

}  // namespace michi
