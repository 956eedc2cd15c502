#include "directory/parcel.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace michi::directory {
namespace {

// What a reader of tables may say. Numbers cross the wall, never text of a catalogue.
constexpr std::array kSaid{
    "directory.file_utf16_without_mark"_w,
    "directory.file_mark_lies"_w,
    "directory.too_many_columns"_w,
    "directory.too_many_rows"_w,
    "directory.too_many_cells"_w,
    "directory.open_quote"_w,
    "directory.zip_without_table"_w,
    kNoTable,
    "directory.file_too_large"_w,
    "directory.file_empty"_w,
    "directory.file_old_excel"_w,
    "directory.file_not_a_table"_w,
    "directory.zip_broken"_w,
    "directory.zip_encrypted"_w,
    "directory.zip_unsafe"_w,
    "directory.zip_too_many"_w,
    "directory.zip_swollen"_w,
    "directory.xlsx_broken"_w,
    "directory.xlsx_without_sheet"_w,
    "directory.cell_error"_w,
    "directory.cell_no_such_day"_w,
    "directory.file_breaks_reader"_w,
    "directory.json_broken"_w,
    "directory.json_without_services"_w,
    "directory.hsds_lacks"_w,
    "directory.file_markup"_w,
    "directory.zip_in_zip"_w,
    "directory.file_inside"_w,
    "directory.ods_broken"_w,
    "directory.note_hidden_signs"_w,
    "directory.note_formula_empty"_w,
    "directory.note_hidden_row"_w,
    "directory.note_hidden_column"_w,
};
constexpr std::array<std::string_view, 2> kNames{"row", "value"};

template <class List, class Item>
std::size_t place_in(const List& list, const Item& item) {
    return static_cast<std::size_t>(std::ranges::find(list, item) - list.begin());
}

/// In a text of whole characters: nothing is cut in two here.
bool begins_character(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

class Out {
  public:
    std::string bytes;
    /// Seven bits a byte, the lowest first: most numbers are small.
    void number(std::size_t value) {
        for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(0x80 | (value & 0x7F));
        bytes += static_cast<char>(value);
    }
    void text(std::string_view value) {
        number(value.size());
        bytes += value;
    }
    void reason(Word word, const Args& args) {
        number(place_in(kSaid, word));
        number(args.size());
        for (const auto& [name, value] : args) number(place_in(kNames, name)), text(value);
    }
};

class In {
  public:
    explicit In(std::string_view bytes) : bytes_(bytes) {}
    bool good{true};
    std::size_t left() const { return bytes_.size(); }

    std::string_view take(std::size_t size) {
        if (size > bytes_.size()) {
            good = false;
            bytes_ = {};
            return {};
        }
        const auto taken = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return taken;
    }
    std::size_t number() {
        std::size_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto taken = take(1);
            if (!good) return 0;
            const auto bits = static_cast<unsigned char>(taken.front());
            value |= static_cast<std::size_t>(bits & 0x7F) << shift;
            if (bits < 0x80) return value;
        }
        good = false;
        return 0;
    }
    /// How many things follow, each of at least `each` bytes.
    std::size_t count(std::size_t each, std::size_t most = ~std::size_t{}) {
        const std::size_t value = number();
        if (value > bytes_.size() / each || value > most) good = false;
        return good ? value : 0;
    }
    /// The side that read a stranger's file may say anything: only whole characters come in.
    std::string text() {
        const auto taken = take(number());
        good = good && is_valid_utf8(taken);
        return std::string(good ? taken : std::string_view());
    }
    template <class List>
    auto one_of(const List& list) {
        const std::size_t place = number();
        if (place >= list.size()) good = false;
        return good ? list[place] : list[0];
    }
    std::pair<Word, Args> reason() {
        std::pair<Word, Args> reason{one_of(kSaid), {}};
        const std::size_t args = count(2);
        for (std::size_t i = 0; i < args && good; ++i) {
            const auto name = one_of(kNames);
            reason.second.emplace_back(name, text());
        }
        return reason;
    }

  private:
    std::string_view bytes_;
};

}  // namespace

