#include "directory/difference.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/fold.hpp"
#include "directory/cells.hpp"
#include "directory/content.hpp"

namespace michi::directory {
namespace {

using Key = std::string;

/// How alike two rows are: the fields that tell one place from another.
int likeness(const Values& left, const Values& right) {
    int alike = 0;
    for (Field field :
         {Field::name, Field::address, Field::phone, Field::kana, Field::organisation})
        alike += !left[field].empty() && same_meaning(field, left[field], right[field]);
    return alike;
}

class Pairing {
  public:
    Pairing(const Entries& entries, std::span<const std::size_t> open,
            std::span<const Stored> stored)
        : entries_(entries),
          open_(open),
          stored_(stored),
          entry_done_(open.size()),
          stored_done_(stored.size()) {}

    /// Pairs what has the same key; "" is no key. `of_entry` is asked with the row as it is kept.
    template <class OfEntry, class OfStored>
    void by(OfEntry of_entry, OfStored of_stored, int at_least) {
        std::unordered_map<Key, std::vector<std::size_t>> places;
        for (std::size_t i = 0; i < stored_.size(); ++i)
            if (!stored_done_[i])
                if (Key key = of_stored(stored_[i]); !key.empty())
                    places[std::move(key)].push_back(i);
        if (places.empty()) return;
        for (std::size_t i = 0; i < open_.size(); ++i) {
            if (entry_done_[i]) continue;
            const Key key = of_entry(entries_.kept()[open_[i]]);
            const auto found = key.empty() ? places.end() : places.find(key);
            if (found != places.end()) pair_best(i, found->second, at_least);
        }
    }
    std::vector<Pair> pairs;
    bool entry_done(std::size_t i) const { return entry_done_[i]; }
    bool stored_done(std::size_t i) const { return stored_done_[i]; }

  private:
    void pair_best(std::size_t entry, const std::vector<std::size_t>& candidates, int at_least) {
        constexpr std::size_t kLookedAt = 500;  // of a name that very many share
        const std::size_t none = stored_.size();
        std::size_t best = none, looked = 0;
        int most = at_least - 1;
        const Values values = unpack(entries_.kept()[open_[entry]].content);
        for (std::size_t candidate : candidates) {
            if (stored_done_[candidate]) continue;
            if (++looked > kLookedAt) break;
            const int alike = likeness(values, stored_[candidate].values);
            if (alike > most) best = candidate, most = alike;
        }
        if (best == none) return;
        pairs.push_back({entry, best});
        entry_done_[entry] = stored_done_[best] = true;
    }

    const Entries& entries_;
    std::span<const std::size_t> open_;
    std::span<const Stored> stored_;
    std::vector<bool> entry_done_, stored_done_;
};

/// Two releases of a list may give one office two new numbers; only its likeness tells which is
/// which.
constexpr int kAny = 0, kSomeLikeness = 1, kName = 2;

const Values& values_of(const Stored& stored) { return stored.values; }
Values values_of(const Entries::Kept& row) { return unpack(row.content); }

Pairing paired(Source source, const Entries& entries, std::span<const std::size_t> open,
               std::span<const Stored> stored) {
    Pairing pairing(entries, open, stored);
    const auto number = [](const auto& row) { return number_key(row); };
    const auto provider = [](const auto& row) { return provider_key(row); };
    const auto place = [](const auto& row) { return place_key(row.kind, values_of(row)); };
    const auto name = [](const auto& row) {
        return row.kind + "|" + name_key(values_of(row)[Field::name]);
    };
    pairing.by(number, number, kAny);
    pairing.by(provider, provider, kName);
    pairing.by(provider, provider, kSomeLikeness);
    if (source == Source::wamnet) return pairing;
    pairing.by(place, place, kName);
    pairing.by(place, place, kSomeLikeness);
    pairing.by(name, name, kName);  // an address that names its municipality only now, or moved
    return pairing;
}

}  // namespace

std::string name_key(std::string_view name) {
    std::string_view rest = name;
    for (std::string_view gap : {" ", "　"}) {
        const auto at = rest.find(gap);
        const bool corporate = at != rest.npos && rest.substr(0, at).find("法人") != rest.npos;
        if (corporate) rest.remove_prefix(at + gap.size());
    }
    std::string key = fold(rest);
    for (std::string_view front :
         {"独立行政法人国立病院機構", "独立行政法人地域医療機能推進機構", "医療法人社団",
          "医療法人財団", "医療法人", "社会福祉法人", "国立病院機構", "学校法人"})
        if (const std::string folded = fold(front);
            key.starts_with(folded) && key.size() > folded.size())
            key.erase(0, folded.size());
    return key;
}

std::vector<Field> differing(const Values& before, const Values& after) {
    std::vector<Field> fields;
    for (const FieldName& name : field_names())
        if (!same_meaning(name.field, before[name.field], after[name.field]))
            fields.push_back(name.field);
    return fields;
}

std::string place_key(std::string_view kind, const Values& values) {
    return std::string(kind) + "|" + values[Field::municipality] + "|" +
           name_key(values[Field::name]);
}

Difference difference(Source source, const Entries& entries, std::span<const std::size_t> open,
                      std::span<const Stored> stored, const std::set<std::string>& unread) {
    const Pairing pairing = paired(source, entries, open, stored);
    Difference result;
    for (const Pair& pair : pairing.pairs) {
        const Stored& before = stored[pair.stored];
        auto fields = differing(before.values, values_of(entries.kept()[open[pair.entry]]));
        if (fields.empty() && !before.gone)
            result.unchanged.push_back(pair);
        else
            result.changed.push_back({pair, std::move(fields)});
    }
    for (std::size_t i = 0; i < open.size(); ++i)
        if (!pairing.entry_done(i)) result.fresh.push_back(i);
    for (std::size_t i = 0; i < stored.size(); ++i)
        if (!pairing.stored_done(i) && !stored[i].gone &&
            !unread.contains(name_key(stored[i].values[Field::name])))
            result.gone.push_back(i);
    std::ranges::sort(result.changed, {}, [](const Changed& c) { return c.pair.entry; });
    return result;
}

}  // namespace michi::directory
