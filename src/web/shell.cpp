#include "web/shell.hpp"

#include "web/routes.hpp"

namespace michi::web {
namespace {

struct RailRow {
    std::string_view key;
    Word word, brief;
    Url href;
    std::string_view icon;
    std::string_view keys;
    Word section;  // what its part of the rail is called; the daily work needs no heading
};

/// A row shows when its page exists and the policy lets the role in.
const std::vector<RailRow>& rail_rows() {
    constexpr Word around = "web.section_around"_w, keeping = "web.section_keeping"_w;
    static const std::vector<RailRow> rows{
        {"work", "web.rail_work"_w, "web.brief_work"_w, Url("/w"), "home", "g w", {}},
        {"prefecture",
         "web.rail_prefecture"_w,
         "web.brief_prefecture"_w,
         Url("/p"),
         "globe",
         "g p",
         {}},
        {"keeper", "web.rail_keeper"_w, "web.brief_keeper"_w, Url("/a"), "home", "g k", {}},
        {"my", "web.rail_my"_w, "web.brief_my"_w, Url("/my"), "home", "g y", {}},
        {"intake", "web.rail_intake"_w, "web.brief_intake"_w, Url("/w/intake"), "inbox", "g i", {}},
        {"cases", "web.rail_cases"_w, "web.brief_cases"_w, Url("/w/cases"), "folder", "g c", {}},
        {"handovers",
         "web.rail_handovers"_w,
         "web.brief_handovers"_w,
         Url("/w/handovers"),
         "swap",
         "g h",
         {}},
        {"resources",
         "web.rail_resources"_w,
         "web.brief_resources"_w,
         Url("/w/resources"),
         "search",
         "g r",
         {}},
        {"own", "web.rail_own"_w, "web.brief_own"_w, Url("/w/resources/own"), "build", "g b", {}},
        {"issues", "web.rail_issues"_w, "web.brief_issues"_w, Url("/w/issues"), "flag", "g l",
         around},
        {"reports", "web.rail_reports"_w, "web.brief_reports"_w, Url("/w/reports"), "chart", "g m",
         around},
        {"organisations", "web.rail_organisations"_w, "web.brief_organisations"_w,
         Url("/a/organisations"), "build", "g o", keeping},
        {"accounts", "web.rail_accounts"_w, "web.brief_accounts"_w, Url("/a/accounts"), "users",
         "g a", keeping},
        {"setup", "web.rail_setup"_w, "web.brief_setup"_w, Url("/a/setup"), "sliders", "g s",
         keeping},
        {"selfcheck", "web.rail_selfcheck"_w, "web.brief_selfcheck"_w, Url("/a/selfcheck"), "check",
         "g v", keeping},
        {"audit", "web.rail_audit"_w, "web.brief_audit"_w, Url("/a/audit"), "history", "g u",
         keeping},
    };
    return rows;
}

bool open_to(const Routes& routes, Method method, std::string_view path, Role role) {
    const Route* route = routes.find(path).of(method);
    return route && ever(role, route->may);
}

/// Beyond what the policy opens: each role has one home, and whose page it is in its name.
bool is_for(std::string_view key, Role role) {
    if (key == "work") return ever(role, Act::see_worklist);  // they begin elsewhere
    if (key == "my") return role == Role::family;
    if (key == "cases") return role != Role::family;  // theirs stand on their own page
    // A town's facilities are many, and reached from their entries.
    if (key == "own") return role == Role::partner || role == Role::local_coordinator;
    return true;
}

std::vector<RailEntry> rail_of(const Routes& routes, Role role, std::string_view active,
                               const Counts& counts) {
    std::vector<RailEntry> rail;
    Word section;
    for (const RailRow& row : rail_rows()) {
        if (!open_to(routes, Method::get, row.href.text(), role)) continue;
        if (!is_for(row.key, role)) continue;
        const auto count = counts.find(std::string(row.key));
        rail.push_back({row.word, row.brief, row.icon, row.href, row.keys,
                        count == counts.end() ? 0 : count->second, row.key == active,
                        row.section == section ? Word{} : row.section});
        section = row.section;
    }
    return rail;
}

}  // namespace

Word word_of_role(Role role) {
    switch (role) {
        case Role::centre_counsellor:
            return "web.role_counsellor"_w;
        case Role::centre_head:
            return "web.role_head"_w;
        case Role::receptionist:
            return "web.role_receptionist"_w;
        case Role::municipal_officer:
            return "web.role_municipal"_w;
        case Role::local_coordinator:
            return "web.role_coordinator"_w;
        case Role::partner:
            return "web.role_partner"_w;
        case Role::prefecture_officer:
            return "web.role_prefecture"_w;
        case Role::family:
            return "web.role_family"_w;
        case Role::administrator:
            return "web.role_administrator"_w;
    }
    return {};
}

Frame frame_for(const Routes& routes, const Door::Known* known, Shell shell, const Counts& counts) {
    Frame frame;
    frame.shell = std::move(shell);
    frame.shell.bare = frame.shell.bare || !known || !known->elsewhere.empty();
    if (!known || frame.shell.bare || frame.shell.print) return frame;
    const Role role = known->subject.role;
    frame.signed_in = true;
    frame.user = known->subject.name;
    frame.organisation = known->subject.organisation_name;
    frame.role = word_of_role(role);
    frame.masked = known->masked;
    frame.keys_off = known->keys_off;
    frame.notices = known->notices;
    frame.rail = rail_of(routes, role, frame.shell.active, counts);
    frame.may_search = open_to(routes, Method::post, "/w/search", role);
    frame.may_mask = open_to(routes, Method::post, "/w/mask", role);
    frame.may_receive = open_to(routes, Method::post, "/w/intake", role);
    frame.has_help = open_to(routes, Method::get, "/w/help", role);
    frame.has_keys = open_to(routes, Method::get, "/w/keys", role);
    frame.has_lock = open_to(routes, Method::post, "/lock", role);
    return frame;
}

}  // namespace michi::web
