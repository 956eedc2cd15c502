// Each call to the disk fails once, or from then on: never a false answer, never a broken file, and
// after a sync that failed nothing more is acknowledged until the program starts again.
#include <filesystem>
#include <iostream>

#include "engines.hpp"
#include "platform/engine.hpp"
#include "platform/migrate.hpp"
#include "platform/vault.hpp"
#include "power/disk.hpp"
#include "power/start.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;
using power::Call;
using power::Event;
using power::Fault;

/// Events: the log is copied back on a thread of its own, beside a commit.
constexpr std::size_t kUnderWay = 30;

std::string bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string told(const Fault& fault) {
    constexpr const char* kCalls[] = {"write", "sync", "open", "truncate", "remove", "map"};
    return std::string(kCalls[static_cast<int>(fault.call)]) + " " + std::to_string(fault.nth) +
           " fails with " + std::to_string(fault.code) + (fault.half ? " half way" : "") +
           (fault.stands ? " from then on" : "");
}

/// The store itself over its own few tables: it is opened some ten thousand times.
std::unique_ptr<Database> open(const Place& place) {
    return database_over(connector(place), false, {}, place.file());
}

void make(const Place& place) {
    std::vector<Migration> own;
    for (const Migration& migration : embedded_migrations())
        if (migration.capability == "platform") own.push_back(migration);
    migrate(*connector(place)(Reach::writes), own);
}

class FaultSweep : public testing::Test {
  public:
    FaultSweep() {
        fs::create_directory(root);
        make(place);
        made = {{"michi.db", bytes_of(place.file())}};
    }
    ~FaultSweep() override { fs::remove_all(root); }

    /// One life over a failing disk: whatever it says, it goes on as long as it can.
    struct Life {
        std::unique_ptr<power::RecordingDisk> disk = std::make_unique<power::RecordingDisk>();
        power::Ledger ledger{[this] { return disk->count(); }};
        std::vector<std::pair<std::size_t, std::size_t>> spans{};  // events while each was open
        std::deque<Event> events{};
    };
    void live(Life& life) const {
        for (int again = 0; again < 2; ++again) try {
                const std::size_t from = life.disk->count();
                const auto database = open(place);
                for (const int size : {1, 3, 2}) life.ledger.burst(*database, size);
                if (again == 1) grow_until_copied_back(life, *database);
                for (const int size : {1, 4}) life.ledger.burst(*database, size);
                life.spans.emplace_back(from, life.disk->count());
            } catch (const StorageUnavailable&) {
            }
    }
    /// The store's own housekeeping, whatever its limits are.
    static void grow_until_copied_back(Life& life, Database& database) {
        const auto copied = [&, from = life.disk->count()] {
            const auto events = life.disk->events();
            return std::any_of(events.begin() + static_cast<std::ptrdiff_t>(from), events.end(),
                               [](const Event& e) { return e.name == "michi.db"; });
        };
        for (int round = 0; round < 40 && !copied(); ++round) try {
                power::Ledger::stuff(database, round);
            } catch (const StorageUnavailable&) {
                return;
            }
    }

    /// Whether the call was reached at all.
    bool meet(const Fault& fault) {
        power::lay_out(made, place.directory);
        Life life;
        life.disk->knows("michi.db");
        life.disk->watch(place.file() + ".base");
        life.disk->fail(fault);
        live(life);
        const bool reached = life.disk->failed() > 0;
        life.disk->fail({});
        const std::size_t again = life.disk->count();
        tally.take(power::start(place, life.ledger, again, open), told(fault) + ", started again");
        if (const auto database = open(place)) life.ledger.burst(*database, 3);
        EXPECT_GE(life.ledger.acknowledged(again), 2) << told(fault);
        life.events = life.disk->events();
        life.disk.reset();
        judge_stop(life, fault);
        cut(life, fault);
        acknowledged += life.ledger.acknowledged();
        return reached;
    }

    void judge_stop(const Life& life, const Fault& fault) {
        const auto events = life.events;
        const auto failed = std::find_if(events.begin(), events.end(), [](const Event& e) {
            return e.kind == Event::Kind::sync_failed;
        });
        if (failed == events.end()) return;
        const auto at = static_cast<std::size_t>(failed - events.begin()) + 1;
        for (const auto& [from, to] : life.spans)
            if (at > from && at <= to) went_on += life.ledger.went_on(at + kUnderWay, to);
        if (went_on && went_on_first.empty()) went_on_first = told(fault);
    }

