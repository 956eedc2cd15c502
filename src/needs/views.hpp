// What the pages of needs show.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/result.hpp"
#include "reports/views.hpp"

namespace michi::web {
class Out;
}

namespace michi::needs {

struct IssueView {
    std::string number, place, asked, found, when, by, note;
    Word state;
    bool fresh{}, solved{};
};
BOOST_DESCRIBE_STRUCT(IssueView, (),
                      (number, place, asked, found, when, by, note, state, fresh, solved))

struct LineView {
    std::string name;
    std::vector<std::string> cells;
};
BOOST_DESCRIBE_STRUCT(LineView, (), (name, cells))

struct TableView {
    Word corner;
    std::vector<std::string> columns;  // the last is the total
    std::vector<LineView> lines;
    LineView totals;
};
BOOST_DESCRIBE_STRUCT(TableView, (), (corner, columns, lines, totals))

struct GapTile {
    std::string code, name, shade, text;
    std::int64_t row{}, column{};
    bool on{};
};
BOOST_DESCRIBE_STRUCT(GapTile, (), (code, name, shade, text, row, column, on))

struct IssuesView {
    std::vector<Choice> by, kinds, periods;
    std::string at, place, need, period, way;
    TableView table;
    std::vector<GapTile> tiles;
    std::vector<IssueView> issues;
    std::int64_t total{};
    bool whole{};     // the Centre: every number, every issue
    bool withheld{};  // something is
};
BOOST_DESCRIBE_STRUCT(IssuesView, (),
                      (by, kinds, periods, at, place, need, period, way, table, tiles, issues,
                       total, whole, withheld))

/// A month in the row of months, its bar in hundredths of the longest.
struct MonthBar {
    std::string name, href, all;
    std::int64_t width{};
};
BOOST_DESCRIBE_STRUCT(MonthBar, (), (name, href, all, width))

struct TopicBar {
    std::string name, n;
    std::int64_t width{};
};
BOOST_DESCRIBE_STRUCT(TopicBar, (), (name, n, width))

/// A Centre of the prefecture by its published months; empty where none is.
struct CentreView {
    std::string name, month, href, published;
    std::vector<reports::TileView> tiles;
    std::vector<TopicBar> topics;
    std::vector<MonthBar> months;
};
BOOST_DESCRIBE_STRUCT(CentreView, (), (name, month, href, published, tiles, topics, months))

struct CoverCell {
    Word of;
    std::string n;
};
BOOST_DESCRIBE_STRUCT(CoverCell, (), (of, n))
struct TownLine {
    std::string code, name, desk;  // desk: who answers for the town; "" nobody is entered
    std::vector<CoverCell> cells;
    bool signs_in{};
};
BOOST_DESCRIBE_STRUCT(TownLine, (), (code, name, desk, cells, signs_in))

struct PrefectureView {
    std::string name, day;
    std::vector<CentreView> centres;
    std::vector<LineView> missed;  // a need and how often
    std::vector<GapTile> tiles;
    std::string issues;  // how many were recorded in twelve months, as far as it may be said
    bool withheld{};
    std::vector<Word> covers;
    std::vector<CoverCell> without;  // towns that have none of each cover
    std::vector<TownLine> towns;
    std::int64_t desks{};  // towns whose desk signs in
};
BOOST_DESCRIBE_STRUCT(PrefectureView, (),
                      (name, day, centres, missed, tiles, issues, withheld, covers, without, towns,
                       desks))

struct EventView {
    Word state;
    std::string when, by, note;
};
BOOST_DESCRIBE_STRUCT(EventView, (), (state, when, by, note))

struct IssuePageView {
    std::string number, place, asked, found, when, by, note, version, typed;
    Word state;
    std::vector<std::string> conditions;
    std::vector<Choice> states;
    std::vector<EventView> events;
    bool may_move{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(IssuePageView, (),
                      (number, place, asked, found, when, by, note, version, typed, state,
                       conditions, states, events, may_move, refusals))

void render(const PrefectureView& v, web::Out& out);
void render(const IssuesView& v, web::Out& out);
void render(const IssuePageView& v, web::Out& out);

}  // namespace michi::needs
