#include "reports/shown.hpp"

#include <algorithm>

#include "base/era.hpp"
#include "base/municipality.hpp"
#include "reports/rules.hpp"

namespace michi::reports {
namespace {

std::string text(Word word, Lang lang) { return std::string(word_text(word, lang)); }

Word special_line(Dimension by, std::string_view code) {
    if (code == kOutside) return "reports.line_outside"_w;
    if (code == kHidden) return "reports.line_hidden"_w;
    if (code == kGathered) return "reports.line_gathered"_w;
    return by == Dimension::outcome ? "reports.line_open"_w : "reports.line_unheard"_w;
}

template <std::size_t n>
Word in_list(std::string_view code, const std::array<Code, n>& list) {
    const Code* found = record::find_code(code, list);
    return found ? found->word : Word{};
}

Word word_of_line(Dimension by, std::string_view code) {
    switch (by) {
        case Dimension::topic:
            return in_list(code, consultation::kTopics);
        case Dimension::caller:
            return in_list(code, consultation::kCallers);
        case Dimension::channel:
            return in_list(code, consultation::kChannels);
        case Dimension::outcome:
            return in_list(code, consultation::kOutcomes);
        case Dimension::age:
            return in_list(code, kAgeBands);
        case Dimension::municipality:
            break;
    }
    return {};
}

std::string signed_difference(std::int64_t now, std::int64_t then) {
    if (now == then) return "±0";
    return (now > then ? "+" : "−") + grouped(now > then ? now - then : then - now);
}

Word explained(Dimension by) {
    switch (by) {
        case Dimension::topic:
            return "reports.explained_topic"_w;
        case Dimension::municipality:
            return "reports.explained_municipality"_w;
        case Dimension::outcome:
            return "reports.explained_outcome"_w;
        case Dimension::age:
            return "reports.explained_age"_w;
        default:
            return "reports.explained_once"_w;
    }
}

/// Turns lines into figures that open their lists.
class Tabler {
  public:
    Tabler(const Report& report, std::int64_t edition, Lang lang)
        : report_(report), edition_(edition), lang_(lang) {}

    TableView table(const Table& table) const {
        TableView v{.id = std::string(kDimensions[std::size_t(table.by)]),
                    .title = title_of(table.by),
                    .explained = explained(table.by),
                    .heads = heads(table.by),
                    .rows = {},
                    .total = {}};
        for (const Line& line : table.lines)
            v.rows.push_back(row(table.by, line, name_of_line(table.by, line.code, lang_)));
        v.total = row(table.by, table.total, text("reports.total"_w, lang_));
        return v;
    }

  private:
    std::vector<Word> heads(Dimension by) const {
        const bool topics = by == Dimension::topic;
        if (report_.is_coarse) return {topics ? "reports.head_mentions"_w : "reports.head_all"_w};
        std::vector<Word> heads{topics ? "reports.head_main"_w : "reports.head_all"_w,
                                "reports.head_individual"_w, "reports.head_area"_w};
        if (topics) heads.push_back("reports.head_mentions"_w);
        heads.insert(heads.end(), {"reports.head_persons"_w, "reports.head_before"_w,
                                   "reports.head_year_before"_w});
        return heads;
    }
    FigureView figure(std::int64_t n, Cell cell) const {
        return {n, grouped(n), report_.is_coarse ? "" : address_of(cell, report_.month, edition_)};
    }
    RowView row(Dimension by, const Line& line, std::string name) const {
        const Cell cell{.unit = Unit::consultations,
                        .period = Period::now,
                        .by = by,
                        .code = line.code,
                        .cls = {}};
        const auto with = [&](auto&& change) {
            Cell changed = cell;
            change(changed);
            return changed;
        };
        RowView row{.code = line.code, .name = std::move(name), .figures = {}};
        const bool topics = by == Dimension::topic;
        const auto mentions = figure(line.mentions, with([](Cell& c) { c.unit = Unit::mentions; }));
        if (report_.is_coarse) {
            row.figures = {topics ? mentions : figure(line.all, cell)};
            return row;
        }
        row.figures = {figure(line.all, cell),
                       figure(line.individual, with([](Cell& c) { c.cls = "individual"; })),
                       figure(line.area, with([](Cell& c) { c.cls = "area"; }))};
        if (topics) row.figures.push_back(mentions);
        row.figures.push_back(figure(line.persons, with([](Cell& c) { c.unit = Unit::persons; })));
        row.figures.push_back(
            figure(line.before, with([](Cell& c) { c.period = Period::before; })));
        row.figures.push_back(
            figure(line.year_before, with([](Cell& c) { c.period = Period::year_before; })));
        return row;
    }

