#include "directory/map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "directory/pages.hpp"
#include "directory/place.hpp"

namespace michi::directory {
namespace {

constexpr std::string_view kShades[] = {"s0", "s1", "s3", "s4", "s5"};
constexpr int kMostTiles = 40;  // in a row or a column of the picture

/// 0, 1, 2-3, 4-5, 6 and more; in steps of the same shape where the numbers are greater.
std::size_t shade_of(std::size_t count, std::size_t step) {
    return count == 0 ? 0 : count <= step ? 1 : count <= 3 * step ? 2 : count <= 5 * step ? 3 : 4;
}

std::string span_text(std::size_t from, std::size_t until) {
    return from == until ? std::to_string(from) : fmt::format("{}–{}", from, until);
}

void fill_shades(MapView& v, std::size_t step, Lang lang) {
    const std::string texts[] = {
        "0", span_text(1, step), span_text(step + 1, 3 * step), span_text(3 * step + 1, 5 * step),
        say("directory.and_more"_w, lang, {{"n", std::to_string(5 * step + 1)}})};
    for (std::size_t i = 0; i < std::size(texts); ++i)
        v.shades.push_back({std::string(kShades[i]), texts[i]});
}

std::optional<int> small(std::string_view cell) {
    const std::string text = trimmed(fold_width(cell));
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && value >= 0 && value < kMostTiles ? std::optional(value) : std::nullopt;
}

Tile tile_from(const Row& row) {
    const auto* known = find_municipality(row.text(0));
    return {known ? known->code : std::string_view{}, row.get<int>(1), row.get<int>(2)};
}

}  // namespace

Result<std::vector<Tile>> read_tiles(const Table& table) {
    std::vector<Tile> tiles;
    std::set<std::pair<int, int>> taken;
    Refusals no;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.blank(row) || (row == 0 && !small(table.at(row, 1)))) continue;  // the heading
        const auto* place = find_municipality(municipality_code(table.at(row, 0), {}));
        const auto down = small(table.at(row, 1)), across = small(table.at(row, 2));
        const Args where{{"row", std::to_string(table.number(row))}};
        if (!place)
            no.add("file", "directory.tile_place_unknown"_w, where);
        else if (!down || !across)
            no.add("file", "directory.tile_numbers"_w, where);
        else if (!taken.insert({*down, *across}).second)
            no.add("file", "directory.tile_taken"_w, where);
        else
            tiles.push_back({place->code, *down, *across});
    }
    if (tiles.empty() && !no.any()) no.add("file", "directory.tile_none"_w);
    if (no.any()) return refused(std::move(no));
    return tiles;
}

void save_tiles(Tx& tx, const std::vector<Tile>& tiles) {
    std::set<std::string_view> prefectures;
    for (const Tile& tile : tiles) prefectures.insert(tile.code.substr(0, 2));
    for (std::string_view prefecture : prefectures)
        tx.run("DELETE FROM directory_tile WHERE substr(municipality, 1, 2) = $1", prefecture);
    for (const Tile& tile : tiles)
        tx.run(
            "INSERT INTO directory_tile (municipality, tile_row, tile_column) VALUES ($1, $2, $3)",
            tile.code, tile.row, tile.column);
}

void save_outline(Tx& tx, const Outline& outline) {
    tx.run("DELETE FROM directory_outline WHERE prefecture = $1", outline.prefecture);
    tx.run("DELETE FROM directory_shape WHERE substr(municipality, 1, 2) = $1", outline.prefecture);
    tx.run(
        "INSERT INTO directory_outline (prefecture, width, height, credit) VALUES ($1, $2, $3, $4)",
        outline.prefecture, outline.width, outline.height, outline.credit);
    for (const Shape& shape : outline.shapes)
        tx.run("INSERT INTO directory_shape (municipality, path, x, y) VALUES ($1, $2, $3, $4)",
               shape.code, shape.path, shape.x, shape.y);
}

