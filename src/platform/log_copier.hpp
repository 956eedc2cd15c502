// Copies the log of an SQLite database back into its file beside the writer, so that no record waits
// for the sync of the database file.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace michi {

class LogCopier {
  public:
    /// Copies what can be copied now; answers how many frames of the log the file has.
    using Copy = std::function<int()>;
    /// `open` and what it answers are called on a thread of this object only.
    explicit LogCopier(std::function<Copy()> open);
    /// Waits for the copy under way.
    ~LogCopier();
    LogCopier(const LogCopier&) = delete;
    LogCopier& operator=(const LogCopier&) = delete;

    void wake();
    bool busy() const;
    int copied() const { return copied_; }

  private:
    void run();
    bool wait();

    std::function<Copy()> open_;
    std::atomic<int> copied_{};
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool wanted_{};
    bool closing_{};
    std::thread thread_;
};

}  // namespace michi
