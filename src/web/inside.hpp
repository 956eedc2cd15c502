// What a Site keeps between requests.
#pragma once

#include <atomic>

#include "web/routes.hpp"
#include "web/web.hpp"

namespace michi::web {

constexpr std::string_view session_cookie_name(bool secure) {
    return secure ? "__Host-michi" : "michi";
}

struct Site::Inside {
    Database& database;
    Vault& vault;
    Door& door;
    std::vector<Part> parts;
    ServerSettings settings;
    std::function<Instant()> clock;
    Routes routes{parts};
    RailCounts rail_counts{};
    std::atomic<std::uint64_t> posts{};
    std::atomic<bool> stopping{};
};

}  // namespace michi::web
