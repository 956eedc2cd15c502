#include "directory/workbook.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "base/date.hpp"
#include "base/unicode.hpp"
#include "directory/number_format.hpp"
#include "directory/xml.hpp"

namespace michi::directory {
namespace {

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole =
        error == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
    return whole ? std::optional(value) : std::nullopt;
}

std::size_t count_of(std::string_view text) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Column of "BC12", from 0; the row digits are left.
std::size_t column_of(std::string_view reference) {
    std::size_t column = 0;
    for (char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    }
    return column == 0 ? 0 : column - 1;
}

struct Sheet {
    std::string name, path;
};

struct Workbook {
    bool from_1904{};
    std::vector<Sheet> sheets;
    std::vector<std::string> shared;
    std::vector<NumberFormat> formats;  // by the index of cellXfs
};

/// Excel keeps signs that XML cannot hold as _x000D_.
std::string with_escapes_read(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        unsigned code = 0;
        const bool escape =
            text.substr(at, 2) == "_x" && at + 6 < text.size() && text[at + 6] == '_' &&
            std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16).ptr ==
                text.data() + at + 6;
        if (!escape) {
            out += text[at++];
            continue;
        }
        append_character(out, code == 0 || (code >= 0xD800 && code < 0xE000)
                                  ? Character{0xFFFD}
                                  : static_cast<Character>(code));
        at += 7;
    }
    return out;
}

// ---- the parts ----
Result<std::map<std::string, std::string>> targets_of(Archive& archive) {
    std::map<std::string, std::string> targets;
    auto part = archive.read("xl/_rels/workbook.xml.rels");
    if (!part) return refused(part.error());
    const bool read = parse_xml(
        *part, {.open =
                    [&](std::string_view name, const Attributes& given) {
                        if (name != "Relationship" || given.get("TargetMode") == "External") return;
                        const std::string target(given.get("Target"));
                        targets[std::string(given.get("Id"))] =
                            target.starts_with('/') ? target.substr(1) : "xl/" + target;
                    },
                .close = {},
                .text = {}});
    if (!read) return refused(kWhole, "directory.xlsx_broken"_w);
    return targets;
}

Refusals read_sheet_list(Archive& archive, Workbook& book) {
    Refusals no;
    const auto targets = targets_of(archive);
    if (!targets) return targets.error();
    const auto part = archive.read("xl/workbook.xml");
    if (!part) return part.error();
    const bool read = parse_xml(
        *part,
        {.open =
             [&](std::string_view name, const Attributes& given) {
                 if (name == "workbookPr")
                     book.from_1904 =
                         given.get("date1904") == "1" || given.get("date1904") == "true";
                 if (name != "sheet" || given.get("state").find("idden") != std::string_view::npos)
                     return;
                 const auto target = targets->find(std::string(given.get("id")));
                 if (target != targets->end())
                     book.sheets.push_back({std::string(given.get("name")), target->second});
             },
         .close = {},
         .text = {}});
    if (!read) no.add(kWhole, "directory.xlsx_broken"_w);
    return no;
}

/// Shared strings: the text of <t>, but not of the furigana runs <rPh>.
Refusals read_shared(Archive& archive, Workbook& book) {
    Refusals no;
    if (!archive.has("xl/sharedStrings.xml")) return no;
    const auto part = archive.read("xl/sharedStrings.xml");
    if (!part) return part.error();
    bool in_text = false, in_reading = false;
    const bool read = parse_xml(*part, {.open =
                                            [&](std::string_view name, const Attributes&) {
                                                if (name == "si") book.shared.emplace_back();
                                                if (name == "rPh") in_reading = true;
                                                in_text = name == "t" && !in_reading;
                                            },
                                        .close =
                                            [&](std::string_view name) {
                                                if (name == "rPh") in_reading = false;
                                                if (name == "t") in_text = false;
                                            },
                                        .text =
                                            [&](std::string_view text) {
                                                if (in_text && !book.shared.empty())
                                                    book.shared.back() += text;
                                            }});
    if (!read) no.add(kWhole, "directory.xlsx_broken"_w);
    return no;
}

