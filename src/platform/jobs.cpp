#include "platform/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "platform/log.hpp"

namespace michi {
namespace {

enum class State { waiting, done, failed };
constexpr std::int64_t kFirstWaitMs = 60'000;
/// No lease and no wait between tries is longer: one that ends later was begun by a clock that ran
/// ahead and was set back since, and holds nobody up.
constexpr std::int64_t kLongestWaitMs = kFirstWaitMs << kMostTries;
static_assert(kLongestWaitMs > 2 * kLeaseMs, "clocks of two servers differ by less than that");
constexpr auto kBetweenLooks = std::chrono::seconds(5);

/// Someone else has taken the job meanwhile: this one's work is not kept.
struct LeaseLost : std::runtime_error {
    LeaseLost() : std::runtime_error("the lease was lost") {}
};

Job job_from(const Row& r) {
    return {.id = r.integer(0),
            .kind = r.get<std::string>(1),
            .argument = r.get<std::string>(2),
            .tries = r.get<int>(3),
            .fence = r.integer(4)};
}

void hold_lease(Tx& tx, const Job& job) {
    if (tx.run("UPDATE job SET leased_until = 0 WHERE id = $1 AND fence = $2 AND state = $3",
               job.id, job.fence, int(State::waiting)) == 0)
        throw LeaseLost();
}

}  // namespace

void enqueue(Tx& tx, std::string_view kind, std::string_view argument, Instant due,
             std::string_view dedupe) {
    tx.run(
        "INSERT INTO job (kind, argument, due_at, dedupe) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (dedupe) DO NOTHING",
        kind, argument, due, dedupe.empty() ? Bound(nullptr) : Bound(dedupe));
}

std::vector<JobSummary> job_summaries(Tx& tx) {
    return tx.all(
        "SELECT kind, sum(CASE WHEN state = 0 THEN 1 ELSE 0 END),"
        " sum(CASE WHEN state = 2 THEN 1 ELSE 0 END), max(last_error)"
        " FROM job GROUP BY kind ORDER BY kind",
        [](const Row& r) {
            return JobSummary{.kind = r.get<std::string>(0),
                              .waiting = r.integer(1),
                              .failed = r.integer(2),
                              .last_error = r.get<std::string>(3)};
        });
}

Jobs::Jobs(Database& database, std::vector<JobKind> kinds, std::vector<Daily> dailies,
           std::function<Instant()> clock)
    : database_(database),
      kinds_(std::move(kinds)),
      dailies_(std::move(dailies)),
      clock_(std::move(clock)) {}

int Jobs::run_due() {
    queue_dailies(clock_());
    int count = 0;
    while (const auto job = take(clock_())) {
        run(*job);
        ++count;
    }
    return count;
}

void Jobs::queue_dailies(Instant now) {
    const Date today = now.in_japan();
    for (const Daily& daily : dailies_) {
        const Instant due = at_in_japan(today, daily.minutes);
        if (now < due) continue;
        database_.write_now([&](Tx& tx) {
            enqueue(tx, daily.kind, today.iso(), due,
                    fmt::format("{}/{}", daily.kind, today.iso()));
        });
    }
}

std::optional<Job> Jobs::take(Instant now) {
    constexpr Sql kNext =
        "SELECT id, kind, argument, tries + 1, fence + 1 FROM job"
        " WHERE state = 0 AND (due_at <= $1 OR (tries > 0 AND due_at > $2))"
        " AND (leased_until <= $1 OR leased_until > $2) ORDER BY due_at, id LIMIT 1";
    const Instant latest{now.ms + kLongestWaitMs};
    if (!database_.ask([&](Tx& tx) { return tx.first(kNext, job_from, now, latest).has_value(); }))
        return std::nullopt;
    std::optional<Job> taken;
    database_.write_now([&](Tx& tx) {
        taken = tx.first(kNext, job_from, now, latest);
        if (taken)
            tx.run("UPDATE job SET tries = $2, fence = $3, leased_until = $4 WHERE id = $1",
                   taken->id, taken->tries, taken->fence, now.ms + kLeaseMs);
    });
    return taken;
}

void Jobs::run(const Job& job) {
    try {
        const JobKind* kind = kind_of(job);
        if (!kind) throw std::runtime_error("this program has no such job");
        if (kind->outside) kind->outside(job);
        finish(job);
    } catch (const LeaseLost&) {
        log(Level::warning, "job_lease_lost", {{"kind", job.kind}, {"id", std::to_string(job.id)}});
    } catch (const std::exception& why) {
        put_back(job, why.what());
    }
}

void Jobs::finish(const Job& job) {
    const JobKind* kind = kind_of(job);
    database_.write_now([&](Tx& tx) {
        hold_lease(tx, job);
        if (kind->inside) kind->inside(tx, job);
        tx.run("UPDATE job SET state = $2, last_error = '' WHERE id = $1", job.id,
               int(State::done));
        tx.run("DELETE FROM job WHERE id = $1 AND dedupe IS NULL", job.id);
    });
}

/// Waits twice as long each time, then gives up aloud.
void Jobs::put_back(const Job& job, std::string_view why) {
    const bool gives_up = job.tries >= kMostTries;
    log(gives_up ? Level::fault : Level::warning, "job_failed",
        {{"kind", job.kind}, {"id", std::to_string(job.id)}, {"what", std::string(why)}});
    const std::int64_t wait = kFirstWaitMs << (job.tries - 1);
    const Instant due{clock_().ms + wait};
    database_.write_now([&](Tx& tx) {
        tx.run(
            "UPDATE job SET state = $3, due_at = $4, leased_until = 0, last_error = $5"
            " WHERE id = $1 AND fence = $2",
            job.id, job.fence, int(gives_up ? State::failed : State::waiting), due, why);
    });
}

const JobKind* Jobs::kind_of(const Job& job) const {
    const auto found = std::ranges::find(kinds_, std::string_view(job.kind), &JobKind::kind);
    return found == kinds_.end() ? nullptr : &*found;
}

JobThread::JobThread(Jobs jobs) : jobs_(std::move(jobs)), thread_([this] { run(); }) {}

JobThread::~JobThread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void JobThread::run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        lock.unlock();
        try {
            jobs_.run_due();
        } catch (const std::exception& why) {
            log_fault("jobs", why.what());
        }
        lock.lock();
        wake_.wait_for(lock, kBetweenLooks, [this] { return ending_; });
    }
}

}  // namespace michi
