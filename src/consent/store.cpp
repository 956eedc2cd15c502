// Rows of consent and of the ledger.

#include "consent/store.hpp"

#include "consent/consent.hpp"
#include "people/people.hpp"
#include "platform/series.hpp"

namespace michi::consent {
namespace {

std::size_t index_of(std::string_view category) {
    for (std::size_t i = 0; i < kCategories.size(); ++i)
        if (kCategories[i].id == category) return i;
    throw StorageFault("unknown consent category");
}

std::string_view side_of_kind(std::string_view kind) {
    if (kind == "municipality") return "m";
    if (kind == "centre") return "c";
    if (kind == "prefecture") return "p";
    return "o";
}

void put(std::vector<Receiver>& rows, const Row& row) {
    const auto organisation = row.get<Id<Organisation>>(0);
    if (rows.empty() || rows.back().organisation != organisation)
        rows.push_back({.organisation = organisation,
                        .name = row.get<std::string>(1),
                        .side = std::string(side_of_kind(row.text(2))),
                        .cells = {}});
    rows.back().cells[index_of(row.text(3))] = {
        .answer = row.get<Answer>(4),
        .basis = row.get<std::string>(5),
        .expires = row.get<std::optional<Date>>(6),
        .recorded_at = row.get<std::optional<Instant>>(7),
    };
}

/// The newest answer of its category is a yes that has not ended: the state() of one cell.
SqlText is_yes(Sql alias, Sql day) {
    return SqlText(alias) + ".answer = 1 AND (" + alias + ".expires IS NULL OR " + alias +
           ".expires >= " + day + ") AND " + alias +
           ".id = (SELECT max(x.id) FROM consent x WHERE x.case_id = " + alias +
           ".case_id AND x.organisation_id = " + alias +
           ".organisation_id AND x.category = " + alias + ".category)";
}

}  // namespace

SqlText living_consent(Sql day) {
    return SqlText("(") + is_yes("n", day) +
           " AND (n.category <> 'records' OR EXISTS (SELECT 1 FROM consent i WHERE i.case_id = n.case_id"
           " AND i.organisation_id = n.organisation_id AND i.category = 'identity' AND " +
           is_yes("i", day) + ")))";
}

std::vector<Receiver> matrix(Tx& tx, Id<record::Case> case_id) {
    std::vector<Receiver> rows;
    tx.each(
        "SELECT n.organisation_id, o.name, o.kind, n.category, n.answer, n.basis, n.expires,"
        " n.recorded_at FROM consent n JOIN organisation o ON o.id = n.organisation_id"
        " WHERE n.case_id = $1 AND n.id = (SELECT max(x.id) FROM consent x WHERE x.case_id = $1"
        " AND x.organisation_id = n.organisation_id AND x.category = n.category)"
        " ORDER BY n.organisation_id, n.category",
        [&](const Row& row) { put(rows, row); }, case_id);
    return rows;
}

Mask consented_to(Tx& tx, Id<record::Case> case_id, Id<Organisation> organisation, Date today) {
    Receiver receiver;
    tx.each(
        "SELECT category, answer, expires FROM consent n WHERE case_id = $1"
        " AND organisation_id = $2 AND id = (SELECT max(x.id) FROM consent x WHERE x.case_id = $1"
        " AND x.organisation_id = $2 AND x.category = n.category)",
        [&](const Row& row) {
            Cell& cell = receiver.cells[index_of(row.text(0))];
            cell.answer = row.get<Answer>(1);
            cell.expires = row.get<std::optional<Date>>(2);
        },
        case_id, organisation);
    return consented(receiver, today);
}

void add_row(Tx& tx, const Said& said, std::size_t category, Id<Account> by, Instant at) {
    tx.run(
        "INSERT INTO consent (id, case_id, organisation_id, category, answer, basis, speaker,"
        " expires, heard_by, recorded_by, recorded_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        next_number(tx, "consent"), said.case_id, said.organisation, kCategories[category].id,
        int(*said.answers[category]), said.basis, said.speaker, said.expires, said.heard_by, by,
        at);
}

bool takes_part(Tx& tx, Id<record::Case> case_id, Id<Organisation> organisation, Date today) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM case_member WHERE case_id = $1 AND organisation_id = $2"
               " AND standing <> 4 AND since <= $3 AND (until IS NULL OR until > $3)",
               case_id, organisation, today) > 0;
}

std::vector<Id<Organisation>> readers_of_notes(Tx& tx, Id<record::Case> case_id, Date today) {
    return tx.all(
        SqlText("SELECT DISTINCT m.organisation_id FROM case_member m JOIN consent n"
                " ON n.case_id = m.case_id AND n.organisation_id = m.organisation_id"
                " AND n.category = 'records' WHERE m.case_id = $1 AND m.standing <> 4"
                " AND m.since <= $2 AND (m.until IS NULL OR m.until > $2) AND ") +
            living_consent("$2") + " ORDER BY m.organisation_id",
        [](const Row& row) { return row.get<Id<Organisation>>(0); }, case_id, today);
}

void tell(Tx& tx, const NewDisclosure& what, Id<Account> by, Instant at) {
    tx.run(
        "INSERT INTO disclosure (id, case_id, organisation_id, path, categories, link, told_by,"
        " told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        next_number(tx, "disclosure"), what.case_id, what.organisation, leaving(what.path).id,
        ids_of(what.categories), what.link, by, at);
}

void tell_readers(Tx& tx, Id<record::Case> case_id, Id<Organisation> author, std::string_view link,
                  Id<Account> by, Now now, Id<Organisation> addressee) {
    for (const auto reader : readers_of_notes(tx, case_id, now.today)) {
        if (reader == author || (addressee && reader != addressee)) continue;
        tell(tx,
             {.case_id = case_id,
              .organisation = reader,
              .path = Path::shared_note,
              .categories = Field::identity | Field::notes,
              .link = std::string(link)},
             by, now.at);
    }
}

void revoke(Tx& tx, Id<record::Case> case_id, std::string_view link, Instant at) {
    tx.run(
        "UPDATE disclosure SET revoked_at = $3 WHERE case_id = $1 AND link = $2"
        " AND revoked_at IS NULL",
        case_id, link, at);
}

std::vector<Disclosure> ledger(Tx& tx, Id<record::Case> case_id) {
    return tx.all(
        "SELECT d.organisation_id, o.name, d.path, d.categories, d.link, d.told_by, d.told_at,"
        " d.revoked_at FROM disclosure d JOIN organisation o ON o.id = d.organisation_id"
        " WHERE d.case_id = $1 ORDER BY d.id DESC",
        [](const Row& row) {
            return Disclosure{.organisation = row.get<Id<Organisation>>(0),
                              .organisation_name = row.get<std::string>(1),
                              .path = row.get<std::string>(2),
                              .categories = mask_of(row.text(3)),
                              .link = row.get<std::string>(4),
                              .told_by = row.get<Id<Account>>(5),
                              .told_at = row.get<Instant>(6),
                              .revoked_at = row.get<std::optional<Instant>>(7)};
        },
        case_id);
}

Circumstances circumstances(Tx& tx, const Subject& who, const record::CaseBrief& brief,
                            Date today) {
    Circumstances around = record::circumstances(tx, who, brief, today);
    if (around.relation == Relation::member || around.relation == Relation::asked) {
        around.consented = consented_to(tx, brief.id, who.organisation, today);
        around.consent = grade(around.consented);
    }
    return around;
}

}  // namespace michi::consent