    const Report& report_;
    std::int64_t edition_;
    Lang lang_;
};

bool may_be_told(const Report& report, std::int64_t n) {
    return !report.is_coarse || n == 0 || n >= kSmall;
}

SheetCell shown_if(bool told, std::int64_t n) {
    return told ? SheetCell(n) : SheetCell(std::string());
}

std::vector<SheetCell> file_row(const Report& report, std::string table, std::string name,
                                const Line& line, bool topics, bool total) {
    const bool fine = !report.is_coarse;
    const bool split = fine || (total && report.has_split);
    const bool one_column = report.is_coarse && !total;
    return {report.month.key(),
            std::move(table),
            line.code,
            std::move(name),
            shown_if(!one_column || !topics, line.all),
            shown_if(split, line.individual),
            shown_if(split, line.area),
            shown_if(topics, line.mentions),
            shown_if(fine || (total && report.has_persons), line.persons),
            shown_if(fine || (total && may_be_told(report, line.before)), line.before),
            shown_if(fine || (total && may_be_told(report, line.year_before)), line.year_before)};
}

}  // namespace

Word title_of(Dimension by) {
    constexpr std::array kTitles{"reports.by_topic"_w,   "reports.by_caller"_w,
                                 "reports.by_channel"_w, "reports.by_municipality"_w,
                                 "reports.by_outcome"_w, "reports.by_age"_w};
    return kTitles[std::size_t(by)];
}

Word word_of(Unit unit) {
    constexpr std::array kWords{"reports.unit_consultations"_w, "reports.unit_mentions"_w,
                                "reports.unit_persons"_w, "reports.unit_first"_w,
                                "reports.unit_nameless"_w};
    return kWords[std::size_t(unit)];
}

std::string name_of_line(Dimension by, std::string_view code, Lang lang) {
    if (const Word word = word_of_line(by, code)) return text(word, lang);
    if (by == Dimension::municipality)
        if (const auto* place = find_municipality(code)) return std::string(place->name);
    return text(special_line(by, code), lang);
}

std::string name_of_month(Month month, Lang lang) {
    return say("reports.month_name"_w, lang,
               {{"era", era_year(month.first())},
                {"year", std::to_string(month.year)},
                {"month", std::to_string(month.number)}});
}

std::string grouped(std::int64_t n) {
    std::string digits = std::to_string(n);
    for (std::size_t at = digits.size(); at > 3 && digits[at - 4] != '-'; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
}

std::string address_of(const Cell& cell, Month month, std::int64_t edition) {
    std::string address = "/w/reports/monthly/" + month.digits() +
                          "/list?unit=" + std::string(kUnits[std::size_t(cell.unit)]);
    if (cell.period != Period::now)
        address += "&period=" + std::string(kPeriods[std::size_t(cell.period)]);
    if (cell.by) address += "&by=" + std::string(kDimensions[std::size_t(*cell.by)]);
    if (!cell.code.empty()) address += "&code=" + cell.code;
    if (!cell.cls.empty()) address += "&class=" + cell.cls;
    if (edition) address += "&edition=" + std::to_string(edition);
    return address;
}

std::optional<Cell> read_cell(std::string_view unit, std::string_view period, std::string_view by,
                              std::string_view code, std::string_view cls,
                              std::string_view prefecture) {
    const auto place_in = [](const auto& list, std::string_view word) {
        return std::size_t(std::ranges::find(list, word) - list.begin());
    };
    Cell cell;
    const auto u = place_in(kUnits, unit.empty() ? kUnits[0] : unit),
               p = place_in(kPeriods, period.empty() ? kPeriods[0] : period);
    if (u == kUnits.size() || p == kPeriods.size()) return std::nullopt;
    cell.unit = Unit(u);
    cell.period = Period(p);
    if (!by.empty()) {
        const auto d = place_in(kDimensions, by);
        if (d == kDimensions.size()) return std::nullopt;
        cell.by = Dimension(d);
        const auto codes = codes_of(*cell.by, prefecture);
        if (!code.empty() && std::ranges::find(codes, code) == codes.end()) return std::nullopt;
        cell.code = code;
    }
    if (!cls.empty() && !record::find_code(cls, consultation::kClasses)) return std::nullopt;
    cell.cls = cls;
    return cell;
}

std::vector<TileView> tiles_of(const Report& report, std::int64_t edition) {
    const Line& total = report.total;
    const auto figure = [&](std::int64_t n, Cell cell) {
        return FigureView{n, grouped(n),
                          report.is_coarse ? "" : address_of(cell, report.month, edition)};
    };
    const auto compared = [&](Word word, std::int64_t then, Period period) {
        return NoteView{word, figure(then, {.period = period}), signed_difference(total.all, then)};
    };
    TileView all{"reports.tile_all"_w,
                 "reports.of_consultations"_w,
                 figure(total.all, {}),
                 {},
                 report.is_withheld};
    if (!report.is_withheld && may_be_told(report, total.before))
        all.notes.push_back(compared("reports.note_before"_w, total.before, Period::before));
    if (!report.is_withheld && may_be_told(report, total.year_before))
        all.notes.push_back(
            compared("reports.note_year_before"_w, total.year_before, Period::year_before));
    const bool split = report.has_split && !report.is_withheld,
               persons = report.has_persons && !report.is_withheld;
    TileView heads{"reports.tile_persons"_w,
                   "reports.of_persons"_w,
                   figure(persons ? total.persons : 0, {.unit = Unit::persons}),
                   {},
                   !persons};
    if (!report.is_coarse)
        heads.notes.push_back(
            {"reports.note_first"_w, figure(report.first, {.unit = Unit::first}), {}});
    return {all,
            {"reports.tile_individual"_w,
             "reports.of_consultations"_w,
             figure(split ? total.individual : 0, {.cls = "individual"}),
             {},
             !split},
            {"reports.tile_area"_w,
             "reports.of_consultations"_w,
             figure(split ? total.area : 0, {.cls = "area"}),
             {},
             !split},
            {"reports.tile_mentions"_w,
             "reports.of_mentions"_w,
             figure(total.mentions, {.unit = Unit::mentions, .by = Dimension::topic}),
             {},
             report.is_withheld},
            heads};
}

std::vector<TableView> tables_of(const Report& report, std::int64_t edition, Lang lang) {
    const Tabler tabler(report, edition, lang);
    std::vector<TableView> tables;
    for (const Table& table : report.tables) tables.push_back(tabler.table(table));
    return tables;
}

std::string finding_text(const Report& report, Lang lang) {
    const Finding found = finding(report);
    const auto name = [&](const std::string& code) {
        return name_of_line(Dimension::topic, code, lang);
    };
    if (found.most.empty()) return text("reports.finding_none"_w, lang);
    if (found.grown.empty())
        return say("reports.finding_most"_w, lang, {{"most", name(found.most)}});
    if (found.grown == found.most)
        return say("reports.finding_same"_w, lang, {{"most", name(found.most)}});
    return say("reports.finding_both"_w, lang,
               {{"most", name(found.most)}, {"grown", name(found.grown)}});
}

Sheet sheet_of(const Report& report, Lang lang) {
    Sheet sheet{.name = text("reports.title"_w, lang),
                .header = {},
                .rows = {},
                .widths = {10, 20, 14, 30, 10, 16, 16, 10, 10, 14, 16}};
    for (const Word head :
         {"reports.col_month"_w, "reports.col_table"_w, "reports.col_code"_w, "reports.col_line"_w,
          "reports.head_all"_w, "reports.head_individual"_w, "reports.head_area"_w,
          "reports.head_mentions"_w, "reports.head_persons"_w, "reports.head_before"_w,
          "reports.head_year_before"_w})
        sheet.header.push_back(text(head, lang));
    if (report.is_withheld) return sheet;
    sheet.rows.push_back(file_row(report, text("reports.whole"_w, lang),
                                  text("reports.total"_w, lang), report.total, true, true));
    for (const Table& table : report.tables)
        for (const Line& line : table.lines)
            sheet.rows.push_back(file_row(report, text(title_of(table.by), lang),
                                          name_of_line(table.by, line.code, lang), line,
                                          table.by == Dimension::topic, false));
    return sheet;
}

}  // namespace michi::reports
