// Files as cities make them, put together by the tests: other encodings, ZIPs, workbooks.
#pragma once

#include <unicode/ucnv.h>
#include <zip.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace michi::directory {

inline std::string encoded(std::string_view text, const char* converter) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out(text.size() * 4 + 8, '\0');
    const auto size = ucnv_convert(converter, "UTF-8", out.data(), static_cast<int32_t>(out.size()),
                                   text.data(), static_cast<int32_t>(text.size()), &status);
    if (U_FAILURE(status)) throw std::runtime_error("a test's text could not be encoded");
    out.resize(static_cast<std::size_t>(size));
    return out;
}
inline std::string in_cp932(std::string_view text) { return encoded(text, "ibm-943_P15A-2003"); }

/// Names stand in the ZIP byte for byte, as old tools write them: without a mark of the encoding.
inline std::string zipped(const std::vector<std::pair<std::string, std::string>>& files) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(source);
    zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    for (const auto& [name, content] : files)
        zip_file_add(archive, name.c_str(),
                     zip_source_buffer(archive, content.data(), content.size(), 0),
                     ZIP_FL_ENC_CP437);
    zip_close(archive);
    zip_stat_t stat;
    zip_source_open(source);
    zip_source_stat(source, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

/// A workbook of sheets: name, and what stands inside <worksheet>. Style 1 is a day, 2 a time.
inline std::string workbook(const std::vector<std::pair<std::string, std::string>>& sheets) {
    std::string book = "<workbook xmlns:r=\"r\"><sheets>", relations = "<Relationships>";
    std::vector<std::pair<std::string, std::string>> parts;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string n = std::to_string(i + 1);
        book +=
            "<sheet name=\"" + sheets[i].first + "\" sheetId=\"" + n + "\" r:id=\"r" + n + "\"/>";
        relations += "<Relationship Id=\"r" + n + "\" Target=\"worksheets/s" + n + ".xml\"/>";
        parts.emplace_back("xl/worksheets/s" + n + ".xml",
                           "<worksheet>" + sheets[i].second + "</worksheet>");
    }
    parts.emplace_back("xl/workbook.xml", book + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels", relations + "</Relationships>");
    parts.emplace_back("xl/styles.xml",
                       "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
                       "<xf numFmtId=\"20\"/></cellXfs></styleSheet>");
    return zipped(parts);
}

/// One row of text cells; "" leaves a cell out, "#1.5" is a number, "#1@37000" one in style 1.
inline std::string sheet_row(const std::vector<std::string>& cells) {
    std::string row = "<row>";
    for (const std::string& cell : cells) {
        if (cell.empty())
            row += "<c/>";
        else if (cell.size() > 2 && cell[0] == '#' && cell[2] == '@')
            row += "<c s=\"" + cell.substr(1, 1) + "\"><v>" + cell.substr(3) + "</v></c>";
        else if (cell[0] == '#')
            row += "<c><v>" + cell.substr(1) + "</v></c>";
        else
            row += "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
    }
    return row + "</row>";
}

}  // namespace michi::directory
