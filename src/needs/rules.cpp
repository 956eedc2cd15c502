#include "needs/rules.hpp"

#include <algorithm>
#include <map>

#include "base/fold.hpp"

namespace michi::needs {
namespace {

using Line = std::vector<Cell*>;  // the last is the total

std::int64_t amount_withheld(const Line& line) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        if (line[i]->withheld) sum += line[i]->count;
    return sum;
}

bool can_be_worked_out(const Line& line) {
    const auto count = std::ranges::count_if(line, [](const Cell* cell) { return cell->withheld; });
    if (count == 0) return false;
    if (count == 1) return true;
    return !line.back()->withheld && amount_withheld(line) < kSmall;
}

/// The smallest that is still shown, a number before a nought, the total last.
Cell* next_to_withhold(const Line& line) {
    Cell* best = nullptr;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        Cell* cell = line[i];
        if (cell->withheld) continue;
        const bool better = !best || (best->count == 0) > (cell->count == 0) ||
                            (cell->count > 0 && best->count > 0 && cell->count < best->count);
        if (better) best = cell;
    }
    return best ? best : line.back()->withheld ? nullptr : line.back();
}

std::vector<Line> lines_of(GapTable& table) {
    std::vector<Line> lines;
    for (auto& row : table.cells) {
        Line line;
        for (Cell& cell : row) line.push_back(&cell);
        lines.push_back(std::move(line));
    }
    for (std::size_t across = 0; across <= table.columns.size(); ++across) {
        Line line;
        for (auto& row : table.cells) line.push_back(&row[across]);
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace

std::vector<Gap> gaps_of(std::span<const Issue> issues) {
    std::vector<Gap> gaps;
    for (const Issue& issue : issues) {
        const Month month = Month::of(issue.at.in_japan());
        for (const std::string& kind : issue.need.kinds)
            gaps.push_back({kind, issue.need.municipality, month});
        if (issue.need.kinds.empty()) gaps.push_back({"", issue.need.municipality, month});
    }
    return gaps;
}

std::string code_on(const Gap& gap, Axis axis) {
    return axis == Axis::need ? gap.need : axis == Axis::area ? gap.area : gap.month.key();
}

GapTable table_of(std::span<const Gap> gaps, Axis down, Axis across) {
    std::map<std::string, std::size_t> rows, columns;
    for (const Gap& gap : gaps) {
        rows.emplace(code_on(gap, down), 0);
        columns.emplace(code_on(gap, across), 0);
    }
    const auto number = [](auto& places) {
        std::vector<std::string> codes;
        for (auto& [code, place] : places)
            if (!code.empty()) place = codes.size(), codes.push_back(code);
        if (const auto none = places.find(""); none != places.end())
            none->second = codes.size(), codes.emplace_back();
        return codes;
    };
    GapTable table{.rows = number(rows), .columns = number(columns), .cells = {}};
    table.cells.assign(table.rows.size() + 1, std::vector<Cell>(table.columns.size() + 1));
    for (const Gap& gap : gaps) {
        auto& row = table.cells[rows[code_on(gap, down)]];
        const std::size_t column = columns[code_on(gap, across)];
        ++row[column].count, ++row.back().count;
        ++table.cells.back()[column].count, ++table.cells.back().back().count;
    }
    return table;
}

void withhold(GapTable& table) {
    for (auto& row : table.cells)
        for (Cell& cell : row) cell.withheld |= cell.count > 0 && cell.count < kSmall;
    const auto lines = lines_of(table);
    for (bool again = true; again;) {
        again = false;
        for (const Line& line : lines) {
            if (!can_be_worked_out(line)) continue;
            Cell* cell = next_to_withhold(line);
            if (!cell) continue;
            cell->withheld = true;
            again = true;
        }
    }
}

void withhold(GapTable& one, GapTable& other) {
    for (bool again = true; again;) {
        withhold(one);
        withhold(other);
        again = false;
        for (std::size_t row = 0; row < one.cells.size(); ++row) {
            Cell &left = one.cells[row].back(), &right = other.cells[row].back();
            again |= left.withheld != right.withheld;
            left.withheld = right.withheld = left.withheld || right.withheld;
        }
    }
}

SafeTables safe_tables(std::span<const Gap> gaps) {
    SafeTables tables{table_of(gaps, Axis::need, Axis::area),
                      table_of(gaps, Axis::need, Axis::month)};
    withhold(tables.area, tables.month);
    return tables;
}

std::vector<Missed> most_missed(const GapTable& by_area) {
    std::vector<Missed> missed;
    for (std::size_t row = 0; row < by_area.rows.size(); ++row)
        missed.push_back({by_area.rows[row], by_area.cells[row].back()});
    // By the count only where it is shown: an order would tell what the star does not.
    std::ranges::stable_sort(missed, [](const Missed& one, const Missed& other) {
        if (one.cell.withheld != other.cell.withheld) return other.cell.withheld;
        return !one.cell.withheld && one.cell.count > other.cell.count;
    });
    return missed;
}

Refusals reasons_not_to_move(const Issue& issue, std::int64_t version, IssueState to,
                             std::string_view note) {
    Refusals no;
    if (version != issue.version) no.add("state", "needs.changed_meanwhile"_w);
    if (to == issue.state && trimmed(note).empty()) no.add("note", "needs.say_something"_w);
    return no;
}

}  // namespace michi::needs
