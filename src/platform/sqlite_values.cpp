#include "platform/sqlite_values.hpp"

namespace michi {
namespace {

/// sqlite3_bind_* takes a null pointer for NULL; an empty view is an empty value.
const char* start_of(std::string_view v) { return v.data() ? v.data() : ""; }

}  // namespace

int bind_value(sqlite3_stmt* s, int at, const Value& v) {
    switch (v.kind) {
        case Value::Kind::null:
            return sqlite3_bind_null(s, at);
        case Value::Kind::integer:
            return sqlite3_bind_int64(s, at, v.integer);
        case Value::Kind::real:
            return sqlite3_bind_double(s, at, v.real);
        case Value::Kind::blob:
            return sqlite3_bind_blob64(s, at, start_of(v.bytes), v.bytes.size(), SQLITE_STATIC);
        case Value::Kind::text:
            break;
    }
    if (v.bytes.find('\0') != std::string_view::npos) throw StorageFault("NUL in text");
    return sqlite3_bind_text64(s, at, start_of(v.bytes), v.bytes.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
}

}  // namespace michi
