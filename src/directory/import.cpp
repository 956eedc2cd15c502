#include "directory/import.hpp"

#include <algorithm>

#include "directory/place.hpp"
#include "directory/reference_store.hpp"
#include "directory/store.hpp"
#include "directory/taking.hpp"
#include "platform/vault.hpp"

namespace michi::directory {

namespace {

bool is_in_one_of(std::span<const std::string> places, std::string_view municipality) {
    return std::ranges::any_of(
        places, [&](const std::string& place) { return may_be_one_city(place, municipality); });
}

void place_by_postal(Entry& entry, const PostalPlaces& postal) {
    const std::string& code = entry.values[Field::postal];
    const auto places = postal.of(code);
    std::string& municipality = entry.values[Field::municipality];
    const auto note = [&](Word word) {
        entry.notes.push_back({entry.row, "", word, {{"value", code}}});
    };
    if (places.size() == 1 && municipality.empty()) {
        municipality = places.front();
        note("directory.note_by_postal"_w);
    } else if (!places.empty() && !municipality.empty() && !is_in_one_of(places, municipality)) {
        note("directory.note_postal_elsewhere"_w);
    }
}

}  // namespace

Result<File> open_file(std::string name, std::string_view bytes, std::optional<Source> wanted,
                       std::span<const Mapping> said, const PostalPlaces* postal) {
    const auto tables = read_tables_apart(bytes);
    if (!tables) return refused(tables.error());
    return file_of(std::move(name), bytes, *tables, wanted, said, postal);
}

Result<File> file_of(std::string name, std::string_view bytes, const std::vector<Table>& tables,
                     std::optional<Source> wanted, std::span<const Mapping> said,
                     const PostalPlaces* postal) {
    if (!wanted)
        if (auto list = reference_in(tables))
            return File{std::move(name), to_hex(sha256(bytes)), {}, std::move(list)};
    auto readings = read_each(tables, wanted, said);
    if (!readings) return refused(readings.error());
    if (postal && !postal->empty())
        for (Reading& reading : *readings)
            for (std::size_t i = 0; i < reading.entries.size(); ++i) {
                Entry entry = reading.entries[i];
                if (entry.values[Field::postal].empty()) continue;
                place_by_postal(entry, *postal);
                reading.entries.put(i, std::move(entry));
            }
    return File{std::move(name), to_hex(sha256(bytes)), std::move(*readings), {}};
}

std::vector<Preview> preview(Tx& tx, const File& file, const Choices& choices) {
    std::vector<Preview> previews;
    for (const Plan& plan : plans_of(tx, file, choices)) previews.push_back(preview_of(file, plan));
    return previews;
}

std::vector<Preview> take(Tx& tx, const File& file, Id<Account> by, Now now,
                          const Choices& choices) {
    Taking taking(tx, file, by, now, choices);
    taking.begin(tx);
    while (taking.write_some(tx)) {
    }
    taking.finish(tx);
    return taking.previews();
}

Refusals undo(Tx& tx, Id<Batch> batch, Id<Account> by, Now now) {
    Refusals no;
    const auto changes = changes_of(tx, batch);
    if (!changes) no.add(kWhole, "directory.undone_already"_w);
    if (no.any()) return no;
    const auto edited = std::ranges::count_if(*changes, &Undoable::edited);
    if (edited > 0) no.add(kWhole, "directory.edited_since"_w, {{"count", std::to_string(edited)}});
    if (has_newer_edition(tx, batch)) no.add(kWhole, "directory.newer_edition"_w);
    if (!std::ranges::all_of(*changes, &Undoable::kept))
        no.add(kWhole, "directory.undo_not_kept"_w);
    if (no.any()) return no;
    mark_undone(tx, batch, by, now.at);
    count_taken(tx);
    const std::int64_t version = next_version(tx);
    Home home(tx);
    for (const Undoable& one : *changes) {
        const bool added = one.change == "new";
        added ? drop_record(tx, one.before.id) : put_back(tx, one.before);
        const auto left = records_of(tx, one.before.service);
        if (left.empty())
            drop_service(tx, one.before.service, version);
        else
            merge_again(tx, one.before.service, left.front().kind, version, home, now);
    }
    know_as_before(tx, batch);
    return no;
}

}  // namespace michi::directory
