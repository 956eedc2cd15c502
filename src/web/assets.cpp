#include "web/assets.hpp"

#include <algorithm>

namespace michi::web {

const Asset* asset_named(std::string_view name) {
    const auto all = assets();
    const auto it = std::ranges::find(all, name, &Asset::name);
    return it == all.end() ? nullptr : &*it;
}

const Asset* asset_at(std::string_view path) {
    const auto all = assets();
    const auto it = std::ranges::find(all, path, &Asset::path);
    return it == all.end() ? nullptr : &*it;
}

}  // namespace michi::web
