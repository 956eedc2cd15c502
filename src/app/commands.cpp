#include "app/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>

#include "app/config.hpp"

namespace michi::app {
namespace {

constexpr std::string_view kServeOptions[] = {"port",    "address",         "workers",
                                              "tls-key", "tls-certificate", "public-host"};
constexpr std::string_view kDemoOptions[] = {"children", "notes", "consultations", "seed"};
constexpr std::string_view kLoginOption[] = {"login", "name"};
constexpr std::string_view kAgainst[] = {"against"};
constexpr std::string_view kJson[] = {"json"};
constexpr std::string_view kCheckJson[] = {"check", "json"};
constexpr std::string_view kImportFlags[] = {"json", "dry-run"};

constexpr Command kCommands[] = {
    {"serve",
     "--data DIR | --database URL [--port P]",
     "answers browsers until it is told to end",
     kServeOptions,
     {},
     serve_command},
    {"demo",
     "--data DIR [--children N] [--notes M] [--seed S]",
     "makes a new instance with the fictitious 若葉県 in it",
     kDemoOptions,
     {},
     demo_command},
    {"account",
     "first-admin --login X --data DIR",
     "makes the first administrator's one-time link",
     kLoginOption,
     {},
     account_command},
    {"audit", "verify|checkpoint --data DIR [--against NOTE] [--json]",
     "checks that nothing in the audit was changed", kAgainst, kJson, audit_command},
    {"key",
     "usage|rotate --data DIR [--json]",
     "shows or renews the key-encryption key",
     {},
     kJson,
     key_command},
    {"backup",
     "FILE --data DIR | --database URL [--json]",
     "keeps a sealed copy of one moment, also while the server runs",
     {},
     kJson,
     backup_command},
    {"restore",
     "FILE --data DIR | --database URL --root-key KEY [--check] [--json]",
     "checks a backup and brings it back into an empty place",
     {},
     kCheckJson,
     restore_command},
    {"migrate",
     "--data DIR | --database URL",
     "brings an older database to this program's schema",
     {},
     {},
     migrate_command},
    {"check-config",
     "[--config FILE]",
     "names every mistake in the settings",
     {},
     {},
     check_config_command},
    {"import",
     "[KIND] --data DIR FILE... [--dry-run] [--json]",
     "takes published lists into the directory, all or nothing",
     {},
     kImportFlags,
     import_command},
    {"policy",
     "[--json]",
     "prints who may do what, as a page or as the whole table",
     {},
     kJson,
     policy_command},
};

void print_usage(std::FILE* out) {
    fmt::print(out, "michishirube COMMAND\n\n");
    for (const Command& command : kCommands)
        fmt::print(out, "  {:<13} {}\n  {:<13}   {}\n", command.name, command.usage, "",
                   command.says);
}

int run_command(const Command& command, std::span<const std::string> words) {
    std::vector<std::string_view> options(std::begin(kPlaceOptions), std::end(kPlaceOptions));
    options.insert(options.end(), command.options.begin(), command.options.end());
    return command.run(Call(words, options, command.flags));
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
    if (words.empty() || words[0] == "--help" || words[0] == "help") {
        print_usage(words.empty() ? stderr : stdout);
        return words.empty() ? kWrongUse : kDone;
    }
    const auto* command = std::ranges::find(kCommands, words[0], &Command::name);
    if (command == std::end(kCommands))
        return complain(words[0], "there is no such command; `michishirube help` lists them",
                        kWrongUse);
    try {
        return run_command(*command, words.subspan(1));
    } catch (const WrongUse& wrong) {
        return complain(command->name, wrong.what(), kWrongUse);
    } catch (const std::exception& why) {
        return complain(command->name, why.what(), kDoesNotHold);
    }
}

}  // namespace michi::app
