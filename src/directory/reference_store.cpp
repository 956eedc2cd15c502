#include "directory/reference_store.hpp"

#include <algorithm>
#include <mutex>

#include "base/municipality.hpp"
#include "directory/directory.hpp"
#include "directory/nearby.hpp"
#include "directory/store.hpp"
#include "platform/series.hpp"

namespace michi::directory {
namespace {

constexpr std::size_t kTurn = 2000;  // rows of one turn: some milliseconds
constexpr std::string_view kPostalKind = "postal", kCodesKind = "municipalities", kWhole = "";

struct Kept {
    std::mutex mutex;
    std::int64_t edition{-1};
    std::shared_ptr<const PostalPlaces> places = std::make_shared<PostalPlaces>();
};

std::uint32_t digits_of_code(std::string_view postal) {
    std::uint32_t number = 0;
    for (char c : postal)
        if (c >= '0' && c <= '9') number = number * 10 + static_cast<std::uint32_t>(c - '0');
    return number;
}

std::vector<PostalRow> postal_rows(Tx& tx, const std::set<std::string>& areas) {
    std::vector<PostalRow> rows;
    for (const std::string& area : areas)
        tx.each(
            "SELECT p.code, p.municipality, p.town FROM directory_postal p JOIN directory_reference r"
            " ON r.kind = 'postal' AND r.area = p.area AND r.edition = p.edition WHERE p.area = $1",
            [&](const Row& row) {
                rows.push_back(
                    {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2)});
            },
            area);
    std::ranges::sort(rows);
    return rows;
}

RowChange shown(const PostalRow& row) {
    return {0, row.code + " " + row.town, "", row.municipality, {}};
}
RowChange shown(const MunicipalityRow& row) {
    return {0, row.prefecture + row.name, "", row.code, {}};
}

Preview preview_postal(Tx& tx, const Reference& list) {
    Preview preview;
    const auto before = postal_rows(tx, list.areas());
    std::vector<PostalRow> fresh, gone;
    std::ranges::set_difference(list.postal, before, std::back_inserter(fresh));
    std::ranges::set_difference(before, list.postal, std::back_inserter(gone));
    for (const PostalRow& row : fresh) preview.fresh.add([&] { return shown(row); });
    for (const PostalRow& row : gone) preview.gone.add([&] { return shown(row); });
    preview.unchanged = list.postal.size() - fresh.size();
    return preview;
}

/// Services of these codes.
std::vector<Id<Service>> standing_in(Tx& tx, std::span<const std::string> codes) {
    std::vector<Id<Service>> found;
    const auto all = snapshot(tx);
    for (const auto& listing : all->listings)
        if (std::ranges::find(codes, listing->values[Field::municipality]) != codes.end())
            found.push_back(listing->id);
    return found;
}

Preview preview_codes(Tx& tx, const Reference& list) {
    Preview preview;
    const MunicipalityChanges changes = changes_of(list);
    for (const auto& row : changes.fresh) preview.fresh.add([&] { return shown(row); });
    for (const auto& row : changes.renamed) preview.changed.add([&] { return shown(row); });
    for (const std::string& code : changes.ended)
        preview.gone.add([&] {
            const auto* known = find_municipality(code);
            return RowChange{0, known ? std::string(known->name) : code, "", code, {}};
        });
    preview.unchanged = changes.unchanged;
    for (const auto& row : changes.over)
        preview.refused.push_back({row.row,
                                   "団体コード",
                                   "directory.reference_over"_w,
                                   {{"value", row.code + " " + row.name}}});
    if (const auto left = standing_in(tx, changes.ended); !left.empty()) {
        std::string numbers;
        for (Id<Service> id : left)
            if (numbers.size() < 300)
                numbers.append(numbers.empty() ? "" : "・").append(service_number(id));
        preview.notes.push_back({0,
                                 "",
                                 "directory.note_on_ended_code"_w,
                                 {{"count", std::to_string(left.size())}, {"value", numbers}}});
    }
    return preview;
}

void note_edition(Tx& tx, std::string_view kind, std::string_view area, std::int64_t edition,
                  const File& file, Now now) {
    tx.run(
        "INSERT INTO directory_reference (kind, area, edition, file_name, sha256, rows_read, taken_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, area) DO UPDATE SET"
        " edition = excluded.edition, file_name = excluded.file_name, sha256 = excluded.sha256,"
        " rows_read = excluded.rows_read, taken_at = excluded.taken_at",
        kind, area, edition, file.name, file.sha256, file.reference->rows, now.at);
}

/// Rows of editions that do not count, a turn at a time; false when none are left.
bool sweep_some(Tx& tx, const std::string& area) {
    const auto old = tx.value<std::int64_t>(
        "SELECT edition FROM directory_postal p WHERE area = $1 AND NOT EXISTS (SELECT 1 FROM"
        " directory_reference r WHERE r.kind = 'postal' AND r.area = p.area AND r.edition = p.edition)"
        " LIMIT 1",
        area);
    if (old == 0) return false;
    tx.run("DELETE FROM directory_postal WHERE area = $1 AND edition = $2", area, old);
    return true;
}

void take_postal(Database& database, const File& file, Now now) {
    const auto& rows = file.reference->postal;
    const auto areas = file.reference->areas();
    std::int64_t edition = 0;
    database.write_now([&](Tx& tx) { edition = next_number(tx, "directory_reference"); });
    for (std::size_t from = 0; from < rows.size(); from += kTurn)
        database.write_now([&](Tx& tx) {
            for (std::size_t i = from; i < std::min(from + kTurn, rows.size()); ++i)
                tx.run(
                    "INSERT INTO directory_postal (area, edition, code, municipality, town)"
                    " VALUES ($1, $2, $3, $4, $5)",
                    std::string_view(rows[i].municipality).substr(0, 2), edition, rows[i].code,
                    rows[i].municipality, rows[i].town);
        });
    database.write_now([&](Tx& tx) {
        for (const std::string& area : areas)
            note_edition(tx, kPostalKind, area, edition, file, now);
    });
    for (const std::string& area : areas)
        for (bool more = true; more;)
            database.write_now([&](Tx& tx) { more = sweep_some(tx, area); });
}

void keep_code(Tx& tx, const MunicipalityRow& row, std::optional<Date> ended_on, const File& file,
               Now now) {
    tx.run(
        "INSERT INTO directory_municipality (code, prefecture, name, kana, ended_on, file_name, at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code) DO UPDATE SET"
        " prefecture = excluded.prefecture, name = excluded.name, kana = excluded.kana,"
        " ended_on = excluded.ended_on, file_name = excluded.file_name, at = excluded.at",
        row.code, row.prefecture, row.name, row.kana, ended_on, file.name, now.at);
}

void take_codes(Tx& tx, const File& file, Now now) {
    const MunicipalityChanges changes = changes_of(*file.reference);
    for (const auto* rows : {&changes.fresh, &changes.renamed})
        for (const MunicipalityRow& row : *rows) keep_code(tx, row, std::nullopt, file, now);
    for (const std::string& code : changes.ended)
        keep_code(tx, {code, "", "", ""}, now.today, file, now);
    note_edition(tx, kCodesKind, kWhole, next_number(tx, "directory_reference"), file, now);
    learn_municipalities(tx);
}

}  // namespace

