#include "directory/returned.hpp"

#include <algorithm>

#include "directory/bytes.hpp"

namespace michi::directory {
namespace {

constexpr std::string_view kFormula = "=+-@\t\r";

bool is_formula(std::string_view text) {
    if (text.find_first_not_of("+-.0123456789") == text.npos) return false;  // a plain number
    return kFormula.find(text.front()) != kFormula.npos || text.starts_with("＝") ||
           text.starts_with("＋") || text.starts_with("－") || text.starts_with("＠");
}

/// Quoted always; a cell that a spreadsheet would calculate begins with an apostrophe, which
/// reading takes off again. What could not be read shows where it stood.
void put_cell(std::string& out, std::string_view text) {
    out += '"';
    if (is_formula(text)) out += '\'';
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at).starts_with(kBroken)) {
            out += "［？］";
            at += kBroken.size() - 1;
        } else {
            out.append(text[at] == '"' ? 2 : 1, text[at]);
        }
    }
    out += '"';
}

void put_row(std::string& out, const Sent& row, std::size_t columns, std::string_view reason) {
    for (std::size_t i = 0; i < columns; ++i) {
        put_cell(out, i < row.cells.size() ? std::string_view(row.cells[i]) : std::string_view{});
        out += ',';
    }
    put_cell(out, reason);
    out += "\r\n";
}

std::string reasons(const Reading& reading, std::size_t row, Lang lang) {
    std::string text;
    for (const Problem& problem : reading.refused) {
        if (problem.row != row) continue;
        if (!text.empty()) text += ' ';
        if (!problem.column.empty()) text.append(problem.column).append(": ");
        text += say(problem.word, lang, problem.args);
    }
    return text;
}

}  // namespace

std::string returned_csv(const Reading& reading, Lang lang) {
    std::size_t columns = 0;
    for (const auto* rows : {&reading.above, &reading.returned})
        for (const Sent& row : *rows) columns = std::max(columns, row.cells.size());
    std::string out = "\xEF\xBB\xBF";
    for (const Sent& row : reading.above) {
        const bool heading = &row == &reading.above.back();
        put_row(out, row, columns, heading ? word_text("directory.reason_heading"_w, lang) : "");
    }
    for (const Sent& row : reading.returned)
        put_row(out, row, columns, reasons(reading, row.row, lang));
    return out;
}

std::string returned_name(std::string_view file) {
    const auto dot = file.rfind('.');
    return std::string(file.substr(0, dot)) + "（直すところ）.csv";
}

}  // namespace michi::directory
