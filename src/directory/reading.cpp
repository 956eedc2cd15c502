#include "directory/reading.hpp"

#include <algorithm>
#include <map>

#include "directory/bytes.hpp"
#include "directory/mapping.hpp"
#include "directory/row.hpp"

namespace michi::directory {
namespace {

/// A running number of a list (1, 2, 3… or 0000000001) is no lasting key; nor is one that stands
/// twice.
void keep_lasting_numbers(Reading& reading) {
    std::vector<std::string_view> seen;
    for (const Entry& entry : reading.entries) seen.push_back(entry.system_no);
    std::ranges::sort(seen);
    std::vector<std::string> doubled;
    for (std::size_t i = 1; i < seen.size(); ++i)
        if (seen[i] == seen[i - 1]) doubled.emplace_back(seen[i]);
    for (Entry& entry : reading.entries) {
        const auto significant = entry.system_no.find_first_not_of('0');
        const bool running = significant == std::string::npos ||
                             (entry.system_no.size() - significant < 6 &&
                              entry.system_no.find_first_not_of("0123456789") == std::string::npos);
        if (running || std::ranges::binary_search(doubled, entry.system_no))
            entry.system_no.clear();
    }
}

/// A list without a publisher's code is named by the one municipality that all its places stand in.
void name_publisher(Reading& reading) {
    if (reading.entries.empty() || !reading.entries.front().publisher.empty()) return;
    const std::string code = reading.entries.front().values[Field::municipality];
    const bool local = reading.source == Source::school || reading.source == Source::facility ||
                       reading.source == Source::childcare || reading.source == Source::hospital ||
                       reading.source == Source::shelter;
    const bool one = std::ranges::all_of(reading.entries, [&](const Entry& e) {
        return e.publisher.empty() && e.values[Field::municipality] == code;
    });
    if (!local || !one) return;
    for (Entry& entry : reading.entries) entry.publisher = code, entry.scope = code + entry.scope;
}

Sent sent(const Table& table, std::size_t row) {
    Sent whole{table.number(row), {}};
    for (std::size_t i = 0; i < table.columns(row); ++i) whole.cells.emplace_back(table.at(row, i));
    return whole;
}

/// A row that stands twice, cell by cell, is one place.
class Seen {
  public:
    /// The row's first standing; nothing when it is new.
    std::optional<std::size_t> before(const Sent& row) {
        std::string all;
        for (const std::string& cell : row.cells) all.append(cell).append(1, '\0');
        const auto [at, fresh] = first_.try_emplace(std::move(all), row.row);
        return fresh ? std::nullopt : std::optional(at->second);
    }

  private:
    std::map<std::string, std::size_t> first_;
};

std::optional<Layout> layout_for(const Table& table, std::optional<Source> wanted,
                                 std::span<const Mapping> said) {
    if (auto as_said = mapped_as_said(table, said)) return as_said;
    return recognise(table, wanted);
}

/// Whether the headings may be there, in an encoding that is none of ours.
bool is_unreadable(const Table& table) {
    constexpr std::string_view kShift = "\x1b";  // ISO-2022-JP
    for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 20); ++row)
        for (std::size_t i = 0; i < table.columns(row); ++i)
            if (table.at(row, i).find(kBroken) != std::string_view::npos ||
                table.at(row, i).find(kShift) != std::string_view::npos)
                return true;
    return false;
}

}  // namespace

Reading read_table(const Table& table, const Layout& layout) {
    Reading reading{.source = layout.source,
                    .table = table.name,
                    .rows = 0,
                    .entries = {},
                    .refused = {},
                    .above = {},
                    .returned = {}};
    for (std::size_t row = 0; row < layout.first_row; ++row)
        reading.above.push_back(sent(table, row));
    Seen seen;
    for (std::size_t row = layout.first_row; row < table.rows(); ++row) {
        if (table.blank(row)) continue;
        ++reading.rows;
        Sent as_sent = sent(table, row);
        RowRead read = read_row(table, layout, row);
        if (const auto first = seen.before(as_sent); first && read.why.empty())
            read.why.push_back({as_sent.row,
                                layout.heading(Column::name),
                                "directory.same_row"_w,
                                {{"row", std::to_string(*first)}}});
        if (read.why.empty()) {
            reading.entries.push_back(std::move(read.entry));
            continue;
        }
        reading.refused.insert(reading.refused.end(), read.why.begin(), read.why.end());
        reading.returned.push_back(std::move(as_sent));
    }
    keep_lasting_numbers(reading);
    name_publisher(reading);
    return reading;
}

Result<std::vector<Reading>> read_file(std::string_view bytes, std::optional<Source> wanted) {
    const auto tables = read_tables(bytes);
    return tables ? read_each(*tables, wanted) : refused(tables.error());
}

Result<std::vector<Reading>> read_each(const std::vector<Table>& tables,
                                       std::optional<Source> wanted,
                                       std::span<const Mapping> said) {
    std::vector<Reading> readings;
    for (const Table& table : tables)
        if (const auto layout = layout_for(table, wanted, said))
            readings.push_back(read_table(table, *layout));
    if (readings.empty() && std::ranges::any_of(tables, is_unreadable))
        return refused(kWhole, "directory.file_other_encoding"_w);
    if (readings.empty())
        return refused(kWhole,
                       wanted ? "directory.not_that_kind"_w : "directory.kind_not_recognised"_w);
    return readings;
}

}  // namespace michi::directory
