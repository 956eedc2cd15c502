// Rows of organisations: what they are called and were called, how they are reached, when they ended.

#include "people/people.hpp"
#include "platform/series.hpp"

namespace michi::people {
namespace {

OrganisationBrief organisation_from(const Row& row) {
    return {row.get<Id<Organisation>>(0), row.get<std::string>(1), row.get<std::string>(2),
            row.get<std::string>(3),      row.get<std::string>(4), row.get<std::string>(5),
            row.get<std::string>(6)};
}

OrganisationCard card_from(const Row& row) {
    return {.brief = organisation_from(row),
            .contact = row.get<std::string>(7),
            .fax = row.get<std::string>(8),
            .hours = row.get<std::string>(9),
            .covered_by = row.get<Id<Organisation>>(10),
            .provider = row.integer(11),
            .ended_on = row.get<std::optional<Date>>(12)};
}

}  // namespace

OrganisationBrief find_organisation(Tx& tx, Id<Organisation> id) {
    auto found = tx.first(
        "SELECT id, kind, name, municipality, phone, trade, desk FROM organisation WHERE id = $1",
        organisation_from, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::vector<OrganisationBrief> organisations(Tx& tx, std::string_view kind) {
    return tx.all(
        "SELECT id, kind, name, municipality, phone, trade, desk FROM organisation"
        " WHERE ($1 = '' OR kind = $1) AND ended_on IS NULL ORDER BY municipality, id",
        organisation_from, kind);
}

Id<Organisation> create_organisation(Tx& tx, const OrganisationBrief& fresh) {
    const Id<Organisation> id{next_number(tx, "organisation")};
    tx.run(
        "INSERT INTO organisation (id, kind, name, municipality, phone, trade, desk)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id, fresh.kind, fresh.name, fresh.municipality, fresh.phone, fresh.trade, fresh.desk);
    return id;
}

Id<Organisation> desk_of(Tx& tx, std::string_view municipality) {
    if (municipality.empty()) return {};
    const auto found = tx.first(
        "SELECT id FROM organisation WHERE kind = 'municipality' AND municipality = $1 AND ended_on IS NULL"
        " ORDER BY CASE WHEN desk = $2 OR desk = '' THEN 0 ELSE 1 END, id LIMIT 1",
        [](const Row& row) { return row.get<Id<Organisation>>(0); }, municipality,
        kDesks.front().id);
    return found.value_or(Id<Organisation>{});
}

std::string home_prefecture(Tx& tx, Id<Organisation> organisation) {
    const auto found = tx.first(
        "SELECT municipality FROM organisation WHERE municipality <> '' AND (id = $1 OR kind = 'centre')"
        " ORDER BY CASE WHEN id = $1 THEN 0 ELSE 1 END, id LIMIT 1",
        [](const Row& row) { return row.get<std::string>(0); }, organisation);
    return found ? found->substr(0, 2) : std::string{};
}

Id<Account> still_there(Tx& tx, Id<Account> account, Id<Organisation> organisation) {
    if (!account) return {};
    const auto found = tx.first(
        "SELECT id FROM account WHERE id = $1 AND organisation_id = $2 AND state = 1",
        [](const Row& row) { return row.get<Id<Account>>(0); }, account, organisation);
    return found.value_or(Id<Account>{});
}

OrganisationCard organisation_card(Tx& tx, Id<Organisation> id) {
    auto found = tx.first(
        "SELECT id, kind, name, municipality, phone, trade, desk, contact, fax, hours, covered_by, coalesce(provider, 0), ended_on"
        " FROM organisation WHERE id = $1",
        card_from, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::vector<OrganisationCard> organisation_cards(Tx& tx, bool with_ended) {
    return tx.all(
        "SELECT id, kind, name, municipality, phone, trade, desk, contact, fax, hours, covered_by, coalesce(provider, 0), ended_on"
        " FROM organisation WHERE CAST($1 AS BIGINT) = 1 OR ended_on IS NULL ORDER BY municipality, id",
        card_from, with_ended ? 1 : 0);
}

void keep_card(Tx& tx, const OrganisationCard& card, Date today) {
    const OrganisationBrief& brief = card.brief;
    const std::string before = find_organisation(tx, brief.id).name;
    if (before != brief.name)
        tx.run(
            "INSERT INTO organisation_name (organisation_id, until_on, name) VALUES ($1, $2, $3)"
            " ON CONFLICT (organisation_id, until_on) DO NOTHING",
            brief.id, today, before);  // of two changes in one day the first was the day's name
    tx.run(
        "UPDATE organisation SET name = $2, municipality = $3, phone = $4, trade = $5, desk = $6, contact = $7,"
        " fax = $8, hours = $9, covered_by = $10 WHERE id = $1",
        brief.id, brief.name, brief.municipality, brief.phone, brief.trade, brief.desk,
        card.contact, card.fax, card.hours, card.covered_by);
}

void end_organisation(Tx& tx, Id<Organisation> id, std::optional<Date> ended_on) {
    tx.run("UPDATE organisation SET ended_on = $2 WHERE id = $1", id, ended_on);
}

void set_provider(Tx& tx, Id<Organisation> id, std::int64_t provider) {
    tx.run("UPDATE organisation SET provider = $2 WHERE id = $1", id, provider);
}

std::vector<EarlierName> earlier_names(Tx& tx, Id<Organisation> id) {
    return tx.all(
        "SELECT until_on, name FROM organisation_name WHERE organisation_id = $1 ORDER BY until_on DESC",
        [](const Row& row) {
            return EarlierName{row.get<Date>(0), row.get<std::string>(1)};
        },
        id);
}

std::vector<std::string> areas_of(Tx& tx, Id<Organisation> centre) {
    return tx.all(
        "SELECT municipality FROM organisation_area WHERE organisation_id = $1 ORDER BY municipality",
        [](const Row& row) { return row.get<std::string>(0); }, centre);
}

void set_areas(Tx& tx, Id<Organisation> centre, const std::vector<std::string>& municipalities) {
    tx.run("DELETE FROM organisation_area WHERE organisation_id = $1", centre);
    for (const std::string& code : municipalities)
        tx.run("INSERT INTO organisation_area (organisation_id, municipality) VALUES ($1, $2)",
               centre, code);
}

}  // namespace michi::people
