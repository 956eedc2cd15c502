// Static files embedded in the binary, each under a name that changes with its content.
#pragma once

#include <span>
#include <string_view>

namespace michi::web {

struct Asset {
    std::string_view name, path, type, body, gzip, etag;
};

std::span<const Asset> assets();
const Asset* asset_named(std::string_view name);
const Asset* asset_at(std::string_view path);

}  // namespace michi::web
