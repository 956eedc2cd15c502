#include "record/known.hpp"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <unordered_map>

#include "base/packed.hpp"
#include "platform/in_clear.hpp"
#include "record/store.hpp"

namespace michi::record {
namespace {

constexpr std::string_view kCare = "care_";

std::string_view value_in(const Known& known, std::string_view id) {
    const auto found = known.find(id);
    return found == known.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<int> number_in(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return text.empty() || error != std::errc() ? std::nullopt : std::optional(number);
}

Known opened(Tx& tx, Vault& vault, Id<Child> child, Id<DataKey> key, std::string_view sealed) {
    Known known;
    if (sealed.empty()) return known;
    const std::string text = Sealed(tx, vault, key, "child", child.value).open("known", sealed);
    unpack(text, [&](std::string_view id, std::string value) {
        known.emplace(std::string(id), std::move(value));
    });
    return known;
}

std::vector<Care> care_in(const Known& known) {
    std::vector<Care> care;
    for (auto it = known.lower_bound(kCare); it != known.end() && it->first.starts_with(kCare);
         ++it)
        if (const auto answer = number_in(it->second); answer && *answer != 0)
            care.push_back({it->first.substr(kCare.size()), CareAnswer(*answer)});
    std::ranges::stable_sort(care, {}, [](const Care& one) { return care_rank(one.kind); });
    return care;
}

}  // namespace

void open_known(Tx& tx, Vault& vault, CaseBrief& brief, std::string_view sealed) {
    const Known known = opened(tx, vault, brief.child, brief.key, sealed);
    brief.municipality = std::string(value_in(known, "municipality"));
    brief.stay = std::string(value_in(known, "stay"));
    brief.power_hours = number_in(value_in(known, "power_hours"));
    brief.score = number_in(value_in(known, "score"));
    const auto day = value_in(known, "score_on");
    brief.score_on = day.empty() ? std::nullopt : Date::parse_iso(day);
    brief.care = care_in(known);
}

namespace {

/// Of no more children than a prefecture has; whoever changes the child moves its version.
struct Towns {
    struct Kept {
        std::int64_t version;
        std::string town;
    };
    std::mutex mutex;
    std::unordered_map<std::int64_t, Kept> of;
};

}  // namespace

std::string town_of(Tx& tx, Vault& vault, Id<Child> child, Id<DataKey> key, std::int64_t version,
                    std::string_view sealed) {
    auto& towns = tx.memory<Towns>();
    if (!tx.writes()) {  // inside a change the version may move after the value
        const std::lock_guard lock(towns.mutex);
        const auto kept = towns.of.find(child.value);
        if (kept != towns.of.end() && kept->second.version == version) return kept->second.town;
    }
    std::string town(value_in(opened(tx, vault, child, key, sealed), "municipality"));
    if (!tx.writes()) {
        const std::lock_guard lock(towns.mutex);
        towns.of.insert_or_assign(child.value, Towns::Kept{version, town});
    }
    return town;
}

Known known_of(Tx& tx, Vault& vault, Id<Child> child, Id<DataKey> key) {
    return tx
        .first(
            "SELECT known FROM child WHERE id = $1",
            [&](const Row& row) { return opened(tx, vault, child, key, row.blob(0)); }, child)
        .value_or(Known{});
}

Bytes sealed_known(Tx& tx, Vault& vault, Id<Child> child, Id<DataKey> key, const Known& known) {
    std::string text;
    for (const auto& [id, value] : known) pack(text, id, value);
    return Sealed(tx, vault, key, "child", child.value).seal("known", text);
}

void keep_known(Tx& tx, Vault& vault, Id<Child> child, Id<DataKey> key, const Known& known) {
    tx.run("UPDATE child SET known = $2 WHERE id = $1", child,
           sealed_known(tx, vault, child, key, known));
}

Known known_at_first(const NewCase& fresh) {
    Known known;
    if (!fresh.municipality.empty()) known["municipality"] = fresh.municipality;
    if (!fresh.stay.empty()) known["stay"] = fresh.stay;
    for (const Care& one : fresh.care)
        known[std::string(kCare) + one.kind] = std::to_string(int(one.answer));
    return known;
}

void seal_in_clear(Tx& tx, Vault& vault) {
    take_in_clear(tx, kKnownColumn, [&](std::int64_t row, const std::string& value) {
        Known known;
        for (const auto& [id, code] : codes_in_clear(value)) known.emplace(id, code);
        const Id<Child> child{row};
        keep_known(tx, vault, child, key_of(tx, child), known);
    });
}

}  // namespace michi::record
