// The group-commit writer and the pool of readers, the same over both engines.

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <future>
#include <mutex>
#include <thread>

#include "platform/migrate.hpp"
#include "platform/postgres.hpp"
#include "platform/sqlite.hpp"

namespace michi {
namespace {

constexpr std::size_t kQueueLimit = 4096;   // beyond it the answer is "busy", not a growing queue
constexpr std::size_t kGroupLimit = 256;

struct Job {
    std::function<void(Tx&)> work;
    std::function<void(Written)> done;
    std::exception_ptr error;
    std::vector<std::function<void()>> after;
};

using Connect = std::function<std::unique_ptr<Connection>(Reach)>;

class Pool {
  public:
    explicit Pool(Connect connect) : connect_(std::move(connect)) {}
    std::unique_ptr<Connection> take() {
        {
            const std::lock_guard lock(mutex_);
            if (!free_.empty()) {
                auto connection = std::move(free_.back());
                free_.pop_back();
                return connection;
            }
        }
        return connect_(Reach::reads);
    }
    void give(std::unique_ptr<Connection> connection) {
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(connection));
    }

  private:
    Connect connect_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> free_;
};

void just(Connection& connection, std::string_view sql) {
    connection.execute(sql, {}, [](const Row&) {});
}

class GroupedDatabase : public Database {
  public:
    GroupedDatabase(Connect connect, bool postgres)
        : connect_(std::move(connect)), pool_(connect_), postgres_(postgres), writer_([this] { run(); }) {}
    ~GroupedDatabase() override { close(); }

