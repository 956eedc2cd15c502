#include "directory/mapping.hpp"

#include <algorithm>
#include <array>

#include "base/fold.hpp"
#include "directory/layout_parts.hpp"
#include "directory/list_identity.hpp"

namespace michi::directory {
namespace {

constexpr std::array kMappable{
    Mappable{Column::name, "name", "directory.field_name"_w},
    Mappable{Column::kana, "kana", "directory.field_kana"_w},
    Mappable{Column::kind, "kind", "directory.list_kind_of"_w},
    Mappable{Column::kind_code, "kind_code", "directory.column_kind_code"_w},
    Mappable{Column::organisation, "organisation", "directory.field_organisation"_w},
    Mappable{Column::corporation_number, "corporation_number",
             "directory.field_corporation_number"_w},
    Mappable{Column::publisher_code, "publisher_code", "directory.column_publisher_code"_w},
    Mappable{Column::prefecture_code, "prefecture_code", "directory.column_prefecture_code"_w},
    Mappable{Column::place_code, "place_code", "directory.column_place_code"_w},
    Mappable{Column::system_no, "system_no", "directory.column_number"_w},
    Mappable{Column::provider_number, "provider_number", "directory.column_provider"_w},
    Mappable{Column::medical_code, "medical_code", "directory.column_medical_code"_w},
    Mappable{Column::postal, "postal", "directory.field_postal"_w},
    Mappable{Column::prefecture, "prefecture", "directory.column_prefecture"_w},
    Mappable{Column::city, "city", "directory.field_municipality"_w},
    Mappable{Column::town, "town", "directory.column_town"_w},
    Mappable{Column::address, "address", "directory.field_address"_w},
    Mappable{Column::block, "block", "directory.column_block"_w},
    Mappable{Column::building, "building", "directory.column_building"_w},
    Mappable{Column::point, "point", "directory.column_point"_w},
    Mappable{Column::latitude, "latitude", "directory.field_latitude"_w},
    Mappable{Column::longitude, "longitude", "directory.field_longitude"_w},
    Mappable{Column::phone, "phone", "directory.field_phone"_w},
    Mappable{Column::extension, "extension", "directory.column_extension"_w},
    Mappable{Column::fax, "fax", "directory.field_fax"_w},
    Mappable{Column::email, "email", "directory.field_email"_w},
    Mappable{Column::url, "url", "directory.field_url"_w},
    Mappable{Column::capacity, "capacity", "directory.field_capacity"_w},
    Mappable{Column::beds, "beds", "directory.column_beds"_w},
    Mappable{Column::days, "days", "directory.field_days"_w},
    Mappable{Column::hours, "hours", "directory.field_hours"_w},
    Mappable{Column::opens, "opens", "directory.column_opens"_w},
    Mappable{Column::closes, "closes", "directory.column_closes"_w},
    Mappable{Column::hours_weekday, "hours_weekday", "directory.column_hours_weekday"_w},
    Mappable{Column::hours_saturday, "hours_saturday", "directory.column_hours_saturday"_w},
    Mappable{Column::hours_sunday, "hours_sunday", "directory.column_hours_sunday"_w},
    Mappable{Column::hours_holiday, "hours_holiday", "directory.column_hours_holiday"_w},
    Mappable{Column::closed_days, "closed_days", "directory.field_closed_days"_w},
    Mappable{Column::hours_note, "hours_note", "directory.field_hours_note"_w},
    Mappable{Column::ages, "ages", "directory.field_ages"_w},
    Mappable{Column::temporary_care, "temporary_care", "directory.field_temporary_care"_w},
    Mappable{Column::sick_care, "sick_care", "directory.field_sick_care"_w},
    Mappable{Column::departments, "departments", "directory.field_departments"_w},
    Mappable{Column::hazards, "hazards", "directory.column_hazards"_w},
    Mappable{Column::status, "status", "directory.column_status"_w},
    Mappable{Column::branch, "branch", "directory.column_branch"_w},
    Mappable{Column::abolished_on, "abolished_on", "directory.field_closed_on"_w},
    Mappable{Column::note, "note", "directory.field_note"_w},
    Mappable{Column::description, "description", "directory.field_about"_w},
};
constexpr std::size_t kHeadingSearch = 20;

std::string plain(std::string_view heading) {
    std::string out;
    for (char c : fold_width(heading))
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') out += c;
    return out;
}

std::size_t filled(const Table& table, std::size_t row) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < table.columns(row); ++i) count += !plain(table.at(row, i)).empty();
    return count;
}

/// A heading row, or two, and what is said of them.
std::optional<Layout> said_of(const Table& table, std::vector<std::string> headings,
                              std::size_t first_row, std::span<const Mapping> mappings) {
    const std::string key = headings_key(headings);
    const std::string own = name_stem(table.name);
    const auto with_key = [&](const Mapping& m) { return m.headings == key; };
    auto found = std::ranges::find_if(mappings, [&](const Mapping& m) {
        return with_key(m) && !table.name.empty() && m.file_stem == own;
    });
    if (found == mappings.end()) found = std::ranges::find_if(mappings, with_key);
    if (found == mappings.end()) return std::nullopt;
    Layout layout;
    layout.first_row = first_row;
    layout.headings = std::move(headings);
    return read_as(table, std::move(layout), *found);
}

