#include "directory/planning.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

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
    const Entry& entry = plan.reading->entries[changed.pair.entry];
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
         {std::string_view(row.publisher), std::string_view(row.scope),
          std::string_view(row.system_no), std::string_view(row.provider_number),
          std::string_view(row.kind)})
        text.append(1, '\0').append(part);
    return text;
}

/// The tables of one source in a file, compared together.
class SourcePlan {
  public:
    SourcePlan(Tx& tx, std::vector<const Reading*> readings) : readings_(std::move(readings)) {
        for (std::size_t table = 0; table < readings_.size(); ++table)
            for (std::size_t i = 0; i < readings_[table]->entries.size(); ++i)
                places_.push_back({table, i});
        put_aside_what_is_the_same(tx);
    }

    std::vector<Plan> plans() {
        std::vector<Plan> plans;
        for (std::size_t table = 0; table < readings_.size(); ++table)
            plans.push_back({readings_[table], same_[table], stored_, {}});
        const Difference all = compare();
        for (std::size_t i : all.fresh)
            plans[open_[i].table].difference.fresh.push_back(open_[i].entry);
        for (const Pair& pair : all.unchanged)
            plans[open_[pair.entry].table].difference.unchanged.push_back(
                {open_[pair.entry].entry, pair.stored});
        for (const Changed& one : all.changed)
            plans[open_[one.pair.entry].table].difference.changed.push_back(
                {{open_[one.pair.entry].entry, one.pair.stored}, one.fields});
        plans.back().difference.gone = all.gone;
        return plans;
    }

  private:
    struct At {
        std::size_t table, entry;
    };
    const Entry& entry(At at) const { return readings_[at.table]->entries[at.entry]; }

    /// Most rows of a list that comes again say what they said: these need no second look, and no
    /// memory for what stood there before.
    void put_aside_what_is_the_same(Tx& tx) {
        std::unordered_multimap<std::size_t, std::size_t> by_text;
        std::set<std::string> publishers;
        for (std::size_t i = 0; i < places_.size(); ++i) {
            const Entry& one = entry(places_[i]);
            publishers.insert(one.publisher);
            by_text.emplace(std::hash<std::string>{}(whole(one, pack(one.values))), i);
        }
        std::vector<bool> done(places_.size());
        auto open = std::make_shared<std::vector<Stored>>();
        same_.assign(readings_.size(), 0);
        each_record(tx, source_id(*readings_.front()), publishers, [&](Stored&& stored) {
            const std::string content = pack(stored.values), text = whole(stored, content);
            const auto [from, to] = by_text.equal_range(std::hash<std::string>{}(text));
            const auto found = std::find_if(from, to, [&](const auto& one) {
                const Entry& e = entry(places_[one.second]);
                return !done[one.second] && whole(e, pack(e.values)) == text;
            });
            if (stored.gone || found == to) return open->push_back(std::move(stored));
            done[found->second] = true;
            ++same_[places_[found->second].table], ++same_in_scope_[stored.scope];
        });
        stored_ = std::move(open);
        for (std::size_t i = 0; i < places_.size(); ++i)
            if (!done[i]) open_.push_back(places_[i]);
    }

    Difference compare() const {
        std::vector<const Entry*> entries;
        for (At at : open_) entries.push_back(&entry(at));
        std::set<std::string> scopes;
        for (At at : places_) scopes.insert(entry(at).scope);
        return difference(readings_.front()->source, entries, *stored_, scopes, same_in_scope_);
    }

    std::vector<const Reading*> readings_;
    std::vector<At> places_, open_;
    std::vector<std::size_t> same_;  // by table
    std::map<std::string, std::size_t> same_in_scope_;
    std::shared_ptr<const std::vector<Stored>> stored_;
};

}  // namespace

std::string_view source_id(const Reading& reading) { return name_of(reading.source).id; }

std::vector<Plan> plans_of(Tx& tx, const File& file) {
    std::map<Source, std::vector<const Reading*>> by_source;
    for (const Reading& reading : file.readings) by_source[reading.source].push_back(&reading);
    std::vector<Plan> plans;
    for (auto& [source, readings] : by_source)
        for (Plan& plan : SourcePlan(tx, std::move(readings)).plans())
            plans.push_back(std::move(plan));
    std::ranges::sort(plans, {}, &Plan::reading);
    return plans;
}

Preview preview_of(const File& file, const Plan& plan) {
    const Reading& reading = *plan.reading;
    Preview preview;
    preview.file = reading.table.empty() ? file.name : file.name + " / " + reading.table;
    preview.source = reading.source;
    preview.rows = reading.rows;
    preview.unchanged = plan.same + plan.difference.unchanged.size();
    preview.refused = reading.refused;
    preview.refused_rows = rows_in(reading.refused);
    for (std::size_t i : plan.difference.fresh)
        preview.fresh.add([&] { return row_of(reading.entries[i]); });
    for (const Changed& changed : plan.difference.changed)
        preview.changed.add([&] { return row_of(plan, changed); });
    for (std::size_t i : plan.difference.gone)
        preview.gone.add([&] { return row_of((*plan.stored)[i]); });
    preview.notes = reading.notes;
    for (const Entry& entry : reading.entries)
        preview.notes.insert(preview.notes.end(), entry.notes.begin(), entry.notes.end());
    return preview;
}

}  // namespace michi::directory
