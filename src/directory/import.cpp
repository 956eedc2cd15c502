#include "directory/import.hpp"

#include <algorithm>

#include "directory/linking.hpp"
#include "directory/merge.hpp"
#include "directory/store.hpp"
#include "platform/vault.hpp"

namespace michi::directory {
namespace {

struct Plan {
    const Reading& reading;
    std::vector<Stored> stored;
    Difference difference;
};

std::string source_id(const Reading& reading) { return std::string(name_of(reading.source).id); }

std::set<std::string> publishers_of(const Reading& reading) {
    std::set<std::string> publishers;
    for (const Entry& entry : reading.entries) publishers.insert(entry.publisher);
    return publishers;
}

Plan plan_of(Tx& tx, const Reading& reading) {
    auto stored = records_of(tx, source_id(reading), publishers_of(reading));
    auto found = difference(reading.source, reading.entries, stored);
    return {reading, std::move(stored), std::move(found)};
}

RowChange row_of(const Entry& entry) {
    return {
        entry.row, entry.values[Field::name], entry.kind, entry.values[Field::municipality], {}};
}

RowChange row_of(const Stored& stored) {
    return {0, stored.values[Field::name], stored.kind, stored.values[Field::municipality], {}};
}

RowChange row_of(const Plan& plan, const Changed& changed) {
    const Entry& entry = plan.reading.entries[changed.pair.entry];
    const Values& before = plan.stored[changed.pair.stored].values;
    RowChange row = row_of(entry);
    for (Field field : changed.fields)
        row.fields.push_back({field, before[field], entry.values[field]});
    return row;
}

std::size_t rows_in(const std::vector<Problem>& problems) {
    std::set<std::size_t> rows;
    for (const Problem& problem : problems) rows.insert(problem.row);
    return rows.size();
}

Preview preview_of(const File& file, const Plan& plan) {
    Preview preview;
    preview.file = plan.reading.table.empty() ? file.name : file.name + " / " + plan.reading.table;
    preview.source = plan.reading.source;
    preview.rows = plan.reading.rows;
    preview.unchanged = plan.difference.unchanged.size();
    preview.refused = plan.reading.refused;
    preview.refused_rows = rows_in(plan.reading.refused);
    for (std::size_t i : plan.difference.fresh)
        preview.fresh.push_back(row_of(plan.reading.entries[i]));
    for (const Changed& changed : plan.difference.changed)
        preview.changed.push_back(row_of(plan, changed));
    for (std::size_t i : plan.difference.gone) preview.gone.push_back(row_of(plan.stored[i]));
    preview.notes = plan.reading.notes;
    for (const Entry& entry : plan.reading.entries)
        preview.notes.insert(preview.notes.end(), entry.notes.begin(), entry.notes.end());
    return preview;
}

Stored record_of(const Reading& reading, const Entry& entry) {
    return {.id = {},
            .service = {},
            .source = source_id(reading),
            .publisher = entry.publisher,
            .scope = entry.scope,
            .system_no = entry.system_no,
            .provider_number = entry.provider_number,
            .kind = entry.kind,
            .values = entry.values,
            .gone = false};
}

ServiceRow row_for(Home& home, Id<Service> id, const std::string& kind, const Values& values,
                   std::optional<Date> gone_on) {
    return {.id = id,
            .provider = home.provider_of(values),
            .kind = kind,
            .values = values,
            .visibility = 0,
            .gone = gone_on.has_value(),
            .gone_on = gone_on};
}

void merge_again(Tx& tx, Id<Service> id, const std::string& kind, std::int64_t version, Home& home,
                 Now now) {
    const Merged whole = merged(records_of(tx, id));
    update_service(
        tx,
        row_for(home, id, kind, whole.values, whole.gone ? std::optional(now.today) : std::nullopt),
        version);
    home.settle(id, whole.values);
}

/// One table on its way into the database.
class Taking {
  public:
    Taking(Tx& tx, const Plan& plan, Id<Batch> batch, Now now)
        : tx_(tx), plan_(plan), batch_(batch), now_(now), version_(next_version(tx)), home_(tx) {}

