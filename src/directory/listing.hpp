// What a search sees of a service, and the snapshot of all of them in memory.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "directory/model.hpp"
#include "directory/room.hpp"
#include "platform/db.hpp"
#include "policy/policy.hpp"

namespace michi::directory {

enum class Visibility { open = 0, partners = 1, centre = 2 };

/// A condition as it was last told.
struct KnownFact {
    std::string condition;  // id of conditions.hpp
    Answer answer{Answer::not_known};
    std::string detail;            // 「日中のみ。夜間はなし」
    std::optional<int> low, high;  // of the condition's measure, both included
    Date as_of{};
    std::string source;  // phone visit paper web office list
    std::string told_to;
    std::vector<std::string> places{};  // of "area": codes of municipalities
    std::optional<Room> room{};         // of "vacancy"
    Visibility visibility{Visibility::partners};
    Id<Fact> id{};
};

struct NewFact {
    KnownFact known;
    Id<Account> by;
    Instant at{};
};

/// Where a service stands; it may stand in several places.
struct Spot {
    Id<Place> id;
    std::string postal, address, municipality;
    std::optional<Point> point;
};

struct Digest;
class Index;

/// What was worked out of a listing when it was read. A copy, which may be changed, begins anew.
struct WorkedOut {
    WorkedOut() = default;
    WorkedOut(const WorkedOut&) {}
    WorkedOut& operator=(const WorkedOut&) {
        digest.reset();
        return *this;
    }
    std::shared_ptr<const Digest> digest;
};

struct Listing {
    Id<Service> id;
    std::string kind, provider;
    Values values;
    std::optional<Point> point;
    std::vector<KnownFact>
        facts;  // the newest of each condition, of room also of each unit and time
    std::optional<Date> confirmed_on;
    std::string confirmed_by;
    std::optional<Date> unconfirmed_since{};  // asked and reminded twice without an answer
    Visibility visibility{Visibility::open};
    bool gone{};
    std::string words;  // folded: what a search by words looks through
    Id<Provider> body{};
    std::vector<Spot> places{};
    std::vector<std::int64_t> lists{};                  // that name it now; 0: the Centre itself
    std::vector<std::pair<Field, Visibility>> shown{};  // where the Centre decided
    std::optional<Instant> entered_at{}, changed_at{};  // unknown of what is older than that
    std::int64_t changed{};  // the version of the directory that it was written in
    WorkedOut worked_out{};
    const KnownFact* fact(std::string_view condition) const;
};

/// To be shared and not changed any more: what searches read of it is worked out now, once.
std::shared_ptr<const Listing> settled(Listing listing);

/// All services at one version, by id. Shared between threads, never changed.
struct Snapshot {
    std::int64_t version{-1};
    std::vector<std::shared_ptr<const Listing>> listings;
    std::map<std::int64_t, Date> lists{};  // when each list was last taken
    const Listing* find(Id<Service> id) const;
    std::shared_ptr<const Listing> share(Id<Service> id) const;
    /// The day from which a list, or the Centre when it entered it, speaks of it.
    std::optional<Date> listed_on(const Listing& listing) const;
    /// Made when it is first asked for; the listings do not change after that.
    const Index& index() const;

  private:
    struct Lazy;
    mutable std::shared_ptr<Lazy> lazy_ = new_lazy();
    static std::shared_ptr<Lazy> new_lazy();
};

/// The directory as this transaction sees it, from memory when nothing changed.
std::shared_ptr<const Snapshot> snapshot(Tx& tx);

}  // namespace michi::directory
