// `serve`: database, vault, audit, site and the minute's note, until a signal ends it.
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "app/capabilities.hpp"
#include "app/commands.hpp"
#include "app/instance.hpp"
#include "assurance/assurance.hpp"
#include "audit/audit.hpp"
#include "people/people.hpp"
#include "platform/clock.hpp"
#include "platform/log.hpp"
#include "search/search.hpp"

namespace michi::app {
namespace {

constexpr std::chrono::seconds kBetweenNotes{60};

/// Signs the audit each minute in which something was kept.
class MinuteNotes {
  public:
    MinuteNotes(Database& database, const Vault& vault)
        : database_(database),
          vault_(vault),
          thread_([this](const std::stop_token& stop) { run(stop); }) {}

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
            database_.write_now([&](Tx& tx) { audit::sign_checkpoint(tx, vault_, system_now()); });
        } catch (const std::exception& why) {
            log_fault("audit_note", why.what());
        }
    }

    Database& database_;
    const Vault& vault_;
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

}  // namespace

int serve_command(const Call& call) {
    Config config = config_of(call);
    if (!config.data.empty())
        config.server.demonstration = std::filesystem::exists(config.data + "/demo-accounts.json");
    const Instance instance = open_instance(config);
    Database& database = *instance.database;
    trace_system(database, "serve.start");
    const auto door = people::make_door(*instance.vault);
    {
        const MinuteNotes notes(database, *instance.vault);
        const JobThread jobs(
            Jobs(database, assurance::job_kinds(), assurance::dailies(), system_now));
        search::Keeper keeper(database, *instance.vault);
        web::Site site(database, *instance.vault, *door, parts(), config.server, system_now);
        site.rail_counts(rail_counts());
        web::serve(site, [&keeper] { keeper.begin(); });
    }
    trace_system(database, "serve.end");
    database.write_now([&](Tx& tx) { audit::sign_checkpoint(tx, *instance.vault, system_now()); });
    database.close();
    return kDone;
}

}  // namespace michi::app
