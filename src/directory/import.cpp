#include "directory/import.hpp"

#include <algorithm>

#include "directory/store.hpp"
#include "directory/taking.hpp"
#include "platform/vault.hpp"

namespace michi::directory {

Result<File> open_file(std::string name, std::string_view bytes, std::optional<Source> wanted,
                       std::span<const Mapping> said) {
    const auto tables = read_tables_apart(bytes);
    if (!tables) return refused(tables.error());
    auto readings = read_each(*tables, wanted, said);
    if (!readings) return refused(readings.error());
    return File{std::move(name), to_hex(sha256(bytes)), std::move(*readings)};
}

std::vector<Preview> preview(Tx& tx, const File& file) {
    std::vector<Preview> previews;
    for (const Plan& plan : plans_of(tx, file)) previews.push_back(preview_of(file, plan));
    return previews;
}

std::vector<Preview> take(Tx& tx, const File& file, Id<Account> by, Now now) {
    Taking taking(tx, file, by, now);
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
    return no;
}

}  // namespace michi::directory
