// The three files of an SQLite database as their names stand on the disk. Other programs may read and
// write beside this one through SQLite; what somebody removes, replaces or copies over is seen here
// before anything more is acknowledged (https://www.sqlite.org/howtocorrupt.html 1.2, 1.4, 2.2).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

namespace michi {

/// Makes an absent database file, for its owner only; -wal and -shm take their rights from it. One
/// that is there is never opened outside SQLite: closing any descriptor of a file drops every lock
/// that the process holds on it, and the next program that looks would remove the log.
void make_private(const std::string& database);

/// Which log it is, and how many of its frames the database file has.
struct LogProgress {
    std::uint64_t salt{};
    int copied{};
    friend bool operator==(const LogProgress&, const LogProgress&) = default;
};

/// The salt of the log beside `database`; 0 when there is none.
std::uint64_t salt_of_log(const std::string& database);

/// Whether the database file is the one that the log beside it goes on from (log_base.hpp).
bool fits_its_log(const std::string& database);

/// Shared by all connections of one Database.
class SqliteFiles {
  public:
    enum class State {
        sound,
        log_removed,      // -wal or -shm lost its name: what it holds can still be copied back
        log_replaced,     // another log stands under the name: the two must not be mixed
        database_copied,  // somebody wrote the database file itself, not through SQLite
        not_synced        // the disk did not keep what it was given, and says so only once
    };

    explicit SqliteFiles(std::string database) : database_(std::move(database)) {}
    SqliteFiles(const SqliteFiles&) = delete;
    SqliteFiles& operator=(const SqliteFiles&) = delete;
    const std::string& database() const { return database_; }

    /// Counts a connection that is about to open. Throws StorageUnavailable when a database file
    /// stands beside a log that is not its own, and while older connections to names that mean
    /// other files by now are open.
    void enter();
    void leave() noexcept;

    /// By the writer before BEGIN and after COMMIT. `progress` asks SQLite, only when it matters.
    State look(const std::function<LogProgress()>& progress);
    /// What stands there now is ours: after the first BEGIN, when the log began again, after each
    /// checkpoint of ours.
    void learn(const LogProgress& progress);
    bool is_learnt() const { return learnt_; }

    /// No more of these connections; new ones are let in when the last of them has closed.
    void retire() { over_ = Over::until_closed; }
    /// Nothing more is written by this process.
    void stop(State why);
    /// Throws StorageUnavailable with the sentence when these files are over.
    void refuse_over() const;
    bool over() const { return over_ != Over::no; }
    /// The log is to stay as it is, beside a file that it does not belong to.
    bool keeps_log() const { return over_ == Over::for_good; }

    /// While one of ours copies the log back the database file changes, and that is right.
    class Copying {
      public:
        explicit Copying(SqliteFiles* files);
        ~Copying();
        Copying(const Copying&) = delete;
        Copying& operator=(const Copying&) = delete;

      private:
        SqliteFiles* files_;
    };

  private:
    enum class Over { no, until_closed, for_good };
    struct Name {  // what stands under it: which file, its size and last change of content
        std::uint64_t device{}, inode{};
        std::int64_t size{}, seconds{}, nanoseconds{};
        bool is_there() const { return inode != 0; }
        bool is_same_file(const Name& o) const { return device == o.device && inode == o.inode; }
        friend bool operator==(const Name&, const Name&) = default;
    };

    static Name at(const std::string& path);
    State names();
    bool is_changed();
    bool learn_progress(const LogProgress& now);
    State changed(const std::function<LogProgress()>& progress);
    void refuse_foreign_log() const;
    std::string mark() const { return database_ + ".overwritten"; }

    const std::string database_;
    std::mutex mutex_;
    Name at_database_, at_log_, at_index_;
    LogProgress progress_;
    int copying_{}, open_{};
    std::atomic<bool> learnt_{};
    std::atomic<Over> over_{Over::no};
    std::atomic<State> why_{State::sound};
};

}  // namespace michi
