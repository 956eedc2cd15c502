// Rows of consent and of the ledger.

#include "consent/store.hpp"

#include <algorithm>

#include "base/packed.hpp"
#include "consent/consent.hpp"
#include "people/people.hpp"
#include "platform/in_clear.hpp"
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
        .expires = row.get<std::optional<Date>>(5),
        .recorded_at = row.get<std::optional<Instant>>(6),
        .row = row.integer(7),
        .said = std::string(row.blob(8)),
    };
}

constexpr std::string_view kTable = "consent";

Bytes sealed_said(Tx& tx, Vault& vault, Id<DataKey> key, std::int64_t row, std::string_view basis,
                  std::string_view speaker) {
    std::string text;
    pack(text, "basis", basis);
    pack(text, "speaker", speaker);
    return vault.seal(tx, key, {kTable, "said", row}, text);
}

std::string basis_of(std::string_view said) {
    std::string basis;
    unpack(said, [&](std::string_view name, std::string value) {
        if (name == "basis") basis = std::move(value);
    });
    return basis;
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
        "SELECT n.organisation_id, o.name, o.kind, n.category, n.answer, n.expires,"
        " n.recorded_at, n.id, n.said FROM consent n JOIN organisation o ON o.id = n.organisation_id"
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

void add_row(Tx& tx, Vault& vault, const Said& said, std::size_t category, Id<Account> by,
             Instant at) {
    const std::int64_t id = next_number(tx, "consent");
    tx.run(
        "INSERT INTO consent (id, case_id, organisation_id, category, answer, said,"
        " expires, heard_by, recorded_by, recorded_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id, said.case_id, said.organisation, kCategories[category].id, int(*said.answers[category]),
        sealed_said(tx, vault, record::key_of(tx, said.case_id), id, said.basis, said.speaker),
        said.expires, said.heard_by, by, at);
}

LastSaid last_said(Tx& tx, Vault& vault, const record::CaseBrief& brief,
                   const std::vector<Receiver>& matrix) {
    std::vector<const Cell*> said;
    for (const Receiver& receiver : matrix)
        for (const Cell& cell : receiver.cells)
            if (cell.recorded_at && cell.answer != Answer::not_asked) said.push_back(&cell);
    std::ranges::sort(said, std::ranges::greater{}, &Cell::recorded_at);
    LastSaid last;
    for (std::size_t i = 0; i < said.size() && !(last.paper && last.oral); ++i) {
        const Cell& cell = *said[i];
        if (i > 0 && cell.recorded_at == said[i - 1]->recorded_at) continue;  // said at once
        auto& of =
            basis_of(vault.open(tx, brief.key, {kTable, "said", cell.row}, cell.said)) == "paper"
                ? last.paper
                : last.oral;
        if (!of) of = cell.recorded_at;
    }
    return last;
}

void seal_in_clear(Tx& tx, Vault& vault) {
    take_in_clear(tx, "consent.said", [&](std::int64_t row, const std::string& value) {
        auto codes = codes_in_clear(value);
        const Id<record::Case> case_id{
            tx.value<std::int64_t>("SELECT case_id FROM consent WHERE id = $1", row)};
        tx.run("UPDATE consent SET said = $2 WHERE id = $1", row,
               sealed_said(tx, vault, record::key_of(tx, case_id), row, codes["basis"],
                           codes["speaker"]));
    });
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
