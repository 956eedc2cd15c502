#include "disk.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

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

}  // namespace

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