std::vector<Tile> tiles_of(Tx& tx, std::string_view prefecture) {
    auto drawn = tx.all(
        "SELECT municipality, tile_row, tile_column FROM directory_tile"
        " WHERE substr(municipality, 1, 2) = $1 ORDER BY municipality",
        tile_from, prefecture);
    std::erase_if(drawn, [](const Tile& tile) { return tile.code.empty(); });
    return drawn.empty() ? tiles_of(prefecture) : drawn;
}

std::optional<Outline> outline_of(Tx& tx, std::string_view prefecture) {
    auto outline = tx.first(
        "SELECT prefecture, width, height, credit FROM directory_outline WHERE prefecture = $1",
        [](const Row& row) {
            return Outline{.prefecture = row.get<std::string>(0),
                           .width = row.get<int>(1),
                           .height = row.get<int>(2),
                           .credit = row.get<std::string>(3),
                           .shapes = {}};
        },
        prefecture);
    if (outline)
        outline->shapes = tx.all(
            "SELECT municipality, path, x, y FROM directory_shape"
            " WHERE substr(municipality, 1, 2) = $1 ORDER BY municipality",
            [](const Row& row) {
                return Shape{row.get<std::string>(0), row.get<std::string>(1), row.get<int>(2),
                             row.get<int>(3)};
            },
            prefecture);
    return outline;
}

MapForm map_form(std::string_view typed) {
    return typed == "outline" ? MapForm::outline
           : typed == "table" ? MapForm::table
                              : MapForm::tiles;
}

MapView map_view(Tx& tx, Lang lang, std::string_view prefecture,
                 const std::map<std::string, std::size_t>& counts, std::string_view chosen,
                 MapForm form) {
    MapView v;
    const auto count_at = [&](std::string_view code) {
        const auto found = counts.find(std::string(code));
        return found == counts.end() ? std::size_t{0} : found->second;
    };
    const auto tiles = tiles_of(tx, prefecture);
    std::size_t most = 0;
    for (const Tile& tile : tiles) most = std::max(most, count_at(tile.code));
    const std::size_t step = most <= 9 ? 1 : (most + 8) / 9;
    const auto shade = [&](std::string_view code) {
        return std::string(kShades[shade_of(count_at(code), step)]);
    };
    for (const Tile& tile : tiles)
        v.tiles.push_back({std::string(tile.code), place_name(tile.code), shade(tile.code),
                           static_cast<std::int64_t>(count_at(tile.code)), tile.row + 1,
                           tile.column + 1, tile.code == chosen});
    fill_shades(v, step, lang);
    auto outline = outline_of(tx, prefecture);
    v.has_outline = outline.has_value();
    v.form = form == MapForm::outline && !outline ? "tiles"
             : form == MapForm::outline           ? "outline"
             : form == MapForm::table             ? "table"
                                                  : "tiles";
    if (v.form != "outline") return v;
    v.box = fmt::format("0 0 {} {}", outline->width, outline->height);
    v.credit = outline->credit;
    for (Shape& shape : outline->shapes)
        v.shapes.push_back({.code = shape.code,
                            .name = place_name(shape.code),
                            .shade = shade(shape.code),
                            .path = std::move(shape.path),
                            .count = static_cast<std::int64_t>(count_at(shape.code)),
                            .x = shape.x,
                            .y = shape.y,
                            .on = shape.code == chosen});
    return v;
}

Result<MapTaken> take_map(Tx& tx, std::string_view bytes) {
    const auto first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first != bytes.npos && bytes[first] == '{') {
        const auto outline = read_outline(bytes.substr(first));
        if (!outline) return tl::unexpected(outline.error());
        save_outline(tx, *outline);
        return MapTaken{true, outline->shapes.size()};
    }
    const auto tables = read_tables_apart(bytes);
    if (!tables) return tl::unexpected(tables.error());
    if (tables->empty()) return refused("file", "directory.tile_none"_w);
    const auto tiles = read_tiles(tables->front());
    if (!tiles) return tl::unexpected(tiles.error());
    save_tiles(tx, *tiles);
    return MapTaken{false, tiles->size()};
}

}  // namespace michi::directory
