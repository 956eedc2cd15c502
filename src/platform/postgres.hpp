// PostgreSQL behind Connection: libpq with a deadline of our own, statements prepared once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/db.hpp"

namespace michi {

/// `schema` other than "" is set as search_path (tests).
std::unique_ptr<Connection> open_postgres(const std::string& url, Reach reach,
                                          const std::string& schema = {});

/// DDL of the migrations in PostgreSQL's words: BLOB is BYTEA, INTEGER PRIMARY KEY a BIGINT
/// identity.
std::string postgres_ddl(std::string_view sql);

}  // namespace michi
