// `demo`: a new instance with the fictitious prefecture in it.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/commands.hpp"
#include "app/instance.hpp"
#include "demo/demo.hpp"
#include "directory/commands.hpp"
#include "directory/map.hpp"
#include "platform/clock.hpp"

namespace michi::app {
namespace {

namespace fs = std::filesystem;

constexpr int kTalksAChild = 17, kMostTalks = 20'000;

bool has_accounts(Tx& tx) { return tx.value<std::int64_t>("SELECT count(*) FROM account") > 0; }

void write_accounts(const std::string& directory, const std::string& json) {
    const fs::path file = fs::path(directory) / "demo-accounts.json";
    std::ofstream out(file, std::ios::binary);
    out << json;
    out.close();
    if (!out) throw StorageUnavailable("cannot write " + file.string());
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

demo::Size size_of(const Call& call) {
    const int children = int(call.number("children", 90, 0, 100000));
    return {.children = children,
            .consultations = int(call.number(
                "consultations", std::min(children * kTalksAChild, kMostTalks), 0, 1000000)),
            .notes = int(call.number("notes", 6, 0, 1000)),
            .note_length = int(call.number("note-length", 0, 0, 2000)),
            .seed = unsigned(call.number("seed", 2026, 0, 2000000000)),
            .people_only = call.maybe("real-directory").has_value()};
}

void make_directory(const std::string& directory) {
    std::error_code why;
    fs::create_directories(directory, why);
    if (why) throw StorageUnavailable("cannot make " + directory + ": " + why.message());
}

void trace_filling(Tx& tx) {
    Trace trace;
    trace.kind = TraceKind::system;
    trace.action = "demo.fill";
    tx.trace(std::move(trace));
}

/// Published facts of real places: every list of the folder.
std::vector<directory::NamedBytes> lists_in(const std::optional<std::string>& folder) {
    std::vector<directory::NamedBytes> files;
    if (!folder) return files;
    if (!fs::is_directory(*folder)) throw WrongUse("The folder " + *folder + " cannot be read.");
    for (const auto& entry : fs::directory_iterator(*folder)) {
        const std::string kind = entry.path().extension().string();
        if (kind != ".csv" && kind != ".xlsx" && kind != ".zip") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        files.push_back(
            {entry.path().filename().string(), {std::istreambuf_iterator<char>(in), {}}});
    }
    if (files.empty()) throw WrongUse("There is no list in the folder " + *folder + ".");
    std::ranges::sort(files, {}, &directory::NamedBytes::name);
    return files;
}

/// A boundary that lies beside the lists.
void take_maps(Database& database, const std::optional<std::string>& folder) {
    if (!folder) return;
    for (const auto& entry : fs::directory_iterator(*folder)) {
        if (entry.path().extension() != ".topojson") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        database.write_now([&](Tx& tx) {
            if (!directory::take_map(tx, bytes))
                throw std::runtime_error("no boundary: " + entry.path().string());
        });
    }
}

void take_lists(Database& database, const std::vector<directory::NamedBytes>& lists) {
    const auto taken = directory::import_files(database, lists, {}, false, now_at(system_now()));
    fmt::print("{}", as_text(taken, Lang::ja));
}

}  // namespace

int demo_command(const Call& call) {
    const Config config = config_of(call);
    const demo::Size size = size_of(call);
    const auto lists = lists_in(call.maybe("real-directory"));
    if (config.data.empty()) throw WrongUse("Say where: --data DIR.");
    if (!config.place.is_postgres() && fs::exists(config.place.file()))
        throw WrongUse("There is an instance in " + config.data +
                       " already; name an empty directory.");
    make_directory(config.data);
    const Instance instance = make_instance(config);
    if (instance.database->ask(has_accounts))
        throw WrongUse("There is an instance in this database already; name an empty one.");
    const auto accounts =
        demo::fill(*instance.database, *instance.vault, size, now_at(system_now()));
    instance.database->write_now(trace_filling);
    if (!lists.empty()) take_lists(*instance.database, lists);
    take_maps(*instance.database, call.maybe("real-directory"));
    write_accounts(config.data, demo::accounts_json(accounts));
    instance.database->close();
    fmt::print("{}\n", (fs::path(config.data) / "demo-accounts.json").string());
    return kDone;
}

}  // namespace michi::app
