// The page around a page: head, rail, top bar; the bare one of public pages; the one of printed sheets.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "web/web.hpp"

namespace michi::web {

class Routes;

struct RailEntry {
    Word word;
    Word brief;  // what fits the bar of a telephone, and stands in `word`
    std::string_view icon;
    Url href;
    std::string_view key;  // on the keyboard, "g w"
    std::int64_t count{};
    bool current{};
    Word section;  // the heading that begins with this entry
};

/// What shell.html shows around `main`.
struct Frame {
    Shell shell;
    std::string user;
    std::string organisation;
    Word role;
    std::vector<RailEntry> rail;
    std::string csrf;
    std::string who;  // tells the page's script one person from another, nothing else
    bool signed_in{};
    bool masked{};
    bool keys_off{};
    int notices{};
    bool demonstration{};
    Instant now;          // when the page was made
    std::string printed;  // the same, as paper says it
    bool may_search{};
    bool may_mask{};
    bool may_receive{};
    bool has_help{};
    bool has_keys{};
    bool has_lock{};
    Html main;
};

using Counts = std::map<std::string, std::int64_t>;

/// The frame for a signed-in person (`known`) or for nobody (null: bare); only pages that exist.
Frame frame_for(const Routes& routes, const Door::Known* known, Shell shell, const Counts& counts);

void render(const Frame& v, Out& out);  // shell.html

Word word_of_role(Role role);

}  // namespace michi::web
