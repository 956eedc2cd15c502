// `demo`: a new instance with the fictitious prefecture in it, or a real one to rehearse.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/commands.hpp"
#include "app/instance.hpp"
#include "base/text.hpp"
#include "base/working_days.hpp"
#include "demo/demo.hpp"
#include "directory/commands.hpp"
#include "directory/map.hpp"
#include "platform/clock.hpp"

namespace michi::app {
namespace {

namespace fs = std::filesystem;

using std::chrono::milliseconds;

constexpr int kTalksAChild = 17, kMostTalks = 20'000;
/// Its two years of work lie behind it, and the table of holidays begins in 2020.
constexpr Date kFirstDay{std::chrono::year{2022} / 1 / 1};
constexpr std::string_view kOfFictitious[] = {"children",   "notes",         "note-length",
                                              "notes-from", "consultations", "seed"};
constexpr std::size_t kMostOfASentence = 1000;  // bytes

bool has_accounts(Tx& tx) { return tx.value<std::int64_t>("SELECT count(*) FROM account") > 0; }

void write_beside(const std::string& directory, const std::string& name, const std::string& json) {
    const fs::path file = fs::path(directory) / name;
    std::ofstream out(file, std::ios::binary);
    out << json;
    out.close();
    if (!out) throw StorageUnavailable("cannot write " + file.string());
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

/// One sentence a line.
std::vector<std::string> sentences_in(const std::optional<std::string>& file) {
    std::vector<std::string> sentences;
    if (!file) return sentences;
    std::ifstream in(*file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        line = trimmed(line);
        if (line.empty()) continue;
        if (!is_valid_utf8(line) || line.size() > kMostOfASentence)
            throw WrongUse(
                fmt::format("Line {} of {}: a sentence is UTF-8 text of at most {} bytes.",
                            sentences.size() + 1, *file, kMostOfASentence));
        sentences.push_back(std::move(line));
    }
    if (sentences.empty()) throw WrongUse("There is no sentence in the file " + *file + ".");
    return sentences;
}

demo::Size size_of(const Call& call) {
    const int children = int(call.number("children", 90, 0, 200000));
    return {.children = children,
            .consultations = int(call.number(
                "consultations", std::min(children * kTalksAChild, kMostTalks), 0, 1000000)),
            .notes = int(call.number("notes", 6, 0, 1000)),
            .note_length = int(call.number("note-length", 0, 0, 2000)),
            .seed = unsigned(call.number("seed", 2026, 0, 2000000000)),
            .sentences = sentences_in(call.maybe("notes-from"))};
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

/// "T10:00" as minutes after midnight.
std::optional<int> minutes_of(std::string_view typed) {
    int hour = 0, minute = 0;
    const char* const end = typed.data() + typed.size();
    if (typed.size() != 6 || typed[0] != 'T' || typed[3] != ':' ||
        std::from_chars(typed.data() + 1, typed.data() + 3, hour).ptr != typed.data() + 3 ||
        std::from_chars(typed.data() + 4, end, minute).ptr != end || hour < 0 || hour > 23 ||
        minute < 0 || minute > 59)
        return std::nullopt;
    return hour * 60 + minute;
}

/// What `bin/code` and the journeys add to the time.
void write_clock(const std::string& directory, milliseconds ahead) {
    write_beside(directory, "demo-clock.json",
                 fmt::format("{{\"ahead_ms\": {}}}\n", ahead.count()));
}

/// How far ahead of the machine's clock this day is, at this time of the day where one is named.
milliseconds ahead_of(const std::string& typed) {
    const auto day = Date::parse_iso(typed.substr(0, 10));
    const auto minutes = typed.size() == 10 ? std::nullopt : minutes_of(typed.substr(10));
    if (!day || (typed.size() != 10 && !minutes) || *day < kFirstDay ||
        *day > holidays_known_until())
        throw WrongUse(fmt::format(
            "--today takes a day from {} to {}, as 2027-03-31 or with a time 2027-03-31T10:00.",
            kFirstDay.iso(), holidays_known_until().iso()));
    const Instant machine{system_now().ms - clock_ahead().count()};
    if (minutes) return milliseconds{at_in_japan(*day, *minutes).ms - machine.ms};
    return std::chrono::days{*day - machine.in_japan()};
}

/// A demonstration that is there goes on to a later day; records of a day that comes never lie behind.
int move_clock(const Config& config, const std::string& today) {
    const Instance instance = open_instance(config);
    if (!instance.demonstration)
        throw WrongUse("`demo` did not make this instance: its day is the machine's.");
    const milliseconds ahead = ahead_of(today);
    if (ahead < clock_ahead())
        throw WrongUse(
            fmt::format("This demonstration has come to {} {} already; make a new one for a day "
                        "before.",
                        system_now().in_japan().iso(), system_now().clock()));
    instance.database->write_now([&](Tx& tx) { demo::set_ahead(tx, ahead); });
    instance.database->close();
    if (!config.data.empty()) write_clock(config.data, ahead);
    fmt::print("{}: from its next start this demonstration is at {}\n", config.place.directory,
               today);
    return kDone;
}

/// A rehearsal where there are lists: nobody fictitious is in it, so nothing says how many.
std::vector<demo::DemoAccount> fill(const Instance& instance, const demo::Size& size,
                                    const std::vector<directory::NamedBytes>& lists) {
    const Now now = now_at(system_now());
    if (lists.empty()) return demo::fill(*instance.database, *instance.vault, size, now);
    auto accounts = demo::rehearse(*instance.database, *instance.vault, now);
    take_lists(*instance.database, lists);
    return accounts;
}

int make_demonstration(const Call& call, const Config& config) {
    const demo::Size size = size_of(call);
    const auto lists = lists_in(call.maybe("real-directory"));
    for (const std::string_view other : kOfFictitious)
        if (!lists.empty() && call.has(other))
            throw WrongUse(fmt::format("--real-directory has no child; leave out --{}.", other));
    const auto today = call.maybe("today");
    const milliseconds ahead = today ? ahead_of(*today) : milliseconds{0};
    make_directory(config.data);
    const Instance instance = make_instance(config);
    if (instance.database->ask(has_accounts))
        throw WrongUse("There is an instance in this database already; name an empty one.");
    set_clock_ahead(ahead);
    instance.database->write_now([&](Tx& tx) { demo::set_ahead(tx, ahead); });
    const auto accounts = fill(instance, size, lists);
    instance.database->write_now(trace_filling);
    take_maps(*instance.database, call.maybe("real-directory"));
    write_beside(config.data, "demo-accounts.json", demo::accounts_json(accounts));
    write_clock(config.data, ahead);
    instance.database->close();
    fmt::print("{}\n", (fs::path(config.data) / "demo-accounts.json").string());
    return kDone;
}

/// Something is there that could be a demonstration; only its clock is asked for.
bool is_move(const Call& call, const Config& config) {
    if (!call.has("today")) return false;
    if (call.has("real-directory")) return false;
    for (const std::string_view other : kOfFictitious)
        if (call.has(other)) return false;
    if (!config.place.is_postgres()) return fs::exists(config.place.file());
    return !config.data.empty() && fs::exists(config.root_key_file()) &&
           make_instance(config).database->ask(has_accounts);
}

}  // namespace

int demo_command(const Call& call) {
    const Config config = config_of(call);
    if (config.data.empty()) throw WrongUse("Say where: --data DIR.");
    if (is_move(call, config)) return move_clock(config, *call.maybe("today"));
    if (!config.place.is_postgres() && fs::exists(config.place.file()))
        throw WrongUse("There is an instance in " + config.data +
                       " already; name an empty directory.");
    return make_demonstration(call, config);
}

}  // namespace michi::app
