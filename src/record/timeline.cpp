// The timeline with its history.

#include <limits>

#include "platform/changes.hpp"
#include "platform/series.hpp"
#include "policy/past_decision.hpp"
#include "record/store.hpp"

namespace michi::record {
namespace {

EntryRow entry_from(const Row& row, Tx& tx, Vault& vault, Id<DataKey> key) {
    EntryRow entry{
        .id = row.get<Id<Entry>>(0),
        .at = row.get<Instant>(1),
        .kind = row.get<std::string>(2),
        .side = row.get<std::string>(3),
        .author = row.get<Id<Account>>(4),
        .organisation = row.get<Id<Organisation>>(5),
        .visible = row.get<Visible>(6),
        .addressee = row.get<Id<Organisation>>(15),
        .topics = row.get<std::string>(9),
        .minutes = row.get<std::optional<int>>(10),
        .link = row.get<std::string>(11),
        .version = row.integer(12),
        .edited_at = row.get<std::optional<Instant>>(13),
        .told_at = row.get<std::optional<Instant>>(14),
    };
    const Sealed sealed(tx, vault, key, "entry", entry.id.value);
    if (is_of_a_deed(entry))
        entry.deed = sealed.open("title", row.blob(7));
    else
        entry.title = sealed.open("title", row.blob(7));
    entry.text = sealed.open("text", row.blob(8));
    return entry;
}

constexpr Sql kEntry =
    "SELECT e.id, e.at, e.kind, e.side, e.author, e.organisation_id, e.visible, e.title, e.text,"
    " e.topics, e.minutes, e.link, e.version, e.edited_at, e.told_at, e.addressee_id, e.case_id,"
    " h.key_id"
    " FROM entry e JOIN case_record c ON c.id = e.case_id JOIN child h ON h.id = c.child_id WHERE ";

EntryRow entry_of_a_case(const Row& row, Tx& tx, Vault& vault, Id<Case>& case_id) {
    case_id = row.get<Id<Case>>(16);
    return entry_from(row, tx, vault, row.get<Id<DataKey>>(17));
}

constexpr Sql kEntryText =
    "SELECT e.id, e.case_id, c.centre_id, e.organisation_id, e.visible, e.at, h.key_id, e.title,"
    " e.text, e.kind, e.addressee_id FROM entry e JOIN case_record c ON c.id = e.case_id JOIN child h"
    " ON h.id = c.child_id WHERE e.kind <> 'machine' AND ";

/// The title of a deed names the other side, which of a protected child not everybody who reads notes may
/// know: no word of it is found by anybody.
EntryText entry_text_from(const Row& row, Tx& tx, Vault& vault) {
    const Sealed sealed(tx, vault, row.get<Id<DataKey>>(6), "entry", row.integer(0));
    EntryRow deed;
    deed.kind = row.get<std::string>(9);
    return {.id = row.get<Id<Entry>>(0),
            .case_id = row.get<Id<Case>>(1),
            .centre = row.get<Id<Organisation>>(2),
            .organisation = row.get<Id<Organisation>>(3),
            .visible = row.get<Visible>(4),
            .addressee = row.get<Id<Organisation>>(10),
            .at = row.get<Instant>(5),
            .title = is_of_a_deed(deed) ? std::string() : sealed.open("title", row.blob(7)),
            .text = sealed.open("text", row.blob(8))};
}

/// 2: all of it, 1: what is for the family, 0: what is for organisations, what was said to the reader alone,
/// and the reader's own.
int audience_of(Relation relation) {
    return relation == Relation::centre ? 2 : relation == Relation::guardian ? 1 : 0;
}

/// Text of an old version is sealed where it stood, with the version in the column's name.
std::string version_column(std::int64_t version) { return "text." + std::to_string(version); }

}  // namespace

Id<Entry> add_entry(Tx& tx, Vault& vault, const NewEntry& entry) {
    const Id<Entry> id{next_number(tx, "entry")};
    const Sealed sealed(tx, vault, key_of(tx, entry.case_id), "entry", id.value);
    tx.run(
        "INSERT INTO entry (id, case_id, at, kind, side, author, organisation_id, visible, title,"
        " text, topics, minutes, link, addressee_id)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        id, entry.case_id, entry.at, entry.kind, entry.side, entry.author, entry.organisation,
        int(entry.visible), sealed.seal("title", entry.title), sealed.seal("text", entry.text),
        entry.topics, entry.minutes, entry.link, entry.addressee);
    if (entry.kind != "machine") note_change(tx, kEntryChange, id.value);
    return id;
}

void note_change(Tx& tx, Vault& vault, Id<Case> id, std::string_view what, const Subject& by,
                 Instant at) {
    add_entry(tx, vault,
              {.case_id = id,
               .at = at,
               .kind = "machine",
               .side = "c",
               .author = by.account,
               .organisation = by.organisation,
               .visible = Visible::centre,
               .title = std::string(what),
               .text = {},
               .topics = {},
               .minutes = std::nullopt,
               .link = {}});
}

void mark_told(Tx& tx, Id<Entry> id, Instant at) {
    tx.run("UPDATE entry SET told_at = $2 WHERE id = $1 AND told_at IS NULL", id, at);
}

/// Of those that wait to be told (waits_to_be_told): what the Centre itself answered, or somebody said to one helper
/// alone, is no word for the family.
void mark_told(Tx& tx, Id<Case> id, std::string_view link, Instant at) {
    tx.run(
        "UPDATE entry SET told_at = $3 WHERE case_id = $1 AND kind = 'reply' AND told_at IS NULL"
        " AND side <> 'c' AND addressee_id IS NULL AND link = $2",
        id, link, at);
}

bool has_untold(Tx& tx, Id<Case> id, std::string_view link) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM entry WHERE case_id = $1 AND kind = 'reply' AND told_at IS NULL"
               " AND side <> 'c' AND addressee_id IS NULL AND link = $2",
               id, link) > 0;
}

