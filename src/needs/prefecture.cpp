// 県全体の状況: the published months, what the region lacks, what each town has. No names, no small numbers.

#include <algorithm>

#include "base/era.hpp"
#include "base/municipality.hpp"
#include "needs/coverage.hpp"
#include "needs/pages.hpp"
#include "people/people.hpp"
#include "reports/reports.hpp"

namespace michi::needs {
namespace {

using web::Context;

constexpr std::size_t kMonths = 12, kMissed = 8;

std::int64_t hundredths(std::int64_t n, std::int64_t most) { return most ? n * 100 / most : 0; }

CentreView centre_view(Context& c, const people::OrganisationBrief& centre,
                       std::string_view prefecture) {
    CentreView v;
    v.name = centre.name;
    const auto months = reports::published_months(c, centre.id, prefecture, kMonths);
    if (months.empty()) return v;
    const auto address = [&](const reports::MonthPicture& month) {
        return "/w/reports/monthly/" + month.digits + "?centre=" + std::to_string(centre.id.value);
    };
    const auto& newest = months.front();
    v.month = newest.name;
    v.href = address(newest);
    v.published = newest.published;
    v.tiles = newest.tiles;
    for (const auto& topic : newest.topics) {
        const auto& figure = topic.figures.front();
        v.topics.push_back({topic.name, figure.shown, hundredths(figure.n, newest.most)});
    }
    std::int64_t most = 0;
    for (const auto& month : months) most = std::max(most, month.all);
    for (const auto& month : months)
        v.months.push_back({month.name, address(month),
                            month.is_withheld
                                ? "＊"
                                : say("needs.cases"_w, c.lang, {{"n", std::to_string(month.all)}}),
                            hundredths(month.all, most)});
    return v;
}

void fill_issues(Context& c, PrefectureView& v) {
    const auto gaps = gaps_of(issues_in(c, "12"));
    const auto tables = safe_tables(gaps);
    const auto& whole = tables.area.cells.back().back();
    v.issues = cell_text(whole);
    v.tiles = tiles_of(c, tables.area, "");
    for (const Missed& missed : most_missed(tables.area)) {
        v.withheld = v.withheld || missed.cell.withheld;
        if (v.missed.size() < kMissed)
            v.missed.push_back({kind_text(c, missed.need), {cell_text(missed.cell)}});
    }
    for (const GapTile& tile : v.tiles)
        v.withheld = v.withheld || tile.text == cell_text({0, true});
}

void fill_towns(Context& c, PrefectureView& v, std::string_view prefecture) {
    const auto all = directory::snapshot(c.tx, directory::may_see(c.who.role));
    const auto found = coverage(*all);
    std::vector<std::string> codes;
    for (const auto& town : municipalities_of(prefecture)) {
        const std::string code(town.code);
        TownLine line{.code = code, .name = std::string(town.name), .desk = {}, .cells = {}};
        if (const auto desk = people::desk_of(c.tx, code)) {
            line.desk = people::find_organisation(c.tx, desk).name;
            line.signs_in = people::signs_in(c.tx, desk);
            v.desks += line.signs_in ? 1 : 0;
        }
        const auto at = found.find(code);
        for (std::size_t i = 0; i < kCovers.size(); ++i)
            line.cells.push_back(
                {kCovers[i].word, std::to_string(at == found.end() ? 0 : at->second[i])});
        v.towns.push_back(std::move(line));
        codes.push_back(code);
    }
    for (std::size_t i = 0; i < kCovers.size(); ++i) {
        v.covers.push_back(kCovers[i].word);
        v.without.push_back({kCovers[i].word, std::to_string(towns_without(found, codes, i))});
    }
}

}  // namespace

web::Answer show_prefecture(Context& c) {
    c.require(Act::see_prefecture, {});
    const std::string prefecture = people::home_prefecture(c.tx, c.who.organisation);
    PrefectureView v;
    v.name = c.who.organisation_name;
    v.day = header_date(c.now.today);
    for (const auto& centre : people::organisations(c.tx, "centre"))
        if (centre.municipality.starts_with(prefecture))
            v.centres.push_back(centre_view(c, centre, prefecture));
    fill_issues(c, v);
    fill_towns(c, v, prefecture);
    c.trace(TraceKind::list, "needs.prefecture", "", 0, "towns=" + std::to_string(v.towns.size()));
    return c.page(std::move(v), {.title = std::string(word_text("needs.prefecture"_w, c.lang)),
                                 .active = "prefecture"});
}

}  // namespace michi::needs
