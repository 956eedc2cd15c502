// The commands of `michishirube`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/call.hpp"
#include "web/web.hpp"

namespace michi::app {

inline constexpr int kDone = 0, kDoesNotHold = 1, kWrongUse = 2;

struct Command {
    std::string_view name;
    std::string_view usage;  // what follows the name
    std::string_view says;
    std::span<const Option> options;  // beside those of the place
    std::size_t most_words;
    int (*run)(const Call&);
};

std::span<const Command> commands();

int serve_command(const Call& call);
int demo_command(const Call& call);
int init_command(const Call& call);
int account_command(const Call& call);
int audit_command(const Call& call);
int key_command(const Call& call);
int migrate_command(const Call& call);
int backup_command(const Call& call);
int restore_command(const Call& call);
int check_config_command(const Call& call);
int policy_command(const Call& call);
int import_command(const Call& call);
int map_command(const Call& call);
int states_command(const Call& call);
/// Of the copies that `backup --into` left there. Throws when there is none.
std::string newest_copy_in(const std::string& directory);
int doctor_command(const Call& call);
int drill_command(const Call& call);
int version_command(const Call& call);

/// What people type before a path.
std::string front_of(const web::ServerSettings& server);

/// Runs the command that the words name; answers the exit status.
int run(std::span<const std::string> words);

}  // namespace michi::app
