#include "platform/sqlite.hpp"

#include <sqlite3.h>

#include <array>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "platform/load.hpp"
#include "platform/log_copier.hpp"
#include "platform/schema.hpp"
#include "platform/sqlite_values.hpp"

#include "base/address.hpp"
#include "platform/log.hpp"
#include "platform/log_base.hpp"
#include "platform/open_log.hpp"

namespace michi {
namespace {

constexpr int kOldestSafe = 3051003;  // 3.7.0-3.51.2 can corrupt a WAL that is reset while read
constexpr int kWithdrawn = 3052000;
constexpr int kCopiedAtOnce = 250;  // frames of the log, 1 MB: see docs/adr/0014
constexpr int kLongLog = 8000;      // it should start again from its beginning
constexpr int kLeftOfLog = 16;      // when less than this part of it is left
constexpr int kBusyMs = 5000;

[[noreturn]] void fail(sqlite3* db, std::string_view what) {
    const int code = sqlite3_extended_errcode(db);
    const std::string text = std::string(what) + ": " + sqlite3_errmsg(db);
    switch (code & 0xff) {
        case SQLITE_CONSTRAINT:
            throw ConstraintBroken(text);
        case SQLITE_FULL:
            throw StorageFull(text);
        case SQLITE_IOERR:
            if (code == SQLITE_IOERR_SHMSIZE) throw StorageFull(text);
            [[fallthrough]];
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            throw StorageUnavailable(text);
        default:
            throw StorageFault(text);
    }
}

/// A prepared statement; places[n] is the index inside SQLite of $n ("$1" counts as a name there).
struct Statement {
    sqlite3_stmt* handle{};
    std::array<int, 64> places{};

    Statement() = default;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    Statement(Statement&& other) noexcept
        : handle(std::exchange(other.handle, nullptr)), places(other.places) {}
    ~Statement() { sqlite3_finalize(handle); }
};

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

/// The bytes of the database file through the descriptor that SQLite has open anyway.
ReadDatabase reading(sqlite3* db) {
    return [db](std::int64_t offset, std::string& into) {
        sqlite3_file* file = nullptr;
        if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
            !file || !file->pMethods)
            return false;
        return file->pMethods->xRead(file, into.data(), static_cast<int>(into.size()), offset) ==
               SQLITE_OK;
    };
}

/// Counts a connection among those to its files, also while it is being opened.
class Entered {
  public:
    explicit Entered(std::shared_ptr<SqliteFiles> files) : files_(std::move(files)) {
        if (files_) files_->enter();
    }
    ~Entered() {
        if (files_) files_->leave();
    }
    Entered(const Entered&) = delete;
    Entered& operator=(const Entered&) = delete;
    SqliteFiles* operator->() const { return files_.get(); }
    SqliteFiles* get() const { return files_.get(); }
    const std::shared_ptr<SqliteFiles>& shared() const { return files_; }
    explicit operator bool() const { return files_ != nullptr; }

