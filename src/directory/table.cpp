#include "directory/table.hpp"

#include <algorithm>

#include "base/unicode.hpp"
#include "directory/archive.hpp"
#include "directory/bytes.hpp"
#include "directory/geo_json.hpp"
#include "directory/hsds_file.hpp"
#include "directory/spreadsheet.hpp"
#include "directory/workbook.hpp"
#include "platform/sheet.hpp"

namespace michi::directory {

void Table::reserve(std::size_t text, std::size_t cells) {
    text_.reserve(text);
    cells_.reserve(std::min(cells, kCellLimit + 1));
}

Word Table::too_much() const {
    if (rows_.size() > kRowLimit) return "directory.too_many_rows"_w;
    const bool fits = cells_.size() <= kCellLimit && problems.size() <= kProblemLimit;
    return fits ? Word{} : "directory.too_many_cells"_w;
}

void Table::begin_row(std::size_t number) { rows_.push_back({number, cells_.size(), 0}); }

namespace {

/// What editors and web pages leave behind. Signs that turn the direction of text stay, and refuse
/// a name: these deceive.
bool is_sign_without_shape(Character c) {
    const bool control = c == 0x7F || (c < 0x20 && c != '\t' && c != '\n' && c != '\r');
    return control || c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

/// Whether any byte may begin such a sign: most cells have none and cost one look.
bool may_hide_signs(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        const auto b = static_cast<std::uint8_t>(c);
        return b == 0x7F || b < 0x20 || b == 0xC2 || b == 0xE2 || b == 0xEF;
    });
}

std::string without_hidden_signs(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const Character c = next_character(text, at);
        if (c < 0 || !is_sign_without_shape(c)) out += text.substr(from, at - from);
    }
    return out;
}

}  // namespace

void Table::add(std::string_view text, CellKind kind) {
    if (text.find(kBroken) != text.npos) kind = CellKind::broken;
    if (kind == CellKind::text && may_hide_signs(text))
        if (const std::string plain = without_hidden_signs(text); plain.size() != text.size()) {
            remark("directory.note_hidden_signs"_w, plain);
            return put(plain, kind);
        }
    put(text, kind);
}

void Table::remark(Word word, std::string_view value) {
    problems.push_back({rows_.back().number,
                        std::to_string(rows_.back().count),
                        word,
                        {{"value", std::string(value)}}});
}

void Table::put(std::string_view text, CellKind kind) {
    cells_.push_back({static_cast<std::uint32_t>(text_.size()),
                      static_cast<std::uint32_t>(text.size()) & 0x3FFFFFFFu,
                      static_cast<std::uint32_t>(kind) & 3u});
    text_ += text;
    ++rows_.back().count;
}

void Table::pad_to(std::size_t column) {
    while (rows_.back().count < column) add({});
}

void Table::repeat_down(std::size_t column, std::size_t first_number, std::size_t last_number) {
    auto row = std::ranges::lower_bound(rows_, first_number, {}, &Line::number);
    if (row == rows_.end() || row->number != first_number || column >= row->count) return;
    const Cell value = cells_[row->first + column];
    for (++row; row != rows_.end() && row->number <= last_number; ++row)
        if (column < row->count && cells_[row->first + column].size == 0)
            cells_[row->first + column] = value;
}

std::string_view Table::at(std::size_t row, std::size_t column) const {
    if (column >= rows_[row].count) return {};
    const Cell& cell = cells_[rows_[row].first + column];
    return std::string_view(text_).substr(cell.at, cell.size);
}

CellKind Table::kind(std::size_t row, std::size_t column) const {
    if (column >= rows_[row].count) return CellKind::text;
    return static_cast<CellKind>(cells_[rows_[row].first + column].kind);
}

bool Table::blank(std::size_t row) const {
    for (std::size_t i = 0; i < rows_[row].count; ++i)
        if (at(row, i).find_first_not_of(" \t\r\n") != std::string_view::npos) return false;
    return true;
}

