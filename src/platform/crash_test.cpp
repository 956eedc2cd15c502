#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <thread>

#include "engines.hpp"
#include "platform/vault.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;

/// Writes from several threads and tells each acknowledged number through the pipe, until it is
/// killed.
[[noreturn]] void write_until_killed(const Place& place, int from, std::size_t size, int pipe) {
    const auto database = open_database(place);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (std::int32_t n = from + t;; n += 4) {
                database->write_now([&](Tx& tx) {
                    tx.run("INSERT INTO job (id, kind, argument, due_at) VALUES ($1, 't', $2, 0)",
                           n, std::string(size, 'x'));
                    tx.run("INSERT INTO number_series (series, last_number) VALUES ($1, 1)",
                           std::to_string(n));
                });
                if (::write(pipe, &n, sizeof n) != sizeof n) std::abort();
            }
        });
    for (auto& thread : threads) thread.join();
    std::abort();
}

class KillDashNine : public testing::Test {
  public:
    ~KillDashNine() override { fs::remove_all(place.directory); }

    /// One life of the program; answers what it acknowledged before it was killed.
    std::set<std::int64_t> live(int from, std::size_t size) {
        int ends[2];
        if (::pipe(ends) != 0) std::abort();
        const pid_t child = ::fork();
        if (child == 0) write_until_killed(place, from, size, ends[1]);
        ::close(ends[1]);
        std::set<std::int64_t> acknowledged;
        std::int32_t n = 0;
        // One life in four ends while it begins, however busy the machine is.
        if (random() % 4 != 0 && ::read(ends[0], &n, sizeof n) == sizeof n) acknowledged.insert(n);
        std::this_thread::sleep_for(std::chrono::milliseconds(5 + random() % 80));
        ::kill(child, SIGKILL);
        while (::read(ends[0], &n, sizeof n) == sizeof n) acknowledged.insert(n);
        ::close(ends[0]);
        ::waitpid(child, nullptr, 0);
        return acknowledged;
    }

    /// MICHI_CRASHES says how often; the figure of the acceptance is 200.
    void live_and_die(std::size_t size) {
        open_database(place)->close();
        const char* wanted = std::getenv("MICHI_CRASHES");
        const int cycles = wanted ? std::atoi(wanted) : 10;
        std::set<std::int64_t> acknowledged;
        for (int cycle = 1; cycle <= cycles; ++cycle) {
            acknowledged.merge(live(cycle * 1'000'000, size));
            expect_all(acknowledged);
        }
        EXPECT_FALSE(acknowledged.empty());
        RecordProperty("acknowledged", static_cast<int>(acknowledged.size()));
    }
    void expect_all(const std::set<std::int64_t>& acknowledged) {
        const auto database = open_database(place);
        database->read([&](Tx& tx) {
            std::set<std::int64_t> there;
            tx.each(
                "SELECT j.id, s.series FROM job j FULL JOIN number_series s"
                " ON s.series = CAST(j.id AS TEXT)",
                [&](const Row& r) {
                    ASSERT_FALSE(r.null(0) || r.null(1)) << "half a request";
                    there.insert(r.integer(0));
                });
            for (const auto n : acknowledged) ASSERT_TRUE(there.contains(n)) << "lost " << n;
            ASSERT_EQ(tx.value<std::string>("PRAGMA integrity_check"), "ok");
        });
    }

    Place place{.directory = testing::TempDir() + "michi-" + to_hex(random_bytes(6)), .url = {}};
    std::mt19937 random{7};
};

TEST_F(KillDashNine, loses_nothing_acknowledged_and_keeps_nothing_half) { live_and_die(3000); }

/// The log fills quickly: it is being copied back, and begins again, when the end comes.
TEST_F(KillDashNine, loses_nothing_while_the_log_is_copied_back) { live_and_die(100'000); }

}  // namespace
}  // namespace michi
