#include "reports/store.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "consultation/consultation.hpp"
#include "platform/in_clear.hpp"
#include "reports/rules.hpp"

namespace michi::reports {
namespace {

constexpr std::size_t kFields = 14;

// `is_first`: no consultation about the child was registered in an earlier month.
constexpr Sql kCounted =
    "SELECT c.id, c.month, c.received_on, c.class, c.key_id, c.codes,"
    " c.case_id, r.child_id, coalesce(r.is_protected, 0),"
    " CASE WHEN c.month = $2 AND r.child_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM case_record q JOIN consultation e"
    " ON e.case_id = q.id WHERE q.child_id = r.child_id AND e.state = 1 AND e.month < c.month) THEN 1 ELSE 0 END"
    " FROM consultation c LEFT JOIN case_record r ON r.id = c.case_id"
    " WHERE c.centre_id = $1 AND c.state = 1 AND c.month IN ($2, $3, $4)";

Counted counted_from(const Row& row, Tx& tx, Vault& vault) {
    const auto id = row.get<Id<consultation::Consultation>>(0);
    const auto its_case = row.get<Id<record::Case>>(6);
    auto codes = consultation::open_codes(tx, vault, row.get<Id<DataKey>>(4), id, row.blob(5));
    return {.id = id,
            .month = Month::parse(row.text(1)).value(),
            .day = row.get<std::string>(2),
            .cls = row.get<std::string>(3),
            .caller = std::move(codes.caller_kind),
            .channel = std::move(codes.channel),
            .municipality = std::move(codes.municipality),
            .outcome = std::move(codes.outcome),
            .age = std::move(codes.age_band),
            .topics = std::move(codes.topics),
            .case_id = its_case,
            .child = row.get<Id<record::Child>>(7),
            .is_protected = row.get<bool>(8) || consultation::hides_home(codes.hide_home, its_case),
            .is_first = row.get<bool>(9)};
}

constexpr std::string_view kTable = "month_edition";

/// A row's id is given by the engine, so the seal is bound to what names the edition: month and number.
std::string column_of(std::string_view month, std::int64_t number) {
    return "counted." + std::string(month) + "." + std::to_string(number);
}

std::string opened(Tx& tx, Vault& vault, Id<Organisation> centre, Id<DataKey> key,
                   std::string_view month, std::int64_t number, std::string_view sealed) {
    return vault.open(tx, key, {kTable, column_of(month, number), centre.value}, sealed);
}

std::string_view taken_until(std::string_view& text, char mark) {
    const auto end = std::min(text.find(mark), text.size());
    const auto piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
}

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// A code is short and has no signs of the packing; whatever else came in by hand counts as not said.
std::string code_for_packing(const std::string& code) {
    return code.find_first_of("\t\n,") == std::string::npos ? code : std::string();
}

Counted counted_from(std::string_view line) {
    std::array<std::string_view, kFields> f;
    for (auto& field : f) field = taken_until(line, '\t');
    Counted c{.id = {number_in(f[0])},
              .month = Month::parse(f[1]).value(),
              .day = std::string(f[2]),
              .cls = std::string(f[3]),
              .caller = std::string(f[4]),
              .channel = std::string(f[5]),
              .municipality = std::string(f[6]),
              .outcome = std::string(f[7]),
              .age = std::string(f[8]),
              .topics = {},
              .case_id = {number_in(f[9])},
              .child = {number_in(f[10])},
              .is_protected = f[11] == "1",
              .is_first = f[12] == "1"};
    for (std::string_view topics = f[13]; !topics.empty();)
        c.topics.emplace_back(taken_until(topics, ','));
    return c;
}

}  // namespace

std::vector<Counted> counted(Tx& tx, Vault& vault, Id<Organisation> centre, Month month) {
    auto all = tx.all(
        kCounted, [&](const Row& row) { return counted_from(row, tx, vault); }, centre, month.key(),
        month.plus(-1).key(), month.plus(-12).key());
    std::ranges::sort(all, {}, &Counted::id);
    return all;
}

namespace {

using Totals = std::map<std::string, MonthTotal, std::greater<>>;

/// As the records stand now.
Totals totals_now(Tx& tx, Id<Organisation> centre) {
    Totals months;
    tx.each(
        "SELECT c.month, count(*), CAST(sum(CASE WHEN c.class = 'area' THEN 1 ELSE 0 END) AS BIGINT), count(DISTINCT r.child_id)"
        " FROM consultation c LEFT JOIN case_record r ON r.id = c.case_id WHERE c.centre_id = $1 AND c.state = 1"
        " GROUP BY c.month",
        [&](const Row& row) {
            if (const auto month = Month::parse(row.text(0)))
                months[month->key()] = {*month, row.integer(1), row.integer(2), row.integer(3)};
        },
        centre);
    return months;
}

MonthTotal total_of(Month month, const std::vector<Counted>& counted) {
    MonthTotal total{.month = month};
    std::set<std::int64_t> persons;
    for (const Counted& c : counted) {
        if (c.month != month) continue;  // the months it is compared with
        ++total.all;
        total.area += c.cls == "area";
        if (c.child) persons.insert(c.child.value);
    }
    total.persons = static_cast<std::int64_t>(persons.size());
    return total;
}

}  // namespace

std::vector<MonthTotal> month_totals(Tx& tx, Vault& vault, Id<Organisation> centre) {
    Totals months = totals_now(tx, centre);
    tx.each(
        "SELECT e.month, e.number, e.key_id, e.counted FROM month_edition e WHERE e.centre_id = $1"
        " AND e.number = (SELECT max(x.number) FROM month_edition x WHERE x.centre_id = $1"
        " AND x.month = e.month)",
        [&](const Row& row) {
            const auto month = Month::parse(row.text(0));
            if (!month) return;
            MonthTotal told =
                total_of(*month, unpacked(opened(tx, vault, centre, row.get<Id<DataKey>>(2),
                                                 row.text(0), row.integer(1), row.blob(3))));
            const auto now = months.find(month->key());
            told.edition = row.integer(1);
            told.changed = now == months.end() || now->second.all != told.all ||
                           now->second.area != told.area || now->second.persons != told.persons;
            months[month->key()] = told;
        },
        centre);
    std::vector<MonthTotal> totals;
    for (auto& [key, total] : months) totals.push_back(total);
    return totals;
}

bool has_drafts(Tx& tx, Id<Organisation> centre, Month month) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM consultation WHERE centre_id = $1 AND state = 0 AND month = $2",
               centre, month.key()) > 0;
}