struct Parcel {
    static void put(Out& out, const Table& table) {
        out.text(table.name);
        out.number(table.problems.size());
        for (const Problem& problem : table.problems) {
            out.number(problem.row);
            out.text(problem.column);
            out.reason(problem.word, problem.args);
        }
        out.text(table.text_);
        put_cells(out, table);
        out.number(table.rows_.size());
        std::size_t before = 0;
        for (const Table::Line& row : table.rows_) {
            out.number(row.number - before);
            out.number(row.count);
            before = row.number;
        }
    }
    /// A cell stands behind the one before it, or says where: the value of merged cells does.
    static void put_cells(Out& out, const Table& table) {
        out.number(table.cells_.size());
        std::size_t next = 0;
        for (const Table::Cell& cell : table.cells_) {
            const bool elsewhere = cell.at != next;
            out.number(std::size_t{cell.size} << 3 | std::size_t{cell.kind} << 1 | elsewhere);
            if (elsewhere) out.number(cell.at);
            next = std::size_t{cell.at} + cell.size;
        }
    }
    static Table take(In& in) {
        Table table;
        table.name = in.text();
        const std::size_t problems = in.count(3, kProblemLimit);
        for (std::size_t i = 0; i < problems && in.good; ++i) {
            Problem problem{in.number(), in.text(), {}, {}};
            std::tie(problem.word, problem.args) = in.reason();
            table.problems.push_back(std::move(problem));
        }
        table.text_ = in.text();
        take_cells(in, table);
        take_rows(in, table);
        return table;
    }
    static void take_cells(In& in, Table& table) {
        const std::size_t cells = in.count(1, kCellLimit), end = table.text_.size();
        table.cells_.reserve(cells);
        std::size_t next = 0;
        for (std::size_t i = 0; i < cells && in.good; ++i) {
            const std::size_t all = in.number(), size = all >> 3;
            const std::size_t at = all & 1 ? in.number() : next;
            in.good = in.good && at <= end && size <= end - at &&
                      begins_character(table.text_, at) && begins_character(table.text_, at + size);
            if (!in.good) return;
            table.cells_.push_back({static_cast<std::uint32_t>(at),
                                    static_cast<std::uint32_t>(size) & 0x3FFFFFFFu,
                                    static_cast<std::uint32_t>(all >> 1) & 3u});
            next = at + size;
        }
    }
    static void take_rows(In& in, Table& table) {
        const std::size_t rows = in.count(2, kRowLimit), cells = table.cells_.size();
        table.rows_.reserve(rows);
        std::size_t number = 0, first = 0;
        for (std::size_t i = 0; i < rows && in.good; ++i) {
            number += in.number();
            const Table::Line row{number, first, in.number()};
            in.good = in.good && row.count <= cells - first;
            table.rows_.push_back(row);
            if (in.good) first += row.count;
        }
    }
};

std::string packed(const Result<std::vector<Table>>& tables) {
    Out out;
    out.number(tables ? 1 : 0);
    if (tables) {
        out.number(tables->size());
        for (const Table& table : *tables) Parcel::put(out, table);
        return std::move(out.bytes);
    }
    out.number(tables.error().items.size());
    for (const Refusal& why : tables.error().items) out.reason(why.word, why.args);
    return std::move(out.bytes);
}

std::optional<Result<std::vector<Table>>> unpacked(std::string_view bytes) {
    In in(bytes);
    const bool read = in.number() == 1;
    const std::size_t count = in.count(1);
    std::vector<Table> tables;
    Refusals no;
    for (std::size_t i = 0; i < count && in.good; ++i) {
        if (read) {
            tables.push_back(Parcel::take(in));
        } else {
            auto [word, args] = in.reason();
            no.add(kWhole, word, std::move(args));
        }
    }
    if (!in.good || in.left() != 0 || (!read && !no.any())) return std::nullopt;
    if (!read) return refused(std::move(no));
    return Result<std::vector<Table>>(std::move(tables));
}

}  // namespace michi::directory
