#include "directory/mapping.hpp"

#include <algorithm>
#include <array>

#include "base/fold.hpp"
#include "platform/vault.hpp"

namespace michi::directory {
namespace {

constexpr std::array kMappable{
    Mappable{Column::name, "name", "directory.field_name"_w},
    Mappable{Column::kana, "kana", "directory.field_kana"_w},
    Mappable{Column::kind, "kind", "directory.list_kind"_w},
    Mappable{Column::organisation, "organisation", "directory.field_organisation"_w},
    Mappable{Column::corporation_number, "corporation_number",
             "directory.field_corporation_number"_w},
    Mappable{Column::system_no, "system_no", "directory.column_number"_w},
    Mappable{Column::provider_number, "provider_number", "directory.column_provider"_w},
    Mappable{Column::postal, "postal", "directory.field_postal"_w},
    Mappable{Column::prefecture, "prefecture", "directory.column_prefecture"_w},
    Mappable{Column::city, "city", "directory.field_municipality"_w},
    Mappable{Column::address, "address", "directory.field_address"_w},
    Mappable{Column::block, "block", "directory.column_block"_w},
    Mappable{Column::building, "building", "directory.column_building"_w},
    Mappable{Column::latitude, "latitude", "directory.field_latitude"_w},
    Mappable{Column::longitude, "longitude", "directory.field_longitude"_w},
    Mappable{Column::phone, "phone", "directory.field_phone"_w},
    Mappable{Column::fax, "fax", "directory.field_fax"_w},
    Mappable{Column::url, "url", "directory.field_url"_w},
    Mappable{Column::capacity, "capacity", "directory.field_capacity"_w},
    Mappable{Column::days, "days", "directory.field_days"_w},
    Mappable{Column::opens, "opens", "directory.column_opens"_w},
    Mappable{Column::closes, "closes", "directory.column_closes"_w},
    Mappable{Column::closed_days, "closed_days", "directory.field_closed_days"_w},
    Mappable{Column::hours_note, "hours_note", "directory.field_hours_note"_w},
    Mappable{Column::ages, "ages", "directory.field_ages"_w},
    Mappable{Column::departments, "departments", "directory.field_departments"_w},
    Mappable{Column::note, "note", "directory.field_note"_w},
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

Layout layout_of(const Table& table, std::size_t row, const Mapping& mapping) {
    Layout layout;
    layout.source = mapping.source;
    layout.first_row = row + 1;
    layout.publisher = "own-" + to_hex(sha256(mapping.headings)).substr(0, 12);
    layout.place.fill(kAbsent);
    for (std::size_t i = 0; i < table.columns(row); ++i) {
        layout.headings.emplace_back(table.at(row, i));
        if (i >= mapping.columns.size()) continue;
        const auto found = std::ranges::find(kMappable, mapping.columns[i], &Mappable::id);
        if (found != kMappable.end()) layout.place[static_cast<std::size_t>(found->column)] = i;
    }
    return layout;
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

std::string headings_key(const Table& table, std::size_t row) {
    std::string key;
    for (std::size_t i = 0; i < table.columns(row); ++i)
        key.append(plain(table.at(row, i))).append("|");
    while (key.ends_with("||")) key.pop_back();  // empty headings at the end
    return key;
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
        const auto found =
            std::ranges::find(mappings, headings_key(table, row), &Mapping::headings);
        if (found != mappings.end()) return layout_of(table, row, *found);
    }
    return std::nullopt;
}

Refusals check_mapping(const Mapping& mapping) {
    Refusals no;
    const auto count = [&](std::string_view id) { return std::ranges::count(mapping.columns, id); };
    if (count("name") == 0) no.add("columns", "directory.mapping_name"_w);
    if (count("address") + count("city") + count("block") + count("phone") == 0)
        no.add("columns", "directory.mapping_where"_w);
    for (const Mappable& one : kMappable)
        if (count(one.id) > 1)
            no.add("columns", "directory.mapping_twice"_w,
                   {{"column", std::string(word_text(one.word, Lang::ja))}});
    return no;
}

std::vector<Mapping> mappings(Tx& tx) {
    return tx.all("SELECT headings, source, columns FROM directory_mapping ORDER BY headings",
                  [](const Row& row) {
                      return Mapping{row.get<std::string>(0),
                                     source_named(row.text(1)).value_or(Source::facility),
                                     parted(row.text(2))};
                  });
}

void save_mapping(Tx& tx, const Mapping& mapping, Id<Account> by, Instant at) {
    tx.run(
        "INSERT INTO directory_mapping (headings, source, columns, by_account, at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (headings) DO UPDATE SET"
        " source = excluded.source, columns = excluded.columns,"
        " by_account = excluded.by_account, at = excluded.at",
        mapping.headings, name_of(mapping.source).id, joined(mapping.columns), by, at);
}

}  // namespace michi::directory