    void read(const std::function<void(Tx&)>& work) override {
        auto connection = pool_.take();
        just(*connection, postgres_ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
        try {
            Tx tx(*connection, Reach::reads, memory());
            work(tx);
        } catch (...) {
            try {
                just(*connection, "ROLLBACK");
                pool_.give(std::move(connection));
            } catch (...) {  // a broken connection is not given back
            }
            throw;
        }
        just(*connection, "COMMIT");
        pool_.give(std::move(connection));
    }

    void write(std::function<void(Tx&)> work, std::function<void(Written)> done) override {
        {
            const std::lock_guard lock(mutex_);
            if (!closing_ && queue_.size() < kQueueLimit) {
                queue_.push_back({std::move(work), std::move(done), nullptr, {}});
                wake_.notify_one();
                return;
            }
        }
        done({std::make_exception_ptr(StorageUnavailable("busy"))});
    }

    void on_seal(Seal seal) override { seal_ = std::move(seal); }
    bool is_postgres() const override { return postgres_; }

    void close() override {
        {
            const std::lock_guard lock(mutex_);
            closing_ = true;
            wake_.notify_one();
        }
        if (writer_.joinable()) writer_.join();
    }

  private:
    void run() {
        for (;;) {
            std::vector<Job> group = wait_for_group();
            if (group.empty()) return;
            const std::exception_ptr failed = commit(group);
            for (Job& job : group) finish(job, failed);
        }
    }

    std::vector<Job> wait_for_group() {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
        std::vector<Job> group;
        while (!queue_.empty() && group.size() < kGroupLimit) {
            group.push_back(std::move(queue_.front()));
            queue_.pop_front();
        }
        return group;
    }

    static void finish(Job& job, const std::exception_ptr& failed) {
        if (!job.error) job.error = failed;
        if (!job.error)
            for (auto& act : job.after) act();
        job.done({job.error});
    }

    /// Runs the group in one transaction; answers why the whole group failed, if it did.
    std::exception_ptr commit(std::vector<Job>& group) {
        try {
            if (!connection_) connection_ = connect_(Reach::writes);
            just(*connection_, postgres_ ? "BEGIN" : "BEGIN IMMEDIATE");
            std::vector<Trace> traces;
            for (Job& job : group) run_one(job, traces);
            if (seal_ && !traces.empty()) {
                Tx tx(*connection_, Reach::writes, memory());
                seal_(tx, std::move(traces));
            }
            just(*connection_, "COMMIT");
            return nullptr;
        } catch (...) {
            abandon();
            return std::current_exception();
        }
    }

    void run_one(Job& job, std::vector<Trace>& traces) {
        just(*connection_, "SAVEPOINT one");
        Tx tx(*connection_, Reach::writes, memory());
        try {
            job.work(tx);
            just(*connection_, "RELEASE SAVEPOINT one");
        } catch (const StorageUnavailable&) {
            throw;
        } catch (...) {
            job.error = std::current_exception();
            just(*connection_, "ROLLBACK TO SAVEPOINT one");
            just(*connection_, "RELEASE SAVEPOINT one");
            return;
        }
        for (Trace& trace : tx.traces()) traces.push_back(std::move(trace));
        job.after = std::move(tx.after_commit_acts());
    }

    /// After a failed write or commit the connection's state is not known: start with a new one.
    void abandon() { connection_.reset(); }

    Connect connect_;
    Pool pool_;
    bool postgres_;
    Seal seal_;
    std::unique_ptr<Connection> connection_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> queue_;
    bool closing_{};
    std::thread writer_;
};

Connect connector(const Place& place, const std::string& schema = {}) {
    if (place.is_postgres())
        return [place, schema](Reach reach) { return open_postgres(place.url, reach, schema); };
    const std::string file = place.directory + "/michi.db";
    return [file](Reach reach) { return open_sqlite(file, reach); };
}

std::unique_ptr<Database> scratch_postgres() {
    static int count = 0;
    const char* url = std::getenv("MICHI_TEST_POSTGRES");
    if (!url) throw StorageUnavailable("MICHI_TEST_POSTGRES is not set");
    const std::string schema = "t" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    const auto connect = connector({.directory = {}, .url = url}, schema);
    const auto connection = connect(Reach::writes);
    connection->script("CREATE SCHEMA " + schema + "; SET search_path TO " + schema);
    migrate(*connection);
    return std::make_unique<GroupedDatabase>(connect, true);
}

/// Directory of this test; removed when the database goes.
class ScratchDatabase : public GroupedDatabase {
  public:
    ScratchDatabase(std::string directory, Connect connect)
        : GroupedDatabase(std::move(connect), false), directory_(std::move(directory)) {}
    ~ScratchDatabase() override {
        close();
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }

  private:
    std::string directory_;
};

std::string new_scratch_directory() {
    std::string name = (std::filesystem::temp_directory_path() / "michi-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw StorageUnavailable("no temporary directory");
    return name;
}

/// One migrated file a process, copied for each test.
const std::string& template_file() {
    static const std::string file = [] {
        const std::string made = new_scratch_directory() + "/michi.db";
        const auto connection = open_sqlite(made, Reach::writes);
        migrate(*connection);
        connection->script("PRAGMA journal_mode=DELETE");
        return made;
    }();
    return file;
}

}  // namespace

void Database::write_now(std::function<void(Tx&)> work) {
    std::promise<void> end;
    auto ended = end.get_future();
    write(std::move(work), [&](Written written) {
        if (written.error) end.set_exception(written.error);
        else end.set_value();
    });
    ended.get();
}

std::unique_ptr<Database> open_database(const Place& place) {
    const auto connect = connector(place);
    {
        const auto connection = connect(Reach::writes);
        migrate(*connection);
    }
    return std::make_unique<GroupedDatabase>(connect, place.is_postgres());
}

std::unique_ptr<Database> open_scratch_database(bool postgres) {
    if (postgres) return scratch_postgres();
    const std::string directory = new_scratch_directory();
    std::filesystem::copy_file(template_file(), directory + "/michi.db");
    return std::make_unique<ScratchDatabase>(directory, connector({.directory = directory, .url = {}}));
}

}  // namespace michi
