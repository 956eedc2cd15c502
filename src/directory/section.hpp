// What a row takes from the rows above it: headings between the rows, and cells that were merged.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "directory/layout.hpp"

namespace michi::directory {

/// As the list writes it; "" where nothing above tells it.
struct Above {
    std::string kind, prefecture, city, town;
    std::string title;  // of the whole list: counts where nothing else tells the kind
};

/// A row that heads what follows: 「【児童発達支援】」, 「■ 北浜市」, 「公立保育所（8か所）」. It tells a kind
/// or a municipality, and is no place.
struct Section {
    std::string kind, city;  // one of them
};

/// Nothing for rows of places, for notes and for headings that tell neither (「【障害児通所支援】」).
std::optional<Section> section_in(const Table& table, const Layout& layout, std::size_t row);

/// The one kind that a title over the headings names (「児童発達支援事業所一覧」); "" when it names none
/// or may mean others too (「保育所・幼稚園一覧」, 「保育所等一覧」).
std::string kind_in_title(const Table& table, std::size_t row);

/// The columns whose blank cells mean the cell above, as they are left when merged cells are saved
/// as CSV: the first row tells it, most rows are blank, and no cell says what the one before said.
std::vector<Column> merged_columns(const Table& table, const Layout& layout);

}  // namespace michi::directory
