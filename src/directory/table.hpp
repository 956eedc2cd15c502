// A table of cells as it was read from a file: text, and where each row stood.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace michi::directory {

/// What is wrong, where a person finds it: the row as Excel numbers it, and the column's heading.
struct Problem {
    std::size_t row{};
    std::string column;
    Word word;
    Args args;
};

/// The one problem of an empty table: {value} is a file without any, beside others in a ZIP.
inline constexpr Word kNoTable = "directory.note_no_table"_w;

enum class CellKind : std::uint8_t { text, number, date, broken };

/// All text lies end to end in one string; a cell is a place in it.
class Table {
  public:
    std::string name;  // sheet, or file inside a ZIP
    /// Cells that could not be read, which are `broken`, or that were mended; `column` is the place.
    std::vector<Problem> problems;

    void reserve(std::size_t text, std::size_t cells);
    void begin_row(std::size_t number);  // as Excel numbers it, from 1
    void add(std::string_view text, CellKind kind = CellKind::text);
    /// Something to look at in the cell that comes next, or comes not at all: its row is taken.
    void remark(Word word, std::string_view value);
    /// Empty cells up to `column`.
    void pad_to(std::size_t column);

    /// The value of a merged cell stands in each of its rows; a row without that column stays.
    void repeat_down(std::size_t column, std::size_t first_number, std::size_t last_number);

    /// Why reading must end here: a row or a cell more than a list may have. Nothing while it fits.
    Word too_much() const;

    std::size_t rows() const { return rows_.size(); }
    std::size_t cells() const { return cells_.size(); }
    std::size_t columns(std::size_t row) const { return rows_[row].count; }
    std::size_t number(std::size_t row) const { return rows_[row].number; }
    /// "" beyond the end of the row.
    std::string_view at(std::size_t row, std::size_t column) const;
    CellKind kind(std::size_t row, std::size_t column) const;
    bool blank(std::size_t row) const;

    struct Cell {
        std::uint32_t at;
        std::uint32_t size : 30, kind : 2;
    };
    struct Line {
        std::size_t number, first, count;
    };

  private:
    friend struct Parcel;
    void put(std::string_view text, CellKind kind);
    std::string text_;
    std::vector<Cell> cells_;
    std::vector<Line> rows_;
};

/// RFC 4180 as people write it: comma, tab or semicolon, any line end, breaks inside quotes.
Result<Table> read_csv(std::string_view text);

/// Limits of one file (I1).
inline constexpr std::size_t kFileLimit = 20u << 20;
inline constexpr std::size_t kInflatedLimit = 200u << 20;
inline constexpr std::size_t kEntryLimit = 1000;
inline constexpr std::size_t kColumnLimit = 1000;
inline constexpr std::size_t kRowLimit = 200'000 + 1;    // and its heading
inline constexpr std::size_t kCellLimit = 8'000'000;     // forty columns of so many rows
inline constexpr std::size_t kProblemLimit = kRowLimit;  // cells that cannot be read

/// The tables of a file: one of a CSV, the visible sheets of an XLSX, the files of a ZIP.
Result<std::vector<Table>> read_tables(std::string_view bytes);

/// The same in a sandboxed child: a file that brings its reader down is refused, nothing else
/// falls.
Result<std::vector<Table>> read_tables_apart(std::string_view bytes);

}  // namespace michi::directory
