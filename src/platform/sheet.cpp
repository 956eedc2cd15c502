#include "platform/sheet.hpp"

#include <array>

#include "base/html.hpp"
#include "platform/zip.hpp"

namespace michi {
namespace {

constexpr std::array<std::string_view, 10> kSigns{"=",  "+",  "-",  "@",  "\t",
                                                  "\r", "\n", "＝", "＋", "－"};
constexpr std::string_view kFullAt = "＠";
constexpr std::string_view kMinus = "−";  // U+2212, which some keyboards give for －
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage =
    "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr std::string_view kTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
constexpr std::string_view kOffice = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

bool begins_like_a_formula(std::string_view text) {
    for (const std::string_view sign : kSigns)
        if (text.starts_with(sign)) return true;
    return text.starts_with(kFullAt) || text.starts_with(kMinus);
}

std::size_t apostrophes(std::string_view text) {
    const auto end = text.find_first_not_of('\'');
    return end == std::string_view::npos ? text.size() : end;
}

std::string quoted(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) line += (i ? "," : "") + quoted(cells[i]);
    return line + "\r\n";
}

// ---- the workbook ----
/// XML knows no control signs; a spreadsheet writes them as _xHHHH_, and a text that looks so itself
/// has its underscore written that way.
std::string xml_text(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string safe;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const unsigned char c = static_cast<unsigned char>(text[i]);
        const bool mark = c == '_' && text.substr(i, 2) == "_x";
        if (mark || (c < 0x20 && c != '\n' && c != '\t')) {
            safe += "_x00";
            safe += kHex[c >> 4];
            safe += kHex[c & 15];
            safe += '_';
        } else {
            safe += text[i];
        }
    }
    std::string out;
    escape_into(out, safe);
    return out;
}

std::string column_name(std::size_t index) {
    std::string name;
    for (std::size_t n = index + 1; n > 0; n = (n - 1) / 26)
        name.insert(name.begin(), char('A' + (n - 1) % 26));
    return name;
}

std::string text_cell(const std::string& place, std::string_view text, int style) {
    return "<c r=\"" + place + "\" s=\"" + std::to_string(style) +
           "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + xml_text(text) + "</t></is></c>";
}

std::string number_cell(const std::string& place, std::int64_t number) {
    return "<c r=\"" + place + "\" s=\"2\"><v>" + std::to_string(number) + "</v></c>";
}

std::string row_xml(std::size_t number, const std::vector<SheetCell>& cells, int text_style) {
    std::string row = "<row r=\"" + std::to_string(number) + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string place = column_name(i) + std::to_string(number);
        if (const auto* text = std::get_if<std::string>(&cells[i]))
            row += text_cell(place, *text, text_style);
        else
            row += number_cell(place, std::get<std::int64_t>(cells[i]));
    }
    return row + "</row>";
}

std::string sheet_xml(const Sheet& sheet) {
    std::string xml(kXml);
    xml.append("<worksheet xmlns=\"")
        .append(kMain)
        .append(
            "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\">"
            "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
    if (!sheet.widths.empty()) {
        xml += "<cols>";
        for (std::size_t i = 0; i < sheet.widths.size(); ++i) {
            const std::string n = std::to_string(i + 1);
            xml += "<col min=\"" + n + "\" max=\"" + n + "\" width=\"" +
                   std::to_string(sheet.widths[i]) + "\" customWidth=\"1\"/>";
        }
        xml += "</cols>";
    }
    xml += "<sheetData>" + row_xml(1, {sheet.header.begin(), sheet.header.end()}, 1);
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) xml += row_xml(i + 2, sheet.rows[i], 0);
    // A4 across, one page wide and as long as it is.
    return xml +
           "</sheetData><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" "
           "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" "
           "fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>";
}

