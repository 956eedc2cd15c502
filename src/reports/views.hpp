// What the pages of reports show.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/html.hpp"
#include "base/result.hpp"

namespace michi::web {
class Out;
}

namespace michi::reports {

struct MonthRow {
    std::string digits, name, published;
    std::int64_t all{}, individual{}, area{}, persons{};
    bool running{};          // not over yet
    std::int64_t edition{};  // whose figures these are; 0: today's
    bool changed{};          // the records say otherwise since then
};
BOOST_DESCRIBE_STRUCT(MonthRow, (),
                      (digits, name, published, all, individual, area, persons, running, edition,
                       changed))

struct YearView {
    std::string name;
    std::vector<MonthRow> months;
};
BOOST_DESCRIBE_STRUCT(YearView, (), (name, months))

struct CentreChoice {
    std::string id, name;
    bool on{};
};
BOOST_DESCRIBE_STRUCT(CentreChoice, (), (id, name, on))

struct MonthsView {
    std::string centre, centre_id;
    std::vector<CentreChoice> centres;
    std::vector<YearView> years;
    bool is_coarse{};
};
BOOST_DESCRIBE_STRUCT(MonthsView, (), (centre, centre_id, centres, years, is_coarse))

/// One figure; `href` opens the list behind it, "" when the reader opens no list.
struct FigureView {
    std::int64_t n{};
    std::string shown;  // 1,284
    std::string href;
};
BOOST_DESCRIBE_STRUCT(FigureView, (), (n, shown, href))

struct NoteView {
    Word word;
    FigureView figure;
    std::string difference;
};
BOOST_DESCRIBE_STRUCT(NoteView, (), (word, figure, difference))

struct TileView {
    Word label, unit;
    FigureView figure;
    std::vector<NoteView> notes;
    bool withheld{};
};
BOOST_DESCRIBE_STRUCT(TileView, (), (label, unit, figure, notes, withheld))

struct RowView {
    std::string code, name;
    std::vector<FigureView> figures;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (code, name, figures))

struct TableView {
    std::string id;
    Word title, explained;
    std::vector<Word> heads;
    std::vector<RowView> rows;
    RowView total;
};
BOOST_DESCRIBE_STRUCT(TableView, (), (id, title, explained, heads, rows, total))

struct EditionView {
    std::int64_t number{};
    std::string when, who, href;
    bool on{};
};
BOOST_DESCRIBE_STRUCT(EditionView, (), (number, when, who, href, on))

struct MonthView {
    std::string digits, name, centre, centre_id, span, counted_at, before, after, definition,
        finding, printed_by;
    std::int64_t edition{};  // 0: as of now
    std::vector<TileView> tiles;
    Html chart;
    std::vector<TableView> tables;
    std::vector<EditionView> editions;
    FigureView nameless;
    std::vector<Choice> purposes;
    bool may_export{}, may_publish{}, is_not_over{}, is_confirmed{}, has_drafts{}, is_coarse{},
        is_withheld{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(MonthView, (),
                      (digits, name, centre, centre_id, span, counted_at, before, after, definition,
                       finding, printed_by, edition, tiles, chart, tables, editions, nameless,
                       purposes, may_export, may_publish, is_not_over, is_confirmed, has_drafts,
                       is_coarse, is_withheld, refusals))

/// A month that was published, as it is told outside the Centre.
struct MonthPicture {
    std::string digits, name, published;
    std::vector<TileView> tiles;
    std::vector<RowView> topics;  // the most frequent first; empty when the month is withheld
    std::int64_t all{}, most{};   // 件数; of the first topic
    bool is_withheld{};
};
BOOST_DESCRIBE_STRUCT(MonthPicture, (),
                      (digits, name, published, tiles, topics, all, most, is_withheld))

/// The same month as a sheet of paper.
struct SheetView {
    MonthView month;
};
BOOST_DESCRIBE_STRUCT(SheetView, (), (month))

struct BehindRow {
    std::string number, when, channel, caller, municipality, topics, outcome, case_number;
    Word cls;
};
BOOST_DESCRIBE_STRUCT(BehindRow, (),
                      (number, when, channel, caller, municipality, topics, outcome, case_number,
                       cls))

struct ChildRow {
    std::string case_number;
    std::vector<std::string> receptions;
};
BOOST_DESCRIBE_STRUCT(ChildRow, (), (case_number, receptions))

struct BehindView {
    std::string digits, month, back, earlier, later;
    std::vector<std::string> what;  // how the figure was narrowed
    Word unit, title;
    std::int64_t n{}, edition{}, from{}, until{};
    bool of_children{};
    std::vector<BehindRow> rows;
    std::vector<ChildRow> children;
};
BOOST_DESCRIBE_STRUCT(BehindView, (),
                      (digits, month, back, earlier, later, what, unit, title, n, edition, from,
                       until, of_children, rows, children))

void render(const MonthsView& view, web::Out& out);
void render(const MonthView& view, web::Out& out);
void render(const SheetView& view, web::Out& out);
void render(const BehindView& view, web::Out& out);

}  // namespace michi::reports
