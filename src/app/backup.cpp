// `backup` while the server runs, and `restore` into a place that holds nothing yet.
#include "platform/backup.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// Copies in a directory by their day, the newest last: michi-2026-11-28-0230.mbk.
std::vector<std::string> copies_in(const std::string& directory) {
    std::vector<std::string> copies;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("michi-") && name.ends_with(".mbk"))
            copies.push_back(entry.path().string());
    }
    std::ranges::sort(copies);
    return copies;
}

std::string name_for(Instant at) {
    std::string clock = at.clock();
    std::erase(clock, ':');
    return fmt::format("michi-{}-{}.mbk", at.in_japan().iso(), clock);
}

/// Only after a new one is whole.
void drop_old(const std::string& directory, std::int64_t keep) {
    auto copies = copies_in(directory);
    while (static_cast<std::int64_t>(copies.size()) > keep) {
        std::filesystem::remove(copies.front());
        copies.erase(copies.begin());
    }
}

/// The file that was named, or one by its day in a directory.
std::string file_for(const Call& call) {
    const auto into = call.maybe("into");
    if (!into) return call.word(0, "which file to write, or --into DIR");
    if (!call.words().empty()) throw WrongUse("Say a file or --into DIR, not both.");
    if (!std::filesystem::is_directory(*into))
        throw WrongUse("--into: there is no directory " + *into + ".");
    return *into + "/" + name_for(system_now());
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
    const std::string file = file_for(call);
    const std::int64_t keep = call.number("keep", 0, 1, 10'000);
    if (keep && !call.has("into")) throw WrongUse("--keep counts the copies of --into DIR.");
    const Instance instance = open_instance(config_of(call));
    const BackupFacts facts = backup(*instance.database, *instance.vault, file, system_now());
    instance.database->write_now([&](Tx& tx) {
        selfcheck::note_done(tx, selfcheck::kBackup, system_now());
        tx.trace(trace_of(facts, "backup.make"));
    });
    if (keep) drop_old(call.text("into"), keep);
    return print_facts(facts, file, call.has("json"));
}

std::string newest_copy_in(const std::string& directory) {
    if (!std::filesystem::is_directory(directory))
        throw WrongUse("there is no directory " + directory + ".");
    const auto copies = copies_in(directory);
    if (copies.empty()) throw std::runtime_error("there is no backup in " + directory);
    return copies.back();
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
