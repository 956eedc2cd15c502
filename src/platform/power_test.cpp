// The power goes at any moment: what was acknowledged is there, nothing is half.
#include <filesystem>
#include <iostream>
#include <thread>

#include "engines.hpp"
#include "platform/engine.hpp"
#include "platform/sqlite.hpp"
#include "platform/vault.hpp"
#include "power/disk.hpp"
#include "power/start.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;
using power::Event;

/// A reader that keeps its snapshot, so that checkpoints have to stop before it.
class LongReader {
  public:
    explicit LongReader(Database& database) {
        std::promise<void> begun;
        auto has_begun = begun.get_future();
        thread_ = std::thread([&database, this, begun = std::move(begun)]() mutable {
            database.read([&](Tx& tx) {
                tx.value<int>("SELECT count(*) FROM job");
                begun.set_value();
                leave_.get_future().wait();
            });
        });
        has_begun.wait();
    }
    ~LongReader() {
        leave_.set_value();
        thread_.join();
    }
    LongReader(const LongReader&) = delete;
    LongReader& operator=(const LongReader&) = delete;

  private:
    std::promise<void> leave_;
    std::thread thread_;
};

class PowerCut : public testing::Test {
  public:
    ~PowerCut() override { fs::remove_all(root); }

    /// How the writer's connection is opened: as it is, or with less care.
    Connect with(const std::string& pragma) const {
        return [connect = connector(place), pragma](Reach reach) {
            auto connection = connect(reach);
            if (!pragma.empty()) connection->script(pragma);
            return connection;
        };
    }
    std::unique_ptr<Database> open(const std::string& pragma) const {
        open_database(place);
        auto database = database_over(with(pragma), false, {}, place.file());
        database->on_seal([](Tx& tx, std::vector<Trace>&& traces) {
            tx.run(
                "INSERT INTO number_series (series, last_number) VALUES ('sealed', $1)"
                " ON CONFLICT (series) DO UPDATE SET last_number = number_series.last_number + $1",
                static_cast<int>(traces.size()));
        });
        return database;
    }

    /// Everything that a store does in its life, twice: from an empty directory on.
    void live(const std::string& pragma) {
        const auto copy_back = [&](const char* how) {
            open_sqlite(place.file(), Reach::writes)
                ->script(std::string("PRAGMA wal_checkpoint(") + how + ")");
        };
        for (int life = 0; life < 2; ++life) {
            const auto database = open(pragma);
            for (const int size : {1, 3, 8, 1, 14}) ledger.burst(*database, size);
            copy_back("PASSIVE");
            {
                const LongReader reader(*database);
                ledger.burst(*database, 5);
                copy_back("PASSIVE");  // only as far as the reader
                ledger.burst(*database, 2);
            }
            copy_back("RESTART");
            for (const int size : {1, 6, 1, 2}) ledger.burst(*database, size);  // from its start
            const LongReader reader(*database);
            copy_back("PASSIVE");
            for (const int size : {4, 1}) ledger.burst(*database, size);
        }
        const auto database = open(pragma);
        grow_until_copied_back(*database);
        ledger.burst(*database, 3);
    }

    /// The store's own housekeeping, whatever its limits are.
    void grow_until_copied_back(Database& database) {
        const std::size_t from = disk->count();
        const auto copied = [&] {
            const auto events = disk->events();
            return std::any_of(events.begin() + static_cast<std::ptrdiff_t>(from), events.end(),
                               [](const Event& e) {
                                   return e.kind == Event::Kind::write && e.name == "michi.db";
                               });
        };
        for (int round = 0; round < 400 && !copied(); ++round) ledger.burst(database, 5);
        ASSERT_TRUE(copied()) << "the log grows and nobody copies it back";
    }

    /// Cuts the power `count` times, spread over everything that was written down.
    power::Tally cut_everywhere(int count, const std::string& pragma = "") {
        disk = std::make_unique<power::RecordingDisk>();
        disk->watch(place.file() + ".base");
        live(pragma);
        const auto events = disk->events();
        disk.reset();
        power::Tally tally;
        power::Platter platter;
        const auto first = static_cast<std::uint64_t>(wanted("MICHI_POWER_SEED", 0));
        std::uint64_t seed = first;
        for (std::size_t cut = 0; cut < events.size(); ++cut) {
            platter.take(events[cut]);
            const auto until =
                first + static_cast<std::uint64_t>(count) * (cut + 1) / events.size();
            for (; seed < until; ++seed) {
                power::lay_out(platter.after_cut(seed), after.directory);
                tally.take(
                    power::start(after, ledger, cut + 1),
                    "cut after " + std::to_string(cut + 1) + " seed " + std::to_string(seed));
            }
        }
        std::cout << "            " << tally.starts << " cuts over " << events.size()
                  << " changes and syncs, " << ledger.acknowledged()
                  << " writes acknowledged: " << tally.lost << " with a loss, " << tally.unsound
                  << " unsound" << (pragma.empty() ? "" : " (" + pragma + ")") << "\n";
        return tally;
    }

    /// MICHI_POWER_CUTS says how many, MICHI_POWER_SEED which; bin/faults asks for 20,000.
    static int wanted(const char* name, int otherwise) {
        const char* told = std::getenv(name);
        return told ? std::atoi(told) : otherwise;
    }

    std::string root = (fs::is_directory("/dev/shm") ? "/dev/shm/" : testing::TempDir()) +
                       "michi-power-" + to_hex(random_bytes(6));
    Place place{.directory = root + "/live", .url = {}},
        after{.directory = root + "/after", .url = {}};
    std::unique_ptr<power::RecordingDisk> disk;
    power::Ledger ledger{[this] { return disk->count(); }};
};

TEST_F(PowerCut, at_any_moment_loses_nothing_acknowledged_and_leaves_nothing_half) {
    fs::create_directory(root);
    const power::Tally tally = cut_everywhere(wanted("MICHI_POWER_CUTS", 600));
    EXPECT_EQ(tally.lost, 0) << tally.first;
    EXPECT_EQ(tally.unsound, 0) << tally.first;
}

/// The test can see a loss: with a sync only at checkpoints, acknowledged writes go.
TEST_F(PowerCut, loses_writes_of_a_store_that_syncs_less) {
    fs::create_directory(root);
    const power::Tally tally =
        cut_everywhere(wanted("MICHI_POWER_CUTS", 600) / 5, "PRAGMA synchronous=NORMAL");
    EXPECT_GT(tally.lost, tally.starts / 10);
}

}  // namespace
}  // namespace michi
