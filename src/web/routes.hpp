// Finds the route of a path: one tree of segments, literal ones before captured ones.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/web.hpp"

namespace michi::web {

using Captures = std::vector<std::pair<std::string_view, std::string_view>>;

class Routes {
  public:
    /// Throws std::logic_error for a route nobody may use, a bad path, a missing handler, a twin.
    explicit Routes(std::span<const Part> parts);

    struct Found {
        const Route* get{};
        const Route* post{};
        Captures captures;  // still percent-encoded
        explicit operator bool() const { return get || post; }
        const Route* of(Method method) const {
            if (method == Method::options) return nullptr;
            return method == Method::get ? get : post;
        }
    };
    Found find(std::string_view path) const;
    /// Whether the address lies where programs ask, and nothing needs to stand there.
    bool among_programs(std::string_view path) const;

  private:
    struct Node {
        std::map<std::string_view, std::unique_ptr<Node>, std::less<>> literal;
        std::unique_ptr<Node> captured;
        std::string_view name;  // of the capture that leads here
        const Route* get{};
        const Route* post{};
    };
    void add(const Route& route);
    static bool walk(const Node& node, std::string_view rest, Found& found);
    Node root_;
    std::set<std::string_view> programs_;  // first segments under which all is for programs
};

}  // namespace michi::web