Refusals read_styles(Archive& archive, Workbook& book) {
    Refusals no;
    if (!archive.has("xl/styles.xml")) return no;
    const auto part = archive.read("xl/styles.xml");
    if (!part) return part.error();
    std::map<std::size_t, std::string> codes;
    bool in_cells = false;
    const bool read = parse_xml(
        *part, {.open =
                    [&](std::string_view name, const Attributes& given) {
                        if (name == "numFmt")
                            codes[count_of(given.get("numFmtId"))] = given.get("formatCode");
                        if (name == "cellXfs") in_cells = true;
                        if (name != "xf" || !in_cells) return;
                        const auto id = count_of(given.get("numFmtId"));
                        book.formats.push_back(number_format(static_cast<int>(id), codes[id]));
                    },
                .close =
                    [&](std::string_view name) {
                        if (name == "cellXfs") in_cells = false;
                    },
                .text = {}});
    if (!read) no.add(kWhole, "directory.xlsx_broken"_w);
    return no;
}

// ---- one sheet ----
class SheetReader {
  public:
    SheetReader(const Workbook& book, std::string name) : book_(book) {
        table_.name = std::move(name);
    }

    Result<Table> read(std::string_view document) {
        const bool read = parse_xml(
            document,
            {.open = [&](std::string_view name, const Attributes& given) { open(name, given); },
             .close = [&](std::string_view name) { close(name); },
             .text =
                 [&](std::string_view text) {
                     if (in_value_) value_ += text;
                 }});
        if (over_) return refused(kWhole, over_, {{"row", std::to_string(row_)}});
        if (too_wide_)
            return refused(kWhole, "directory.too_many_columns"_w, {{"row", std::to_string(row_)}});
        if (!read) return refused(kWhole, "directory.xlsx_broken"_w);
        for (const Merged& one : merged_) table_.repeat_down(one.column, one.first, one.last);
        return std::move(table_);
    }

  private:
    struct Merged {
        std::size_t column, first, last;
    };
    static constexpr std::size_t kMergedRows = 1u << 20;  // of all merged cells together

    /// 「区分」 written once beside the rows that it holds for.
    void note_merged(std::string_view range) {
        const auto colon = range.find(':');
        if (colon == range.npos) return;
        const auto row_in = [](std::string_view cell) {
            return count_of(cell.substr(std::min(cell.find_first_of("0123456789"), cell.size())));
        };
        const Merged one{column_of(range), row_in(range), row_in(range.substr(colon + 1))};
        const auto rows = std::min(one.last, row_) - std::min(one.first, row_);
        if (rows == 0 || (merged_rows_ += rows) > kMergedRows) return;
        merged_.push_back(one);
    }
    void open(std::string_view name, const Attributes& given) {
        if (name == "row")
            begin_row(given);
        else if (name == "c")
            begin_cell(given);
        else if (name == "mergeCell")
            note_merged(given.get("ref"));
        else if (name == "f")
            formula_ = in_cell_;
        else if (name == "col" && (given.get("hidden") == "1" || given.get("hidden") == "true"))
            hide_columns(count_of(given.get("min")), count_of(given.get("max")));
        else if (name == "rPh")
            in_reading_ = true;
        else if (name == "v" || (name == "t" && !in_reading_))
            in_value_ = in_cell_;
    }
    void close(std::string_view name) {
        if (name == "v" || name == "t")
            in_value_ = false;
        else if (name == "rPh")
            in_reading_ = false;
        else if (name == "c")
            end_cell();
    }
    void begin_row(const Attributes& given) {
        const auto number = count_of(given.get("r"));
        row_ = number > row_ ? number : row_ + 1;
        next_column_ = 0;
        if (over_) return;
        table_.begin_row(row_);
        over_ = table_.too_much();
        if (given.get("hidden") == "1" || given.get("hidden") == "true")
            table_.remark("directory.note_hidden_row"_w, "");
    }
    /// Only few: a sheet that hides all columns behind its last one says nothing.
    void hide_columns(std::size_t first, std::size_t last) {
        for (std::size_t column = first; column <= std::min(last, kColumnLimit); ++column)
            if (column > 0) hidden_columns_.insert(column - 1);
    }
    void begin_cell(const Attributes& given) {
        in_cell_ = table_.rows() > 0 && !over_;
        const auto reference = given.get("r");
        column_ = reference.empty() ? next_column_ : column_of(reference);
        too_wide_ |= column_ >= kColumnLimit;
        type_ = given.get("t");
        style_ = count_of(given.get("s"));
        value_.clear();
        formula_ = false;
    }
    void end_cell() {
        if (in_cell_ && !too_wide_ && column_ >= next_column_) {
            table_.pad_to(column_);
            if (formula_ && value_.empty()) table_.remark("directory.note_formula_empty"_w, "");
            if (table_.rows() == 1 && hidden_columns_.contains(column_) && !value_.empty())
                table_.remark("directory.note_hidden_column"_w, "");
            add_value();
            next_column_ = column_ + 1;
        }
        in_cell_ = false;
    }
    void add_value() {
        if (type_ == "s") {
            const auto at = count_of(value_);
            table_.add(at < book_.shared.size() ? with_escapes_read(book_.shared[at])
                                                : std::string{});
        } else if (type_ == "e") {
            add_broken("directory.cell_error"_w);
        } else if (type_ == "str" || type_ == "inlineStr" || type_ == "b" || type_ == "d") {
            table_.add(with_escapes_read(value_));
        } else {
            add_number();
        }
    }
    void add_number() {
        const auto number = number_of(value_);
        if (!number) return table_.add(value_);
        const NumberFormat format =
            style_ < book_.formats.size() ? book_.formats[style_] : NumberFormat{};
        if (format.shows == NumberFormat::Shows::number)
            return table_.add(number_text(*number, format), CellKind::number);
        const std::string text = format.shows == NumberFormat::Shows::hours
                                     ? hours_since_midnight(*number)
                                     : serial_text(*number, book_.from_1904);
        if (text.empty())
            add_broken("directory.cell_no_such_day"_w);
        else
            table_.add(text, CellKind::date);
    }
    void add_broken(Word why) {
        table_.problems.push_back({row_, std::to_string(column_), why, {{"value", value_}}});
        table_.add(value_, CellKind::broken);
    }