    /// The power goes at some moment of this life, too.
    void cut(const Life& life, const Fault& fault) {
        const auto events = life.events;
        power::Platter platter(made);
        for (std::size_t at = 0; at < events.size(); ++at) {
            platter.take(events[at]);
            if (chance() % events.size() >= cuts && at + 1 < events.size()) continue;
            const std::uint64_t seed = chance();
            power::lay_out(platter.after_cut(seed), after.directory);
            tally.take(power::start(after, life.ledger, at + 1, open),
                       told(fault) + ", cut after " + std::to_string(at + 1) + " seed " +
                           std::to_string(seed));
        }
    }

    /// Every call of one kind, each way; `step` apart.
    void sweep(Call call, int code, bool half = false) {
        long reached = 0;
        for (const bool stands : {false, true}) {
            // Begun at random within a step, yet at a call that a life comes to.
            long nth = 1 + static_cast<long>(chance() % step);
            const auto met = [&] { return meet({call, nth, code, half, stands}); };
            bool come = met();
            while (!come && nth > 1) {
                nth = (nth + 1) / 2;
                come = met();
            }
            for (; come; come = met()) {
                ++reached;
                nth += static_cast<long>(step);
            }
        }
        EXPECT_GT(reached, 0);
        faults += reached;
    }
    void say() const {
        std::cout << "            " << faults << " faults, " << tally.starts << " starts, "
                  << acknowledged << " writes acknowledged: " << tally.lost << " with a loss, "
                  << tally.unsound << " unsound\n";
    }
    void holds() const {
        say();
        EXPECT_EQ(tally.lost, 0) << tally.first;
        EXPECT_EQ(tally.unsound, 0) << tally.first;
        EXPECT_EQ(went_on, 0) << "acknowledged after a sync that failed: " << went_on_first;
    }

    /// MICHI_FAULT_SWEEP=1: every seventh write (bin/faults); otherwise a few of all.
    const bool whole = std::getenv("MICHI_FAULT_SWEEP") != nullptr;
    std::string root = (fs::is_directory("/dev/shm") ? "/dev/shm/" : testing::TempDir()) +
                       "michi-sweep-" + to_hex(random_bytes(6));
    Place place{.directory = root + "/live", .url = {}},
        after{.directory = root + "/after", .url = {}};
    power::Files made;
    power::Tally tally;
    std::mt19937_64 chance{11};
    std::size_t step = whole ? 7 : 149, cuts = whole ? 12 : 4;
    int acknowledged{}, went_on{};
    long faults{};
    std::string went_on_first;
};

TEST_F(FaultSweep, of_writes_that_fail_gives_no_false_answer) {
    sweep(Call::write, SQLITE_IOERR_WRITE);
    holds();
}

TEST_F(FaultSweep, of_writes_that_find_no_room_gives_no_false_answer) {
    sweep(Call::write, SQLITE_FULL);
    holds();
}

TEST_F(FaultSweep, of_writes_that_end_half_way_gives_no_false_answer) {
    sweep(Call::write, SQLITE_FULL, true);
    holds();
}

TEST_F(FaultSweep, of_syncs_that_fail_ends_all_writing_until_the_next_start) {
    step = whole ? 1 : 5;
    cuts *= 3;
    sweep(Call::sync, SQLITE_IOERR_FSYNC);
    holds();
}

TEST_F(FaultSweep, of_names_that_cannot_be_opened_or_removed_gives_no_false_answer) {
    step = whole ? 1 : 3;
    sweep(Call::open, SQLITE_CANTOPEN);
    sweep(Call::remove, SQLITE_IOERR_DELETE);
    holds();
}

TEST_F(FaultSweep, of_truncations_and_maps_that_fail_gives_no_false_answer) {
    step = whole ? 1 : 3;
    sweep(Call::truncate, SQLITE_IOERR_TRUNCATE);
    sweep(Call::map, SQLITE_IOERR_SHMSIZE);
    sweep(Call::map, SQLITE_IOERR_SHMMAP);
    holds();
}

}  // namespace
}  // namespace michi
