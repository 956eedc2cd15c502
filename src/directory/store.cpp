#include "directory/store.hpp"

#include "base/fold.hpp"
#include "directory/conditions.hpp"
#include "directory/index.hpp"
#include "platform/clock.hpp"
#include "platform/series.hpp"

namespace michi::directory {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
    return text;
}

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        parts.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

Room room_from(const Row& row, int first) {
    return {.state = row.get<RoomState>(first),
            .unit = row.get<std::string>(first + 1),
            .times = row.get<std::string>(first + 2),
            .available = row.get<std::optional<int>>(first + 3),
            .maximum = row.get<std::optional<int>>(first + 4),
            .waiting = row.get<std::optional<int>>(first + 5),
            .wait_months = row.get<std::optional<int>>(first + 6)};
}

constexpr Sql kFactColumns =
    "f.id, f.condition, f.answer, f.detail, f.low, f.high, f.as_of, f.source, f.told_to, f.places,"
    " f.visibility, f.state, f.unit, f.at_times, f.available, f.maximum, f.waiting, f.wait_months";

KnownFact fact_from(const Row& row) {
    KnownFact fact{.condition = row.get<std::string>(1),
                   .answer = row.get<Answer>(2),
                   .detail = row.get<std::string>(3),
                   .low = row.get<std::optional<int>>(4),
                   .high = row.get<std::optional<int>>(5),
                   .as_of = row.get<Date>(6),
                   .source = row.get<std::string>(7),
                   .told_to = row.get<std::string>(8),
                   .places = parted(row.text(9)),
                   .room = {},
                   .visibility = row.get<Visibility>(10),
                   .id = row.get<Id<Fact>>(0)};
    if (fact.condition == kVacancy) fact.room = room_from(row, 11);
    return fact;
}

bool same_matter(const KnownFact& left, const KnownFact& right) {
    if (left.condition != right.condition) return false;
    if (!left.room || !right.room) return true;
    return left.room->unit == right.room->unit && left.room->times == right.room->times;
}

/// The newest fact of each matter: by the day it was told, then by when it was written.
void put_fact(std::vector<KnownFact>& facts, KnownFact fact) {
    for (KnownFact& known : facts) {
        if (!same_matter(known, fact)) continue;
        if (fact.as_of >= known.as_of) known = std::move(fact);
        return;
    }
    facts.push_back(std::move(fact));
}

Listing listing_from(const Row& row) {
    Listing listing{.id = row.get<Id<Service>>(0),
                    .kind = row.get<std::string>(1),
                    .provider = row.get<std::string>(2),
                    .values = unpack(row.text(3)),
                    .point = {},
                    .facts = {},
                    .confirmed_on = row.get<std::optional<Date>>(5),
                    .confirmed_by = row.get<std::string>(6),
                    .visibility = row.get<Visibility>(4),
                    .gone = !row.null(7),
                    .words = {},
                    .entered_at = row.get<std::optional<Instant>>(9),
                    .changed_at = row.get<std::optional<Instant>>(10)};
    listing.body = row.get<Id<Provider>>(8);
    listing.unconfirmed_since = row.get<std::optional<Date>>(11);
    listing.changed = row.integer(12);
    listing.point = point_of(listing.values);
    listing.words = words_of(listing);
    return listing;
}

std::optional<double> degrees(const std::optional<Point>& point, double Point::*which) {
    return point ? std::optional((*point).*which) : std::nullopt;
}

}  // namespace

std::string words_of(const Listing& listing) {
    std::string words;
    for (Field field : {Field::name, Field::kana, Field::address, Field::departments, Field::note,
                        Field::about, Field::sites}) {
        words += fold(listing.values[field]);
        words += '\n';
    }
    return words + fold(listing.provider);
}

std::int64_t reserve(Tx& tx, std::string_view series, std::size_t count) {
    if (count == 0) return 0;
    const std::int64_t first = next_number(tx, series);
    if (count > 1) claim_number(tx, series, first + static_cast<std::int64_t>(count) - 1);
    return first;
}

std::int64_t next_version(Tx& tx) {
    const auto version = tx.value<std::int64_t>(
        "UPDATE directory_state SET version = version + 1 WHERE id = 1 RETURNING version");
    tx.run("INSERT INTO directory_version (version, at) VALUES ($1, $2)", version, system_now());
    return version;
}

