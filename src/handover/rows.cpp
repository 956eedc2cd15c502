// Requests as their rows tell them, and how they are written.

#include "handover/rows.hpp"

#include "consent/consent.hpp"
#include "platform/series.hpp"
#include "policy/past_decision.hpp"

namespace michi::handover {
namespace {

constexpr Sql kColumns =
    "SELECT r.id, r.case_id, r.kind, r.state, r.from_id, r.to_id, r.title, r.request, r.items, r.sent_by, r.sent_at,"
    " r.answer_due, r.accepted_on, r.first_contact, r.family_on, r.owner_name, r.next_step, r.family_answer,"
    " r.watch_dates, r.reason_code, r.version, h.key_id FROM handover r JOIN case_record c ON c.id = r.case_id"
    " JOIN child h ON h.id = c.child_id ";

std::vector<Date> dates_of(std::string_view text) {
    std::vector<Date> dates;
    while (text.size() >= 10) {
        if (const auto date = Date::parse_iso(text.substr(0, 10))) dates.push_back(*date);
        text.remove_prefix(std::min<std::size_t>(11, text.size()));
    }
    return dates;
}

Request request_from(const Row& row, Tx& tx, Vault& vault) {
    const auto key = row.get<Id<DataKey>>(21);
    const auto open = [&](std::string_view column, int at) {
        return vault.open(tx, key, {"handover", column, row.integer(0)}, row.blob(at));
    };
    return {.id = row.get<Id<Handover>>(0),
            .case_id = row.get<Id<record::Case>>(1),
            .kind = kind_named(row.text(2)).value_or(Kind::inquiry),
            .state = state_named(row.text(3)),
            .from = row.get<Id<Organisation>>(4),
            .to = row.get<Id<Organisation>>(5),
            .title = open("title", 6),
            .request = open("request", 7),
            .items = consent::mask_of(row.text(8)),
            .sent_by = row.get<Id<Account>>(9),
            .sent_at = row.get<Instant>(10),
            .answer_due = row.get<Date>(11),
            .accepted_on = row.get<std::optional<Date>>(12),
            .first_contact = row.get<std::optional<Date>>(13),
            .family_on = row.get<std::optional<Date>>(14),
            .owner_name = open("owner_name", 15),
            .next_step = open("next_step", 16),
            .family_answer = row.get<std::string>(17),
            .watch_dates = dates_of(row.text(18)),
            .reason_code = row.get<std::string>(19),
            .version = row.integer(20)};
}

Bytes seal(Tx& tx, Vault& vault, Id<DataKey> key, std::string_view table, std::int64_t id,
           std::string_view column, std::string_view text) {
    return vault.seal(tx, key, {table, column, id}, text);
}

/// The words of each category are sealed under their own place.
std::string text_column(std::string_view category) { return std::string("text.").append(category); }

std::string dates_text(const std::vector<Date>& dates) {
    std::string text;
    for (const Date date : dates) text += (text.empty() ? "" : ",") + date.iso();
    return text;
}

}  // namespace

void insert_request(Tx& tx, Vault& vault, const Request& r, Id<DataKey> key) {
    const auto text = [&](std::string_view column,
                          const Personal<Field::notes, std::string>& value) {
        return seal(tx, vault, key, "handover", r.id.value, column, past_decision(value));
    };
    tx.run(
        "INSERT INTO handover (id, case_id, kind, state, from_id, to_id, title, request, items, sent_by, sent_at,"
        " answer_due, owner_name, next_step) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
        r.id, r.case_id, name_of(r.kind), name_of(r.state), r.from, r.to, text("title", r.title),
        text("request", r.request), consent::ids_of(r.items), r.sent_by, r.sent_at, r.answer_due,
        Bytes{});
}

void update_request(Tx& tx, Vault& vault, std::int64_t version, const Request& r, Id<DataKey> key) {
    const auto text = [&](std::string_view column,
                          const Personal<Field::notes, std::string>& value) {
        return seal(tx, vault, key, "handover", r.id.value, column, past_decision(value));
    };
    const auto changed = tx.run(
        "UPDATE handover SET state = $3, is_open = $4, accepted_on = $5, first_contact = $6, family_answer = $7,"
        " family_on = $8, owner_name = $9, next_step = $10, watch_dates = $11, reason_code = $12, version = version + 1"
        " WHERE id = $1 AND version = $2",
        r.id, version, name_of(r.state), is_open(r.state), r.accepted_on, r.first_contact,
        r.family_answer, r.family_on, text("owner_name", r.owner_name),
        text("next_step", r.next_step), dates_text(r.watch_dates), r.reason_code);
    if (changed == 0) throw Stale{};
}

void add_event(Tx& tx, Vault& vault, const Request& r, Id<DataKey> key, const NewEvent& event) {
    const auto id = next_number(tx, "handover_event");
    tx.run(
        "INSERT INTO handover_event (id, handover_id, at, act, state, account_id, organisation_id, side, text)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id, r.id, event.at, event.deed, name_of(r.state), event.by, event.organisation, event.side,
        seal(tx, vault, key, "handover_event", id, "text", event.text));
}

Request find_request(Tx& tx, Vault& vault, Id<Handover> id) {
    auto found = tx.first(
        SqlText(kColumns) + "WHERE r.id = $1",
        [&](const Row& row) { return request_from(row, tx, vault); }, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::optional<Request> request_of_side(Tx& tx, Vault& vault, Id<Organisation> side,
                                       Id<Handover> id) {
    return tx.first(
        SqlText(kColumns) + "WHERE r.id = $1 AND (r.from_id = $2 OR r.to_id = $2)",
        [&](const Row& row) { return request_from(row, tx, vault); }, id, side);
}

void keep_told(Tx& tx, Vault& vault, Id<Handover> id, Id<DataKey> key,
               const std::vector<Told>& told) {
    for (const Told& line : told) {
        const auto category = consent::ids_of(Mask(line.field));
        tx.run(
            "INSERT INTO handover_told (handover_id, category, outcome, text) VALUES ($1, $2, $3, $4)",
            id, category, line.outcome,
            seal(tx, vault, key, "handover_told", id.value, text_column(category), line.text));
    }
}

std::vector<Told> told_of(Tx& tx, Vault& vault, Id<Handover> id, Id<DataKey> key) {
    std::vector<Told> told;
    for (const auto& category : consent::kCategories)
        tx.each(
            "SELECT outcome, text FROM handover_told WHERE handover_id = $1 AND category = $2",
            [&](const Row& row) {
                const std::string column = text_column(category.id);
                told.push_back(
                    {category.field, row.get<std::string>(0),
                     vault.open(tx, key, {"handover_told", column, id.value}, row.blob(1))});
            },
            id, category.id);
    return told;
}

std::vector<EventRow> events_of(Tx& tx, Vault& vault, const Request& request) {
    const auto key = record::find_case(tx, vault, request.case_id).key;
    return tx.all(
        "SELECT id, at, act, state, account_id, organisation_id, side, text FROM handover_event WHERE handover_id = $1 ORDER BY id",
        [&](const Row& row) {
            const auto found =
                std::ranges::find_if(kDeeds, [&](Deed d) { return name_of(d) == row.text(2); });
            return EventRow{.at = row.get<Instant>(1),
                            .deed = found == kDeeds.end() ? Deed::note : *found,
                            .is_sending = found == kDeeds.end(),
                            .state = state_named(row.text(3)),
                            .account = row.get<Id<Account>>(4),
                            .organisation = row.get<Id<Organisation>>(5),
                            .side = row.get<std::string>(6),
                            .text = vault.open(tx, key, {"handover_event", "text", row.integer(0)},
                                               row.blob(7))};
        },
        request.id);
}

std::vector<Request> requests(Tx& tx, Vault& vault, Id<Organisation> organisation, bool given,
                              Id<record::Case> case_id, int at_most) {
    const SqlText sql =
        SqlText(kColumns) + (given ? Sql("WHERE r.from_id = $1") : Sql("WHERE r.to_id = $1")) +
        " AND (CAST($2 AS BIGINT) IS NULL OR r.case_id = $2) ORDER BY r.is_open DESC,"
        " CASE WHEN r.is_open = 1 THEN r.answer_due ELSE '' END, r.sent_at DESC, r.id DESC LIMIT $3";
    return tx.all(
        sql, [&](const Row& row) { return request_from(row, tx, vault); }, organisation, case_id,
        at_most);
}

std::int64_t count_requests(Tx& tx, Id<Organisation> organisation, bool given,
                            Id<record::Case> case_id) {
    return tx.value<std::int64_t>(
        SqlText("SELECT count(*) FROM handover r ") +
            (given ? Sql("WHERE r.from_id = $1") : Sql("WHERE r.to_id = $1")) +
            " AND (CAST($2 AS BIGINT) IS NULL OR r.case_id = $2)",
        organisation, case_id);
}

std::vector<Request> open_requests(Tx& tx, Vault& vault, Id<record::Case> case_id) {
    return tx.all(
        SqlText(kColumns) + "WHERE r.case_id = $1 AND r.is_open = 1 ORDER BY r.id",
        [&](const Row& row) { return request_from(row, tx, vault); }, case_id);
}

std::optional<Request> open_transfer(Tx& tx, Vault& vault, Id<record::Case> case_id) {
    return tx.first(
        SqlText(kColumns) +
            "WHERE r.case_id = $1 AND r.kind = 'transfer' AND r.is_open = 1"
            " AND r.state <> 'watching'",
        [&](const Row& row) { return request_from(row, tx, vault); }, case_id);
}

std::int64_t count_waiting(Tx& tx, Id<Organisation> organisation) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM handover WHERE is_open = 1 AND ((from_id = $1 AND state IN ('answered', 'confirmed'))"
        " OR (to_id = $1 AND state IN ('sent', 'received', 'accepted', 'working')))",
        organisation);
}

}  // namespace michi::handover
