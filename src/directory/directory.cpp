#include "directory/directory.hpp"

#include <fmt/format.h>

#include <charconv>

#include "directory/linking.hpp"
#include "directory/merge.hpp"
#include "directory/store.hpp"
#include "platform/series.hpp"

namespace michi::directory {
namespace {

constexpr Id<Batch> kNoBatch{};

Stored own_record(Id<Service> service, std::string_view kind, const Values& values) {
    Stored record;
    record.service = service;
    record.source = kOwnSource;
    record.kind = kind;
    record.values = values;
    return record;
}

}  // namespace

std::string service_number(Id<Service> id) { return fmt::format("S-{:04}", id.value); }
std::optional<Id<Service>> service_id(std::string_view number) {
    std::int64_t value = 0;
    if (!number.starts_with("S-")) return std::nullopt;
    const char* end = number.data() + number.size();
    const auto read = std::from_chars(number.data() + 2, end, value);
    const bool whole = read.ec == std::errc{} && read.ptr == end && value > 0;
    return whole ? std::optional(Id<Service>{value}) : std::nullopt;
}

std::string issue_number(Id<RegionalIssue> id) { return fmt::format("K-{:04}", id.value); }

Id<Service> add_service(Tx& tx, std::string_view kind, const Values& values,
                        Visibility visibility) {
    Home home(tx);
    const Id<Service> id{next_number(tx, "directory_service")};
    insert_service(tx,
                   {.id = id,
                    .provider = home.provider_of(tx, values),
                    .kind = std::string(kind),
                    .values = values,
                    .visibility = static_cast<int>(visibility),
                    .gone = false,
                    .gone_on = {}},
                   next_version(tx));
    home.settle(tx, id, values);
    Stored record = own_record(id, kind, values);
    record.id = {next_number(tx, "directory_record")};
    insert_record(tx, record, kNoBatch);
    return id;
}

void edit_service(Tx& tx, Id<Service> id, const Values& own) {
    auto records = records_of(tx, id);
    if (records.empty()) throw NotFound{};
    const auto mine = std::ranges::find(records, kOwnSource, &Stored::source);
    if (mine == records.end()) {
        records.push_back(own_record(id, records.front().kind, own));
        records.back().id = {next_number(tx, "directory_record")};
        insert_record(tx, records.back(), kNoBatch);
    } else {
        mine->values = own;
        update_record(tx, *mine, kNoBatch);
    }
    const Merged whole = merged(records);
    Home home(tx);
    update_service(tx,
                   {.id = id,
                    .provider = home.provider_of(tx, whole.values),
                    .kind = records.front().kind,
                    .values = whole.values,
                    .visibility = 0,
                    .gone = whole.gone,
                    .gone_on = whole.gone_on},
                   next_version(tx));
    home.settle(tx, id, whole.values);
}

Spoken spoken(Tx& tx, Id<Service> id) {
    auto records = records_of(tx, id);
    if (records.empty()) throw NotFound{};
    Spoken both;
    const auto mine = std::ranges::find(records, kOwnSource, &Stored::source);
    if (mine != records.end()) {
        both.own = mine->values;
        records.erase(mine);
    }
    if (!records.empty()) both.listed = merged(records).values;
    return both;
}

Id<Fact> add_fact(Tx& tx, Id<Service> id, const NewFact& fact) {
    touch_service(tx, id, next_version(tx));
    return insert_fact(tx, id, fact);
}

bool withdraw_fact(Tx& tx, Id<Service> id, Id<Fact> fact, Id<Account> by, Instant now) {
    constexpr std::int64_t kHalfHourMs = 30LL * 60 * 1000;
    if (!withdraw_row(tx, fact, id, by, now, Instant{now.ms - kHalfHourMs})) return false;
    touch_service(tx, id, next_version(tx));
    return true;
}

void confirm(Tx& tx, Id<Service> id, Date on, std::string_view by) {
    set_confirmed(tx, id, on, by, next_version(tx));
}

void mark_unconfirmed(Tx& tx, Id<Service> id, Date since) {
    set_unconfirmed(tx, id, since, next_version(tx));
}

std::optional<Date> last_word(const Listing& listing) {
    std::optional<Date> last = listing.confirmed_on;
    for (const KnownFact& fact : listing.facts)
        if (!last || fact.as_of > *last) last = fact.as_of;
    return last;
}

}  // namespace michi::directory
