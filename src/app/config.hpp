// The settings of an instance: a flat TOML file, environment variables MICHI_<NAME>, options. The
// later wins. Secrets are named as files, never given as values.
#pragma once

#include <string>
#include <vector>

#include "app/call.hpp"
#include "platform/db.hpp"
#include "web/web.hpp"

namespace michi::app {

struct Config {
    Place place;
    std::string data;           // directory of the instance
    std::string root_key;       // file; "" is <data>/secret/root.key
    std::string metrics_token;  // file
    web::ServerSettings server;

    std::string root_key_file() const {
        return root_key.empty() ? data + "/secret/root.key" : root_key;
    }
};

/// Options that every command on an instance takes.
inline constexpr Option kPlaceOptions[] = {
    {"data", "DIR", "directory of the instance"},
    {"database", "URL", "a PostgreSQL database instead of the file in the directory"},
    {"root-key", "FILE", "the root key, when it is not in the directory"},
    {"config", "FILE", "settings, one name = value a line"},
};

/// One setting as the operations manual lists it.
struct SettingFacts {
    std::string_view name, takes, without, says;
};
std::vector<SettingFacts> settings();

/// Every mistake of the file and the environment, one sentence each.
struct ConfigRead {
    Config config;
    std::vector<std::string> mistakes;
};
ConfigRead read_config(const Call& call);

/// What each setting alone cannot tell: files that are not there, settings that contradict.
std::vector<std::string> contradictions(const Config& config);

/// Whether it is said where the instance and its key are.
bool has_place(const Config& config);

/// The config, or WrongUse with its first mistake or because no place is named.
Config config_of(const Call& call);

}  // namespace michi::app