  private:
    std::shared_ptr<SqliteFiles> files_;
};

class SqliteConnection : public Connection, public Loading {
  public:
    SqliteConnection(const std::string& file, Reach reach, std::shared_ptr<SqliteFiles> files)
        : files_(std::move(files)) {
        if (reach == Reach::writes) make_private(file);
        // Readers open for writing too: WAL readers mark the frames they stand on.
        const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE;
        if (sqlite3_open_v2(file.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
            const std::string why = sqlite3_errmsg(db_);
            sqlite3_close(db_);
            throw StorageUnavailable("cannot open " + file + ": " + why);
        }
        try {
            set_up(reach);
        } catch (...) {
            sqlite3_close(db_);
            throw;
        }
    }
    ~SqliteConnection() override {
        copier_.reset();
        statements_.clear();
        if (files_ && files_->keeps_log())
            sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        sqlite3_close(db_);
    }
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    std::int64_t execute(std::string_view sql, std::span<const Value> values,
                         const std::function<void(const Row&)>& on_row) override {
        const auto found = statements_.find(sql);
        if (found == statements_.end())
            return run(statements_.emplace(std::string(sql), prepare(sql)).first->second, values,
                       on_row);
        if (!sqlite3_stmt_busy(found->second.handle)) return run(found->second, values, on_row);
        const Statement inner = prepare(sql);  // the same text is being read further out
        return run(inner, values, on_row);
    }

    void script(std::string_view sql) override {
        const std::string text(sql);
        if (sqlite3_exec(db_, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            refuse("script");
    }
    void load(std::string_view table, std::span<const std::string> columns,
              const NextRow& next) override {
        const Statement insert = prepare(insert_into(table, columns));
        std::vector<Value> values(columns.size());
        while (next(values)) run(insert, values, [](const Row&) {});
    }
    bool is_postgres() const override { return false; }

    void begin(Reach reach) override {
        if (has_moved()) throw StorageUnavailable("the database file is gone from its place");
        if (files_) files_->refuse_over();
        writes_ = reach == Reach::writes;
        if (!writes_) return just("BEGIN");
        see_files();
        just("BEGIN IMMEDIATE");
        if (files_ && !files_->is_learnt()) files_->learn(progress());
        log_at_begin_ = salt_of_open_log(db_);
    }
    void commit() override {
        just("COMMIT");
        if (writes_) try {
                see_files_after_commit();
            } catch (const StorageUnavailable& why) {
                throw OutcomeUnknown(why.what());
            }
    }
    void rollback() noexcept override {
        if (in_transaction()) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    bool in_transaction() const override { return sqlite3_get_autocommit(db_) == 0; }
    bool usable() const override {
        return !in_transaction() && !moved_ && !(files_ && files_->over());
    }

    /// The log is copied back beside the writer. It begins again only when all of it was copied and
    /// nobody wrote meanwhile: the writer itself does what came in during the last copy.
    void tidy(bool) override {
        if (frames_ < asked_) asked_ = 0;  // it has begun again
        const int many = frames_ < kLongLog ? kCopiedAtOnce : frames_ / kLeftOfLog;
        if (copier_ && copier_->busy()) return;
        if (copied_beside_ && frames_ >= kLongLog && frames_ - copier_->copied() < many) {
            copied_beside_ = false;
            return begin_log_again();
        }
        if (frames_ - asked_ < many) return;
        if (!copier_)
            copier_.emplace([file = std::string(sqlite3_db_filename(db_, "main")),
                             files = files_.shared()] { return copy_beside(file, files); });
        asked_ = frames_;
        copied_beside_ = true;
        copier_->wake();
    }

  private:
    /// What is written into a file that was moved or removed would be acknowledged and lost.
    bool has_moved() {
        int moved = 0;
        sqlite3_file_control(db_, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
        moved_ = moved != 0;
        return moved_;
    }

    [[noreturn]] void refuse(std::string_view what) {
        const int code = sqlite3_extended_errcode(db_);
        try {
            fail(db_, what);
        } catch (...) {
            see_sync(code);
            throw;
        }
    }
    /// A sync that failed is not tried again: the system tells of a loss once, forgets what it could
    /// not write, and answers the next sync with success (https://lwn.net/Articles/752063/).
    void see_sync(int code) {
        if (code != SQLITE_IOERR_FSYNC || !files_ || files_->over()) return;
        files_->stop(SqliteFiles::State::not_synced);
        cut_log(db_);
    }

    struct Frames {
        int written{}, copied{};
    };
    Frames checkpoint(int mode) {
        Frames frames;
        see_sync(sqlite3_wal_checkpoint_v2(db_, nullptr, mode, &frames.written, &frames.copied));
        return frames;
    }
    LogProgress progress() {
        return {salt_of_log(files_->database()), checkpoint(SQLITE_CHECKPOINT_NOOP).copied};
    }
    /// For the copier, on its thread: a connection of its own to the same files.
    static LogCopier::Copy copy_beside(const std::string& file,
                                       const std::shared_ptr<SqliteFiles>& files) {
        const auto beside = std::make_shared<SqliteConnection>(file, Reach::writes, files);
        return [beside] {
            const auto progress = [&] { return beside->progress(); };
            if (beside->files_ && beside->files_->look(progress) != SqliteFiles::State::sound)
                return 0;  // the writer sees it too, and says so
            return beside->copy_back(SQLITE_CHECKPOINT_PASSIVE).copied;
        };
    }
    void begin_log_again() {
        see_files();
        sqlite3_busy_timeout(db_, 20);  // a reader that stays long is not waited for
        copy_back(SQLITE_CHECKPOINT_RESTART);
        sqlite3_busy_timeout(db_, kBusyMs);
    }
    Frames copy_back(int mode) {
        const SqliteFiles::Copying copying(files_.get());
        const Frames frames = checkpoint(mode);
        if (files_ && files_->is_learnt()) files_->learn(progress());
        return frames;
    }

    /// What is acknowledged must be in files that a name leads to: what only this process can still
    /// read is copied back into the database first.
    void see_files() {
        if (!files_) return;
        const auto state = files_->look([this] { return progress(); });
        if (state == SqliteFiles::State::sound) return;
        if (state != SqliteFiles::State::log_removed) {
            files_->stop(state);
        } else if (const Frames all = checkpoint(SQLITE_CHECKPOINT_FULL);
                   all.written == all.copied) {
            log(Level::warning, "database_log_removed", {{"frames", std::to_string(all.copied)}});
            return files_->retire();
        }
        files_->refuse_over();
        throw StorageUnavailable("the log beside the database was removed while somebody reads it");
    }
    /// What is durable stays acknowledged, whatever becomes of this.
    void keep_base() try {
        keep_log_base(files_->database(), frames_, reading(db_));
    } catch (const std::exception& why) {
        log_fault("log_base", why.what());
    }
    /// Prints are of a log that this commit began: of an older one pages may have been copied already
    /// which the disk does not have yet, and a power cut would leave what was there before.
    void see_files_after_commit() {
        see_files();
        if (!files_ || files_->over() || salt_of_open_log(db_) == log_) return;
        const LogProgress now = progress();
        files_->learn(now);
        log_ = now.salt;
        if (log_ != log_at_begin_ && now.copied == 0) keep_base();
    }

    struct Reset {
        sqlite3_stmt* s;
        ~Reset() {
            sqlite3_reset(s);
            sqlite3_clear_bindings(s);
        }
    };

    void set_up(Reach reach) {
        sqlite3_busy_timeout(db_, kBusyMs);
        sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(db_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
        // Plans do not depend on values: a kept statement is not prepared again for new ones.
        sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
        script(
            "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
            "PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON");
        if (reach == Reach::writes)
            script("PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864");
        script("PRAGMA synchronous=FULL");
        if (reach == Reach::reads) script("PRAGMA query_only=ON");
        sqlite3_wal_hook(
            db_,
            [](void* self, sqlite3*, const char*, int frames) {
                static_cast<SqliteConnection*>(self)->frames_ = frames;
                return SQLITE_OK;
            },
            this);
    }

    void just(std::string_view sql) {
        execute(sql, {}, [](const Row&) {});
    }

    std::int64_t run(const Statement& statement, std::span<const Value> values,
                     const std::function<void(const Row&)>& on_row) {
        const Reset reset{statement.handle};
        for (std::size_t i = 0; i < values.size(); ++i)
            if (const int at = statement.places.at(i + 1))
                if (bind_value(statement.handle, at, values[i]) != SQLITE_OK) refuse("bind");
        const SqliteRow row(statement.handle);
        int step{};
        while ((step = sqlite3_step(statement.handle)) == SQLITE_ROW) on_row(row);
        if (step != SQLITE_DONE) refuse("step");
        return sqlite3_stmt_readonly(statement.handle) ? 0 : sqlite3_changes64(db_);
    }

    Statement prepare(std::string_view sql) {
        Statement made;
        if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &made.handle, nullptr) != SQLITE_OK)
            refuse(sql);
        const int count = sqlite3_bind_parameter_count(made.handle);
        for (int at = 1; at <= count; ++at) {
            const char* name = sqlite3_bind_parameter_name(made.handle, at);
            made.places.at(static_cast<std::size_t>(name ? std::atoi(name + 1) : 0)) = at;
        }
        return made;
    }

    Entered files_;  // outlives the handle below
    sqlite3* db_{};
    bool moved_{};
    bool writes_{};
    int frames_{};  // in the log after the last commit
    int asked_{};   // in it when the copier was asked for the last time
    std::uint64_t log_{},
        log_at_begin_{};    // salts: after the last commit, under the lock before it
    bool copied_beside_{};  // since the writer tried to let the log begin again
    std::optional<LogCopier> copier_;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
};

}  // namespace

bool fits_its_log(const std::string& file) {
    // Immutable: SQLite looks at the file alone, without its log and without locks.
    std::string address = "file:";
    percent_encode(address, file);
    address += "?immutable=1";
    sqlite3* db = nullptr;
    bool fits = true;
    if (sqlite3_open_v2(address.c_str(), &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr) ==
        SQLITE_OK)
        fits = fits_log(file, reading(db));
    sqlite3_close(db);
    return fits;
}

void refuse_unsafe_sqlite(int version) {
    if (version < kOldestSafe || version == kWithdrawn)
        throw StorageFault("this SQLite library can corrupt a database; 3.51.3 or newer is needed");
}

std::unique_ptr<Connection> open_sqlite(const std::string& file, Reach reach,
                                        std::shared_ptr<SqliteFiles> files) {
    refuse_unsafe_sqlite(sqlite3_libversion_number());
    return std::make_unique<SqliteConnection>(file, reach, std::move(files));
}

std::string_view sqlite_version() { return sqlite3_libversion(); }

}  // namespace michi