    void run() {
        add_fresh();
        for (const Changed& changed : plan_.difference.changed) change(changed);
        for (std::size_t i : plan_.difference.gone) lose(plan_.stored[i]);
    }

  private:
    void add_fresh() {
        if (plan_.difference.fresh.empty()) return;
        const std::vector<Id<Service>> known = known_services();
        const auto alone = static_cast<std::size_t>(std::ranges::count(known, Id<Service>{}));
        std::int64_t service = reserve(tx_, "directory_service", alone);
        std::int64_t record = reserve(tx_, "directory_record", known.size());
        for (std::size_t i = 0; i < known.size(); ++i) {
            Stored fresh = stored_of(plan_.difference.fresh[i]);
            fresh.id = {record++};
            fresh.service = known[i] ? known[i] : Id<Service>{service++};
            known[i] ? add_to(fresh) : begin(fresh);
        }
    }
    /// For each fresh row the service that another list brought, 0 for one of its own. Rows are made
    /// one at a time: a list of 100,000 stands in memory once.
    std::vector<Id<Service>> known_services() {
        Linking linking(links(tx_));
        std::vector<Id<Service>> known;
        for (std::size_t i : plan_.difference.fresh)
            known.push_back(linking.service_for(stored_of(i)));
        return known;
    }
    Stored stored_of(std::size_t entry) const {
        return record_of(plan_.reading, plan_.reading.entries[entry]);
    }
    void begin(const Stored& fresh) {
        insert_service(tx_, row_for(home_, fresh.service, fresh.kind, fresh.values, {}), version_);
        home_.settle(fresh.service, fresh.values);
        insert(fresh);
    }
    void add_to(const Stored& fresh) {
        insert(fresh);
        merge_again(tx_, fresh.service, fresh.kind, version_, home_, now_);
    }
    void insert(const Stored& fresh) {
        insert_record(tx_, fresh, batch_);
        insert_addition(tx_, batch_, fresh.id);
    }
    void change(const Changed& changed) {
        const Stored& before = plan_.stored[changed.pair.stored];
        Stored after = record_of(plan_.reading, plan_.reading.entries[changed.pair.entry]);
        after.id = before.id;
        insert_change(tx_, batch_, changed.fields.empty() ? "back" : "changed", before);
        update_record(tx_, after, batch_);
        merge_again(tx_, before.service, before.kind, version_, home_, now_);
    }
    void lose(const Stored& stored) {
        insert_change(tx_, batch_, "gone", stored);
        mark_gone(tx_, stored.id, now_.today, batch_);
        merge_again(tx_, stored.service, stored.kind, version_, home_, now_);
    }
    Tx& tx_;
    const Plan& plan_;
    Id<Batch> batch_;
    Now now_;
    std::int64_t version_;
    Home home_;
};

Id<Batch> batch_for(Tx& tx, const File& file, const Preview& preview, Id<Account> by, Now now) {
    return insert_batch(tx, {.source = std::string(name_of(preview.source).id),
                             .file_name = preview.file,
                             .sha256 = file.sha256,
                             .rows = preview.rows,
                             .added = preview.fresh.size(),
                             .changed = preview.changed.size(),
                             .gone = preview.gone.size(),
                             .unchanged = preview.unchanged,
                             .refused = preview.refused_rows,
                             .by = by,
                             .at = now.at});
}

}  // namespace

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
    for (const Reading& reading : file.readings)
        previews.push_back(preview_of(file, plan_of(tx, reading)));
    return previews;
}

std::vector<Preview> take(Tx& tx, const File& file, Id<Account> by, Now now) {
    std::vector<Preview> previews;
    for (const Reading& reading : file.readings) {
        const Plan plan = plan_of(tx, reading);
        previews.push_back(preview_of(file, plan));
        const Preview& whole = previews.back();
        const bool nothing = whole.fresh.empty() && whole.changed.empty() && whole.gone.empty();
        const Id<Batch> batch = batch_for(tx, file, whole, by, now);
        if (!nothing) Taking(tx, plan, batch, now).run();
        note_taken(tx, source_id(reading), publishers_of(reading), now.at);
    }
    return previews;
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