void insert_service(Tx& tx, const ServiceRow& row, std::int64_t version) {
    tx.run(
        "INSERT INTO directory_service (id, provider_id, kind, content, visibility, gone_on, "
        "changed, entered_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT at FROM directory_version WHERE version = "
        "$7))",
        row.id, row.provider, row.kind, pack(row.values), row.visibility, row.gone_on, version);
}

void update_service(Tx& tx, const ServiceRow& row, std::int64_t version) {
    tx.run(
        "UPDATE directory_service SET provider_id = $2, content = $3, gone_on = $4, changed = $5 "
        "WHERE id = $1",
        row.id, row.provider, pack(row.values), row.gone_on, version);
}

void touch_service(Tx& tx, Id<Service> id, std::int64_t version) {
    if (tx.run("UPDATE directory_service SET changed = $2 WHERE id = $1", id, version) == 0)
        throw NotFound{};
}

void set_places(Tx& tx, Id<Service> service, const std::set<Id<Place>>& places) {
    tx.run("DELETE FROM directory_service_at_place WHERE service_id = $1", service);
    for (Id<Place> place : places)
        tx.run("INSERT INTO directory_service_at_place (service_id, place_id) VALUES ($1, $2)",
               service, place);
}

std::vector<ProviderRow> providers(Tx& tx) {
    return tx.all("SELECT id, name, folded, corporation_number FROM directory_provider ORDER BY id",
                  [](const Row& row) {
                      return ProviderRow{row.get<Id<Provider>>(0), row.get<std::string>(1),
                                         row.get<std::string>(2), row.get<std::string>(3)};
                  });
}

void insert_provider(Tx& tx, const ProviderRow& row) {
    tx.run(
        "INSERT INTO directory_provider (id, name, folded, corporation_number) VALUES ($1, $2, $3, "
        "$4)",
        row.id, row.name, row.folded, row.corporation_number);
}

std::map<std::string, Id<Place>> places(Tx& tx) {
    std::map<std::string, Id<Place>> found;
    tx.each("SELECT place_key, id FROM directory_place",
            [&](const Row& row) { found.emplace(row.text(0), row.get<Id<Place>>(1)); });
    return found;
}

Id<Place> insert_place(Tx& tx, Id<Place> id, std::string_view key, const Values& values) {
    const auto point = point_of(values);
    return {tx.value<std::int64_t>(
        "INSERT INTO directory_place (id, place_key, postal, address, municipality, latitude, "
        "longitude)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (place_key) DO UPDATE SET place_key = excluded.place_key RETURNING id",
        id, key, values[Field::postal], values[Field::address], values[Field::municipality],
        degrees(point, &Point::latitude), degrees(point, &Point::longitude))};
}

std::vector<Link> links(Tx& tx, const std::function<bool(const Values&)>& wanted,
                        const std::function<bool(const std::string&)>& wanted_number) {
    std::vector<Link> found;
    Link link;
    bool keep = false;
    const auto settle = [&] {
        if (keep) found.push_back(std::move(link));
        link = {}, keep = false;
    };
    tx.each(
        "SELECT s.id, s.kind, s.content, r.list_id, r.source, r.system_no FROM directory_service s"
        " JOIN directory_record r ON r.service_id = s.id WHERE s.changed >= 0 ORDER BY s.id",
        [&](const Row& row) {
            if (const auto id = row.get<Id<Service>>(0); id != link.service) {
                settle();
                link.service = id, link.kind = row.get<std::string>(1);
                link.values = unpack(row.text(2));
                keep = wanted(link.values);
            }
            link.lists.insert(row.get<std::int64_t>(3));
            if (row.text(5).empty()) return;
            std::string number = std::string(row.text(4)) + "|" + std::string(row.text(5));
            keep = keep || wanted_number(number);
            link.numbers.insert(std::move(number));
        });
    settle();
    return found;
}

