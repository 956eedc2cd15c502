#include "schemes/store.hpp"

#include "platform/series.hpp"

namespace michi::schemes {
namespace {

constexpr Sql kColumns =
    "scheme_id, id, name, what, amount, holder, ask_at, place, up_to_municipality, from_age,"
    " below_age, until_school_end, valid_from, valid_until, as_of, source, trust, retired";

// The rows that come with the program; those of the instance begin behind them.
constexpr std::int64_t kShipped = 1000;

Scheme scheme_from(const Row& row) {
    return {.id = row.get<Id<SchemeRow>>(0),
            .edition = row.get<std::int64_t>(1),
            .name = row.get<std::string>(2),
            .what = row.get<std::string>(3),
            .amount = row.get<std::string>(4),
            .holder = row.get<std::string>(5),
            .ask_at = row.get<std::string>(6),
            .place = row.get<std::string>(7),
            .up_to_municipality = row.get<bool>(8),
            .from_age = row.get<std::optional<int>>(9),
            .below_age = row.get<std::optional<int>>(10),
            .until_school_end = row.get<bool>(11),
            .valid_from = row.get<std::optional<Date>>(12),
            .valid_until = row.get<std::optional<Date>>(13),
            .as_of = row.get<Date>(14),
            .source = row.get<std::string>(15),
            .trust = row.get<Trust>(16),
            .retired = row.get<bool>(17)};
}

}  // namespace

std::vector<Scheme> schemes(Tx& tx) {
    static const SqlText sql =
        SqlText("SELECT ") + kColumns +
        " FROM scheme_edition e WHERE id = (SELECT max(id) FROM scheme_edition n WHERE n.scheme_id"
        " = e.scheme_id) ORDER BY scheme_id";
    return tx.all(sql, scheme_from);
}

std::vector<Edition> editions(Tx& tx, Id<SchemeRow> id) {
    static const SqlText sql = SqlText("SELECT ") + kColumns +
                               ", by_account, at FROM scheme_edition WHERE scheme_id = $1 ORDER BY "
                               "id DESC";
    auto found = tx.all(
        sql,
        [](const Row& row) {
            return Edition{scheme_from(row),
                           Id<Account>{row.get<std::optional<std::int64_t>>(18).value_or(0)},
                           Instant{row.get<std::optional<std::int64_t>>(19).value_or(0)}};
        },
        id);
    if (found.empty()) throw NotFound{};
    return found;
}

Id<SchemeRow> insert_edition(Tx& tx, const Scheme& scheme, Id<Account> by, Instant at) {
    const std::int64_t edition = kShipped + next_number(tx, "scheme_edition");
    const Id<SchemeRow> id =
        scheme.id ? scheme.id : Id<SchemeRow>{kShipped + next_number(tx, "scheme")};
    tx.run(
        "INSERT INTO scheme_edition (id, scheme_id, name, what, amount, holder, ask_at, place,"
        " up_to_municipality, from_age, below_age, until_school_end, valid_from, valid_until, as_of,"
        " source, trust, retired, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
        " $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        edition, id, scheme.name, scheme.what, scheme.amount, scheme.holder, scheme.ask_at,
        scheme.place, scheme.up_to_municipality ? 1 : 0, scheme.from_age, scheme.below_age,
        scheme.until_school_end ? 1 : 0, scheme.valid_from, scheme.valid_until, scheme.as_of,
        scheme.source, static_cast<int>(scheme.trust), scheme.retired ? 1 : 0, by, at);
    return id;
}

}  // namespace michi::schemes
