// From the bytes of a file to entries and refused rows: pure, every row accounted for.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "directory/entries.hpp"
#include "directory/layout.hpp"
#include "directory/model.hpp"

namespace michi::directory {

struct Mapping;

/// A row of the file, cell by cell.
struct Sent {
    std::size_t row{};
    std::vector<std::string> cells;
};

struct Reading {
    Source source{};
    std::string table;                  // sheet, or file inside a ZIP
    std::string headings;               // of its columns, as they are compared
    std::string publisher, coverage;    // codes, "" when the rows do not tell (list_identity.hpp)
    std::vector<std::string> unread{};  // names in rows that are not taken
    std::size_t rows{};                 // data rows that hold anything
    std::size_t beside{};  // totals, notes, headings again; kinds that no child's directory holds
    Entries entries;
    std::vector<Problem> refused;  // rows that are not taken: one or more problems each
    std::vector<Problem>
        remarks{};  // on the whole: columns that are not used, kinds that nothing tells
    std::vector<Problem> notes;  // what stands beside the rows, and what the list has besides
    std::vector<Sent> above;     // titles and headings, as they came
    std::vector<Sent> returned;  // the refused rows, as they came
};

/// Among the remarks of the first table: another one, its {value}, that is not read. In their order.
inline constexpr Word kTableNotKnown = "directory.note_table_not_known"_w;

/// Each recognised table of the file; refuses the file when none is.
Result<std::vector<Reading>> read_file(std::string_view bytes, std::optional<Source> wanted = {});
/// Known lists by their headings; a table that is none as a person said once.
Result<std::vector<Reading>> read_each(const std::vector<Table>& tables,
                                       std::optional<Source> wanted = {},
                                       std::span<const Mapping> said = {});

Reading read_table(const Table& table, const Layout& layout);

}  // namespace michi::directory