Id<Fact> insert_fact(Tx& tx, Id<Service> service, const NewFact& fact) {
    const KnownFact& known = fact.known;
    const Room room = known.room.value_or(Room{});
    const Id<Fact> id{next_number(tx, "directory_fact")};
    tx.run(
        "INSERT INTO directory_fact (id, service_id, condition, answer, detail, low, high, as_of, "
        "source, told_to, by_account, at, places, visibility, state, unit, at_times, available, "
        "maximum, waiting, wait_months) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
        " $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        id, service, known.condition, static_cast<int>(known.answer), known.detail, known.low,
        known.high, known.as_of, known.source, known.told_to, fact.by, fact.at,
        joined(known.places), static_cast<int>(known.visibility), static_cast<int>(room.state),
        room.unit, room.times, room.available, room.maximum, room.waiting, room.wait_months);
    return id;
}

std::vector<KnownFact> history_of(Tx& tx, Id<Service> service) {
    static const SqlText sql = SqlText("SELECT ") + kFactColumns +
                               " FROM directory_fact f WHERE f.service_id = $1 AND f.withdrawn_at "
                               "IS NULL ORDER BY f.as_of DESC, f.id DESC";
    return tx.all(sql, fact_from, service);
}

Id<Account> author_of(Tx& tx, Id<Fact> fact, Id<Service> service) {
    return tx
        .first(
            "SELECT by_account FROM directory_fact WHERE id = $1 AND service_id = $2",
            [](const Row& row) { return row.get<Id<Account>>(0); }, fact, service)
        .value_or(Id<Account>{});
}

bool withdraw_row(Tx& tx, Id<Fact> fact, Id<Service> service, Id<Account> by, Instant now,
                  Instant since) {
    return tx.run(
               "UPDATE directory_fact SET withdrawn_at = $4 WHERE id = $1 AND service_id = $2"
               " AND by_account = $3 AND at >= $5 AND withdrawn_at IS NULL",
               fact, service, by, now, since) > 0;
}

void set_confirmed(Tx& tx, Id<Service> service, Date on, std::string_view by,
                   std::int64_t version) {
    const auto changed = tx.run(
        "UPDATE directory_service SET changed = $4,"
        " confirmed_by = CASE WHEN confirmed_on IS NULL OR confirmed_on <= $2 THEN $3 ELSE "
        "confirmed_by END,"
        " confirmed_on = CASE WHEN confirmed_on IS NULL OR confirmed_on <= $2 THEN $2 ELSE "
        "confirmed_on END,"
        " unconfirmed_since = CASE WHEN unconfirmed_since > $2 THEN unconfirmed_since END"
        " WHERE id = $1",
        service, on, by, version);
    if (changed == 0) throw NotFound{};
}

void set_unconfirmed(Tx& tx, Id<Service> service, Date since, std::int64_t version) {
    tx.run(
        "UPDATE directory_service SET changed = $3, unconfirmed_since = $2 WHERE id = $1 AND"
        " (confirmed_on IS NULL OR confirmed_on < $2)",
        service, since, version);
}

std::vector<std::shared_ptr<const Listing>> listings_since(Tx& tx, std::int64_t version) {
    Listings found;
    tx.each(
        "SELECT s.id, s.kind, p.name, s.content, s.visibility, s.confirmed_on, s.confirmed_by, "
        "s.gone_on, p.id, s.entered_at, v.at, s.unconfirmed_since, s.changed"
        " FROM directory_service s JOIN directory_provider p ON p.id = s.provider_id"
        " LEFT JOIN directory_version v ON v.version = s.changed WHERE s.changed > $1",
        [&](const Row& row) {
            auto listing = std::make_shared<Listing>(listing_from(row));
            found.emplace(listing->id, std::move(listing));
        },
        version);
    static const SqlText facts =
        SqlText("SELECT ") + kFactColumns +
        ", f.service_id FROM directory_fact f JOIN directory_service s ON s.id = f.service_id"
        " WHERE s.changed > $1 AND f.withdrawn_at IS NULL ORDER BY f.service_id, f.id";
    tx.each(
        facts,
        [&](const Row& row) {
            const auto service = found.find(row.get<Id<Service>>(18));
            if (service != found.end()) put_fact(service->second->facts, fact_from(row));
        },
        version);
    fill_beside(tx, found, version);
    std::vector<std::shared_ptr<const Listing>> listings;
    for (auto& [id, listing] : found) listings.push_back(settled(std::move(*listing)));
    return listings;
}

}  // namespace michi::directory
