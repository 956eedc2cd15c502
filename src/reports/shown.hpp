// The report in words: names of lines, tiles, tables, the sheet of a file.
#pragma once

#include "platform/sheet.hpp"
#include "reports/model.hpp"
#include "reports/views.hpp"

namespace michi::reports {

Word title_of(Dimension by);
Word word_of(Unit unit);
/// The line as a person reads it: 保育所・園, 北浜市, 聞けていない.
std::string name_of_line(Dimension by, std::string_view code, Lang lang);
std::string name_of_month(Month month, Lang lang);
/// 1284 as 1,284.
std::string grouped(std::int64_t n);

/// The address of the list behind a figure; the query tells the cell and the edition, never a name.
std::string address_of(const Cell& cell, Month month, std::int64_t edition);
/// The cell of such a query; nothing when it names no figure.
std::optional<Cell> read_cell(std::string_view unit, std::string_view period, std::string_view by,
                              std::string_view code, std::string_view cls,
                              std::string_view prefecture);

/// Figures open their lists unless the report is coarse.
std::vector<TileView> tiles_of(const Report& report, std::int64_t edition);
std::vector<TableView> tables_of(const Report& report, std::int64_t edition, Lang lang);
std::string finding_text(const Report& report, Lang lang);

/// The most frequent topics as bars, last year as a tick; the table of topics is its twin.
Html chart_of(const Report& report, Lang lang);

/// Every figure, a line each, the unit in each header.
Sheet sheet_of(const Report& report, Lang lang);

}  // namespace michi::reports
