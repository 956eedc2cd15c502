#include "directory/reading.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/text.hpp"
#include "directory/beside.hpp"
#include "directory/bytes.hpp"
#include "directory/cells.hpp"
#include "directory/content.hpp"
#include "directory/difference.hpp"
#include "directory/headings.hpp"
#include "directory/kinds.hpp"
#include "directory/list_kinds.hpp"
#include "directory/mapping.hpp"
#include "directory/no_list.hpp"
#include "directory/row.hpp"
#include "directory/section.hpp"

namespace michi::directory {
namespace {

/// A running number of a list (1, 2, 3… or 0000000001) is no lasting key; nor is one that stands
/// twice.
bool is_running(std::string_view number) {
    const auto significant = number.find_first_not_of('0');
    return significant == number.npos || (number.size() - significant < 6 &&
                                          number.find_first_not_of("0123456789") == number.npos);
}

void keep_lasting_numbers(Reading& reading) {
    std::vector<std::string_view> seen;
    for (const auto& row : reading.entries.kept()) seen.push_back(row.system_no);
    std::ranges::sort(seen);
    std::vector<std::string> doubled;
    for (std::size_t i = 1; i < seen.size(); ++i)
        if (seen[i] == seen[i - 1]) doubled.emplace_back(seen[i]);
    for (auto& row : reading.entries.kept())
        if (is_running(row.system_no) || std::ranges::binary_search(doubled, row.system_no))
            row.system_no.clear();
}

/// The one code of all, or else their one prefecture's; "" when there is none.
std::string common_code(const auto& rows, const auto& code_of) {
    std::string first;
    bool one = true;
    for (const auto& row : rows) {
        const std::string code = std::invoke(code_of, row);
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
    reading.coverage = common_code(
        reading.entries, [](const Entry& entry) { return entry.values[Field::municipality]; });
    if (!comes_from_many(reading.source)) return;
    auto& rows = reading.entries.kept();
    reading.publisher = std::ranges::all_of(rows, &std::string::empty, &Entries::Kept::publisher)
                            ? reading.coverage
                            : common_code(rows, &Entries::Kept::publisher);
    for (auto& row : rows) row.publisher = reading.publisher;
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

/// Rows of one name: a name that hundreds share tells no places apart.
constexpr std::size_t kLookedAt = 50;

/// A list that one file holds twice (as CSV and as Excel, or a sheet of all beside a sheet of some)
/// names each place once. Lists that share only some places keep them: each has its own publisher's word.
void drop_doubles(std::vector<Reading>& readings) {
    if (readings.size() < 2) return;
    const auto key = [](const Reading& reading, const Entries::Kept& row, const Values& values) {
        return std::string(name_of(reading.source).id) + "|" + row.publisher + "|" + row.kind +
               "|" + name_key(values[Field::name]);
    };
    std::vector<Reading*> longest;
    for (Reading& reading : readings) longest.push_back(&reading);
    std::ranges::stable_sort(longest, std::greater{},
                             [](const Reading* one) { return one->entries.size(); });
    std::unordered_multimap<std::string, const Entries::Kept*> known;
    for (Reading* reading : longest) {
        auto& rows = reading->entries.kept();
        const bool again = std::ranges::all_of(rows, [&](const Entries::Kept& row) {
            const Values values = unpack(row.content);
            std::size_t looked = 0;
            for (auto [at, end] = known.equal_range(key(*reading, row, values));
                 at != end && ++looked < kLookedAt; ++at)
                if (differing(unpack(at->second->content), values).empty()) return true;
            return false;
        });
        if (!again) {
            for (const Entries::Kept& row : rows)
                known.emplace(key(*reading, row, unpack(row.content)), &row);
            continue;
        }
        if (rows.empty()) continue;
        reading->notes.push_back(
            {0, "", "directory.note_twice_in_file"_w, {{"count", std::to_string(rows.size())}}});
        reading->rows -= rows.size(), reading->beside += rows.size();
        rows.clear();
    }
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
        for (std::size_t i = 0; i < table.problems.size(); ++i)
            cell_notes_.emplace(table.problems[i].row, i);
        merged_ = merged_columns(table, layout);
    }

    Reading read() {
        for (std::size_t row = 0; row < layout_.first_row; ++row)
            reading_.above.push_back(sent(table_, row));
        reading_.entries.reserve(table_.rows() - std::min(table_.rows(), layout_.first_row));
        read_headings_above();
        for (std::size_t row = layout_.first_row; row < table_.rows(); ++row)
            if (!table_.blank(row)) take(row);
        for (const auto& [kind, count] : other_kinds_)
            reading_.notes.push_back({0,
                                      layout_.heading(Column::kind),
                                      is_for_the_old(kind) ? "directory.note_other_kind"_w
                                                           : "directory.note_kind_not_kept"_w,
                                      {{"kind", kind}, {"count", std::to_string(count)}}});
        remark_on_the_whole();
        keep_lasting_numbers(reading_);
        name_publisher(reading_);
        return std::move(reading_);
    }

  private:
    /// What stands over the headings may head the first rows: 「【児童発達支援】」.
    void read_headings_above() {
        for (std::size_t row = 0; row + 1 < layout_.first_row; ++row)
            if (auto title = kind_in_title(table_, row); !title.empty()) {
                if (above_.title.empty()) above_.title = std::move(title);
            } else if (const auto section = section_at(row))
                apply(*section);
    }
    std::optional<Section> section_at(std::size_t row) const {
        return layout_.source == Source::hsds ? std::nullopt : section_in(table_, layout_, row);
    }
    void apply(const Section& section) {
        if (!section.kind.empty()) above_.kind = section.kind;
        if (!section.city.empty()) above_.city = section.city;
    }
    void begin(const Section& section, std::size_t row) {
        ++reading_.beside;
        apply(section);
        const Word word = section.kind.empty() ? "directory.note_section_city"_w
                                               : "directory.note_section_kind"_w;
        reading_.notes.push_back(
            {table_.number(row), "", word, {{"value", section.kind + section.city}}});
    }
    void follow_merged_cells(std::size_t row) {
        for (Column column : merged_)
            if (std::string said = one_line(table_.at(row, layout_.of(column))); !said.empty())
                (column == Column::kind         ? above_.kind
                 : column == Column::prefecture ? above_.prefecture
                 : column == Column::city       ? above_.city
                                                : above_.town) = std::move(said);
    }
    void take(std::size_t row) {
        if (const auto section = section_at(row)) return begin(*section, row);
        if (is_beside_data(table_, layout_, row)) return set_beside(row);
        follow_merged_cells(row);
        RowRead read = read_row(table_, layout_, row, above_);
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
        if (read.why.empty())
            if (const auto first = same_place(read.entry); first > 0)
                read.why.push_back({table_.number(row),
                                    layout_.heading(Column::name),
                                    "directory.same_place"_w,
                                    {{"row", std::to_string(first)}}});
        if (read.why.empty()) return keep(row, std::move(read));
        reading_.refused.insert(reading_.refused.end(), read.why.begin(), read.why.end());
        if (layout_.has(Column::name))
            reading_.unread.emplace_back(table_.at(row, layout_.of(Column::name)));
        reading_.returned.push_back(sent(table_, row));
    }
    void keep(std::size_t row, RowRead read) {
        kinds_not_told_ += read.kind_not_told;
        add_cell_notes(row, read.entry);
        std::vector<Entry> others;
        for (const std::string& kind : read.more_kinds) {
            others.push_back(read.entry);
            others.back().kind = kind;
            others.back().notes.clear();
        }
        if (!read.more_kinds.empty())
            read.entry.notes.push_back({read.entry.row,
                                        layout_.heading(Column::kind),
                                        "directory.note_several_kinds"_w,
                                        {{"count", std::to_string(read.more_kinds.size() + 1)}}});
        reading_.entries.push_back(std::move(read.entry));
        for (Entry& other : others) reading_.entries.push_back(std::move(other));
    }
    /// The row of an entry that says the same in another spelling; 0 when there is none.
    std::size_t same_place(const Entry& entry) {
        const std::size_t key = std::hash<std::string>{}(entry.kind + "|" + entry.provider_number +
                                                         "|" + fold(entry.values[Field::name]));
        const auto [from, to] = places_.equal_range(key);
        std::size_t looked = 0;
        for (auto at = from; at != to && ++looked < kLookedAt; ++at) {
            const Entry before = reading_.entries[at->second];
            const bool numbered = !is_running(entry.system_no) && !is_running(before.system_no) &&
                                  entry.system_no != before.system_no;
            if (!numbered && before.kind == entry.kind &&
                before.provider_number == entry.provider_number &&
                differing(before.values, entry.values).empty())
                return before.row;
        }
        places_.emplace(key, reading_.entries.size());
        return 0;
    }
    /// What the reader of the file mended or found hidden in the row.
    void add_cell_notes(std::size_t row, Entry& entry) {
        const auto [from, to] = cell_notes_.equal_range(table_.number(row));
        for (auto at = from; at != to; ++at) {
            const Problem& problem = table_.problems[at->second];
            if (const auto note = note_of(problem)) entry.notes.push_back(*note);
        }
    }
    std::optional<Problem> note_of(const Problem& problem) const {
        std::size_t column = 0;
        for (char c : problem.column) column = column * 10 + static_cast<std::size_t>(c - '0');
        const bool whole_row = problem.word == "directory.note_hidden_row"_w;
        const bool hidden = problem.word == "directory.note_hidden_column"_w;
        if (!whole_row && !layout_.uses(column)) return std::nullopt;
        return Problem{hidden ? 0 : problem.row,
                       whole_row ? std::string{} : layout_.heading_at(column), problem.word,
                       problem.args};
    }
    void remark_on_the_whole() {
        auto& remarks = reading_.remarks;
        const auto say_of_all = [&](Word word, Args args) {
            remarks.push_back({0, "", word, std::move(args)});
        };
        if (kinds_not_told_ > 0)
            say_of_all("directory.note_kind_not_told"_w,
                       {{"count", std::to_string(kinds_not_told_)}});
        if (reading_.rows == 0 && other_kinds_.empty()) say_of_all("directory.note_no_rows"_w, {});
        for (Column column : merged_)
            say_of_all("directory.note_merged_cells"_w, {{"value", layout_.heading(column)}});
        std::string unused;
        for (std::size_t i = 0; i < layout_.headings.size() && unused.size() < 400; ++i)
            if (!layout_.headings[i].empty() && !layout_.uses(i) && says_anything(i))
                unused += (unused.empty() ? "" : "、") + one_line(layout_.headings[i]);
        if (!unused.empty()) say_of_all("directory.note_columns_unused"_w, {{"value", unused}});
        for (const Problem& problem : table_.problems)
            if (problem.word == "directory.note_hidden_column"_w)
                if (auto note = note_of(problem)) remarks.push_back(std::move(*note));
    }
    bool says_anything(std::size_t column) const {
        for (std::size_t row = layout_.first_row; row < table_.rows(); ++row)
            if (!table_.at(row, column).empty()) return true;
        return false;
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
    Above above_;
    std::vector<Column> merged_;
    std::map<std::string, std::size_t> other_kinds_;
    std::size_t kinds_not_told_{};
    std::unordered_multimap<std::size_t, std::size_t> places_;      // hash: place in entries
    std::unordered_multimap<std::size_t, std::size_t> cell_notes_;  // row: place in problems
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
            not_known.push_back({0, "", kTableNotKnown, {{"value", table.name}}});
        else
            std::ranges::copy_if(table.problems, std::back_inserter(not_known),
                                 [](const Problem& one) { return one.word == kNoTable; });
    if (readings.empty() && std::ranges::any_of(tables, is_unreadable))
        return refused(kWhole, "directory.file_other_encoding"_w);
    if (readings.empty())
        if (const Word other = what_else(tables)) return refused(kWhole, other);
    if (readings.empty())
        return refused(kWhole, wanted ? "directory.not_that_kind"_w
                               : std::ranges::all_of(
                                     tables, [](const Table& table) { return table.rows() < 2; })
                                   ? "directory.only_headings"_w
                                   : "directory.kind_not_recognised"_w);
    drop_doubles(readings);
    auto& remarks = readings.front().remarks;
    remarks.insert(remarks.begin(), not_known.begin(), not_known.end());
    return readings;
}

}  // namespace michi::directory
