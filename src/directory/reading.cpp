#include "directory/reading.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/municipality.hpp"
#include "base/text.hpp"
#include "directory/beside.hpp"
#include "directory/bytes.hpp"
#include "directory/cells.hpp"
#include "directory/difference.hpp"
#include "directory/headings.hpp"
#include "directory/list_kinds.hpp"
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

/// The one code of all, or else their one prefecture's; "" when there is none.
template <class CodeOf>
std::string common_code(const std::vector<Entry>& entries, CodeOf code_of) {
    std::string first;
    bool one = true;
    for (const Entry& entry : entries) {
        const std::string& code = code_of(entry);
        if (code.empty()) continue;
        if (first.empty()) first = code;
        if (code.substr(0, 2) != first.substr(0, 2)) return {};
        one = one && code == first;
    }
    return one ? first : full_code(first.substr(0, 2) + "000").value_or("");
}

/// Who publishes the list: the one code that its rows name. Codes of several municipalities say
/// where the places lie, so that their prefecture publishes it; without any, the area that all
/// places lie in.
void name_publisher(Reading& reading) {
    auto& entries = reading.entries;
    reading.coverage = common_code(entries, [](const Entry& e) -> const std::string& {
        return e.values[Field::municipality];
    });
    if (!comes_from_many(reading.source)) return;
    const auto named = [](const Entry& e) -> const std::string& { return e.publisher; };
    reading.publisher = std::ranges::all_of(entries, &std::string::empty, named)
                            ? reading.coverage
                            : common_code(entries, named);
    for (Entry& entry : entries) entry.publisher = reading.publisher;
}

Sent sent(const Table& table, std::size_t row) {
    Sent whole{table.number(row), {}};
    for (std::size_t i = 0; i < table.columns(row); ++i) whole.cells.emplace_back(table.at(row, i));
    return whole;
}

/// A row that stands twice, cell by cell, is one place. Only the hash of a row is kept.
class Seen {
  public:
    explicit Seen(const Table& table) : table_(table) {}
    /// The row's first standing; nothing when it is new.
    std::optional<std::size_t> before(std::size_t row) {
        const auto [from, to] = first_.equal_range(hash(row));
        for (auto at = from; at != to; ++at)
            if (same(at->second, row)) return table_.number(at->second);
        first_.emplace(hash(row), row);
        return std::nullopt;
    }

  private:
    std::size_t hash(std::size_t row) const {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < table_.columns(row); ++i)
            sum = sum * 1099511628211u ^ std::hash<std::string_view>{}(table_.at(row, i));
        return sum;
    }
    bool same(std::size_t left, std::size_t right) const {
        if (table_.columns(left) != table_.columns(right)) return false;
        for (std::size_t i = 0; i < table_.columns(left); ++i)
            if (table_.at(left, i) != table_.at(right, i)) return false;
        return true;
    }
    const Table& table_;
    std::unordered_multimap<std::size_t, std::size_t> first_;
};

std::optional<Layout> layout_for(const Table& table, std::optional<Source> wanted,
                                 std::span<const Mapping> said) {
    if (auto as_said = mapped_as_said(table, said)) return as_said;
    return recognise(table, wanted);
}

