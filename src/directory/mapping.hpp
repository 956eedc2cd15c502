// Lists that nobody knew: a person says once which column is what, and the next file with the same
// headings is read so.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "directory/layout.hpp"
#include "platform/db.hpp"
#include "policy/policy.hpp"

namespace michi::directory {

/// A column that a person may name.
struct Mappable {
    Column column;
    std::string_view id;
    Word word;
};
std::span<const Mappable> mappable();

struct Mapping {
    std::string headings;  // headings_key() of the heading row
    Source source{};
    std::vector<std::string> columns;  // one id a heading, "" where it is not taken
    std::string file_stem{};           // of the list's files (name_stem); "" where it was not kept
};

/// Equal for headings that differ only in width, spaces and breaks.
std::string headings_key(const Table& table, std::size_t row);
std::string headings_key(std::span<const std::string> headings);

/// The id of what a column is read as; "" when it is not taken.
std::string_view id_of(const Layout& layout, std::size_t column);

/// The row that looks most like headings: the fullest of the first twenty.
std::size_t heading_row(const Table& table);

/// As a person said; nothing when no row has the headings of a mapping. The first that fits counts;
/// of a table with a name (a sheet, a file in a ZIP), one that was said of its list.
std::optional<Layout> mapped_as_said(const Table& table, std::span<const Mapping> mappings);
/// The table read so: headings as they stand in `layout`, columns as they were said.
Layout read_as(const Table& table, Layout layout, const Mapping& mapping);

/// A name, and where it is: without these no list can be taken. Each column once.
Refusals check_mapping(const Mapping& mapping);

/// What was said of lists with files called so first; then what was said last.
std::vector<Mapping> mappings(Tx& tx, std::string_view file_name = {});
/// What was said of these headings is forgotten: the program reads them by itself again.
void forget_mapping(Tx& tx, std::string_view headings, std::string_view file_stem);
void save_mapping(Tx& tx, const Mapping& mapping, Id<Account> by, Instant at);

}  // namespace michi::directory