    const Workbook& book_;
    Table table_;
    std::vector<Merged> merged_;
    std::size_t row_{}, column_{}, next_column_{}, style_{}, merged_rows_{};
    Word over_{};
    bool in_cell_{}, in_value_{}, in_reading_{}, too_wide_{}, formula_{};
    std::set<std::size_t> hidden_columns_;
    std::string type_, value_;
};

}  // namespace

std::string serial_text(double serial, bool from_1904) {
    if (serial < 0 || serial > 2958465) return {};
    auto day = static_cast<int>(serial);
    auto minutes = static_cast<int>(std::lround((serial - day) * 24 * 60));
    if (minutes == 24 * 60) ++day, minutes = 0;
    const std::string clock = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
    if (day == 0 && !from_1904) return clock;  // a time of day has no day
    if (day == 60 && !from_1904) return {};    // 1900-02-29 never was
    const Date first =
        from_1904 ? *Date::from_ymd(1904, 1, 1) : *Date::from_ymd(1899, 12, day < 60 ? 31 : 30);
    const std::string iso = (first + day).iso();
    return minutes == 0 ? iso : iso + " " + clock;
}

Result<std::vector<Table>> read_workbook(Archive& archive) {
    Workbook book;
    for (auto* part : {&read_sheet_list, &read_shared, &read_styles})
        if (auto no = part(archive, book); no.any()) return refused(std::move(no));
    std::vector<Table> tables;
    std::size_t rows = 0;
    for (const Sheet& sheet : book.sheets) {
        auto document = archive.read(sheet.path);
        if (!document) return refused(document.error());
        auto table = SheetReader(book, sheet.name).read(*document);
        if (!table) return refused(table.error());
        tables.push_back(std::move(*table));
        if ((rows += tables.back().rows()) > kRowLimit)
            return refused(kWhole, "directory.too_many_rows"_w,
                           {{"row", std::to_string(kRowLimit + 1)}});
    }
    if (tables.empty()) return refused(kWhole, "directory.xlsx_without_sheet"_w);
    return tables;
}

}  // namespace michi::directory
