#include "directory/reference.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "directory/cells.hpp"
#include "directory/headings.hpp"

namespace michi::directory {
namespace {

bool is_digits(std::string_view text, std::size_t size) {
    return text.size() == size && text.find_first_not_of("0123456789") == text.npos;
}

void refuse(Reference& list, const Table& table, std::size_t row, std::string column, Word word,
            std::string value) {
    list.refused.push_back(
        {table.number(row), std::move(column), word, {{"value", std::move(value)}}});
}

// ---- post codes ----
constexpr std::size_t kPostalColumns = 15;
constexpr std::size_t kMunicipality = 0, kPostal = 2, kTown = 8;

bool is_postal(const Table& table) {
    return table.rows() > 0 && table.columns(0) == kPostalColumns &&
           is_digits(table.at(0, kMunicipality), 5) && is_digits(table.at(0, kPostal), 7);
}

/// Without what stands in brackets; the words that mean "the rest of the municipality" are none.
std::string town_in(std::string town) {
    if (const auto bracket = town.find("（"); bracket != std::string::npos) town.resize(bracket);
    const bool rest = town == "以下に掲載がない場合" || town.ends_with("の次に番地がくる場合") ||
                      town.ends_with("一円");
    return rest && town != "一円" ? std::string() : town;
}

Reference postal_list(const Table& table) {
    Reference list{.kind = ReferenceKind::postal, .official = true};
    bool open = false;  // a bracket that began in a row above: the row continues it
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.blank(row)) continue;
        ++list.rows;
        const std::string town = one_line(table.at(row, kTown));
        const bool continues = std::exchange(open, (open || town.find("（") != std::string::npos) &&
                                                       town.find("）") == std::string::npos);
        const std::string postal(table.at(row, kPostal));
        const auto code = full_code(table.at(row, kMunicipality));
        if (!is_digits(postal, 7))
            refuse(list, table, row, "郵便番号", "directory.reference_postal"_w, postal);
        else if (!code || table.columns(row) != kPostalColumns)
            refuse(list, table, row, "団体コード", "directory.reference_code"_w,
                   std::string(table.at(row, kMunicipality)));
        else if (!continues)
            list.postal.push_back({postal, *code, town_in(town)});
    }
    std::ranges::sort(list.postal);
    const auto again = std::ranges::unique(list.postal);
    list.postal.erase(again.begin(), again.end());
    return list;
}

// ---- codes of municipalities ----
struct CodeColumns {
    std::size_t first_row{}, code{}, prefecture{}, name{}, kana{};
    bool official{};
};

std::optional<std::size_t> column_of(const Table& table, std::size_t row,
                                     std::string_view heading) {
    for (std::size_t i = 0; i < table.columns(row); ++i)
        if (plain_heading(table.at(row, i)) == heading) return i;
    return std::nullopt;
}

/// 総務省: five columns, no other; Code for FUKUI: their own names.
std::optional<CodeColumns> code_columns(const Table& table) {
    struct Names {
        std::string_view code, prefecture, name, kana;
        std::size_t most;
        bool official;
    };
    constexpr Names kForms[] = {
        {"団体コード", "都道府県名(漢字)", "市区町村名(漢字)", "市区町村名(カナ)", 6, true},
        {"LGCODE", "PREF", "CITY", "CITYKANA", 12, false}};
    for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 10); ++row)
        for (const Names& names : kForms) {
            const auto code = column_of(table, row, names.code);
            const auto prefecture = column_of(table, row, names.prefecture);
            const auto name = column_of(table, row, names.name),
                       kana = column_of(table, row, names.kana);
            if (code && prefecture && name && kana && table.columns(row) <= names.most)
                return CodeColumns{row + 1, *code, *prefecture, *name, *kana, names.official};
        }
    return std::nullopt;
}

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    for (auto at = text.find("　"); at != std::string::npos; at = text.find("　"))
        text.erase(at, std::string_view("　").size());
    return text;
}

void read_codes(Reference& list, const Table& table, const CodeColumns& columns) {
    for (std::size_t row = columns.first_row; row < table.rows(); ++row) {
        if (table.blank(row)) continue;
        ++list.rows;
        const std::string typed = one_line(table.at(row, columns.code));
        const auto code = full_code(typed);
        MunicipalityRow one{
            code.value_or(""), without_spaces(one_line(table.at(row, columns.prefecture))),
            without_spaces(one_line(table.at(row, columns.name))),
            without_spaces(fold_width(one_line(table.at(row, columns.kana)))), table.number(row)};
        if (!code)
            refuse(list, table, row, "団体コード", "directory.reference_code"_w, typed);
        else if (one.prefecture.empty())
            refuse(list, table, row, "都道府県名", "directory.reference_prefecture"_w, typed);
        else if (!one.name.empty())  // the prefecture itself has none
            list.municipalities.push_back(std::move(one));
    }
}

/// A ward of a designated city; the wards of Tokyo stand by themselves.
bool is_ward(std::string_view code) {
    return code[2] == '1' && !code.starts_with("13") && code.substr(3, 2) != "00";
}

}  // namespace

std::set<std::string> Reference::areas() const {
    std::set<std::string> found;
    for (const PostalRow& row : postal) found.insert(row.municipality.substr(0, 2));
    return found;
}

std::optional<Reference> reference_in(std::span<const Table> tables) {
    Reference codes{.kind = ReferenceKind::municipalities};
    bool any = false;
    for (const Table& table : tables) {
        if (is_postal(table)) return postal_list(table);
        const auto columns = code_columns(table);
        if (!columns) continue;
        codes.official = any ? codes.official && columns->official : columns->official;
        any = true;
        read_codes(codes, table, *columns);
    }
    if (!any) return std::nullopt;
    std::ranges::sort(codes.municipalities);
    const auto again = std::ranges::unique(codes.municipalities, {}, &MunicipalityRow::code);
    codes.municipalities.erase(again.begin(), again.end());
    return codes;
}

MunicipalityChanges changes_of(const Reference& list) {
    MunicipalityChanges changes;
    std::set<std::string_view> named, areas;
    std::set<std::string> cities_with_wards;
    for (const MunicipalityRow& row : list.municipalities) {
        named.insert(row.code);
        areas.insert(std::string_view(row.code).substr(0, 2));
        if (is_ward(row.code)) cities_with_wards.insert(row.code.substr(0, 3));
        const auto* known = find_municipality(row.code);
        if (!known && !list.official && former_municipality(row.code))
            changes.over.push_back(row);
        else if (!known)
            changes.fresh.push_back(row);
        else if (list.official ? known->name != row.name || known->prefecture != row.prefecture
                               : fold(known->name) != fold(row.name))
            changes.renamed.push_back(row);
        else
            ++changes.unchanged;
    }
    if (!list.official) return changes;
    for (std::string_view area : areas)
        for (const Municipality& m : municipalities_of(area)) {
            const bool looked_at =
                !is_ward(m.code) || cities_with_wards.contains(std::string(m.code.substr(0, 3)));
            if (looked_at && !named.contains(m.code)) changes.ended.emplace_back(m.code);
        }
    return changes;
}

}  // namespace michi::directory
