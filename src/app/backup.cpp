// `backup` while the server runs, and `restore` into a place that holds nothing yet.
#include "platform/backup.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "app/commands.hpp"
#include "app/instance.hpp"
#include "platform/clock.hpp"
#include "platform/migrate.hpp"

namespace michi::app {
namespace {

Trace trace_of(const BackupFacts& facts, std::string action) {
    Trace trace;
    trace.kind = TraceKind::backup;
    trace.action = std::move(action);
    trace.detail = fmt::format("made_at={} rows={}", facts.made_at, facts.total());
    return trace;
}

/// Of the instance that was lost: as told, or as its head still stands in the directory.
std::string newest_note(const Call& call, const Config& config, const Vault& vault) {
    if (const auto against = call.maybe("against")) {
        std::string note = text_of(*against);
        if (!audit::is_ours(vault, note))
            throw WrongUse("The note in " + *against + " is not signed by this instance.");
        return note;
    }
    const std::string head = outside_head_file(config);
    if (head.empty() || !std::filesystem::exists(head)) return {};
    return audit::note_of(*audit::open_outside_head(head, vault));
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
    instance.database->write_now([&](Tx& tx) { tx.trace(trace_of(facts, "backup.make")); });
    return print_facts(facts, file, call.has("json"));
}

int restore_command(const Call& call) {
    const std::string& file = call.word(0, "which backup to bring back");
    const Config config = config_of(call);
    const auto vault = open_vault(config.root_key_file());
    if (call.has("check")) return print_facts(check_backup(file, *vault), file, call.has("json"));
    const std::string newest = newest_note(call, config, *vault);
    const BackupFacts facts = restore(file, *vault, config.place);
    migrate_place(config.place);  // a backup of an older program
    const Instance instance = open_instance(config);
    instance.database->write_now([&](Tx& tx) {
        audit::declare_restore(tx, newest);
        tx.trace(trace_of(facts, "backup.restore"));
    });
    return print_facts(facts, file, call.has("json"));
}

}  // namespace michi::app