std::span<const std::string> PostalPlaces::of(std::string_view postal) const {
    const auto found = places_.find(digits_of_code(postal));
    return found == places_.end() ? std::span<const std::string>{} : found->second;
}

std::shared_ptr<const PostalPlaces> postal_places(Tx& tx) {
    const auto edition = tx.value<std::int64_t>(
        "SELECT COALESCE(max(edition), 0) FROM directory_reference WHERE kind = 'postal'");
    auto& kept = tx.memory<Kept>();
    const std::lock_guard lock(kept.mutex);
    if (kept.edition == edition) return kept.places;
    auto fresh = std::make_shared<PostalPlaces>();
    tx.each(
        "SELECT DISTINCT p.code, p.municipality FROM directory_postal p JOIN directory_reference r"
        " ON r.kind = 'postal' AND r.area = p.area AND r.edition = p.edition"
        " ORDER BY p.code, p.municipality",
        [&](const Row& row) {
            fresh->places_[digits_of_code(row.text(0))].push_back(row.get<std::string>(1));
        });
    if (tx.writes()) return fresh;
    kept.edition = edition;
    kept.places = fresh;
    return fresh;
}

std::vector<ReferenceEdition> reference_editions(Tx& tx) {
    return tx.all(
        "SELECT kind, area, file_name, rows_read, taken_at FROM directory_reference ORDER BY kind, area",
        [](const Row& row) {
            return ReferenceEdition{row.get<std::string>(0), row.get<std::string>(1),
                                    row.get<std::string>(2), row.get<std::int64_t>(3),
                                    row.get<Instant>(4)};
        });
}

Preview preview_reference(Tx& tx, const File& file) {
    const Reference& list = *file.reference;
    Preview preview =
        list.kind == ReferenceKind::postal ? preview_postal(tx, list) : preview_codes(tx, list);
    preview.file = file.name;
    preview.rows = list.rows;
    preview.refused.insert(preview.refused.end(), list.refused.begin(), list.refused.end());
    preview.refused_rows = preview.refused.size();
    return preview;
}

Preview take_reference(Database& database, const File& file, Now now) {
    Preview preview = database.ask([&](Tx& tx) { return preview_reference(tx, file); });
    if (file.reference->kind == ReferenceKind::municipalities)
        database.write_now([&](Tx& tx) { take_codes(tx, file, now); });
    else if (!preview.fresh.empty() || !preview.gone.empty())
        take_postal(database, file, now);
    return preview;
}

void learn_municipalities(Tx& tx) {
    std::vector<LearnedMunicipality> learned;
    tx.each(
        "SELECT code, prefecture, name, kana, ended_on FROM directory_municipality ORDER BY code",
        [&](const Row& row) {
            int ended = 0;
            if (const auto day = row.get<std::optional<Date>>(4))
                ended = day->year() * 10000 + day->month() * 100 + day->day();
            learned.push_back({row.get<std::string>(0), row.get<std::string>(1),
                               row.get<std::string>(2), row.get<std::string>(3), ended});
        });
    learn(std::move(learned));
}

std::string municipality_by_postal(Tx& tx, std::string_view postal) {
    const auto places = postal_places(tx);
    const auto found = places->of(postal);
    return found.size() == 1 ? found.front() : std::string();
}

std::optional<Point> middle_of_postal(Tx& tx, std::string_view postal) {
    return office_of(municipality_by_postal(tx, postal));
}

}  // namespace michi::directory
