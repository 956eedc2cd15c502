#include "platform/open_log.hpp"

#include <sqlite3.h>

#include <cstdint>

namespace michi {
namespace {

// https://www.sqlite.org/walformat.html#the_wal_index_header
constexpr int kIndexPiece = 32768;
constexpr std::size_t kPageSize = 14 / 2, kFrames = 16 / 4;  // in numbers of 16 and of 32 bits
// https://www.sqlite.org/fileformat2.html#walformat
constexpr std::int64_t kLogHeader = 32, kFrameHeader = 24, kSalt = 16;

sqlite3_file* file_of(sqlite3* db, int which) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(db, "main", which, &file);
    return file && file->pMethods ? file : nullptr;
}

}  // namespace

std::uint64_t salt_of_open_log(sqlite3* db) {
    std::uint64_t salt = 0;
    sqlite3_file* log = file_of(db, SQLITE_FCNTL_JOURNAL_POINTER);
    if (!log || log->pMethods->xRead(log, &salt, sizeof salt, kSalt) != SQLITE_OK) return 0;
    return salt;
}

/// Under the lock of writers: another program may be writing behind the last commit.
void cut_log(sqlite3* db) {
    if (sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) != SQLITE_OK) return;
    sqlite3_file* database = file_of(db, SQLITE_FCNTL_FILE_POINTER);
    sqlite3_file* log = file_of(db, SQLITE_FCNTL_JOURNAL_POINTER);
    void volatile* index = nullptr;
    if (database && log) database->pMethods->xShmMap(database, 0, kIndexPiece, 0, &index);
    if (index) {
        const std::int64_t page = static_cast<const volatile std::uint16_t*>(index)[kPageSize],
                           frames = static_cast<const volatile std::uint32_t*>(index)[kFrames];
        log->pMethods->xTruncate(log, frames ? kLogHeader + frames * (kFrameHeader + page) : 0);
        log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    }
    sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace michi
