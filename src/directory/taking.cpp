#include "directory/taking.hpp"

#include <unordered_map>
#include <unordered_set>

#include "directory/merge.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

constexpr std::size_t kTurn = 200;  // rows of one turn: some milliseconds

ServiceRow row_for(Tx& tx, Home& home, Id<Service> id, const std::string& kind,
                   const Values& values, std::optional<Date> gone_on) {
    return {.id = id,
            .provider = home.provider_of(tx, values),
            .kind = kind,
            .values = values,
            .visibility = 0,
            .gone = gone_on.has_value(),
            .gone_on = gone_on};
}

PublishedList edition_of(const File& file, const Plan& plan, Instant at) {
    PublishedList list = plan.list.list.value_or(PublishedList{});
    const Reading& reading = *plan.reading;
    list.source = source_id(reading), list.name = plan.list.name;
    list.publisher = reading.publisher, list.coverage = reading.coverage;
    list.headings = reading.headings, list.file_name = table_name(file, reading);
    list.taken_at = at;
    return list;
}

/// Of lists that are not written yet: each its own.
std::int64_t list_number(const PublishedList& list, std::size_t table) {
    return list.id ? list.id.value : -static_cast<std::int64_t>(table) - 1;
}

/// What a list left that began and never arrived; false when nothing is left.
bool sweep(Tx& tx) {
    bool more = false;
    for (Id<Batch> batch : staged_batches(tx)) more |= sweep_some(tx, batch);
    return more;
}

Linking linking_for(Tx& tx, const std::vector<Plan>& plans) {
    std::unordered_set<std::string> wanted, numbers;
    for (const Plan& plan : plans)
        for (std::size_t i : plan.difference.fresh) {
            const Entry entry = plan.reading->entries[i];
            wanted.insert(Linking::key(entry.values));
            if (auto number = Linking::number(entry, source_id(*plan.reading)); !number.empty())
                numbers.insert(std::move(number));
        }
    if (wanted.empty()) return Linking({});
    return Linking(links(
        tx, [&](const Values& values) { return wanted.contains(Linking::key(values)); },
        [&](const std::string& number) { return numbers.contains(number); }));
}

/// The last table that brings a new place of this name, where several are taken together.
std::unordered_map<std::string, std::size_t> last_to_name(const std::vector<Plan>& plans) {
    std::unordered_map<std::string, std::size_t> last;
    for (std::size_t table = 1; table < plans.size(); ++table)
        for (std::size_t i : plans[table].difference.fresh)
            last[Linking::key(plans[table].reading->entries[i].values)] = table;
    return last;
}

}  // namespace

bool Taking::Table::changes_anything() const {
    return !plan.difference.fresh.empty() || !plan.difference.changed.empty() ||
           !plan.difference.gone.empty();
}

Taking::Taking(Tx& tx, const File& file, Id<Account> by, Now now, const Choices& choices)
    : file_(file), by_(by), now_(now), taken_(taken(tx)), home_(tx) {
    std::vector<Plan> plans = plans_of(tx, file, choices);
    for (const Plan& plan : plans) previews_.push_back(preview_of(file, plan));
    Linking linking = linking_for(tx, plans);
    const auto last = last_to_name(plans);
    std::vector<std::pair<std::size_t, std::size_t>> promised;  // table, place in its `alone`
    for (Plan& plan : plans) {
        const std::size_t place = tables_.size();
        Table& table = tables_.emplace_back();
        table.list = edition_of(file, plan, now.at);
        const auto number = list_number(table.list, tables_.size());
        for (std::size_t i : plan.difference.fresh) {
            const Entry entry = plan.reading->entries[i];
            const auto source = source_id(*plan.reading);
            const auto found = linking.service_for(entry, source, number);
            if (found.service) {
                table.linked.emplace_back(i, found.service);
            } else if (found.promised) {
                const auto [earlier, alone] = promised[*found.promised];
                table.shared.push_back({i, earlier, alone});
            } else {
                const auto named = last.find(Linking::key(entry.values));
                if (named != last.end() && named->second > place) {
                    linking.add(entry, source, number);
                    promised.emplace_back(place, table.alone.size());
                }
                table.alone.push_back(i);
            }
        }
        table.plan = std::move(plan);
    }
}

void Taking::begin(Tx& tx) {
    while (sweep(tx)) {
    }
    std::vector<Id<PublishedList>> given;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
        Table& table = tables_[i];
        const Preview& preview = previews_[i];
        if (!table.list.id && !table.plan.reading->entries.empty())
            given.push_back(table.list.id = insert_list(tx, table.list, given));
        table.batch = insert_batch(tx, {.source = std::string(source_id(*table.plan.reading)),
                                        .file_name = preview.file,
                                        .sha256 = file_.sha256,
                                        .rows = preview.rows,
                                        .added = preview.fresh.size(),
                                        .changed = preview.changed.size(),
                                        .gone = preview.gone.size(),
                                        .unchanged = preview.unchanged,
                                        .refused = preview.refused_rows,
                                        .by = by_,
                                        .at = now_.at,
                                        .staged = true,
                                        .list = table.list.id});
        table.record = reserve(tx, "directory_record", preview.fresh.size());
        table.service = reserve(tx, "directory_service", table.alone.size());
        table.first_service = table.service;
    }
}