namespace {

char separator_of(std::string_view text) {
    std::size_t commas = 0, tabs = 0, semicolons = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < std::min<std::size_t>(text.size(), 4096); ++i) {
        const char c = text[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        commas += c == ',';
        tabs += c == '\t';
        semicolons += c == ';';
    }
    if (tabs > commas && tabs >= semicolons) return '\t';
    return semicolons > 2 * commas ? ';' : ',';
}

/// One pass over the text, a cell at a time.
class CsvReader {
  public:
    explicit CsvReader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    Result<Table> read() {
        const auto cells = std::ranges::count_if(
            text_, [this](char c) { return c == separator_ || c == '\n' || c == '\r'; });
        table_.reserve(text_.size(), static_cast<std::size_t>(cells) + 1);
        while (at_ < text_.size()) {
            table_.begin_row(++number_);
            if (const Word why = table_.too_much())
                return refused(kWhole, why, {{"row", std::to_string(number_)}});
            if (!row())
                return refused(kWhole, "directory.too_many_columns"_w,
                               {{"row", std::to_string(number_)}});
            if (open_quote_)
                return refused(kWhole, "directory.open_quote"_w,
                               {{"row", std::to_string(number_)}});
        }
        return std::move(table_);
    }

  private:
    bool row() {
        for (std::size_t count = 0; count <= kColumnLimit; ++count) {
            cell_.clear();
            if (at_ < text_.size() && text_[at_] == '"') quoted_cell();
            plain_rest();
            if (cell_.starts_with('\'')) cell_ = unguarded(cell_);
            table_.add(cell_);
            if (at_ >= text_.size() || end_of_row()) return true;
            ++at_;  // the separator
        }
        return false;
    }
    void quoted_cell() {
        for (++at_;;) {
            const auto quote = text_.find('"', at_);
            if (quote == text_.npos) {
                open_quote_ = true;
                at_ = text_.size();
                return;
            }
            cell_ += text_.substr(at_, quote - at_);
            at_ = quote + 1;
            if (at_ >= text_.size() || text_[at_] != '"') return;
            cell_ += '"';
            ++at_;
        }
    }
    void plain_rest() {
        const auto start = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' &&
               text_[at_] != '\r')
            ++at_;
        cell_ += text_.substr(start, at_ - start);
    }
    bool end_of_row() {
        if (text_[at_] == '\r') {
            at_ += at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
            return true;
        }
        if (text_[at_] == '\n') {
            ++at_;
            return true;
        }
        return false;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_{}, number_{};
    bool open_quote_{};
    std::string cell_;
    Table table_;
};

Result<std::vector<Table>> read_text(std::string_view bytes) {
    auto text = text_of(bytes);
    if (!text) return refused(text.error());
    auto table = !may_be_json(*text)  ? read_csv(*text)
                 : is_geo_json(*text) ? read_geo_json(*text)
                                      : read_hsds(*text);
    if (!table) return refused(table.error());
    std::vector<Table> tables;
    tables.push_back(std::move(*table));
    return tables;
}

bool ends_with_any_case(std::string_view name, std::string_view ending) {
    if (name.size() < ending.size()) return false;
    return std::ranges::equal(name.substr(name.size() - ending.size()), ending, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
}

/// A workbook inside a ZIP; nothing deeper is opened.
Result<std::vector<Table>> read_workbook_inside(std::string_view bytes, const std::string& name) {
    auto archive = Archive::open(bytes);
    if (!archive) return refused(archive.error());
    const bool spreadsheet = is_spreadsheet(*archive);
    if (!spreadsheet && !archive->has("xl/workbook.xml"))
        return refused(kWhole, "directory.zip_in_zip"_w, {{"value", name}});
    auto tables = spreadsheet ? read_spreadsheet(*archive) : read_workbook(*archive);
    if (tables)
        for (Table& table : *tables) table.name = name + " / " + table.name;
    return tables;
}

/// What macOS and Windows put beside the files.
bool is_left_over(std::string_view name) {
    const auto slash = name.rfind('/');
    const auto file = slash == name.npos ? name : name.substr(slash + 1);
    return name.starts_with("__MACOSX/") || file.starts_with('.') || file.starts_with("~$");
}

bool may_hold_a_table(std::string_view name) {
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm",
                                                ".json", ".ndjson", ".geojson", ".ods", ".zip"},
        [&](std::string_view ending) { return ends_with_any_case(name, ending); });
}