std::vector<Edition> editions(Tx& tx, Id<Organisation> centre, std::optional<Month> month) {
    return tx.all(
        "SELECT id, month, number, definition, made_by, made_at FROM month_edition WHERE centre_id = $1"
        " AND ($2 = '' OR month = $2) ORDER BY month DESC, number DESC",
        [](const Row& row) {
            return Edition{.id = row.get<Id<Edition>>(0),
                           .month = Month::parse(row.text(1)).value(),
                           .number = row.integer(2),
                           .definition = row.get<std::string>(3),
                           .made_by = row.get<Id<Account>>(4),
                           .made_at = row.get<Instant>(5)};
        },
        centre, month ? month->key() : "");
}

std::vector<Counted> counted_in(Tx& tx, Vault& vault, Id<Edition> id) {
    const auto text = tx.first(
        "SELECT centre_id, key_id, month, number, counted FROM month_edition WHERE id = $1",
        [&](const Row& row) {
            return opened(tx, vault, row.get<Id<Organisation>>(0), row.get<Id<DataKey>>(1),
                          row.text(2), row.integer(3), row.blob(4));
        },
        id);
    return unpacked(text.value_or(""));
}

std::string csv_of(Tx& tx, Id<Edition> id) {
    return tx.value<std::string>("SELECT csv FROM month_edition WHERE id = $1", id);
}

std::int64_t publish(Tx& tx, Vault& vault, Id<Organisation> centre, Month month, Id<Account> by,
                     Instant at, const std::vector<Counted>& counted, std::string_view csv) {
    const Id<DataKey> key = vault.new_key(tx);
    const auto number =
        1 +
        tx.value<std::int64_t>(
            "SELECT coalesce(max(number), 0) FROM month_edition WHERE centre_id = $1 AND month = $2",
            centre, month.key());
    tx.run(
        "INSERT INTO month_edition (centre_id, month, number, definition, made_by, made_at, key_id, counted, csv)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        centre, month.key(), number, kDefinition, by, at, key,
        vault.seal(tx, key, {kTable, column_of(month.key(), number), centre.value},
                   packed(counted)),
        csv);
    return number;
}

void seal_in_clear(Tx& tx, Vault& vault) {
    take_in_clear(tx, "month_edition.counted", [&](std::int64_t row, const std::string& value) {
        const Id<DataKey> key = vault.new_key(tx);
        const auto [centre, column] =
            tx.first(
                  "SELECT centre_id, month, number FROM month_edition WHERE id = $1",
                  [](const Row& found) {
                      return std::pair(found.integer(0),
                                       column_of(found.text(1), found.integer(2)));
                  },
                  row)
                .value();
        tx.run("UPDATE month_edition SET key_id = $2, counted = $3 WHERE id = $1", row, key,
               vault.seal(tx, key, {kTable, column, centre}, value));
    });
}

std::set<std::int64_t> protected_children(Tx& tx, Id<Organisation> centre) {
    std::set<std::int64_t> children;
    tx.each(
        "SELECT child_id FROM case_record WHERE centre_id = $1 AND is_protected = 1",
        [&](const Row& row) { children.insert(row.integer(0)); }, centre);
    return children;
}

std::string packed(const std::vector<Counted>& counted) {
    std::string text;
    for (const Counted& c : counted) {
        std::string topics;
        for (const std::string& topic : c.topics)
            topics += (topics.empty() ? "" : ",") + code_for_packing(topic);
        for (const std::string& field :
             {std::to_string(c.id.value), c.month.key(), c.day, code_for_packing(c.cls),
              code_for_packing(c.caller), code_for_packing(c.channel),
              code_for_packing(c.municipality), code_for_packing(c.outcome),
              code_for_packing(c.age), std::to_string(c.case_id.value),
              std::to_string(c.child.value), std::string(c.is_protected ? "1" : "0"),
              std::string(c.is_first ? "1" : "0")})
            text += field + '\t';
        text += topics + '\n';
    }
    return text;
}

std::vector<Counted> unpacked(std::string_view text) {
    std::vector<Counted> all;
    while (!text.empty()) all.push_back(counted_from(taken_until(text, '\n')));
    return all;
}

}  // namespace michi::reports
