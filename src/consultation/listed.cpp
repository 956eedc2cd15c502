// The lists of 受付 and how long they are: what is open is found by indexes of its own, so neither grows with all
// that ever came in.

#include <algorithm>
#include <array>
#include <ranges>
#include <unordered_map>

#include "consultation/packing.hpp"
#include "consultation/store.hpp"
#include "platform/numbers.hpp"

namespace michi::consultation {
namespace {

// A list is made of parts that share no row; each has an index (2026-12-01-sealed-codes.sql).
// $1 = Centre, $2 = the latest day whose consultations are overdue.
struct ListPart {
    std::string_view view;
    Sql condition;
};
// A draft into which nothing was ever saved is a number only, and in no list.
constexpr std::array kParts{
    ListPart{"", " AND c.state = 1"},
    ListPart{"", " AND c.state = 0 AND c.version > 1"},
    ListPart{"draft", " AND c.state = 0 AND c.version > 1"},
    ListPart{"waiting", " AND c.state = 1 AND c.waits_since IS NOT NULL"},
    ListPart{"unassigned", " AND c.state = 1 AND c.is_settled = 0 AND c.in_charge IS NULL"},
    ListPart{"open", " AND c.state = 1 AND c.is_settled = 0"},
    ListPart{"open", " AND c.state = 1 AND c.waits_since IS NOT NULL AND c.is_settled = 1"},
    ListPart{"late", " AND c.state = 1 AND c.is_settled = 0 AND c.received_on <= $2"},
    ListPart{"incomplete", " AND c.state = 1 AND c.put_aside = 0 AND c.is_complete = 0"},
};

constexpr Sql kFrom = " FROM consultation c WHERE c.centre_id = $1 AND CAST($2 AS TEXT) <> ''";

/// Words of danger whose writer waits stand first; then the newest, or whoever waits longest.
struct Place {
    bool is_calm{};
    std::int64_t waits_since{},
        newest{};  // the first where it orders, the second the id below zero
    friend auto operator<=>(const Place&, const Place&) = default;
};

void append_places(Tx& tx, const ListPart& part, Id<Organisation> centre, Date late, bool calm,
                   int at_most, std::vector<Place>& places) {
    const bool by_wait = part.view == "waiting";
    SqlText sql = SqlText("SELECT c.id, c.waits_since") + kFrom + part.condition;
    sql = sql + (calm ? Sql(" AND (c.alarm = 0 OR c.waits_since IS NULL)")
                      : Sql(" AND c.alarm = 1 AND c.waits_since IS NOT NULL"));
    sql = sql + (by_wait ? Sql(" ORDER BY c.waits_since, c.id DESC LIMIT $3")
                         : Sql(" ORDER BY c.id DESC LIMIT $3"));
    const auto found = tx.all(
        sql,
        [&](const Row& row) {
            return Place{calm, by_wait ? row.integer(1) : 0, -row.integer(0)};
        },
        centre, late, at_most);
    places.insert(places.end(), found.begin(), found.end());
}

/// Of these consultations, in their order.
std::vector<ReceptionLine> lines_of(Tx& tx, Vault& vault, std::span<const std::int64_t> ids) {
    std::unordered_map<std::int64_t, ReceptionLine> found;
    tx.each(
        SqlText(
            "SELECT c.state, c.class, c.codes, c.case_id, c.received_by, c.in_charge, c.received_at,"
            " c.key_id, c.answers, k.is_protected, k.in_charge, c.waits_since, c.alarm, c.id"
            " FROM consultation c LEFT JOIN case_record k ON k.id = c.case_id WHERE") +
            is_among(tx, "c.id", "$1"),
        [&](const Row& row) {
            const auto id = row.get<Id<Consultation>>(13);
            const auto key = row.get<Id<DataKey>>(7);
            const Codes codes = open_codes(tx, vault, key, id, row.blob(2));
            const auto answers =
                unpacked(vault.open(tx, key, {"consultation", "answers", id.value}, row.blob(8)));
            const auto its_case = row.get<Id<record::Case>>(3);
            const auto receiver = row.get<Id<Account>>(4), holder = row.get<Id<Account>>(5);
            const bool hides = hides_home(answers.hide_home, its_case);
            found.emplace(
                id.value,
                ReceptionLine{id, row.get<State>(0), codes.channel, codes.caller_kind,
                              row.get<std::string>(1), codes.municipality, codes.outcome,
                              codes.topics.empty() ? std::string() : codes.topics.front(), its_case,
                              receiver, holder, row.get<Instant>(6), to_complete(answers),
                              answers.words, hides || (!row.null(9) && row.get<bool>(9)),
                              hides ? who_knows_home(holder, receiver) : row.get<Id<Account>>(10),
                              row.get<std::optional<Instant>>(11), row.get<bool>(12)});
        },
        json_of(ids));
    std::vector<ReceptionLine> lines;
    for (const std::int64_t id : ids) lines.push_back(std::move(found.at(id)));
    return lines;
}

}  // namespace

std::vector<ReceptionLine> receptions(Tx& tx, Vault& vault, Id<Organisation> centre,
                                      std::string_view view, Date today, int at_most, int skip) {
    std::vector<Place> places;
    for (const ListPart& part : kParts)
        for (const bool calm : {false, true})
            if (part.view == view)
                append_places(tx, part, centre, overdue_until(today), calm, skip + at_most, places);
    std::ranges::sort(places);
    std::vector<std::int64_t> ids;
    for (const Place& place : places | std::views::drop(skip) | std::views::take(at_most))
        ids.push_back(-place.newest);
    return lines_of(tx, vault, ids);
}

std::int64_t count_receptions(Tx& tx, Id<Organisation> centre, std::string_view view, Date today) {
    std::int64_t count = 0;
    for (const ListPart& part : kParts) {
        if (part.view != view) continue;
        // SQLite would rather read all of an index that holds the columns than the few rows of a
        // narrow one; `alarm` stands in the rows alone.
        const SqlText sql =
            SqlText(part.view.empty() ? Sql("SELECT count(*)") : Sql("SELECT count(c.alarm)")) +
            kFrom + part.condition;
        count += tx.value<std::int64_t>(sql, centre, overdue_until(today));
    }
    return count;
}

std::optional<Instant> oldest_unanswered(Tx& tx, Id<Organisation> centre) {
    const auto at = tx.first(
        "SELECT min(since) FROM (SELECT min(coalesce(waits_since, started_at)) AS since FROM consultation"
        " WHERE centre_id = $1 AND state = 1 AND is_settled = 0"
        " UNION ALL SELECT min(waits_since) AS since FROM consultation"
        " WHERE centre_id = $1 AND state = 1 AND waits_since IS NOT NULL) AS unanswered",
        [](const Row& row) { return row.get<std::optional<Instant>>(0); }, centre);
    return at.value_or(std::nullopt);
}

}  // namespace michi::consultation
