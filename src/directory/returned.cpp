#include "directory/returned.hpp"

#include <algorithm>

#include "directory/bytes.hpp"
#include "platform/sheet.hpp"

namespace michi::directory {
namespace {

/// Quoted always; a cell that a spreadsheet would calculate begins with an apostrophe, which
/// reading takes off again (「-12」 too: nobody can tell it from 「-1+3」 by its first sign). What could
/// not be read shows where it stood.
void put_cell(std::string& out, std::string_view text) {
    out += '"';
    const std::string safe = guarded(text);
    text = safe;
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

/// The column of reasons, where a file that was returned once comes again: it is made anew.
std::size_t reasons_of_before(const Reading& reading) {
    if (reading.above.empty()) return kAbsent;
    const auto& headings = reading.above.back().cells;
    for (std::size_t i = 0; i < headings.size(); ++i)
        for (Lang lang : {Lang::ja, Lang::en})
            if (headings[i] == word_text("directory.reason_heading"_w, lang)) return i;
    return kAbsent;
}

void put_row(std::string& out, const Sent& row, std::size_t columns, std::size_t without,
             std::string_view reason) {
    for (std::size_t i = 0; i < columns; ++i) {
        if (i == without) continue;
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
    const std::size_t without = reasons_of_before(reading);
    std::string out = "\xEF\xBB\xBF";
    for (const Sent& row : reading.above) {
        const bool heading = &row == &reading.above.back();
        put_row(out, row, columns, without,
                heading ? word_text("directory.reason_heading"_w, lang) : "");
    }
    for (const Sent& row : reading.returned)
        put_row(out, row, columns, without, reasons(reading, row.row, lang));
    return out;
}

std::string returned_name(std::string_view file) {
    const auto dot = file.rfind('.');
    return std::string(file.substr(0, dot)) + "（直すところ）.csv";
}

}  // namespace michi::directory
