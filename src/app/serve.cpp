// `serve`: database, vault, audit, site and the minute's note, until a signal ends it.
#include <unistd.h>

#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>

#include "app/capabilities.hpp"
#include "app/commands.hpp"
#include "app/instance.hpp"
#include "app/version.hpp"
#include "assurance/assurance.hpp"
#include "audit/audit.hpp"
#include "letterbox/letterbox.hpp"
#include "people/people.hpp"
#include "platform/clock.hpp"
#include "platform/log.hpp"
#include "platform/migrations.hpp"
#include "search/search.hpp"
#include "selfcheck/selfcheck.hpp"
#include "setup/setup.hpp"

namespace michi::app {
namespace {

constexpr std::chrono::seconds kBetweenNotes{60};

/// Signs the audit each minute in which something was kept, and syncs its head outside.
class MinuteNotes {
  public:
    explicit MinuteNotes(const Instance& instance)
        : instance_(instance), thread_([this](const std::stop_token& stop) { run(stop); }) {}

  private:
    void run(const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, stop, kBetweenNotes, [] { return false; })) {
            if (stop.stop_requested()) return;
            sign();
        }
    }

    void sign() {
        try {
            instance_.database->write_now(
                [&](Tx& tx) { audit::sign_checkpoint(tx, *instance_.vault, system_now()); });
            if (instance_.outside_head) audit::sync(*instance_.outside_head);
        } catch (const std::exception& why) {
            log_fault("audit_note", why.what());
        }
    }

    const Instance& instance_;
    std::jthread thread_;
};

void trace_system(Database& database, std::string action) {
    database.write_now([&](Tx& tx) {
        Trace trace;
        trace.kind = TraceKind::system;
        trace.action = std::move(action);
        tx.trace(std::move(trace));
    });
}

void say_started(const Config& config, const Database& database) {
    log_note("started", {{"version", std::string(kVersion)},
                         {"engine", database.is_postgres() ? "postgresql" : "sqlite"},
                         {"schema", std::string(embedded_migrations().back().name)},
                         {"address", config.server.address},
                         {"port", std::to_string(config.server.port)}});
}

/// What the kernel says of this process, under the names that Prometheus' own libraries use.
class ProcessGauges {
  public:
    ProcessGauges() = default;

  private:
    static double resident_bytes() {
        std::ifstream in("/proc/self/statm");
        double all = 0, resident = 0;
        if (!(in >> all >> resident)) throw std::runtime_error("/proc/self/statm cannot be read");
        return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
    }

    const double began_ = static_cast<double>(system_now().ms) / 1000;
    metrics::Gauge began_gauge_{"process_start_time_seconds", "When the process began, Unix time.",
                                [this] { return began_; }};
    metrics::Gauge resident_{"process_resident_memory_bytes", "Memory that the process holds.",
                             resident_bytes};
};

/// Of a file that holds a secret in its first line; "" where none is named.
std::string first_line_of(const std::string& file) {
    if (file.empty()) return {};
    std::string text = text_of(file);
    text.resize(std::min(text.size(), text.find_first_of("\r\n")));
    return text;
}

template <class T>
std::vector<T> both(std::vector<T> all, std::vector<T> more) {
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

std::vector<JobKind> job_kinds() {
    return both(both(assurance::job_kinds(), setup::job_kinds()), letterbox::job_kinds());
}
std::vector<Daily> dailies() {
    return both(both(assurance::dailies(), setup::dailies()), letterbox::dailies());
}

}  // namespace

int serve_command(const Call& call) {
    Config config = config_of(call);
    const auto wrong = contradictions(config);
    if (!wrong.empty()) throw std::runtime_error(wrong.front());
    const Instance instance = open_instance(config);
    config.server.demonstration = instance.demonstration;
    config.server.metrics_token = first_line_of(config.metrics_token);
    Database& database = *instance.database;
    trace_system(database, "serve.start");
    database.memory().of<selfcheck::Premises>() = premises_of(config, *instance.vault);
    const selfcheck::Watched watched(database, system_now);
    const ProcessGauges process;
    const auto door = people::make_door(*instance.vault);
    {
        const MinuteNotes notes(instance);
        const JobThread jobs(Jobs(database, job_kinds(), dailies(), system_now));
        search::Keeper keeper(database, *instance.vault);
        web::Site site(database, *instance.vault, *door, parts(), config.server, system_now);
        site.rail_counts(rail_counts());
        web::serve(site, [&] {
            say_started(config, database);
            keeper.begin();
        });
    }
    trace_system(database, "serve.end");
    database.write_now([&](Tx& tx) { audit::sign_checkpoint(tx, *instance.vault, system_now()); });
    if (instance.outside_head) audit::sync(*instance.outside_head);
    database.close();
    return kDone;
}

}  // namespace michi::app
