#include "platform/sqlite_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <thread>

#include "platform/db.hpp"
#include "platform/log.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// A copy by another program changes the file until it is done; SQLite says so at the end.
constexpr auto kLook = 10ms, kStill = 1000ms, kLongest = 30'000ms;

constexpr std::string_view kLogRemoved =
    "the log beside the database was removed; what it held is in the database file again, and the"
    " files are being opened anew";
constexpr std::string_view kLogReplaced =
    "another log stands beside the database than the one that was written: nothing more is written."
    " End the program, keep a copy of the directory, and start it again";
constexpr std::string_view kDatabaseCopied =
    "the database file was written over by something other than SQLite: nothing more is written."
    " End the program and start it again: it says what can be done";

constexpr std::string_view kNotSynced =
    "the disk did not keep what was written (a sync failed): nothing more is written until the"
    " program has been started again. Look at the disk and at the system's log first";

std::string_view sentence(SqliteFiles::State why) {
    if (why == SqliteFiles::State::not_synced) return kNotSynced;
    if (why == SqliteFiles::State::log_replaced) return kLogReplaced;
    return why == SqliteFiles::State::database_copied ? kDatabaseCopied : kLogRemoved;
}

}  // namespace

void make_private(const std::string& database) {
    const int made = ::open(database.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made >= 0) ::close(made);
    struct stat about {};
    if (::stat(database.c_str(), &about) == 0 && (about.st_mode & 0077) != 0)
        ::chmod(database.c_str(), 0600);
}

// The log carries no locks: it may be opened beside SQLite. Salt-1 and salt-2 are at byte 16
// (https://www.sqlite.org/fileformat2.html#walformat).
std::uint64_t salt_of_log(const std::string& database) {
    std::uint64_t salt = 0;
    const int log = ::open((database + "-wal").c_str(), O_RDONLY | O_CLOEXEC);
    if (log < 0) return 0;
    if (::pread(log, &salt, sizeof salt, 16) != sizeof salt) salt = 0;
    ::close(log);
    return salt;
}

void SqliteFiles::enter() {
    const std::lock_guard lock(mutex_);
    if (open_ == 0) {
        if (over_ == Over::until_closed) over_ = Over::no;
        learnt_ = false;
        refuse_foreign_log();
    }
    refuse_over();
    ++open_;
}

void SqliteFiles::leave() noexcept {
    const std::lock_guard lock(mutex_);
    --open_;
}

SqliteFiles::Name SqliteFiles::at(const std::string& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0) return {};
    return {about.st_dev, about.st_ino, about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec};
}

SqliteFiles::State SqliteFiles::names() {
    const Name log = at(database_ + "-wal"), index = at(database_ + "-shm");
    const std::lock_guard lock(mutex_);
    if (!learnt_ || (log.is_same_file(at_log_) && index.is_same_file(at_index_)))
        return State::sound;
    return log.is_there() && !log.is_same_file(at_log_) ? State::log_replaced : State::log_removed;
}

bool SqliteFiles::is_changed() {
    const std::lock_guard lock(mutex_);
    return learnt_ && copying_ == 0 && at(database_) != at_database_;
}

SqliteFiles::State SqliteFiles::look(const std::function<LogProgress()>& progress) {
    if (const State state = names(); state != State::sound) return state;
    return is_changed() ? changed(progress) : State::sound;
}

SqliteFiles::State SqliteFiles::changed(const std::function<LogProgress()>& progress) {
    Name last = at(database_);
    auto waited = 0ms, still = 0ms;
    for (; still < kStill && waited < kLongest; waited += kLook, still += kLook) {
        if (learn_progress(progress())) return State::sound;
        std::this_thread::sleep_for(kLook);
        if (const Name now = at(database_); now != last) {
            last = now;
            still = 0ms;
        }
    }
    return State::database_copied;
}

bool SqliteFiles::learn_progress(const LogProgress& now) {
    {
        const std::lock_guard lock(mutex_);
        if (now == progress_) return false;
    }
    learn(now);
    return true;
}

void SqliteFiles::learn(const LogProgress& progress) {
    const std::lock_guard lock(mutex_);
    at_database_ = at(database_);
    at_log_ = at(database_ + "-wal");
    at_index_ = at(database_ + "-shm");
    progress_ = progress;
    learnt_ = at_log_.is_there() && at_index_.is_there();
}

void SqliteFiles::stop(State why) {
    why_ = why;
    over_ = Over::for_good;
    log_fault("database_files", sentence(why));
    if (why != State::database_copied) return;
    const int made = ::open(mark().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0) return;
    ::fsync(made);
    ::close(made);
}

void SqliteFiles::refuse_over() const {
    if (over_ != Over::no) throw StorageUnavailable(std::string(sentence(why_)));
}

void SqliteFiles::refuse_foreign_log() const {
    std::error_code none;
    if (salt_of_log(database_) == 0) {  // somebody decided for the file that is there
        fs::remove(mark(), none);
        return;
    }
    const bool fits = fits_its_log(database_);
    if (!fs::exists(mark(), none) && fits) return;
    std::string what = database_ + " was written over by something other than SQLite while " +
                       database_ + "-wal belonged to it: the two are not mixed. ";
    // Another program that ended while it copied the log back leaves a file that does fit.
    if (fits)
        what += "It does look like the right file: if nobody copied a file there, remove " +
                mark() +
                " and start again, and nothing is lost. Otherwise bring the right file back, or a"
                " backup";
    else
        what +=
            "Bring the right file or a backup back; to go on with the file that is there and"
            " without what the log holds, move " +
            database_ + "-wal and -shm elsewhere";
    throw StorageUnavailable(what);
}

SqliteFiles::Copying::Copying(SqliteFiles* files) : files_(files) {
    if (!files_) return;
    const std::lock_guard lock(files_->mutex_);
    ++files_->copying_;
}

SqliteFiles::Copying::~Copying() {
    if (!files_) return;
    const std::lock_guard lock(files_->mutex_);
    --files_->copying_;
}

}  // namespace michi
