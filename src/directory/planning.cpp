#include "directory/planning.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "directory/packed_records.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

RowChange row_of(const Entry& entry) {
    return {
        entry.row, entry.values[Field::name], entry.kind, entry.values[Field::municipality], {}};
}

RowChange row_of(const Stored& stored) {
    return {0, stored.values[Field::name], stored.kind, stored.values[Field::municipality], {}};
}

RowChange row_of(const Plan& plan, const Changed& changed) {
    const Entry entry = plan.reading->entries[changed.pair.entry];
    const Values& before = (*plan.stored)[changed.pair.stored].values;
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

/// All that a list says of a place, as one text.
template <class Row>
std::string whole(const Row& row, std::string_view content) {
    std::string text(content);
    for (std::string_view part :
         {std::string_view(row.system_no), std::string_view(row.provider_number),
          std::string_view(row.kind)})
        text.append(1, '\0').append(part);
    return text;
}

/// One table against the rows of its list.
class ListPlan {
  public:
    ListPlan(const Reading& reading, Belonging list) {
        plan_.reading = &reading;
        plan_.list = std::move(list);
    }

    Plan plan(Tx& tx) {
        put_aside_what_is_the_same(tx);
        compare();
        return std::move(plan_);
    }

  private:
    const Entries& entries() const { return plan_.reading->entries; }
    const Entries::Kept& kept(std::size_t i) const { return entries().kept()[i]; }

    /// Most rows of a list that comes again say what they said: these need no second look, and no
    /// memory for what stood there before.
    void put_aside_what_is_the_same(Tx& tx) {
        std::vector<bool> done(entries().size());
        auto open = std::make_shared<std::vector<Stored>>();
        if (plan_.list.list) {
            std::unordered_multimap<std::size_t, std::size_t> by_text;
            for (std::size_t i = 0; i < entries().size(); ++i)
                by_text.emplace(std::hash<std::string>{}(whole(kept(i), kept(i).content)), i);
            each_packed(tx, plan_.list.list->id, [&](Stored&& stored, std::string_view content) {
                const std::string text = whole(stored, content);
                const auto [from, to] = by_text.equal_range(std::hash<std::string>{}(text));
                const auto found = std::find_if(from, to, [&](const auto& one) {
                    const auto& row = kept(one.second);
                    return !done[one.second] && whole(row, row.content) == text;
                });
                if (stored.gone || found == to) {
                    stored.values = unpack(content);
                    return open->push_back(std::move(stored));
                }
                done[found->second] = true;
                ++plan_.same;
            });
        }
        plan_.stored = std::move(open);
        for (std::size_t i = 0; i < done.size(); ++i)
            if (!done[i]) open_.push_back(i);
    }

    void compare() {
        std::set<std::string> unread;
        for (const std::string& name : plan_.reading->unread) unread.insert(name_key(name));
        Difference& found = plan_.difference;
        found = difference(plan_.reading->source, entries(), open_, *plan_.stored, unread);
        for (std::size_t& i : found.fresh) i = open_[i];
        for (Pair& pair : found.unchanged) pair.entry = open_[pair.entry];
        for (Changed& one : found.changed) one.pair.entry = open_[one.pair.entry];
        // HSDS says of what is over that it is; a table that holds nothing says nothing.
        if (plan_.reading->source == Source::hsds || entries().empty()) found.gone.clear();
    }

    Plan plan_;
    std::vector<std::size_t> open_;  // entries that nothing says word for word
};

}  // namespace

std::string_view source_id(const Reading& reading) { return name_of(reading.source).id; }

std::string table_name(const File& file, const Reading& reading) {
    if (reading.table.empty()) return file.name;
    // Files that were sent together (「園.csv ほか10件」) are no archive of that name: each keeps its own,
    // whichever came first.
    const auto dot = file.name.rfind('.');
    const bool sent_together =
        dot != std::string::npos && file.name.find(' ', dot) != std::string::npos;
    return sent_together ? reading.table : file.name + " / " + reading.table;
}

std::vector<Plan> plans_of(Tx& tx, const File& file, const Choices& choices) {
    std::vector<Belonging> lists = belongings(tx, file, choices);
    std::vector<Plan> plans;
    for (std::size_t i = 0; i < lists.size(); ++i)
        plans.push_back(ListPlan(file.readings[i], std::move(lists[i])).plan(tx));
    return plans;
}

Preview preview_of(const File& file, const Plan& plan) {
    const Reading& reading = *plan.reading;
    Preview preview;
    preview.file = table_name(file, reading);
    preview.source = reading.source;
    preview.list = plan.list;
    preview.publisher = reading.publisher;
    preview.rows = reading.rows;
    preview.unchanged = plan.same + plan.difference.unchanged.size();
    preview.remarks = reading.remarks;
    preview.refused = reading.refused;
    preview.refused_rows = rows_in(reading.refused);
    for (std::size_t i : plan.difference.fresh)
        preview.fresh.add([&] { return row_of(reading.entries[i]); });
    for (const Changed& changed : plan.difference.changed)
        preview.changed.add([&] { return row_of(plan, changed); });
    for (std::size_t i : plan.difference.gone)
        preview.gone.add([&] { return row_of((*plan.stored)[i]); });
    preview.notes = reading.notes;
    for (const auto& row : reading.entries.kept())
        preview.notes.insert(preview.notes.end(), row.notes.begin(), row.notes.end());
    return preview;
}

}  // namespace michi::directory
