// Needs in words.

#include "directory/map.hpp"
#include "needs/pages.hpp"

namespace michi::needs {

bool sees_whole(const web::Context& c) { return c.may(Act::edit_directory, {}).allowed(); }

std::string kind_text(const web::Context& c, std::string_view kind) {
    return std::string(
        word_text(kind.empty() ? "needs.any_kind"_w : directory::kind_word(kind), c.lang));
}

std::string area_text(const web::Context& c, std::string_view municipality) {
    return municipality.empty() ? std::string(word_text("needs.anywhere"_w, c.lang))
                                : directory::place_name(municipality);
}

std::vector<std::string> words_of(const web::Context& c, const Need& need) {
    std::vector<std::string> words;
    for (const std::string& kind : need.kinds) words.push_back(kind_text(c, kind));
    for (const std::string& id : need.conditions) {
        const auto colon = id.find(':');
        const auto* condition = directory::find_condition(std::string_view(id).substr(0, colon));
        if (!condition) continue;
        if (colon == id.npos)
            words.emplace_back(word_text(condition->word, c.lang));
        else
            words.push_back(
                say(condition->id == "weight" ? "needs.kilograms"_w : "directory.years_old"_w,
                    c.lang, {{"n", id.substr(colon + 1)}}));
    }
    if (need.within_km)
        words.push_back(*need.within_km == 0 ? std::string(word_text("directory.inside"_w, c.lang))
                                             : say("directory.within"_w, c.lang,
                                                   {{"km", std::to_string(*need.within_km)}}));
    return words;
}

std::string text_of(const web::Context& c, const Need& need) {
    std::string text;
    for (const std::string& word : words_of(c, need))
        text.append(text.empty() ? "" : "・").append(word);
    return text;
}

std::vector<Issue> issues_in(web::Context& c, const std::string& period) {
    auto all = issues(c.tx);
    if (period == "all") return all;
    const Month since = Month::of(c.now.today).plus(period == "3" ? -2 : -11);
    std::erase_if(all, [&](const Issue& issue) { return Month::of(issue.at.in_japan()) < since; });
    return all;
}

std::string cell_text(const Cell& cell) {
    return cell.withheld ? "＊" : std::to_string(cell.count);
}

std::vector<GapTile> tiles_of(web::Context& c, const GapTable& areas, std::string_view chosen) {
    std::map<std::string, std::size_t> counts;
    std::map<std::string, const Cell*> cells;
    for (std::size_t i = 0; i < areas.columns.size(); ++i) {
        const Cell& cell = areas.cells.back()[i];
        cells[areas.columns[i]] = &cell;
        counts[areas.columns[i]] = cell.withheld ? 1 : static_cast<std::size_t>(cell.count);
    }
    const auto all = directory::snapshot(c.tx, directory::may_see(c.who.role));
    const auto map = directory::map_view(c.tx, c.lang, directory::home_prefecture(c, *all), counts,
                                         chosen, directory::MapForm::tiles);
    std::vector<GapTile> tiles;
    for (const auto& tile : map.tiles) {
        const auto cell = cells.find(tile.code);
        tiles.push_back({tile.code, tile.name, tile.shade,
                         cell == cells.end() ? "0" : cell_text(*cell->second), tile.row,
                         tile.column, tile.on});
    }
    return tiles;
}

web::Shell shell_of(const web::Context& c, Word title) {
    return {.title = std::string(word_text(title, c.lang)), .active = "issues"};
}

}  // namespace michi::needs
