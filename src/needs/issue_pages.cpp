// 地域の課題: what is missing by need, area and month, and each issue that was recorded.

#include <algorithm>
#include <array>
#include <set>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/text.hpp"
#include "directory/map.hpp"
#include "needs/pages.hpp"
#include "needs/rules.hpp"
#include "people/people.hpp"
#include "platform/sheet.hpp"

namespace michi::needs {
namespace {

using web::Context;
using web::Url;

constexpr std::array kWays{Code{"area", "needs.by_area"_w}, Code{"month", "needs.by_month"_w}};
constexpr std::array kPeriods{Code{"12", "needs.months_12"_w}, Code{"3", "needs.months_3"_w},
                              Code{"all", "needs.all_months"_w}};

/// What was chosen above the table. Who may not see the whole has no choices that could be subtracted.
struct Chosen {
    std::string period{"12"}, need, at;
    Axis across{Axis::area};
    bool whole{};
};

Chosen chosen_in(const Context& c) {
    Chosen chosen;
    chosen.whole = sees_whole(c);
    if (c.query.text("by") == "month") chosen.across = Axis::month;
    if (find_municipality(c.query.text("at"))) chosen.at = c.query.text("at");
    if (!chosen.whole) return chosen;
    if (record::find_code(c.query.text("period"), kPeriods)) chosen.period = c.query.text("period");
    if (directory::find_kind(c.query.text("need"))) chosen.need = c.query.text("need");
    return chosen;
}

std::string month_text(std::string_view key, Lang lang) {
    const auto month = Month::parse(key);
    return month ? say("needs.month"_w, lang,
                       {{"year", std::to_string(month->year)},
                        {"month", std::to_string(month->number)}})
                 : std::string(key);
}

std::string code_text(const Context& c, const std::string& code, Axis axis) {
    return axis == Axis::need   ? kind_text(c, code)
           : axis == Axis::area ? area_text(c, code)
                                : month_text(code, c.lang);
}

LineView line_view(std::string name, const std::vector<Cell>& cells) {
    LineView line{std::move(name), {}};
    for (const Cell& cell : cells) line.cells.push_back(cell_text(cell));
    return line;
}

TableView table_view(const Context& c, const GapTable& table, Axis down, Axis across) {
    TableView v{
        .corner = down == Axis::need ? "needs.need"_w : "directory.field_municipality"_w,
        .columns = {},
        .lines = {},
        .totals = line_view(std::string(word_text("needs.total"_w, c.lang)), table.cells.back())};
    for (const std::string& code : table.columns) v.columns.push_back(code_text(c, code, across));
    v.columns.emplace_back(word_text("needs.total"_w, c.lang));
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        v.lines.push_back(line_view(code_text(c, table.rows[row], down), table.cells[row]));
    return v;
}

bool any_withheld(const GapTable& table) {
    return std::ranges::any_of(
        table.cells, [](const auto& row) { return std::ranges::any_of(row, &Cell::withheld); });
}

void fill_table(Context& c, IssuesView& v, const Chosen& chosen) {
    auto gaps = gaps_of(issues_in(c, chosen.period));
    if (!chosen.need.empty())
        std::erase_if(gaps, [&](const Gap& gap) { return gap.need != chosen.need; });
    // Whoever sees no small number learns only whether there is anything.
    v.total = chosen.whole ? static_cast<std::int64_t>(gaps.size()) : gaps.empty() ? 0 : 1;
    const bool one_need = !chosen.need.empty();
    const Axis down = one_need ? Axis::area : Axis::need;
    const Axis across = one_need ? Axis::month : chosen.across;
    if (chosen.whole) {
        v.table = table_view(c, table_of(gaps, down, across), down, across);
        v.tiles = tiles_of(c, table_of(gaps, Axis::need, Axis::area), chosen.at);
        return;
    }
    const auto [area, month] = safe_tables(gaps);
    v.withheld = any_withheld(area) || any_withheld(month);
    v.table = table_view(c, across == Axis::area ? area : month, down, across);
    v.tiles = tiles_of(c, area, chosen.at);
}

IssueView issue_view(Context& c, const Issue& issue) {
    return {.number = directory::issue_number(issue.id),
            .place = area_text(c, issue.need.municipality),
            .asked = text_of(c, issue.need),
            .found = say("directory.found_of"_w, c.lang,
                         {{"found", std::to_string(issue.found)},
                          {"fitting", std::to_string(issue.fitting)}}),
            .when = list_date(issue.at.in_japan(), c.now.today),
            .by = people::name_of(c.tx, c.vault, issue.by),
            .note = issue.note,
            .state = kIssueStates[static_cast<std::size_t>(issue.state)].word,
            .fresh = issue.id.value == c.query.number("new"),
            .solved = issue.state == IssueState::solved};
}

bool may_read(const Context& c, const Issue& issue) {
    return sees_whole(c) || issue.organisation == c.who.organisation;
}

void fill_list(Context& c, IssuesView& v, const Chosen& chosen) {
    for (const Issue& issue : issues_in(c, chosen.period)) {
        if (!may_read(c, issue)) continue;
        if (!chosen.at.empty() && issue.need.municipality != chosen.at) continue;
        if (!chosen.need.empty() &&
            std::ranges::find(issue.need.kinds, chosen.need) == issue.need.kinds.end())
            continue;
        v.issues.push_back(issue_view(c, issue));
    }
    std::ranges::stable_partition(v.issues, [](const IssueView& issue) { return !issue.solved; });
}

std::vector<Choice> kinds_asked(Context& c, const Chosen& chosen) {
    std::vector<Choice> kinds{{"", "needs.every_need"_w, {}, chosen.need.empty(), false}};
    std::set<std::string> asked;
    for (const Gap& gap : gaps_of(issues(c.tx)))
        if (!gap.need.empty()) asked.insert(gap.need);
    for (const std::string& kind : asked)
        kinds.push_back({kind, {}, kind_text(c, kind), kind == chosen.need, false});
    return kinds;
}

// ---- one issue ----
Issue readable_issue(Context& c) {
    c.require(Act::read_issues, {});
    Issue issue = find_issue(c.tx, {c.number("K")});
    if (!may_read(c, issue)) throw NotFound{};
    return issue;
}

IssuePageView page_view(Context& c, const Issue& issue) {
    const IssueView line = issue_view(c, issue);
    IssuePageView v{
        .number = line.number,
        .place = line.place,
        .asked = line.asked,
        .found = line.found,
        .when = detail_date(issue.at.in_japan(), c.now.today),
        .by = line.by,
        .note = line.note,
        .version = std::to_string(issue.version),
        .typed = {},
        .state = line.state,
        .conditions = words_of(c, issue.need),
        .states = choices(kIssueStates, kIssueStates[static_cast<std::size_t>(issue.state)].id),
        .events = {},
        .may_move = sees_whole(c),
        .refusals = {}};
    for (const IssueEvent& event : events_of(c.tx, issue.id))
        v.events.push_back({kIssueStates[static_cast<std::size_t>(event.state)].word,
                            detail_date(event.at.in_japan(), c.now.today),
                            people::name_of(c.tx, c.vault, event.by), event.note});
    return v;
}

}  // namespace

web::Answer show_issues(Context& c) {
    c.require(Act::read_issues, {});
    const Chosen chosen = chosen_in(c);
    IssuesView v;
    v.whole = chosen.whole;
    v.way = chosen.across == Axis::area ? "area" : "month";
    v.by = choices(kWays, v.way);
    v.periods = choices(kPeriods, chosen.period);
    v.at = chosen.at;
    v.need = chosen.need;
    v.period = chosen.period;
    if (!chosen.at.empty()) v.place = area_text(c, chosen.at);
    if (chosen.whole) v.kinds = kinds_asked(c, chosen);
    fill_table(c, v, chosen);
    fill_list(c, v, chosen);
    return c.page(std::move(v), shell_of(c, "directory.issues_title"_w));
}

/// What is taken to a meeting names no family: small numbers are withheld for everybody.
web::Answer issues_csv(Context& c) {
    c.require(Act::read_issues, {});
    const auto [area, month] = safe_tables(gaps_of(issues_in(c, "12")));
    Sheet sheet{.name = std::string(word_text("directory.issues_title"_w, c.lang)),
                .header = {},
                .rows = {},
                .widths = {}};
    for (const Word word :
         {"needs.need"_w, "directory.field_municipality"_w, "needs.month_head"_w, "needs.times"_w})
        sheet.header.emplace_back(word_text(word, c.lang));
    const auto add = [&](const GapTable& table, Axis across) {
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            for (std::size_t column = 0; column < table.columns.size(); ++column) {
                const Cell& cell = table.cells[row][column];
                const std::string name = code_text(c, table.columns[column], across);
                const std::string every(word_text("needs.total"_w, c.lang));
                sheet.rows.push_back(
                    {kind_text(c, table.rows[row]), across == Axis::area ? name : every,
                     across == Axis::month ? name : every,
                     cell.withheld ? SheetCell(cell_text(cell)) : SheetCell(cell.count)});
            }
    };
    add(area, Axis::area);
    add(month, Axis::month);
    c.trace(TraceKind::export_, "needs.file", "issues", 0, "format=csv");
    return c.file(csv(sheet), "text/csv; charset=utf-8", "issues.csv");
}

web::Answer show_issue(Context& c) {
    return c.page(page_view(c, readable_issue(c)), shell_of(c, "directory.issues_title"_w));
}

web::Answer move_issue_on(Context& c) {
    c.require(Act::edit_directory, {});
    const Issue issue = readable_issue(c);
    Refusals no = check_text("note", c.form.text("note"), 500);
    const auto* code = record::find_code(c.form.text("state"), kIssueStates);
    const auto to = code ? static_cast<IssueState>(code - kIssueStates.data()) : issue.state;
    no.add(reasons_not_to_move(issue, c.form.number("version"), to, c.form.text("note")));
    if (no.any()) {
        IssuePageView v = page_view(c, issue);  // with what stands now: saving again is a decision
        v.states = choices(kIssueStates, kIssueStates[static_cast<std::size_t>(to)].id);
        v.typed = c.form.text("note");
        v.refusals = std::move(no);
        return c.refuse(std::move(v), shell_of(c, "directory.issues_title"_w));
    }
    move_issue(c.tx, issue, to, trimmed(c.form.text("note")), c.who.account, c.now.at);
    c.trace(TraceKind::change, "needs.issue", directory::issue_number(issue.id));
    return c.see_other(Url("/w/issues").segment(directory::issue_number(issue.id)));
}

}  // namespace michi::needs
