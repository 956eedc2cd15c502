// Rows of consent and of the ledger.

#include "consent/consent.hpp"
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

std::string names_of(Mask categories) {
    std::string names;
    for (const Category& category : kCategories)
        if (has(categories, category.field)) {
            if (!names.empty()) names += ',';
            names += category.id;
        }
    return names;
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

}  // namespace

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

void record_answer(Tx& tx, const NewAnswer& answer, Id<Account> by, Instant at) {
    index_of(answer.category);
    tx.run(
        "INSERT INTO consent (id, case_id, organisation_id, category, answer, basis, speaker,"
        " expires, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        next_number(tx, "consent"), answer.case_id, answer.organisation, answer.category,
        int(answer.answer), answer.basis, answer.speaker, answer.expires, by, at);
}

void tell(Tx& tx, Id<record::Case> case_id, Id<Organisation> organisation, Mask categories,
          std::string_view link, Id<Account> by, Instant at) {
    tx.run(
        "INSERT INTO disclosure (id, case_id, organisation_id, categories, link, told_by, told_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        next_number(tx, "disclosure"), case_id, organisation, names_of(categories), link, by, at);
}

std::vector<Disclosure> ledger(Tx& tx, Id<record::Case> case_id) {
    return tx.all(
        "SELECT d.organisation_id, o.name, d.categories, d.link, d.told_by, d.told_at"
        " FROM disclosure d JOIN organisation o ON o.id = d.organisation_id"
        " WHERE d.case_id = $1 ORDER BY d.id DESC",
        [](const Row& row) {
            return Disclosure{row.get<Id<Organisation>>(0), row.get<std::string>(1),
                              row.get<std::string>(2),      row.get<std::string>(3),
                              row.get<Id<Account>>(4),      row.get<Instant>(5)};
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