/// A list that one file holds twice (as CSV and as Excel, or a sheet of all beside a sheet of some)
/// names each place once.
void drop_doubles(std::vector<Reading>& readings) {
    std::unordered_multimap<std::string, const Entry*> known;
    const auto key = [](const Reading& reading, const Entry& entry) {
        return std::string(name_of(reading.source).id) + "|" + entry.publisher + "|" + entry.kind +
               "|" + name_key(entry.values[Field::name]);
    };
    for (Reading& reading : readings) {
        std::size_t dropped = 0;
        std::erase_if(reading.entries, [&](const Entry& entry) {
            const auto [from, to] = known.equal_range(key(reading, entry));
            const bool again = std::any_of(from, to, [&](const auto& one) {
                return differing(one.second->values, entry.values).empty();
            });
            dropped += again;
            return again;
        });
        reading.rows -= dropped, reading.beside += dropped;
        if (dropped > 0)
            reading.notes.push_back(
                {0, "", "directory.note_twice_in_file"_w, {{"count", std::to_string(dropped)}}});
        if (&reading == &readings.back()) return;
        for (const Entry& entry : reading.entries) known.emplace(key(reading, entry), &entry);
    }
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

namespace {

/// One table row by row.
class TableReader {
  public:
    TableReader(const Table& table, const Layout& layout)
        : table_(table), layout_(layout), seen_(table) {
        reading_.source = layout.source;
        reading_.table = table.name;
        for (const std::string& heading : layout.headings)
            reading_.headings.append(plain_heading(heading)).append("|");
    }

    Reading read() {
        for (std::size_t row = 0; row < layout_.first_row; ++row)
            reading_.above.push_back(sent(table_, row));
        // An entry is large: growing would hold the old half beside the new whole.
        reading_.entries.reserve(table_.rows() - std::min(table_.rows(), layout_.first_row));
        for (std::size_t row = layout_.first_row; row < table_.rows(); ++row)
            if (!table_.blank(row)) take(row);
        for (const auto& [kind, count] : other_kinds_)
            reading_.notes.push_back({0,
                                      layout_.heading(Column::kind),
                                      "directory.note_other_kind"_w,
                                      {{"kind", kind}, {"count", std::to_string(count)}}});
        keep_lasting_numbers(reading_);
        name_publisher(reading_);
        return std::move(reading_);
    }

  private:
    void take(std::size_t row) {
        if (is_beside_data(table_, layout_, row)) return set_beside(row);
        RowRead read = read_row(table_, layout_, row);
        if (!read.other_kind.empty()) {
            ++other_kinds_[read.other_kind], ++reading_.beside;
            return;
        }
        ++reading_.rows;
        if (const auto first = seen_.before(row); first && read.why.empty())
            read.why.push_back({table_.number(row),
                                layout_.heading(Column::name),
                                "directory.same_row"_w,
                                {{"row", std::to_string(*first)}}});
        if (read.why.empty()) {
            reading_.entries.push_back(std::move(read.entry));
            return;
        }
        reading_.refused.insert(reading_.refused.end(), read.why.begin(), read.why.end());
        if (layout_.has(Column::name))
            reading_.unread.emplace_back(table_.at(row, layout_.of(Column::name)));
        reading_.returned.push_back(sent(table_, row));
    }
    void set_beside(std::size_t row) {
        ++reading_.beside;
        std::string text;
        for (std::size_t i = 0; i < table_.columns(row) && text.size() < 80; ++i)
            if (const std::string cell = one_line(table_.at(row, i)); !cell.empty())
                text.append(text.empty() ? "" : " ").append(cell);
        reading_.notes.push_back({table_.number(row),
                                  "",
                                  "directory.note_beside_data"_w,
                                  {{"value", std::string(first_characters(text, 40))}}});
    }

    const Table& table_;
    const Layout& layout_;
    Seen seen_;
    Reading reading_;
    std::map<std::string, std::size_t> other_kinds_;
};

}  // namespace

Reading read_table(const Table& table, const Layout& layout) {
    return TableReader(table, layout).read();
}

Result<std::vector<Reading>> read_file(std::string_view bytes, std::optional<Source> wanted) {
    const auto tables = read_tables(bytes);
    return tables ? read_each(*tables, wanted) : refused(tables.error());
}

Result<std::vector<Reading>> read_each(const std::vector<Table>& tables,
                                       std::optional<Source> wanted,
                                       std::span<const Mapping> said) {
    std::vector<Reading> readings;
    std::vector<Problem> not_known;
    for (const Table& table : tables)
        if (const auto layout = layout_for(table, wanted, said))
            readings.push_back(read_table(table, *layout));
        else if (table.rows() > 0)
            not_known.push_back(
                {0, "", "directory.note_table_not_known"_w, {{"value", table.name}}});
    if (readings.empty() && std::ranges::any_of(tables, is_unreadable))
        return refused(kWhole, "directory.file_other_encoding"_w);
    if (readings.empty())
        return refused(kWhole,
                       wanted ? "directory.not_that_kind"_w : "directory.kind_not_recognised"_w);
    drop_doubles(readings);
    auto& notes = readings.front().notes;
    notes.insert(notes.begin(), not_known.begin(), not_known.end());
    return readings;
}

}  // namespace michi::directory
