#include "directory/refusal_store.hpp"

#include <set>

#include "directory/store.hpp"
#include "platform/series.hpp"

namespace michi::directory {
namespace {

constexpr Sql kRefusalColumns =
    "SELECT id, service_id, bodies, organisation_id, reason, words, as_of, way, request, by_account, at"
    " FROM directory_refusal WHERE withdrawn_at IS NULL AND ";

std::vector<Id<Provider>> bodies_in(std::string_view text) {
    std::vector<Id<Provider>> bodies;
    std::int64_t number = 0;
    for (char c : text)
        if (c == ' ')
            bodies.push_back({std::exchange(number, 0)});
        else
            number = number * 10 + (c - '0');
    if (number > 0) bodies.push_back({number});
    return bodies;
}

std::string text_of_bodies(const std::vector<Id<Provider>>& bodies) {
    std::string text;
    for (Id<Provider> body : bodies)
        text.append(text.empty() ? "" : " ").append(std::to_string(body.value));
    return text;
}

template <class T>
std::optional<Id<T>> known(Id<T> id) {
    return id ? std::optional(id) : std::nullopt;
}

PlaceRefusal refusal_from(const Row& row) {
    return {.id = row.get<Id<Refused>>(0),
            .service = row.null(1) ? Id<Service>{} : row.get<Id<Service>>(1),
            .bodies = bodies_in(row.text(2)),
            .organisation = row.null(3) ? Id<Organisation>{} : row.get<Id<Organisation>>(3),
            .reason = row.get<std::string>(4),
            .words = row.get<std::string>(5),
            .as_of = row.get<Date>(6),
            .way = row.get<std::string>(7),
            .request = row.get<std::string>(8),
            .by = row.null(9) ? Id<Account>{} : row.get<Id<Account>>(9),
            .at = row.get<Instant>(10)};
}

/// The number of a request leads to its case: of a protected child it says who helps there. Few children are
/// protected: their requests are read once, not refusal by refusal.
class HiddenNumbers {
  public:
    explicit HiddenNumbers(Tx& tx) {
        tx.each(
            "SELECT h.id FROM handover h JOIN case_record c ON c.id = h.case_id"
            " WHERE c.is_protected = 1",
            [&](const Row& row) { requests_.insert(row.integer(0)); });
    }
    void hide_in(PlaceRefusal& one) const {
        if (one.request.starts_with("H-") &&
            requests_.contains(std::atoll(one.request.c_str() + 2)))
            one.request.clear();
    }

  private:
    std::set<std::int64_t> requests_;
};

}  // namespace

Id<Refused> insert_refusal(Tx& tx, const PlaceRefusal& one) {
    const Id<Refused> id{next_number(tx, "directory_refusal")};
    tx.run(
        "INSERT INTO directory_refusal (id, service_id, bodies, organisation_id, reason, words, as_of, way,"
        " request, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id, known(one.service), text_of_bodies(one.bodies), known(one.organisation), one.reason,
        one.words, one.as_of, one.way, one.request, known(one.by), one.at);
    return id;
}

std::vector<PlaceRefusal> refusals_of(Tx& tx, Id<Service> service) {
    static const SqlText sql =
        SqlText(kRefusalColumns) + "service_id = $1 ORDER BY as_of DESC, id DESC";
    auto found = tx.all(sql, refusal_from, service);
    const HiddenNumbers hidden(tx);
    for (PlaceRefusal& one : found) hidden.hide_in(one);
    return found;
}

std::map<Id<Service>, std::vector<PlaceRefusal>> refusals_since(Tx& tx, Date since) {
    static const SqlText sql =
        SqlText(kRefusalColumns) + "as_of >= $1 ORDER BY as_of DESC, id DESC";
    std::map<Id<Service>, std::vector<PlaceRefusal>> found;
    tx.each(
        sql,
        [&](const Row& row) {
            PlaceRefusal one = refusal_from(row);
            found[one.service].push_back(std::move(one));
        },
        since);
    const HiddenNumbers hidden(tx);
    for (auto& [service, refusals] : found)
        for (PlaceRefusal& one : refusals) hidden.hide_in(one);
    return found;
}

Id<Account> author_of(Tx& tx, Id<Refused> id, Id<Service> service) {
    return tx
        .first(
            "SELECT by_account FROM directory_refusal WHERE id = $1 AND service_id = $2",
            [](const Row& row) { return row.get<Id<Account>>(0); }, id, service)
        .value_or(Id<Account>{});
}

bool withdraw_refusal_row(Tx& tx, Id<Refused> id, Id<Service> service, Id<Account> by, Instant now,
                          Instant since) {
    return tx.run(
               "UPDATE directory_refusal SET withdrawn_at = $4 WHERE id = $1 AND service_id = $2"
               " AND by_account = $3 AND at >= $5 AND withdrawn_at IS NULL AND NOT EXISTS"
               " (SELECT 1 FROM directory_refusal_decision d WHERE d.service_id = $2 AND"
               " d.reason = directory_refusal.reason AND d.newest >= directory_refusal.id)",
               id, service, by, now, since) > 0;
}

bool give_refusal_to(Tx& tx, Id<Refused> id, Id<Service> service) {
    return tx.run(
               "UPDATE directory_refusal SET service_id = $2, id = $3 WHERE id = $1 AND"
               " service_id IS NULL AND withdrawn_at IS NULL",
               id, service, next_number(tx, "directory_refusal")) > 0;
}

void leave_refusal_out(Tx& tx, Id<Refused> id, Instant at) {
    tx.run("UPDATE directory_refusal SET withdrawn_at = $2 WHERE id = $1 AND service_id IS NULL",
           id, at);
}

std::vector<RefusalDecision> decisions_on(Tx& tx, Id<Service> service) {
    return tx.all(
        "SELECT reason, newest FROM directory_refusal_decision WHERE service_id = $1",
        [](const Row& row) {
            return RefusalDecision{row.get<std::string>(0), row.get<Id<Refused>>(1)};
        },
        service);
}

std::map<Id<Service>, std::vector<RefusalDecision>> all_decisions(Tx& tx) {
    std::map<Id<Service>, std::vector<RefusalDecision>> found;
    tx.each("SELECT service_id, reason, newest FROM directory_refusal_decision",
            [&](const Row& row) {
                found[row.get<Id<Service>>(0)].push_back(
                    {row.get<std::string>(1), row.get<Id<Refused>>(2)});
            });
    return found;
}

void insert_decision(Tx& tx, Id<Service> service, const RefusalDecision& decision, bool accepted,
                     Id<Account> by, Instant at) {
    tx.run(
        "INSERT INTO directory_refusal_decision (service_id, reason, newest, accepted, by_account, at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        service, decision.reason, decision.newest.value, accepted, by, at);
}

}  // namespace michi::directory
