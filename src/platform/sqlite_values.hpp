// Values on their way into and out of SQLite.
#pragma once

#include <sqlite3.h>

#include "platform/db.hpp"

namespace michi {

/// Answers SQLite's code. The bytes have to stay valid until the statement is reset: no copy is kept.
int bind_value(sqlite3_stmt* statement, int at, const Value& value);

class SqliteRow : public Row {
  public:
    explicit SqliteRow(sqlite3_stmt* statement) : s_(statement) {}
    bool null(int c) const override { return sqlite3_column_type(s_, c) == SQLITE_NULL; }
    std::int64_t integer(int c) const override { return sqlite3_column_int64(s_, c); }
    double real(int c) const override { return sqlite3_column_double(s_, c); }
    std::string_view text(int c) const override {
        return view(reinterpret_cast<const char*>(sqlite3_column_text(s_, c)), c);
    }
    std::string_view blob(int c) const override {
        return view(static_cast<const char*>(sqlite3_column_blob(s_, c)), c);
    }

  private:
    std::string_view view(const char* bytes, int c) const {
        if (!bytes) return {};
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(s_, c))};
    }
    sqlite3_stmt* s_;
};

}  // namespace michi