bool Taking::write_some(Tx& tx) {
    for (Table& table : tables_) {
        if (table.written == table.alone.size()) continue;
        if (!is_staged(tx, table.batch)) throw Stale{};
        const std::size_t end = std::min(table.written + kTurn, table.alone.size());
        for (; table.written < end; ++table.written)
            write_new(tx, table, table.alone[table.written]);
        return true;
    }
    return false;
}

void Taking::finish(Tx& tx) {
    if (taken(tx) != taken_) throw Stale{};
    const std::int64_t version = next_version(tx);
    bool anything = false;
    for (Table& table : tables_) {
        if (!is_staged(tx, table.batch)) throw Stale{};
        for (const auto& [entry, service] : table.linked) link(tx, table, entry, service, version);
        for (const auto& [entry, earlier, alone] : table.shared)
            link(tx, table, entry,
                 {tables_[earlier].first_service + static_cast<std::int64_t>(alone)}, version);
        for (const Changed& one : table.plan.difference.changed) change(tx, table, one, version);
        for (std::size_t i : table.plan.difference.gone)
            lose(tx, table, (*table.plan.stored)[i], version);
        make_live(tx, table.batch, version);
        if (table.list.id && !table.plan.reading->entries.empty()) note_edition(tx, table.list);
        anything |= table.changes_anything();
    }
    if (anything) count_taken(tx);
}

Stored Taking::record_of(Table& table, std::size_t index) {
    Entry entry = table.plan.reading->entries[index];
    return {.id = {},
            .service = {},
            .source = std::string(source_id(*table.plan.reading)),
            .publisher = std::move(entry.publisher),
            .system_no = std::move(entry.system_no),
            .provider_number = std::move(entry.provider_number),
            .kind = std::move(entry.kind),
            .values = std::move(entry.values),
            .gone = false,
            .list = table.list.id.value};
}

void Taking::write_new(Tx& tx, Table& table, std::size_t entry) {
    Stored fresh = record_of(table, entry);
    fresh.id = {table.record++}, fresh.service = {table.service++};
    insert_service(tx, row_for(tx, home_, fresh.service, fresh.kind, fresh.values, {}),
                   staged_version(table.batch));
    home_.settle(tx, fresh.service, fresh.values);
    insert_record(tx, fresh, table.batch);
    insert_addition(tx, table.batch, fresh.id);
}

void Taking::link(Tx& tx, Table& table, std::size_t entry, Id<Service> service,
                  std::int64_t version) {
    Stored fresh = record_of(table, entry);
    fresh.id = {table.record++}, fresh.service = service;
    insert_record(tx, fresh, table.batch);
    insert_addition(tx, table.batch, fresh.id);
    merge_again(tx, service, fresh.kind, version, home_, now_);
}

void Taking::change(Tx& tx, Table& table, const Changed& changed, std::int64_t version) {
    const Stored& before = (*table.plan.stored)[changed.pair.stored];
    Stored after = record_of(table, changed.pair.entry);
    after.id = before.id;
    insert_change(tx, table.batch, changed.fields.empty() ? "back" : "changed", before);
    update_record(tx, after, table.batch);
    merge_again(tx, before.service, before.kind, version, home_, now_);
}

void Taking::lose(Tx& tx, Table& table, const Stored& stored, std::int64_t version) {
    insert_change(tx, table.batch, "gone", stored);
    mark_gone(tx, stored.id, now_.today, table.batch);
    merge_again(tx, stored.service, stored.kind, version, home_, now_);
}

void merge_again(Tx& tx, Id<Service> id, const std::string& kind, std::int64_t version, Home& home,
                 Now now) {
    const Merged whole = merged(records_of(tx, id));
    update_service(
        tx,
        row_for(tx, home, id, kind, whole.values,
                whole.gone ? std::optional(whole.gone_on.value_or(now.today)) : std::nullopt),
        version);
    home.settle(tx, id, whole.values);
}

void write_beside(Database& database, Taking& taking) {
    for (bool more = true; more;) database.write_now([&](Tx& tx) { more = sweep(tx); });
    database.write_now([&](Tx& tx) { taking.begin(tx); });
    for (bool more = true; more;) database.write_now([&](Tx& tx) { more = taking.write_some(tx); });
}

}  // namespace michi::directory
