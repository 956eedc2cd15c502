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
    std::string data;      // directory of the instance
    std::string root_key;  // file; "" is <data>/secret/root.key
    web::ServerSettings server;

    std::string root_key_file() const {
        return root_key.empty() ? data + "/secret/root.key" : root_key;
    }
};

/// Options that every command on an instance takes.
inline constexpr std::string_view kPlaceOptions[] = {"data", "database", "root-key", "config"};

/// Every mistake of the file and the environment, one sentence each.
struct ConfigRead {
    Config config;
    std::vector<std::string> mistakes;
};
ConfigRead read_config(const Call& call);

/// The config, or WrongUse with its first mistake or because no place is named.
Config config_of(const Call& call);

}  // namespace michi::app
