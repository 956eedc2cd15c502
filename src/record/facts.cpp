#include "record/facts.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "platform/changes.hpp"
#include "record/known.hpp"
#include "record/store.hpp"

namespace michi::record {
namespace {

constexpr std::string_view kFamily = "family.", kNew = "family.new.";

/// The version is part of where a value stands, so an older one cannot be put in its place.
std::string place_of(std::string_view id, std::int64_t version) {
    return std::string(id) + "." + std::to_string(version);
}

// ---- columns where lists and searches find the newest value ----
enum class As { sealed, text };
struct Column {
    std::string_view name;
    As as;
    Sql read;    // $1 the row
    Sql update;  // $1 the row, $2 the value
};
constexpr Column kColumns[] = {
    {"child.kanji", As::sealed, "SELECT kanji FROM child WHERE id = $1",
     "UPDATE child SET kanji = $2 WHERE id = $1"},
    {"child.kana", As::sealed, "SELECT kana FROM child WHERE id = $1",
     "UPDATE child SET kana = $2 WHERE id = $1"},
    {"child.birth", As::sealed, "SELECT birth FROM child WHERE id = $1",
     "UPDATE child SET birth = $2 WHERE id = $1"},
    {"child.address", As::sealed, "SELECT address FROM child WHERE id = $1",
     "UPDATE child SET address = $2 WHERE id = $1"},
    {"family_member.relation", As::text, "SELECT relation FROM family_member WHERE id = $1",
     "UPDATE family_member SET relation = $2 WHERE id = $1"},
    {"family_member.name", As::sealed, "SELECT name FROM family_member WHERE id = $1",
     "UPDATE family_member SET name = $2 WHERE id = $1"},
    {"family_member.kana", As::sealed, "SELECT kana FROM family_member WHERE id = $1",
     "UPDATE family_member SET kana = $2 WHERE id = $1"},
    {"family_member.phone", As::sealed, "SELECT phone FROM family_member WHERE id = $1",
     "UPDATE family_member SET phone = $2 WHERE id = $1"},
    {"family_member.call_time", As::text, "SELECT call_time FROM family_member WHERE id = $1",
     "UPDATE family_member SET call_time = $2 WHERE id = $1"},
    {"family_member.call_rule", As::sealed, "SELECT call_rule FROM family_member WHERE id = $1",
     "UPDATE family_member SET call_rule = $2 WHERE id = $1"},
};

std::optional<int> number_in(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return text.empty() || error != std::errc() ? std::nullopt : std::optional(number);
}

std::string day_text(const std::optional<Date>& day) { return day ? day->iso() : ""; }

void put_column(Tx& tx, Vault& vault, const CaseBrief& brief, const Column& column,
                std::int64_t row, const std::string& value) {
    const auto dot = column.name.find('.');
    if (column.as == As::sealed)
        tx.run(column.update, row,
               Sealed(tx, vault, brief.key, column.name.substr(0, dot), row)
                   .seal(column.name.substr(dot + 1), value));
    else
        tx.run(column.update, row, value);
}

std::string in_column(Tx& tx, Vault& vault, const CaseBrief& brief, const Column& column,
                      std::int64_t row) {
    const auto dot = column.name.find('.');
    const auto text = [&](const Row& found) -> std::string {
        if (column.as == As::sealed)
            return Sealed(tx, vault, brief.key, column.name.substr(0, dot), row)
                .open(column.name.substr(dot + 1), found.blob(0));
        return std::string(found.text(0));
    };
    return tx.first(column.read, text, row).value_or("");
}

/// Where a field stands besides its rows of `fact`.
struct Place {
    std::string_view known;  // id of a fact in child.known
    const Column* column{};
    std::int64_t row{};
};
Place place_in(const CaseBrief& brief, const FactField& field, Id<FamilyMember> member) {
    if (field.column == kKnownColumn) return {.known = field.id};
    const auto* column = std::ranges::find(kColumns, field.column, &Column::name);
    return {.known = {},
            .column = column == std::end(kColumns) ? nullptr : column,
            .row = member ? member.value : brief.child.value};
}

void project(Tx& tx, Vault& vault, const CaseBrief& brief, const Place& place,
             const std::string& value) {
    if (place.column) return put_column(tx, vault, brief, *place.column, place.row, value);
    Known known = known_of(tx, vault, brief.child, brief.key);
    known.insert_or_assign(std::string(place.known), value);  // an empty one is not packed
    keep_known(tx, vault, brief.child, brief.key, known);
}

std::string projected(Tx& tx, Vault& vault, const CaseBrief& brief, const Place& place) {
    if (place.column) return in_column(tx, vault, brief, *place.column, place.row);
    const Known known = known_of(tx, vault, brief.child, brief.key);
    const auto found = known.find(place.known);
    return found == known.end() ? std::string() : found->second;
}

// ---- rows of `fact` ----
std::int64_t newest_version(Tx& tx, Id<Child> child, std::string_view id) {
    return tx.value<std::int64_t>(
        "SELECT coalesce(max(version), 0) FROM fact WHERE child_id = $1 AND field = $2", child, id);
}

void keep(Tx& tx, Vault& vault, const CaseBrief& brief, const std::string& id,
          const std::string& value, Id<Account> by, Instant at) {
    const std::int64_t version = newest_version(tx, brief.child, id) + 1;
    const Sealed sealed(tx, vault, brief.key, "fact", brief.child.value);
    tx.run(
        "INSERT INTO fact (child_id, field, version, value, written_by, written_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        brief.child, id, version, sealed.seal(place_of(id, version), value), by, at);
}

/// What was heard when the case was opened stands in its column alone: before the first change it becomes
/// a row as well, of the day the case was opened and by who was in charge, where anybody was.
void keep_first(Tx& tx, Vault& vault, const CaseBrief& brief, const std::string& id,
                const Place& place, Id<Account> by) {
    if (newest_version(tx, brief.child, id) > 0) return;
    const std::string first = projected(tx, vault, brief, place);
    if (!first.empty())
        keep(tx, vault, brief, id, first, brief.in_charge ? brief.in_charge : by,
             at_in_japan(brief.opened_on, 0));
}

std::string newest(Tx& tx, Vault& vault, const CaseBrief& brief, std::string_view id) {
    const Sealed sealed(tx, vault, brief.key, "fact", brief.child.value);
    return tx
        .first(
            "SELECT version, value FROM fact WHERE child_id = $1 AND field = $2"
            " ORDER BY version DESC LIMIT 1",
            [&](const Row& row) { return sealed.open(place_of(id, row.integer(0)), row.blob(1)); },
            brief.child, id)
        .value_or("");
}

// ---- reading ----
std::string address_of(Tx& tx, Vault& vault, const CaseBrief& brief) {
    const Sealed sealed(tx, vault, brief.key, "child", brief.child.value);
    return tx
        .first(
            "SELECT address FROM child WHERE id = $1",
            [&](const Row& row) { return sealed.open("address", row.blob(0)); }, brief.child)
        .value_or("");
}

/// Values of the columns, by field; only of those that are opened.
std::map<std::string_view, std::string> columns_of(Tx& tx, Vault& vault, const CaseBrief& brief,
                                                   const Decision& decision) {
    const Shown seen = shown(brief, decision);
    std::map<std::string_view, std::string> values{
        {"kanji", seen.kanji}, {"kana", seen.kana}, {"birth", day_text(seen.birth)}};
    if (decision.opens(Field::contact)) values["address"] = address_of(tx, vault, brief);
    const Known known = known_of(tx, vault, brief.child, brief.key);
    for (const FactField& field : kChildFields)
        if (field.column == kKnownColumn && decision.opens(field.of))
            if (const auto found = known.find(field.id); found != known.end())
                values[field.id] = found->second;
    return values;
}

std::string value_of(const Family& member, std::string_view id, const Decision& decision) {
    const auto& value = id == "relation"    ? member.relation
                        : id == "name"      ? member.name
                        : id == "kana"      ? member.kana
                        : id == "phone"     ? member.phone
                        : id == "call_time" ? member.call_time
                                            : member.call_rule;
    return value.shown(decision);
}

// ---- ids of forms and rows ----
struct Named {
    const FactField* field{};
    Id<FamilyMember> member;
    bool is_new{};
};
Named named(std::string_view id) {
    if (!id.starts_with(kFamily)) return {find_field(kChildFields, id), {}, false};
    const auto dot = id.find('.', kFamily.size());
    if (dot == id.npos) return {};
    const auto number = number_in(id.substr(kFamily.size(), dot - kFamily.size()));
    return {
        find_field(kFamilyFields, id.substr(dot + 1)), {number.value_or(0)}, id.starts_with(kNew)};
}

bool is_of(Tx& tx, const CaseBrief& brief, Id<FamilyMember> member) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM family_member WHERE id = $1 AND child_id = $2", member,
               brief.child) > 0;
}

}  // namespace

