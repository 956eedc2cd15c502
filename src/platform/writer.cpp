#include "platform/writer.hpp"

#include "platform/clock.hpp"
#include "platform/log.hpp"

namespace michi {
namespace {

constexpr std::size_t kQueueLimit = 4096;  // beyond it the answer is "busy", not a growing queue
constexpr std::size_t kGroupLimit = 256;

const metrics::Counter kChanges("michi_writer_changes_total",
                                "Changes that were made durable or failed.");
const metrics::Durations kGroups("michi_writer_group_seconds",
                                 "From the first statement of a group to its durable end.");

/// Puts a savepoint before the first statement of one job; jobs that only leave traces cost none.
class Guarded : public Connection {
  public:
    Guarded(Connection& inner, Touched& touched, bool scarce)
        : inner_(inner), touched_(touched), scarce_(scarce) {}

    std::int64_t execute(std::string_view sql, std::span<const Value> values,
                         const std::function<void(const Row&)>& on_row) override {
        open();
        touched_.note(sql);
        return inner_.execute(sql, values, on_row);
    }
    void script(std::string_view sql) override {
        open();
        inner_.script(sql);
    }
    bool is_postgres() const override { return inner_.is_postgres(); }
    void begin(Reach) override { throw StorageFault("the writer begins"); }
    void commit() override { throw StorageFault("the writer commits"); }
    void rollback() noexcept override {}
    bool in_transaction() const override { return inner_.in_transaction(); }
    bool usable() const override { return inner_.usable(); }
    void tidy(bool) override {}

    void keep() {
        if (opened_) just("RELEASE SAVEPOINT job");
    }
    void undo() {
        if (!opened_) return;
        just("ROLLBACK TO SAVEPOINT job");
        just("RELEASE SAVEPOINT job");
    }

  private:
    void open() {
        if (scarce_) throw StorageFull("what is left of the disk is kept for the audit");
        if (!opened_) just("SAVEPOINT job");
        opened_ = true;
    }
    void just(std::string_view sql) {
        inner_.execute(sql, {}, [](const Row&) {});
    }

    Connection& inner_;
    Touched& touched_;
    bool scarce_;
    bool opened_{};
};

/// What is durable stays acknowledged, whatever becomes of these.
void run_all(const std::vector<std::function<void()>>& acts) {
    try {
        for (const auto& act : acts) act();
    } catch (const std::exception& why) {
        log_fault("after_commit", why.what());
    }
}

}  // namespace

Writer::Writer(Connect connect, Memory& memory, Room room)
    : connect_(std::move(connect)),
      memory_(memory),
      room_(std::move(room)),
      waiting_("michi_writer_waiting", "Changes that wait for the writer.",
               [this] { return waiting(); }),
      thread_([this] { run(); }) {}

void Writer::write(std::function<void(Tx&)> work, std::function<void(Written)> done) {
    {
        const std::lock_guard lock(mutex_);
        if (!closing_ && queue_.size() < kQueueLimit) {
            queue_.push_back({.work = std::move(work), .done = std::move(done)});
            wake_.notify_one();
            return;
        }
    }
    done({std::make_exception_ptr(StorageUnavailable("busy"))});
}

void Writer::on_seal(Seal seal) {
    const std::lock_guard lock(mutex_);
    seal_ = std::move(seal);
}

void Writer::close() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
        wake_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
}

void Writer::run() {
    for (;;) {
        std::vector<Job> group = next_group();
        if (group.empty()) break;
        const auto begun = steady_now();
        const std::exception_ptr failed = commit(group);
        kGroups.observe(std::chrono::duration<double>(steady_now() - begun).count());
        kChanges.add(static_cast<double>(group.size()));
        for (Job& job : group) finish(job, failed);
        tidy();
    }
    connection_.reset();
}

std::vector<Writer::Job> Writer::next_group() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    std::vector<Job> group;
    while (!queue_.empty() && group.size() < kGroupLimit) {
        group.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return group;
}

double Writer::waiting() {
    const std::lock_guard lock(mutex_);
    return static_cast<double>(queue_.size());
}

void Writer::connect() {
    auto made = connect_(Reach::writes);
    touched_.emplace(*made);
    connection_ = std::move(made);
    room_.log_is_new();
}

/// Answers why the whole group failed, if it did. Nothing of it is kept then.
std::exception_ptr Writer::commit(std::vector<Job>& group) {
    try {
        if (!connection_) connect();
        connection_->begin(Reach::writes);
        room_.reserve();
        const bool scarce = room_.scarce();
        std::vector<Trace> traces;
        for (Job& job : group) run_one(job, traces, scarce);
        touched_->move(*connection_);
        const auto sealed = seal(std::move(traces));
        connection_->commit();
        run_all(sealed);
        if (!connection_->usable()) connection_.reset();
        return nullptr;
    } catch (...) {
        const auto why = std::current_exception();
        if (connection_) connection_->rollback();
        if (connection_ && !connection_->usable()) connection_.reset();
        return why;
    }
}

void Writer::run_one(Job& job, std::vector<Trace>& traces, bool scarce) {
    Guarded guarded(*connection_, *touched_, scarce);
    Tx tx(guarded, Reach::writes, memory_, scarce);
    try {
        job.work(tx);
        guarded.keep();
    } catch (...) {
        job.error = std::current_exception();
        // A full disk or a lost connection has ended the transaction of everybody.
        if (!connection_->in_transaction()) std::rethrow_exception(job.error);
        guarded.undo();
        return;
    }
    for (Trace& trace : tx.traces()) traces.push_back(std::move(trace));
    job.after = std::move(tx.after_commit_acts());
}

std::vector<std::function<void()>> Writer::seal(std::vector<Trace> traces) {
    if (traces.empty()) return {};
    Seal act;
    {
        const std::lock_guard lock(mutex_);
        act = seal_;
    }
    if (!act) return {};
    Tx tx(*connection_, Reach::writes, memory_);
    act(tx, std::move(traces));
    return std::move(tx.after_commit_acts());
}

void Writer::finish(Job& job, const std::exception_ptr& group_failed) {
    if (!job.error) job.error = group_failed;
    if (!job.error) run_all(job.after);
    try {
        job.done({job.error});
    } catch (const std::exception& why) {
        log_fault("done", why.what());
    }
}

void Writer::tidy() {
    if (!connection_) return;
    bool idle{};
    {
        const std::lock_guard lock(mutex_);
        idle = queue_.empty();
    }
    try {
        connection_->tidy(idle);
    } catch (const std::exception& why) {
        log_fault("tidy", why.what());
    }
}

}  // namespace michi
