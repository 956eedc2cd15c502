#include "platform/sqlite.hpp"

#include <sqlite3.h>

#include <unordered_map>

namespace michi {
namespace {

constexpr int kOldestSafe = 3051003;   // 3.7.0-3.51.2 can corrupt a WAL that is reset while read
constexpr int kWithdrawn = 3052000;

[[noreturn]] void fail(sqlite3* db, const char* what) {
    const int code = sqlite3_extended_errcode(db);
    const std::string text = std::string(what) + ": " + sqlite3_errmsg(db);
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT: throw ConstraintBroken(text);
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_BUSY:
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT: throw StorageUnavailable(text);
        default: throw StorageFault(text);
    }
}

struct Statement {
    sqlite3_stmt* handle{};
    std::vector<int> places;   // $1..$n -> index inside SQLite
};

class SqliteRow : public Row {
  public:
    explicit SqliteRow(sqlite3_stmt* statement) : s_(statement) {}
    bool null(int c) const override { return sqlite3_column_type(s_, c) == SQLITE_NULL; }
    std::int64_t integer(int c) const override { return sqlite3_column_int64(s_, c); }
    double real(int c) const override { return sqlite3_column_double(s_, c); }
    std::string_view text(int c) const override {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(s_, c));
        return bytes ? std::string_view(bytes, std::size_t(sqlite3_column_bytes(s_, c))) : "";
    }
    std::string_view blob(int c) const override {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(s_, c));
        return bytes ? std::string_view(bytes, std::size_t(sqlite3_column_bytes(s_, c))) : "";
    }

  private:
    sqlite3_stmt* s_;
};

struct Binder {
    sqlite3_stmt* s;
    int at;
    int operator()(std::nullptr_t) const { return sqlite3_bind_null(s, at); }
    int operator()(std::int64_t v) const { return sqlite3_bind_int64(s, at, v); }
    int operator()(double v) const { return sqlite3_bind_double(s, at, v); }
    int operator()(std::string_view v) const {
        if (v.find('\0') != std::string_view::npos) throw StorageFault("NUL in text");
        return sqlite3_bind_text(s, at, v.data() ? v.data() : "", int(v.size()), SQLITE_STATIC);
    }
    int operator()(Blob v) const {
        return sqlite3_bind_blob(s, at, v.data.data() ? v.data.data() : "", int(v.data.size()), SQLITE_STATIC);
    }
};

class SqliteConnection : public Connection {
  public:
    SqliteConnection(const std::string& file, Reach reach) {
        const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE |
                          (reach == Reach::writes ? SQLITE_OPEN_CREATE : 0);
        if (sqlite3_open_v2(file.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
            const std::string why = sqlite3_errmsg(db_);
            sqlite3_close(db_);
            throw StorageUnavailable("cannot open " + file + ": " + why);
        }
        sqlite3_busy_timeout(db_, 5000);
        sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        script("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
               "PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;");
        if (reach == Reach::writes)
            script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                   "PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864;");
        else
            script("PRAGMA query_only=ON;");
    }
    ~SqliteConnection() override {
        for (auto& [sql, statement] : statements_) sqlite3_finalize(statement.handle);
        sqlite3_close(db_);
    }

    std::int64_t execute(std::string_view sql, std::span<const Value> values,
                         const std::function<void(const Row&)>& on_row) override {
        Statement& statement = prepared(sql);
        if (sqlite3_stmt_busy(statement.handle)) return execute_apart(sql, values, on_row);
        return run(statement, values, on_row);
    }

    void script(std::string_view sql) override {
        const std::string text(sql);
        if (sqlite3_exec(db_, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(db_, "script");
    }

    bool is_postgres() const override { return false; }

  private:
    struct Reset {
        sqlite3_stmt* s;
        ~Reset() {
            sqlite3_reset(s);
            sqlite3_clear_bindings(s);
        }
    };

    std::int64_t run(Statement& statement, std::span<const Value> values,
                     const std::function<void(const Row&)>& on_row) {
        const Reset reset{statement.handle};
        for (std::size_t i = 0; i < values.size(); ++i) {
            const int at = i < statement.places.size() ? statement.places[i] : 0;
            if (at == 0) continue;
            if (std::visit(Binder{statement.handle, at}, values[i]) != SQLITE_OK) fail(db_, "bind");
        }
        const SqliteRow row(statement.handle);
        int step;
        while ((step = sqlite3_step(statement.handle)) == SQLITE_ROW) on_row(row);
        if (step != SQLITE_DONE) fail(db_, "step");
        return sqlite3_stmt_readonly(statement.handle) ? 0 : sqlite3_changes64(db_);
    }

    /// The same statement is being read further out: a second one for the inner call.
    std::int64_t execute_apart(std::string_view sql, std::span<const Value> values,
                               const std::function<void(const Row&)>& on_row) {
        Statement statement = prepare(sql);
        struct Finalize {
            sqlite3_stmt* s;
            ~Finalize() { sqlite3_finalize(s); }
        } const finalize{statement.handle};
        sqlite3_reset(statement.handle);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (i < statement.places.size() && statement.places[i])
                std::visit(Binder{statement.handle, statement.places[i]}, values[i]);
        const SqliteRow row(statement.handle);
        int step;
        while ((step = sqlite3_step(statement.handle)) == SQLITE_ROW) on_row(row);
        if (step != SQLITE_DONE) fail(db_, "step");
        return sqlite3_changes64(db_);
    }

    Statement& prepared(std::string_view sql) {
        if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
        return statements_.emplace(std::string(sql), prepare(sql)).first->second;
    }

    Statement prepare(std::string_view sql) {
        Statement statement;
        if (sqlite3_prepare_v3(db_, sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT,
                               &statement.handle, nullptr) != SQLITE_OK)
            fail(db_, std::string(sql).c_str());
        for (int i = 1; i <= 64; ++i)
            statement.places.push_back(sqlite3_bind_parameter_index(statement.handle, ("$" + std::to_string(i)).c_str()));
        return statement;
    }

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    sqlite3* db_{};
    std::unordered_map<std::string, Statement, Hash, std::equal_to<>> statements_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& file, Reach reach) {
    const int version = sqlite3_libversion_number();
    if (version < kOldestSafe || version == kWithdrawn)
        throw StorageFault("this SQLite library can corrupt the database; 3.51.3 or newer is needed");
    return std::make_unique<SqliteConnection>(file, reach);
}

}  // namespace michi
