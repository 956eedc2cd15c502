// The map of a prefecture's municipalities: tiles, or real boundaries where they were taken.
#pragma once

#include <map>
#include <optional>

#include "directory/outline.hpp"
#include "directory/search.hpp"
#include "directory/table.hpp"
#include "directory/views.hpp"
#include "platform/db.hpp"

namespace michi::directory {

/// Rows of 団体コード, 行, 列 (row and column from 0), one municipality each; every problem is named
/// with its row.
Result<std::vector<Tile>> read_tiles(const Table& table);
/// The codes of read_tiles(), which outlive it.
void save_tiles(Tx& tx, const std::vector<Tile>& tiles);
void save_outline(Tx& tx, const Outline& outline);

/// Where the municipalities stand: as the instance drew it, else as the program does.
std::vector<Tile> tiles_of(Tx& tx, std::string_view prefecture);
/// Nothing where nobody took a boundary.
std::optional<Outline> outline_of(Tx& tx, std::string_view prefecture);

/// How the numbers of municipalities are shown.
enum class MapForm { tiles, outline, table };
MapForm map_form(std::string_view typed);

/// Five shades of one hue; numbers by municipality. `chosen`: the one that was asked from.
MapView map_view(Tx& tx, Lang lang, std::string_view prefecture,
                 const std::map<std::string, std::size_t>& counts, std::string_view chosen,
                 MapForm form);

/// Of a file: what it was, and how many municipalities it placed.
struct MapTaken {
    bool outline{};
    std::size_t places{};
};
Result<MapTaken> take_map(Tx& tx, std::string_view bytes);

}  // namespace michi::directory