/// The rows of a file are those of all its tables.
std::size_t rows_of(const std::vector<Table>& tables) {
    std::size_t rows = 0;
    for (const Table& table : tables) rows += table.rows();
    return rows;
}

Result<std::vector<Table>> read_inside(std::string_view bytes, const std::string& name) {
    switch (content_of(bytes)) {
        case Content::archive:
            return read_workbook_inside(bytes, name);
        case Content::old_excel:
            return refused(kWhole, "directory.file_old_excel"_w);
        case Content::markup:
            return refused(kWhole, "directory.file_markup"_w);
        case Content::other:
            return refused(kWhole, "directory.file_not_a_table"_w);
        case Content::empty:
            return std::vector<Table>{};
        case Content::text:
            break;
    }
    auto read = read_text(bytes);
    if (read) read->front().name = name;
    return read;
}

/// A file beside the tables, so that whoever sent it is told that nothing of it was read.
Table without_table(const std::string& name) {
    Table none;
    none.name = name;
    none.problems.push_back({0, "", kNoTable, {{"value", name}}});
    return none;
}

/// Why, and which of the files it was.
tl::unexpected<Refusals> refused_in(const std::string& name, Refusals why) {
    why.add(kWhole, "directory.file_inside"_w, {{"value", name}});
    return tl::unexpected(std::move(why));
}

Result<std::vector<Table>> read_archive(std::string_view bytes) {
    auto archive = Archive::open(bytes);
    if (!archive) return refused(archive.error());
    if (archive->has("xl/workbook.xml")) return read_workbook(*archive);
    if (is_spreadsheet(*archive)) return read_spreadsheet(*archive);
    std::vector<Table> tables;
    for (const std::string& name : archive->names()) {
        if (is_left_over(name)) continue;
        if (!may_hold_a_table(name)) {
            tables.push_back(without_table(name));
            continue;
        }
        auto inside = archive->read(name);
        if (!inside) return refused_in(name, inside.error());
        auto read = read_inside(*inside, name);
        // A 「お読みください」 is no table and no mistake.
        if (read ? rows_of(*read) == 0 : ends_with_any_case(name, ".txt"))
            read = std::vector{without_table(name)};
        if (!read) return refused_in(name, read.error());
        for (Table& table : *read) tables.push_back(std::move(table));
        if (rows_of(tables) > kRowLimit)
            return refused(kWhole, "directory.too_many_rows"_w,
                           {{"row", std::to_string(kRowLimit + 1)}});
    }
    if (rows_of(tables) == 0) return refused(kWhole, "directory.zip_without_table"_w);
    return tables;
}

}  // namespace

Result<Table> read_csv(std::string_view text) { return CsvReader(text).read(); }

Result<std::vector<Table>> read_tables(std::string_view bytes) {
    if (bytes.size() > kFileLimit) return refused(kWhole, "directory.file_too_large"_w);
    switch (content_of(bytes)) {
        case Content::empty:
            return refused(kWhole, "directory.file_empty"_w);
        case Content::old_excel:
            return refused(kWhole, "directory.file_old_excel"_w);
        case Content::markup:
            return refused(kWhole, "directory.file_markup"_w);
        case Content::other:
            return refused(kWhole, "directory.file_not_a_table"_w);
        case Content::archive:
            return read_archive(bytes);
        case Content::text:
            return read_text(bytes);
    }
    return refused(kWhole, "directory.file_not_a_table"_w);
}

}  // namespace michi::directory
