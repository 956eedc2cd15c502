#include "app/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>

#include "app/config.hpp"

namespace michi::app {
namespace {

constexpr Option kJson{"json", "", "answers JSON"};
constexpr Option kServe[] = {
    {"port", "P", "port to listen on (8080)"},
    {"address", "A", "address to listen on (127.0.0.1)"},
    {"workers", "N", "threads that take connections (one for each core)"},
    {"tls-certificate", "FILE", "certificate with its chain; the server speaks TLS itself"},
    {"tls-key", "FILE", "private key of the certificate"},
    {"public-host", "NAME", "the host name that people type"},
};
constexpr Option kDemo[] = {
    {"children", "N", "children with their families (90)"},
    {"notes", "M", "notes of each child (6)"},
    {"note-length", "N", "characters of a note, about (0: one sentence)"},
    {"notes-from", "FILE", "sentences for the notes, one a line of UTF-8 text"},
    {"consultations", "N", "consultations of two years (17 for each child)"},
    {"seed", "S", "the same seed makes the same town (2026)"},
    {"real-directory", "FOLDER",
     "rehearses 山口県 with its published lists: Centres, desks and accounts, no child"},
    {"today", "DAY", "the day it is there, also for one that was made before (2027-03-31[T10:00])"},
};
constexpr Option kInit[] = {
    {"prefecture", "NN", "its number, 01 to 47"},
    {"section", "NAME", "the prefecture's section that answers for the Centre"},
    {"centre", "NAME", "the Centre"},
    {"phone", "N", "the Centre's telephone"},
    {"hours", "TEXT", "when somebody answers it"},
    {"admin-name", "NAME", "the first administrator"},
    {"admin-login", "X", "the name to sign in with"},
    {"head-name", "NAME", "the first head of the Centre"},
    {"head-login", "X", "the name to sign in with"},
    kJson};
constexpr Option kAccount[] = {{"login", "X", "the name to sign in with"},
                               {"name", "NAME", "the person's name"}};
constexpr Option kAudit[] = {{"against", "NOTE", "a signed note that was kept elsewhere"}, kJson};
constexpr Option kOnlyJson[] = {kJson};
constexpr Option kBackup[] = {
    {"into", "DIR", "instead of a file: one named by its day in this directory"},
    {"keep", "N", "of those in the directory the newest N stay"},
    kJson};
constexpr Option kDrill[] = {{"newest-in", "DIR", "the newest that backup --into left there"}};
constexpr Option kRestore[] = {
    {"check", "", "reads the backup whole and restores nothing"},
    {"against", "NOTE", "the newest signed note that was kept elsewhere"},
    kJson};
constexpr Option kCheckConfig[] = {{"list", "", "lists every setting"}, kJson};
constexpr Option kImport[] = {{"list", "NAME", "the list that the file is an edition of"},
                              {"dry-run", "", "says what would change and changes nothing"},
                              {"end", "LIST", "ends a list that is published no more; no file"},
                              {"since", "DAY", "with --end: since when; today when not said"},
                              kJson};

constexpr std::size_t kAnyNumber = 10'000;

constexpr Command kCommands[] = {
    {"serve", "--data DIR | --database URL [--port P]", "answers browsers until it is told to end",
     kServe, 0, serve_command},
    {"demo",
     "--data DIR [--children N] [--notes M] [--seed S] [--real-directory FOLDER] [--today DAY]",
     "makes a new instance with the fictitious 若葉県 in it", kDemo, 0, demo_command},
    {"init",
     "--data DIR --prefecture NN --centre NAME --phone N --admin-name NAME --admin-login X "
     "[--head-name NAME --head-login Y] [--json]",
     "makes an instance for real use, and the one-time links of its first two persons", kInit, 0,
     init_command},
    {"account", "first-admin|first-head --login X --data DIR",
     "makes the one-time link of the first administrator or of the first head", kAccount, 1,
     account_command},
    {"audit", "verify|checkpoint|acknowledge --data DIR [--against NOTE] [--json]",
     "checks that nothing in the audit was changed or is missing", kAudit, 1, audit_command},
    {"key", "usage|rotate --data DIR [--json]", "shows or renews the key-encryption key", kOnlyJson,
     1, key_command},
    {"backup", "FILE | --into DIR [--keep N] --data DIR | --database URL [--json]",
     "keeps a sealed copy of one moment, also while the server runs", kBackup, 1, backup_command},
    {"restore", "FILE --data DIR | --database URL --root-key KEY [--check] [--json]",
     "checks a backup and brings it back into an empty place", kRestore, 1, restore_command},
    {"drill", "FILE | --newest-in DIR --data DIR | --database URL",
     "brings a backup back on trial into a temporary place and removes it again", kDrill, 1,
     drill_command},
    {"doctor", "--data DIR | --database URL [--json]",
     "names what whoever keeps the instance has to see to now", kOnlyJson, 0, doctor_command},
    {"migrate",
     "--data DIR | --database URL",
     "brings an older database to this program's schema",
     {},
     0,
     migrate_command},
    {"check-config", "[--config FILE] [--json] [--list]", "names every mistake in the settings",
     kCheckConfig, 0, check_config_command},
    {"import",
     "[KIND] --data DIR FILE... [--list NAME] [--end LIST [--since DAY]] [--dry-run] [--json]",
     "takes published lists into the directory, all or nothing", kImport, kAnyNumber,
     import_command},
    {"map",
     "FILE --data DIR | --database URL",
     "takes the tile layout (CSV: code, row, column) or the boundary of a prefecture",
     {},
     1,
     map_command},
    {"version", "[--json]", "says which program this is and its schema", kOnlyJson, 0,
     version_command},
    {"policy", "[--json]", "prints who may do what, as a page or as the whole table", kOnlyJson, 0,
     policy_command},
    {"states",
     "DIR",
     "draws the lives of requests, cases and consultations as pictures",
     {},
     1,
     states_command},
};

bool needs_place(const Command& command) {
    return command.run != policy_command && command.run != states_command &&
           command.run != version_command;
}

void print_usage(std::FILE* out) {
    fmt::print(out, "michishirube COMMAND\n\n");
    for (const Command& command : kCommands)
        fmt::print(out, "  {:<13} {}\n  {:<13}   {}\n", command.name, command.usage, "",
                   command.says);
    fmt::print(out,
               "\nmichishirube help COMMAND tells its options. "
               "Exit status: 0 done, 1 the thing asked does not hold, 2 wrong use.\n");
}

void print_options(std::span<const Option> options) {
    for (const Option& option : options)
        fmt::print("  {:<24} {}\n", fmt::format("--{} {}", option.name, option.takes), option.says);
}

int help_of(const Command& command) {
    fmt::print("michishirube {} {}\n{}.\n\n", command.name, command.usage, command.says);
    print_options(command.options);
    if (needs_place(command)) print_options(kPlaceOptions);
    return kDone;
}

bool asks_for_help(std::span<const std::string> words) {
    return std::ranges::find(words, "--help") != words.end();
}

int run_command(const Command& command, std::span<const std::string> words) {
    if (asks_for_help(words)) return help_of(command);
    std::vector<Option> known(command.options.begin(), command.options.end());
    if (needs_place(command))
        known.insert(known.end(), std::begin(kPlaceOptions), std::end(kPlaceOptions));
    return command.run(Call(words, known, command.most_words));
}

/// One sentence on standard error, beginning with the command.
int complain(std::string_view command, std::string_view what, int status) {
    const std::string_view end = what.ends_with('.') ? "" : ".";
    fmt::print(stderr, "michishirube {}: {}{}\n", command, what, end);
    return status;
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

int run(std::span<const std::string> words) {
    const bool help = !words.empty() && (words[0] == "--help" || words[0] == "help");
    if (words.empty() || (help && words.size() == 1)) {
        print_usage(words.empty() ? stderr : stdout);
        return words.empty() ? kWrongUse : kDone;
    }
    const std::string& name = words[help ? 1 : 0];
    const auto* command = std::ranges::find(kCommands, name, &Command::name);
    if (command == std::end(kCommands))
        return complain(name, "there is no such command; `michishirube help` lists them",
                        kWrongUse);
    if (help) return help_of(*command);
    try {
        return run_command(*command, words.subspan(1));
    } catch (const WrongUse& wrong) {
        return complain(command->name, wrong.what(), kWrongUse);
    } catch (const std::exception& why) {
        return complain(command->name, why.what(), kDoesNotHold);
    }
}

}  // namespace michi::app