std::string joined(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) text.append(id.empty() ? "-" : id).append(" ");
    return text;
}

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> ids;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto id = text.substr(at, end - at);
        ids.emplace_back(id == "-" ? std::string_view{} : id);
        at = end + 1;
    }
    return ids;
}

}  // namespace

std::span<const Mappable> mappable() { return kMappable; }

std::string headings_key(std::span<const std::string> headings) {
    std::string key;
    for (const std::string& heading : headings) key.append(plain(heading)).append("|");
    while (key.ends_with("||")) key.pop_back();  // empty headings at the end
    return key;
}

std::string headings_key(const Table& table, std::size_t row) {
    return headings_key(heading_cells(table, row));
}

std::string_view id_of(const Layout& layout, std::size_t column) {
    for (const Mappable& one : kMappable)
        if (layout.of(one.column) == column) return one.id;
    return {};
}

std::size_t heading_row(const Table& table) {
    std::size_t best = 0;
    for (std::size_t row = 1; row < std::min(table.rows(), kHeadingSearch); ++row)
        if (filled(table, row) > filled(table, best)) best = row;
    return best;
}

std::optional<Layout> mapped_as_said(const Table& table, std::span<const Mapping> mappings) {
    if (mappings.empty()) return std::nullopt;
    for (std::size_t row = 0; row < std::min(table.rows(), kHeadingSearch); ++row) {
        if (auto one = said_of(table, heading_cells(table, row), row + 1, mappings)) return one;
        if (row + 1 == table.rows()) continue;
        if (auto two = said_of(table, two_heading_rows(table, row), row + 2, mappings)) return two;
    }
    return std::nullopt;
}

Layout read_as(const Table& table, Layout layout, const Mapping& mapping) {
    layout.source = mapping.source;
    layout.place.fill(kAbsent);
    layout.marks.clear();
    const std::size_t known = std::min(mapping.columns.size(), layout.headings.size());
    for (std::size_t i = 0; i < known; ++i) {
        const auto found = std::ranges::find(kMappable, mapping.columns[i], &Mappable::id);
        if (found != kMappable.end()) layout.place[static_cast<std::size_t>(found->column)] = i;
    }
    finish_layout(layout, table);
    return layout;
}

Refusals check_mapping(const Mapping& mapping) {
    Refusals no;
    const auto count = [&](std::string_view id) { return std::ranges::count(mapping.columns, id); };
    if (count("name") == 0) no.add("columns", "directory.mapping_name"_w);
    if (count("address") + count("city") + count("block") + count("phone") + count("town") +
            count("postal") ==
        0)
        no.add("columns", "directory.mapping_where"_w);
    for (const Mappable& one : kMappable)
        if (count(one.id) > 1)
            no.add("columns", "directory.mapping_twice"_w,
                   {{"column", std::string(word_text(one.word, Lang::ja))}});
    return no;
}

std::vector<Mapping> mappings(Tx& tx, std::string_view file_name) {
    auto found = tx.all(
        "SELECT headings, source, columns, file_stem FROM directory_mapping"
        " ORDER BY at DESC, headings, file_stem",
        [](const Row& row) {
            return Mapping{row.get<std::string>(0),
                           source_named(row.text(1)).value_or(Source::facility),
                           parted(row.text(2)), row.get<std::string>(3)};
        });
    std::stable_partition(found.begin(), found.end(),
                          [stem = name_stem(file_name)](const Mapping& one) {
                              return !stem.empty() && one.file_stem == stem;
                          });
    return found;
}

void forget_mapping(Tx& tx, std::string_view headings, std::string_view file_stem) {
    // The one that was used: of this list's own name, else the newest of these headings.
    tx.run(
        "DELETE FROM directory_mapping WHERE headings = $1 AND file_stem = (SELECT m.file_stem"
        " FROM directory_mapping m WHERE m.headings = $1"
        " ORDER BY CASE WHEN m.file_stem = $2 AND m.file_stem <> '' THEN 0 ELSE 1 END, m.at DESC,"
        " m.file_stem LIMIT 1)",
        headings, file_stem);
}

void save_mapping(Tx& tx, const Mapping& mapping, Id<Account> by, Instant at) {
    tx.run(
        "INSERT INTO directory_mapping (headings, file_stem, source, columns, by_account, at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (headings, file_stem) DO UPDATE SET"
        " source = excluded.source, columns = excluded.columns,"
        " by_account = excluded.by_account, at = excluded.at",
        mapping.headings, mapping.file_stem, name_of(mapping.source).id, joined(mapping.columns),
        by, at);
}

}  // namespace michi::directory