/// Plain, header (bold), number with thousands.
std::string styles_xml() {
    return std::string(kXml)
        .append("<styleSheet xmlns=\"")
        .append(kMain)
        .append(
            "\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Yu Gothic\"/></font><font><b/><sz val=\"11\"/>"
            "<name val=\"Yu Gothic\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
            "<fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/>"
            "<bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\">"
            "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
            "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
            "<xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
}

std::string types_xml(std::size_t sheets) {
    std::string xml(kXml);
    xml.append("<Types xmlns=\"")
        .append(kTypes)
        .append(
            "\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    const auto part = [&](const std::string& name, std::string_view type) {
        xml.append("<Override PartName=\"/xl/")
            .append(name)
            .append("\" ContentType=\"")
            .append(kOffice)
            .append(type)
            .append("+xml\"/>");
    };
    part("workbook.xml", "sheet.main");
    part("styles.xml", "styles");
    for (std::size_t i = 1; i <= sheets; ++i)
        part("worksheets/sheet" + std::to_string(i) + ".xml", "worksheet");
    return xml + "</Types>";
}

std::string relation(const std::string& id, std::string_view kind, const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"" + std::string(kRelations) + "/" +
           std::string(kind) + "\" Target=\"" + target + "\"/>";
}

std::string relations_xml(const std::string& inside) {
    return std::string(kXml).append("<Relationships xmlns=\"").append(kPackage).append("\">") +
           inside + "</Relationships>";
}

/// A sheet's name in a reference: 'O''Hara'!$1:$1.
std::string doubled_quotes(std::string_view name) {
    std::string out;
    for (const char c : name) out.append(c == '\'' ? 2 : 1, c);
    return out;
}

std::string book_xml(const std::vector<Sheet>& sheets) {
    std::string xml(kXml), titles;
    xml.append("<workbook xmlns=\"")
        .append(kMain)
        .append("\" xmlns:r=\"")
        .append(kRelations)
        .append("\"><sheets>");
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string n = std::to_string(i + 1);
        // The headings stand on each printed page.
        titles.append("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"")
            .append(std::to_string(i))
            .append("\">'")
            .append(xml_text(doubled_quotes(sheets[i].name)))
            .append("'!$1:$1</definedName>");
        xml += "<sheet name=\"" + xml_text(sheets[i].name) + "\" sheetId=\"" + n + "\" r:id=\"r" +
               n + "\"/>";
    }
    return xml + "</sheets><definedNames>" + titles + "</definedNames></workbook>";
}

}  // namespace

std::string guarded(std::string_view text) {
    return begins_like_a_formula(text.substr(apostrophes(text))) ? "'" + std::string(text)
                                                                 : std::string(text);
}

std::string unguarded(std::string_view text) {
    if (text.starts_with('\'') && begins_like_a_formula(text.substr(apostrophes(text))))
        text.remove_prefix(1);
    return std::string(text);
}

std::string csv(const Sheet& sheet) {
    std::string out = "\xEF\xBB\xBF";
    std::vector<std::string> cells;
    for (const std::string& name : sheet.header) cells.push_back(guarded(name));
    out += csv_line(cells);
    for (const auto& row : sheet.rows) {
        cells.clear();
        for (const SheetCell& cell : row) {
            const auto* text = std::get_if<std::string>(&cell);
            cells.push_back(text ? guarded(*text) : std::to_string(std::get<std::int64_t>(cell)));
        }
        out += csv_line(cells);
    }
    return out;
}

std::string xlsx(const std::vector<Sheet>& sheets) {
    std::string parts, names;
    std::vector<std::string> pages;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string n = std::to_string(i + 1);
        pages.push_back(sheet_xml(sheets[i]));
        parts += relation("r" + n, "worksheet", "worksheets/sheet" + n + ".xml");
    }
    const std::string types = types_xml(sheets.size()), book = book_xml(sheets),
                      styles = styles_xml(),
                      root = relations_xml(relation("r1", "officeDocument", "xl/workbook.xml")),
                      inside = relations_xml(parts + relation("styles", "styles", "styles.xml"));
    std::vector<ZippedFile> files{{"[Content_Types].xml", types},
                                  {"_rels/.rels", root},
                                  {"xl/workbook.xml", book},
                                  {"xl/_rels/workbook.xml.rels", inside},
                                  {"xl/styles.xml", styles}};
    for (std::size_t i = 0; i < pages.size(); ++i)
        files.push_back({"xl/worksheets/sheet" + std::to_string(i + 1) + ".xml", pages[i]});
    return zipped(files);
}

}  // namespace michi
