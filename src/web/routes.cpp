#include "web/routes.hpp"

#include <algorithm>
#include <stdexcept>

namespace michi::web {
namespace {

bool anybody_may(Act act) {
    for (int role = 0; role < kRoles; ++role)
        if (ever(static_cast<Role>(role), act)) return true;
    return false;
}

bool takes_too_much(const Route& route) {
    return route.method == Method::post && is_open_to_anybody(route.may) &&
           route.body_limit > kOpenBody;
}

[[noreturn]] void refuse(const Route& route, const char* why) {
    throw std::logic_error(std::string("route ").append(route.path).append(": ").append(why));
}

std::pair<std::string_view, std::string_view> split_first(std::string_view path) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    return {path.substr(0, end), path.substr(end)};
}

}  // namespace

bool is_open_to_anybody(Act act) { return act == Act::visit_public || act == Act::sign_in; }

Routes::Routes(std::span<const Part> parts) {
    std::set<std::string_view> inside;
    for (const Part& part : parts)
        for (const Route& route : part.routes) {
            add(route);
            const auto first = split_first(route.path).first;
            (route.reach == Reach::programs ? programs_ : inside).insert(first);
        }
    for (const std::string_view first : inside) programs_.erase(first);
}

bool Routes::among_programs(std::string_view path) const {
    return path.starts_with('/') && programs_.contains(split_first(path).first);
}

void Routes::add(const Route& route) {
    if (!route.path.starts_with('/')) refuse(route, "a path starts with /");
    if (!route.run) refuse(route, "has no handler");
    if (!anybody_may(route.may)) refuse(route, "the policy lets nobody in");
    if (takes_too_much(route))
        refuse(route, "is open to anybody: say a body limit of 64 KB at most");
    Node* node = &root_;
    for (std::string_view rest = route.path; !rest.empty();) {
        const auto [segment, after] = split_first(rest);
        rest = after;
        const bool captures = segment.starts_with('{') && segment.ends_with('}');
        auto& next = captures ? node->captured : node->literal[segment];
        if (!next) next = std::make_unique<Node>();
        node = next.get();
        if (!captures) continue;
        const auto name = segment.substr(1, segment.size() - 2);
        if (name == "id" || name == "token") refuse(route, "does not say of what kind it captures");
        if (!node->name.empty() && node->name != name)
            refuse(route, "names the same place differently");
        node->name = name;
    }
    const Route*& place = route.method == Method::get ? node->get : node->post;
    if (place) refuse(route, "stands there twice");
    place = &route;
}

bool Routes::walk(const Node& node, std::string_view rest, Found& found) {
    if (rest.empty()) {
        found.get = node.get;
        found.post = node.post;
        return static_cast<bool>(found);
    }
    const auto [segment, after] = split_first(rest);
    const auto it = node.literal.find(segment);
    if (it != node.literal.end() && walk(*it->second, after, found)) return true;
    if (!node.captured || segment.empty()) return false;
    found.captures.emplace_back(node.captured->name, segment);
    if (walk(*node.captured, after, found)) return true;
    found.captures.pop_back();
    return false;
}

Routes::Found Routes::find(std::string_view path) const {
    Found found;
    if (path.starts_with('/')) walk(root_, path, found);
    if (found || !path.ends_with('/') || !among_programs(path)) return found;
    // Clients of other directories write a slash behind the name of a list.
    walk(root_, path.substr(0, path.size() - 1), found);
    return found;
}

}  // namespace michi::web
