// The months of a Centre as they are told outside it.

#include <algorithm>

#include "base/era.hpp"
#include "reports/reports.hpp"
#include "reports/rules.hpp"
#include "reports/shown.hpp"
#include "reports/store.hpp"

namespace michi::reports {
namespace {

constexpr std::size_t kTopics = 6;

/// What one may open by name: not what was gathered because it is small, nor what nobody said.
bool is_a_topic(const Line& line) {
    return line.mentions > 0 && line.code != kGathered && line.code != kUnheard;
}

std::vector<RowView> topics_of(const Report& report, Lang lang) {
    std::vector<Line> lines;
    for (const Table& table : report.tables)
        if (table.by == Dimension::topic)
            std::ranges::copy_if(table.lines, std::back_inserter(lines), is_a_topic);
    std::ranges::stable_sort(lines, std::greater{}, &Line::mentions);
    if (lines.size() > kTopics) lines.resize(kTopics);
    std::vector<RowView> rows;
    for (const Line& line : lines)
        rows.push_back({line.code,
                        name_of_line(Dimension::topic, line.code, lang),
                        {{line.mentions, grouped(line.mentions), ""}}});
    return rows;
}

MonthPicture picture_of(web::Context& c, const Edition& edition, std::string_view prefecture) {
    const Report report =
        coarse(report_of(counted_in(c.tx, c.vault, edition.id), edition.month, prefecture));
    MonthPicture v;
    v.digits = edition.month.digits();
    v.name = name_of_month(edition.month, c.lang);
    v.published = list_date(edition.made_at.in_japan(), c.now.today);
    v.tiles = tiles_of(report, edition.number);
    v.topics = topics_of(report, c.lang);
    v.all = report.total.all;
    if (!v.topics.empty()) v.most = v.topics.front().figures.front().n;
    v.is_withheld = report.is_withheld;
    return v;
}

}  // namespace

std::vector<MonthPicture> published_months(web::Context& c, Id<Organisation> centre,
                                           std::string_view prefecture, std::size_t at_most) {
    std::vector<MonthPicture> months;
    Month last{};
    for (const Edition& edition : editions(c.tx, centre, std::nullopt)) {
        if (edition.month == last) continue;  // the newest edition of each month
        if (months.size() == at_most) break;
        last = edition.month;
        months.push_back(picture_of(c, edition, prefecture));
    }
    return months;
}

void publish_now(Tx& tx, Vault& vault, Id<Organisation> centre, std::string_view prefecture,
                 Month month, Id<Account> by, Instant at) {
    const auto all = counted(tx, vault, centre, month);
    publish(tx, vault, centre, month, by, at, all,
            csv(sheet_of(report_of(all, month, prefecture), Lang::ja)));
}

}  // namespace michi::reports