std::vector<EntryRow> entries_of(Tx& tx, Vault& vault, const CaseBrief& brief, Relation relation,
                                 Id<Organisation> reader, Wanted wanted, int at_most) {
    return tx.all(
        "SELECT id, at, kind, side, author, organisation_id, visible, title, text, topics, minutes,"
        " link, version, edited_at, told_at, addressee_id FROM entry WHERE case_id = $1"
        " AND ($2 = 2 OR ($2 = 1 AND (visible & 2) = 2)"
        " OR ($2 = 0 AND ((visible & 1) = 1 OR organisation_id = $3 OR addressee_id = $3)))"
        " AND ($4 = '' OR ($4 = 'family' AND side = 'f') OR ($4 = 'liaison' AND side <> 'f'))"
        " AND ($5 = 1 OR kind <> 'machine') ORDER BY at DESC, id DESC LIMIT $6",
        [&](const Row& row) { return entry_from(row, tx, vault, brief.key); }, brief.id,
        audience_of(relation), reader, wanted.side, int(wanted.machine), at_most);
}

std::optional<EntryRow> latest_reply(Tx& tx, Vault& vault, const CaseBrief& brief,
                                     Relation relation, Id<Organisation> reader,
                                     std::string_view link) {
    const auto newest = tx.first(
        "SELECT id FROM entry WHERE case_id = $1 AND kind = 'reply' AND link = $4"
        " AND ($2 = 2 OR ($2 = 1 AND (visible & 2) = 2)"
        " OR ($2 = 0 AND ((visible & 1) = 1 OR organisation_id = $3 OR addressee_id = $3)))"
        " ORDER BY at DESC, id DESC LIMIT 1",
        [](const Row& row) { return row.get<Id<Entry>>(0); }, brief.id, audience_of(relation),
        reader, link);
    if (!newest) return std::nullopt;
    Id<Case> same;
    return find_entry(tx, vault, *newest, same);
}

std::vector<EntryRow> told_entries(Tx& tx, Vault& vault, const CaseBrief& brief, int at_most) {
    return tx.all(
        "SELECT id, at, kind, side, author, organisation_id, visible, title, text, topics, minutes,"
        " link, version, edited_at, told_at, addressee_id FROM entry WHERE case_id = $1"
        " AND told_at IS NOT NULL ORDER BY told_at DESC, id DESC LIMIT $2",
        [&](const Row& row) { return entry_from(row, tx, vault, brief.key); }, brief.id, at_most);
}

void close_to_organisations(Tx& tx, Id<Case> id, Id<Organisation> author, std::string_view link) {
    const auto entries = tx.all(
        "SELECT id FROM entry WHERE case_id = $1 AND organisation_id = $2 AND link = $3"
        " AND (visible & 1) = 1",
        [](const Row& row) { return row.integer(0); }, id, author, link);
    for (const auto entry : entries) {
        tx.run("UPDATE entry SET visible = visible - 1 WHERE id = $1", entry);
        note_change(tx, kEntryChange, entry);
    }
}

void set_topics(Tx& tx, Id<Entry> id, std::string_view topics) {
    tx.run("UPDATE entry SET topics = $2 WHERE id = $1", id, topics);
}

