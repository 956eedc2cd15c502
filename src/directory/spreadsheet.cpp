#include "directory/spreadsheet.hpp"

#include <algorithm>
#include <charconv>

#include "directory/xml.hpp"

namespace michi::directory {
namespace {

std::size_t times(std::string_view text) {
    std::size_t count = 1;
    if (!text.empty()) std::from_chars(text.data(), text.data() + text.size(), count);
    return std::max<std::size_t>(count, 1);
}

/// content.xml: rows and cells may stand for many of their kind; empty ones at the end are left.
class SheetsReader {
  public:
    Result<std::vector<Table>> read(std::string_view document) {
        const bool read = parse_xml(
            document,
            {.open = [&](std::string_view name, const Attributes& given) { open(name, given); },
             .close = [&](std::string_view name) { close(name); },
             .text =
                 [&](std::string_view text) {
                     if (in_text_) cell_ += text;
                 }});
        if (over_) return refused(kWhole, over_, {{"row", std::to_string(number_)}});
        if (!read) return refused(kWhole, "directory.ods_broken"_w);
        if (tables_.empty()) return refused(kWhole, "directory.xlsx_without_sheet"_w);
        return std::move(tables_);
    }

  private:
    void open(std::string_view name, const Attributes& given) {
        if (name == "table") {
            tables_.emplace_back().name = given.get("name");
            number_ = 0;
        } else if (name == "table-row") {
            repeat_row_ = times(given.get("number-rows-repeated"));
            hidden_ = given.get("visibility") == "collapse" || given.get("visibility") == "filter";
            row_.clear();
        } else if (name == "table-cell" || name == "covered-table-cell") {
            repeat_cell_ = times(given.get("number-columns-repeated"));
            cell_.clear();
            paragraphs_ = 0;
        } else if (name == "annotation") {
            in_note_ = true;
        } else if (name == "p" && !in_note_) {
            if (paragraphs_++ > 0) cell_ += '\n';
            in_text_ = true;
        } else if (name == "s" && in_text_) {
            cell_.append(std::min<std::size_t>(times(given.get("c")), 100), ' ');
        } else if (name == "ruby-text") {
            in_text_ = false;
        }
    }
    void close(std::string_view name) {
        if (name == "p")
            in_text_ = false;
        else if (name == "ruby-text")
            in_text_ = true;
        else if (name == "annotation")
            in_note_ = false;
        else if (name == "table-cell" || name == "covered-table-cell")
            end_cell();
        else if (name == "table-row")
            end_row();
    }
    void end_cell() {
        if (row_.size() + repeat_cell_ > kColumnLimit && !cell_.empty() && !over_)
            over_ = "directory.too_many_columns"_w;
        const std::size_t room = kColumnLimit - std::min(row_.size(), kColumnLimit);
        row_.insert(row_.end(), std::min(repeat_cell_, room), cell_);
    }
    void end_row() {
        while (!row_.empty() && row_.back().empty()) row_.pop_back();
        if (tables_.empty() || over_) return;
        const std::size_t rows = row_.empty() ? 0 : repeat_row_;
        for (std::size_t i = 0; i < rows && !over_; ++i) {
            tables_.back().begin_row(number_ + i + 1);
            if (hidden_) tables_.back().remark("directory.note_hidden_row"_w, "");
            for (const std::string& cell : row_) tables_.back().add(cell);
            over_ = tables_.back().too_much();
        }
        number_ += repeat_row_;
    }

    std::vector<Table> tables_;
    std::vector<std::string> row_;
    std::string cell_;
    std::size_t number_{}, repeat_row_{1}, repeat_cell_{1}, paragraphs_{};
    bool in_text_{}, in_note_{}, hidden_{};
    Word over_{};
};

}  // namespace

bool is_spreadsheet(const Archive& archive) {
    return archive.has("content.xml") && archive.has("mimetype");
}

Result<std::vector<Table>> read_spreadsheet(Archive& archive) {
    const auto kind = archive.read("mimetype");
    if (!kind || kind->find("spreadsheet") == std::string::npos)
        return refused(kWhole, "directory.file_not_a_table"_w);
    const auto content = archive.read("content.xml");
    if (!content) return refused(content.error());
    return SheetsReader().read(*content);
}

}  // namespace michi::directory
