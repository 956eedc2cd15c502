// Entries as objects of the Human Services Data Specification (Open Referral HSDS 3.0 and 3.1,
// https://docs.openreferral.org). Its text and schemas are the judges; this follows them.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <vector>

#include "published/catalogue.hpp"
#include "published/names.hpp"
#include "published/terms.hpp"

namespace michi::published {

enum class Edition { v3_0, v3_1 };

/// A body with the services it runs; a service whose body is not public stands alone.
struct Body {
    bool alone{};
    std::int64_t number{};  // of the provider, or of the lone service
    std::string name, corporation_number;
    std::string told;  // its identifier where another directory told of it
    std::vector<const Entry*> entries;
};
/// Those that others told first, then in order of their numbers, the lone ones last.
std::vector<Body> bodies_of(const Catalogue& all);

/// A service at one of its places: ours, or the one of this number among those it was told with.
struct Site {
    const Entry* entry{};
    const directory::Spot* spot{};
    std::size_t told{};
};
std::vector<Site> sites_of(const Entry& entry);

/// What writes the objects of one answer.
class Hsds {
  public:
    using Object = boost::json::object;
    Hsds(const Catalogue& all, const Vault& vault, Edition edition)
        : all_(all), vault_(vault), edition_(edition) {}

    std::string id_of(const Entry& entry) const;
    std::string body_id(const Entry& entry) const { return id_of(body_of(entry)); }
    std::string id_of(const Body& body) const;
    std::string id_of(const Entry& entry, const directory::Spot& spot) const;
    std::string id_of(const directory::Spot& spot) const;

    Object minimal(const Entry& entry) const;  // id and last_modified
    Object plain(const Entry& entry) const;    // what it has one of
    Object whole(const Entry& entry) const;    // fully nested
    Object organization(const Body& body, bool full, bool with_services) const;
    Object at_location(const Site& site, bool full) const;
    static Object taxonomy(const Taxonomy& taxonomy);
    static Object term(const Term& term, bool full);

  private:
    std::string part(const Entry& entry, const std::string& which) const;
    Body body_of(const Entry& entry) const;
    Object organization_of(const Entry& entry) const;
    Object ours(const Entry& entry) const;         // as it is known here, one of each
    Object ours_nested(const Entry& entry) const;  // with its lists
    boost::json::array at_locations(const Entry& entry) const;
    void add_locations(Object& organization, const Body& body) const;
    Object location(const directory::Spot& spot) const;
    boost::json::array phones(const Entry& entry) const;
    boost::json::array schedules(const Entry& entry) const;
    boost::json::array attributes(const Entry& entry) const;
    boost::json::array capacities(const Entry& entry) const;
    boost::json::array areas(const Entry& entry) const;
    boost::json::array documents(const Entry& entry) const;
    void add_nested(Object& object, const Entry& entry) const;

    const Catalogue& all_;
    const Vault& vault_;
    Edition edition_;
};

/// When it last changed; the beginning of time of what is older than the record of changes.
Instant last_modified(const Entry& entry);

}  // namespace michi::published