EntryRow find_entry(Tx& tx, Vault& vault, Id<Entry> id, Id<Case>& case_id) {
    static const SqlText sql = SqlText(kEntry) + "e.id = $1";
    auto found = tx.first(
        sql, [&](const Row& row) { return entry_of_a_case(row, tx, vault, case_id); }, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::optional<EntryRow> visible_entry(Tx& tx, Vault& vault, const Subject& who, Id<Entry> id,
                                      Date today, Id<Case>& case_id) {
    const SqlText sql = SqlText(kEntry) + "e.id = $4 AND ($5 = 1 OR (e.visible & 1) = 1" +
                        " OR e.organisation_id = $1 OR e.addressee_id = $1) AND " +
                        visible_cases(who.role);
    return tx.first(
        sql, [&](const Row& row) { return entry_of_a_case(row, tx, vault, case_id); },
        who.organisation, who.account, today, id, int(is_centre_role(who.role)));
}

std::vector<EntryText> entry_texts(Tx& tx, Vault& vault, Id<Entry> before, int at_most) {
    static const SqlText sql = SqlText(kEntryText) + "e.id < $1 ORDER BY e.id DESC LIMIT $2";
    return tx.all(
        sql, [&](const Row& row) { return entry_text_from(row, tx, vault); },
        before ? before.value : std::numeric_limits<std::int64_t>::max(), at_most);
}

std::optional<EntryText> entry_text(Tx& tx, Vault& vault, Id<Entry> id) {
    static const SqlText sql = SqlText(kEntryText) + "e.id = $1";
    return tx.first(
        sql, [&](const Row& row) { return entry_text_from(row, tx, vault); }, id);
}

void edit_entry(Tx& tx, Vault& vault, Id<Entry> id, std::int64_t version, std::string_view text,
                Id<Account> by, Instant at) {
    Id<Case> case_id;
    const EntryRow before = find_entry(tx, vault, id, case_id);
    if (before.version != version) throw Stale{};
    const Sealed sealed(tx, vault, key_of(tx, case_id), "entry", id.value);
    tx.run(
        "INSERT INTO entry_version (entry_id, version, text, author, at) VALUES ($1, $2, $3, $4, $5)",
        id, version, sealed.seal(version_column(version), past_decision(before.text)),
        before.author, before.edited_at.value_or(before.at));
    const auto changed = tx.run(
        "UPDATE entry SET text = $3, version = version + 1, edited_at = $4, author = $5"
        " WHERE id = $1 AND version = $2",
        id, version, sealed.seal("text", text), at, by);
    if (changed == 0) throw Stale{};
    note_change(tx, kEntryChange, id.value);
}

std::optional<std::int64_t> version_of_linked(Tx& tx, Id<Case> id, std::string_view link) {
    return tx.first(
        "SELECT version FROM entry WHERE case_id = $1 AND link = $2 ORDER BY version DESC LIMIT 1",
        [](const Row& row) { return row.integer(0); }, id, link);
}

namespace {

void note_change_of_linked(Tx& tx, Id<Case> id, std::string_view link) {
    for (const auto entry : tx.all(
             "SELECT id FROM entry WHERE case_id = $1 AND link = $2",
             [](const Row& row) { return row.integer(0); }, id, link))
        note_change(tx, kEntryChange, entry);
}

}  // namespace

void set_moment_of_linked(Tx& tx, Id<Case> id, std::string_view link, Instant at) {
    const auto moved = tx.run(
        "UPDATE entry SET at = $3 WHERE at <> $3 AND id = (SELECT min(id) FROM entry"
        " WHERE case_id = $1 AND link = $2)",
        id, link, at);
    if (moved) note_change_of_linked(tx, id, link);
}

void withdraw_linked(Tx& tx, Id<Case> id, std::string_view link) {
    note_change_of_linked(tx, id, link);
    tx.run(
        "DELETE FROM entry_version WHERE entry_id IN (SELECT id FROM entry WHERE case_id = $1 AND link = $2)",
        id, link);
    tx.run("DELETE FROM entry WHERE case_id = $1 AND link = $2", id, link);
}

std::vector<EntryVersion> versions_of(Tx& tx, Vault& vault, Id<Entry> id) {
    const auto case_id = tx.value<Id<Case>>("SELECT case_id FROM entry WHERE id = $1", id);
    const Sealed sealed(tx, vault, key_of(tx, case_id), "entry", id.value);
    return tx.all(
        "SELECT version, text, author, at FROM entry_version WHERE entry_id = $1 ORDER BY version",
        [&](const Row& row) {
            const auto version = row.integer(0);
            return EntryVersion{version, sealed.open(version_column(version), row.blob(1)),
                                row.get<Id<Account>>(2), row.get<Instant>(3)};
        },
        id);
}

}  // namespace michi::record
