#include "carers/store.hpp"

#include "platform/series.hpp"

namespace michi::carers {
namespace {

Span span_from(const Row& row, int first) {
    return {row.get<Date>(first), row.get<std::optional<Date>>(first + 1)};
}

Holding holding_from(const Row& row) {
    const auto child = row.get<std::optional<std::int64_t>>(3);
    return {.carer = row.get<Id<Carer>>(0),
            .rank = row.get<Class>(1),
            .acts = static_cast<Acts>(row.get<int>(2)),
            .child = child ? std::optional(Id<record::Child>{*child}) : std::nullopt,
            .valid = span_from(row, 4)};
}

std::optional<std::int64_t> number_of(const std::optional<Id<record::Child>>& child) {
    return child ? std::optional(child->value) : std::nullopt;
}

}  // namespace

Id<Carer> add_carer(Tx& tx, Vault& vault, std::string_view name) {
    const Id<Carer> id{next_number(tx, "carer")};
    const auto key = vault.new_key(tx);
    tx.run("INSERT INTO carer (id, key_id, name) VALUES ($1, $2, $3)", id, key,
           vault.seal(tx, key, {"carer", "name", id.value}, name));
    return id;
}

std::string name_of(Tx& tx, Vault& vault, Id<Carer> id) {
    const auto name = tx.first(
        "SELECT id, key_id, name FROM carer WHERE id = $1",
        [&](const Row& row) {
            return vault.open(tx, row.get<Id<DataKey>>(1), {"carer", "name", row.integer(0)},
                              row.blob(2));
        },
        id);
    if (!name) throw NotFound{};
    return *name;
}

Id<Certificate> add_certificate(Tx& tx, const Holding& holding, std::string_view issuer,
                                std::string_view number) {
    const Id<Certificate> id{next_number(tx, "carer_certificate")};
    tx.run(
        "INSERT INTO carer_certificate (id, carer_id, class, acts, child_id, issuer, number,"
        " valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id, holding.carer, static_cast<int>(holding.rank), int{holding.acts},
        number_of(holding.child), issuer, number, holding.valid.from, holding.valid.until);
    return id;
}

void register_employer(Tx& tx, Id<directory::Provider> provider,
                       const Employer::Registration& registration) {
    tx.run(
        "INSERT INTO carer_employer (id, provider_id, acts, valid_from, valid_until)"
        " VALUES ($1, $2, $3, $4, $5)",
        next_number(tx, "carer_employer"), provider, int{registration.acts},
        registration.valid.from, registration.valid.until);
}

void enter_on_roster(Tx& tx, Id<directory::Provider> provider, const Employer::Listed& listed) {
    tx.run(
        "INSERT INTO carer_roster (id, provider_id, carer_id, entered_on, left_on)"
        " VALUES ($1, $2, $3, $4, $5)",
        next_number(tx, "carer_roster"), provider, listed.carer, listed.valid.from,
        listed.valid.until);
}

Employer employer(Tx& tx, Id<directory::Provider> provider) {
    Employer found;
    found.registrations = tx.all(
        "SELECT acts, valid_from, valid_until FROM carer_employer WHERE provider_id = $1 ORDER BY "
        "id",
        [](const Row& row) {
            return Employer::Registration{static_cast<Acts>(row.get<int>(0)), span_from(row, 1)};
        },
        provider);
    found.roster = tx.all(
        "SELECT carer_id, entered_on, left_on FROM carer_roster WHERE provider_id = $1 ORDER BY id",
        [](const Row& row) {
            return Employer::Listed{row.get<Id<Carer>>(0), span_from(row, 1)};
        },
        provider);
    found.certificates = tx.all(
        "SELECT carer_id, class, acts, child_id, valid_from, valid_until FROM carer_certificate"
        " WHERE carer_id IN (SELECT carer_id FROM carer_roster WHERE provider_id = $1) ORDER BY id",
        holding_from, provider);
    return found;
}

}  // namespace michi::carers
