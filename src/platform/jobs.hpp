// Work that is done later: rows queued in the transaction that asks for it, taken under a lease.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "platform/db.hpp"

namespace michi {

/// Becomes work when `tx` commits. The same `dedupe` other than "" is queued once only.
void enqueue(Tx& tx, std::string_view kind, std::string_view argument, Instant due,
             std::string_view dedupe = {});

struct Job {
    std::int64_t id{};
    std::string kind;
    std::string argument;
    int tries{};           // this one included
    std::int64_t fence{};  // who took it later holds a larger one
};

/// `outside` may act on the world, and may happen again after a crash; `inside` changes rows, in
/// the transaction that marks the job done, and happens once. Either may be left out.
struct JobKind {
    std::string_view kind;
    std::function<void(const Job&)> outside{};
    std::function<void(Tx&, const Job&)> inside{};
};

/// Once a day, at `minutes` after midnight in Japan or as soon after it as the program runs.
struct Daily {
    std::string_view kind;
    int minutes{};
};

struct JobSummary {
    std::string kind;
    std::int64_t waiting{};
    std::int64_t failed{};  // gave up after kMostTries
    std::string last_error;
};
std::vector<JobSummary> job_summaries(Tx& tx);

inline constexpr int kMostTries = 5;
inline constexpr std::int64_t kLeaseMs = 5 * 60'000;

class Jobs {
  public:
    Jobs(Database& database, std::vector<JobKind> kinds, std::vector<Daily> dailies,
         std::function<Instant()> clock);

    /// Queues what the calendar asks for and runs what is due; answers how many were run.
    int run_due();

  private:
    void queue_dailies(Instant now);
    std::optional<Job> take(Instant now);
    void run(const Job& job);
    void finish(const Job& job);
    void put_back(const Job& job, std::string_view why);
    const JobKind* kind_of(const Job& job) const;

    Database& database_;
    std::vector<JobKind> kinds_;
    std::vector<Daily> dailies_;
    std::function<Instant()> clock_;
};

/// Runs what is due every few seconds, until it is destroyed.
class JobThread {
  public:
    explicit JobThread(Jobs jobs);
    ~JobThread();
    JobThread(const JobThread&) = delete;
    JobThread& operator=(const JobThread&) = delete;

  private:
    void run();
    Jobs jobs_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_{};
    std::thread thread_;
};

}  // namespace michi