std::vector<Fact> facts_of(Tx& tx, Vault& vault, const CaseBrief& brief, const Decision& decision) {
    std::vector<Fact> facts;
    auto columns = columns_of(tx, vault, brief, decision);
    for (const FactField& field : kChildFields) {
        if (!decision.opens(field.of)) continue;
        facts.push_back({&field,
                         {},
                         std::string(field.id),
                         field.column.empty() ? newest(tx, vault, brief, field.id)
                                              : std::move(columns[field.id])});
    }
    if (decision.opens(Field::contact))
        for (const Family& member : family_of(tx, vault, brief))
            for (const FactField& field : kFamilyFields)
                facts.push_back({&field, member.id,
                                 std::string(kFamily) + std::to_string(member.id.value) + "." +
                                     std::string(field.id),
                                 value_of(member, field.id, decision)});
    return facts;
}

void save_facts(Tx& tx, Vault& vault, const CaseBrief& before,
                const std::map<std::string, std::string>& values, Id<Account> by, Instant at) {
    Id<FamilyMember> fresh;
    for (const auto& [id, value] : values) {
        auto [field, member, is_new] = named(id);
        if (!field) throw NotFound{};
        if (is_new) {
            if (!fresh) fresh = add_family(tx, vault, before.child, {});
            member = fresh;
        }
        if (member && !is_of(tx, before, member)) throw NotFound{};
        const std::string row = member ? std::string(kFamily) + std::to_string(member.value) + "." +
                                             std::string(field->id)
                                       : id;
        const Place place = place_in(before, *field, member);
        if (!field->column.empty()) keep_first(tx, vault, before, row, place, by);
        keep(tx, vault, before, row, value, by, at);
        if (!field->column.empty()) project(tx, vault, before, place, value);
    }
    if (tx.run("UPDATE child SET version = version + 1 WHERE id = $1 AND version = $2",
               before.child, before.child_version) == 0)
        throw Stale{};
    tx.run("UPDATE case_record SET version = version + 1 WHERE id = $1", before.id);
    note_change(tx, kCaseChange, before.id.value);
}

std::vector<PastFact> history_of(Tx& tx, Vault& vault, const CaseBrief& brief,
                                 const Decision& decision) {
    const Sealed sealed(tx, vault, brief.key, "fact", brief.child.value);
    std::vector<PastFact> past;
    tx.each(
        "SELECT field, version, value, written_by, written_at FROM fact WHERE child_id = $1"
        " ORDER BY written_at DESC, field, version DESC",
        [&](const Row& row) {
            const auto id = row.get<std::string>(0);
            const auto [field, member, is_new] = named(id);
            if (!field || !decision.opens(field->of)) return;
            past.push_back({field, member, sealed.open(place_of(id, row.integer(1)), row.blob(2)),
                            row.get<Id<Account>>(3), row.get<Instant>(4)});
        },
        brief.child);
    return past;
}

}  // namespace michi::record
