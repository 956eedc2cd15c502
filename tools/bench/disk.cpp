#include "disk.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <vector>

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

template <class Once>
double a_second(double seconds, Once&& once) {
    const auto begun = Clock::now();
    double passed = 0;
    int count = 0;
    while (passed < seconds) {
        once();
        ++count;
        passed = std::chrono::duration<double>(Clock::now() - begun).count();
    }
    return count / passed;
}

void must(bool done) {
    if (!done) throw std::runtime_error("the disk refused");
}

struct File {
    explicit File(const std::string& name) { must(sqlite3_open(name.c_str(), &db) == SQLITE_OK); }
    ~File() { sqlite3_close(db); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void run(const std::string& sql) const {
        must(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    template <class Each>
    void each(const std::string& sql, Each&& act) const {
        sqlite3_stmt* select = nullptr;
        must(sqlite3_prepare_v2(db, sql.c_str(), -1, &select, nullptr) == SQLITE_OK);
        while (sqlite3_step(select) == SQLITE_ROW) act(select);
        must(sqlite3_finalize(select) == SQLITE_OK);
    }
    std::vector<std::string> texts(const std::string& sql) const {
        std::vector<std::string> found;
        each(sql, [&](sqlite3_stmt* row) {
            found.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(row, 0)));
        });
        return found;
    }

    sqlite3* db{};
};

void copy_rows(const File& from, const File& to, const std::string& table) {
    const std::string name = '"' + table + '"';
    sqlite3_stmt* insert = nullptr;
    from.each("SELECT * FROM " + name, [&](sqlite3_stmt* row) {
        const int columns = sqlite3_column_count(row);
        if (!insert) {
            std::string sql = "INSERT INTO " + name + " VALUES (?";
            for (int i = 1; i < columns; ++i) sql += ",?";
            must(sqlite3_prepare_v2(to.db, (sql + ")").c_str(), -1, &insert, nullptr) == SQLITE_OK);
        }
        for (int i = 0; i < columns; ++i)
            sqlite3_bind_value(insert, i + 1, sqlite3_column_value(row, i));
        must(sqlite3_step(insert) == SQLITE_DONE);
        sqlite3_reset(insert);
    });
    sqlite3_finalize(insert);
}

}  // namespace

double copy_seconds(const std::string& from, const std::string& to) {
    const auto begun = Clock::now();
    const File old(from), made(to);
    made.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF; BEGIN");
    const std::string ours =
        " FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'";
    for (const auto& sql : old.texts("SELECT sql" + ours + " ORDER BY type DESC")) made.run(sql);
    for (const auto& table : old.texts("SELECT name" + ours + " AND type = 'table' ORDER BY name"))
        copy_rows(old, made, table);
    made.run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

double commits_a_second(const std::string& directory, double seconds) {
    const std::string file = directory + "/commits.db";
    sqlite3* db = nullptr;
    must(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    const auto run = [&](const char* sql) {
        must(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    };
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE note (id INTEGER PRIMARY KEY, text BLOB)");
    sqlite3_stmt* insert = nullptr;
    must(sqlite3_prepare_v2(db, "INSERT INTO note (text) VALUES (randomblob(400))", -1, &insert,
                            nullptr) == SQLITE_OK);
    const double rate = a_second(seconds, [&] {
        must(sqlite3_step(insert) == SQLITE_DONE);
        sqlite3_reset(insert);
    });
    sqlite3_finalize(insert);
    sqlite3_close(db);
    return rate;
}

double syncs_a_second(const std::string& directory, double seconds) {
    const int file = ::open((directory + "/syncs").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    must(file >= 0);
    const std::string page(4096, 'x');
    const double rate = a_second(seconds, [&] {
        must(::write(file, page.data(), page.size()) == ssize_t(page.size()));
        must(::fdatasync(file) == 0);
    });
    ::close(file);
    return rate;
}

}  // namespace bench
