// The one writer: takes what waits, runs it in one transaction, makes it durable with one sync.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/db.hpp"
#include "platform/derived.hpp"
#include "platform/metrics.hpp"
#include "platform/readers.hpp"
#include "platform/room.hpp"

namespace michi {

class Writer {
  public:
    Writer(Connect connect, Memory& memory, Room room);
    ~Writer() { close(); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Answers StorageUnavailable("busy") through `done` when too much waits or it is closing.
    void write(std::function<void(Tx&)> work, std::function<void(Written)> done);
    void on_seal(Seal seal);
    /// Finishes what is queued.
    void close();
    bool is_this_thread() const { return std::this_thread::get_id() == thread_.get_id(); }

  private:
    struct Job {
        std::function<void(Tx&)> work;
        std::function<void(Written)> done;
        std::exception_ptr error{};
        std::vector<std::function<void()>> after{};
    };

    void run();
    void connect();
    std::vector<Job> next_group();
    std::exception_ptr commit(std::vector<Job>& group);
    void run_one(Job& job, std::vector<Trace>& traces, bool scarce);
    /// Answers what is to be done when it is durable, before anybody is told.
    std::vector<std::function<void()>> seal(std::vector<Trace> traces);
    void tidy();
    double waiting();
    static void finish(Job& job, const std::exception_ptr& group_failed);

    Connect connect_;
    Memory& memory_;
    Room room_;
    std::unique_ptr<Connection> connection_;
    std::optional<Touched> touched_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> queue_;
    Seal seal_;
    bool closing_{};
    metrics::Gauge waiting_;
    std::thread thread_;
};

}  // namespace michi
