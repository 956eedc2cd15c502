// /a/setup/regions: which towns share their services, as the prefecture's plan says.

#include <algorithm>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/text.hpp"
#include "directory/directory.hpp"
#include "setup/pages.hpp"

namespace michi::setup {

void render(const RegionsView& v, web::Out& out);

namespace {

using web::Answer;
using web::Context;

constexpr std::size_t kLongSource = 300;  // bytes

std::string home(Context& c) { return people::home_prefecture(c.tx, c.who.organisation); }

std::string region_of(const std::vector<directory::Region>& all, std::string_view town) {
    const auto found = std::ranges::find(all, town, &directory::Region::municipality);
    return found == all.end() ? std::string() : found->name;
}

RegionsView view_of(Context& c) {
    const std::string prefecture = home(c);
    RegionsView v;
    v.source = directory::source_of_regions(c.tx, prefecture);
    v.own = !v.source.empty();
    v.saved = c.query.has("saved");
    const auto known = directory::regions_of(prefecture);
    for (const Municipality& town : towns_of(prefecture))
        v.rows.push_back(
            {std::string(town.code), std::string(town.name), region_of(known, town.code)});
    return v;
}

/// As it was typed, for the form that comes back.
RegionsView typed_view(Context& c) {
    RegionsView v = view_of(c);
    for (RegionLine& line : v.rows) line.region = trimmed(c.form.text("region_" + line.code));
    v.source = trimmed(c.form.text("source"));
    return v;
}

web::Shell shell(const Context& c) { return shell_of(c, "setup.regions_title"_w, "setup"); }

}  // namespace

Answer show_regions(Context& c) {
    c.require(Act::set_up, {});
    return c.page(view_of(c), shell(c));
}

Answer keep_regions(Context& c) {
    c.require(Act::set_up, {});
    RegionsView v = typed_view(c);
    if (v.source.empty()) v.refusals.add("source", "setup.say_source"_w);
    v.refusals.add(check_text("source", v.source, kLongSource));
    std::vector<directory::Region> regions;
    for (const RegionLine& line : v.rows) {
        v.refusals.add(check_name("region_" + line.code, line.region));
        regions.push_back({line.code, line.region});
    }
    if (v.refusals.any()) return c.refuse(std::move(v), shell(c));
    directory::keep_regions(c.tx, home(c), regions, v.source);
    c.trace(TraceKind::change, "setup.regions", "regions", 0,
            "rows=" + std::to_string(regions.size()));
    return c.see_other(web::Url("/a/setup/regions").query("saved", "1"));
}

}  // namespace michi::setup
