// `backup` while the server runs, and `restore` into a place that holds nothing yet.
#include "platform/backup.hpp"

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/instance.hpp"
#include "platform/clock.hpp"
#include "platform/migrate.hpp"

namespace michi::app {
namespace {

void trace_backup(Database& database, std::string action, const BackupFacts& facts) {
    database.write_now([&](Tx& tx) {
        Trace trace;
        trace.kind = TraceKind::backup;
        trace.action = std::move(action);
        trace.detail = fmt::format("made_at={} rows={}", facts.made_at, facts.total());
        tx.trace(std::move(trace));
    });
}

int print_facts(const BackupFacts& facts, std::string_view what, bool json) {
    if (json)
        fmt::print("{{\"made_at\":\"{}\",\"tables\":{},\"rows\":{}}}\n", facts.made_at,
                   facts.rows.size(), facts.total());
    else
        fmt::print("{}: {} rows of {} tables, as of {}\n", what, facts.total(), facts.rows.size(),
                   facts.made_at);
    return kDone;
}

}  // namespace

int backup_command(const Call& call) {
    const std::string& file = call.word(0, "which file to write");
    const Instance instance = open_instance(config_of(call));
    const BackupFacts facts = backup(*instance.database, *instance.vault, file, system_now());
    trace_backup(*instance.database, "backup.make", facts);
    return print_facts(facts, file, call.has("json"));
}

int restore_command(const Call& call) {
    const std::string& file = call.word(0, "which backup to bring back");
    const Config config = config_of(call);
    const auto vault = open_vault(config.root_key_file());
    if (call.has("check")) return print_facts(check_backup(file, *vault), file, call.has("json"));
    const BackupFacts facts = restore(file, *vault, config.place);
    migrate_place(config.place);  // a backup of an older program
    const Instance instance = open_instance(config);
    trace_backup(*instance.database, "backup.restore", facts);
    return print_facts(facts, file, call.has("json"));
}

}  // namespace michi::app
