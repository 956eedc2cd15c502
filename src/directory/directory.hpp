// Front door of the directory: services one can be sent to, and what is known of their conditions.
#pragma once

#include <map>

#include "directory/conditions.hpp"
#include "directory/kinds.hpp"
#include "directory/listing.hpp"
#include "directory/search.hpp"
#include "directory/seen.hpp"
#include "directory/topics.hpp"
#include "directory/understanding.hpp"
#include "record/model.hpp"
#include "web/web.hpp"

namespace michi::directory {

std::string service_number(Id<Service> id);                      // "S-0098"
std::optional<Id<Service>> service_id(std::string_view number);  // of "S-0098"
std::string issue_number(Id<RegionalIssue> id);                  // "K-0001"

/// A service that the Centre itself enters.
Id<Service> add_service(Tx& tx, std::string_view kind, const Values& values,
                        Visibility visibility = Visibility::open);
/// The Centre's own words stand before every list's; an empty field leaves it to the lists.
void edit_service(Tx& tx, Id<Service> id, const Values& own);
/// What the Centre itself says of a service, and what the lists say without it.
struct Spoken {
    Values own, listed;
};
Spoken spoken(Tx& tx, Id<Service> id);
/// Earlier facts of the condition stay as history.
Id<Fact> add_fact(Tx& tx, Id<Service> id, const NewFact& fact);
/// Takes a fact back, by who wrote it and within half an hour; false when it is too late.
bool withdraw_fact(Tx& tx, Id<Service> id, Id<Fact> fact, Id<Account> by, Instant now);
/// Somebody asked the place itself and it still holds.
void confirm(Tx& tx, Id<Service> id, Date on, std::string_view by);

/// Something beside the directory speaks of it: the list that brought it is not taken back any more.
void hold(Tx& tx, Id<Service> id);

/// It was asked and reminded twice, and nobody answered until that day.
void mark_unconfirmed(Tx& tx, Id<Service> id, Date since);

/// A request that an organisation declined, and the bodies it speaks for.
struct Declined {
    Id<Organisation> organisation;
    std::vector<Id<Provider>> bodies;
    std::string reason, request;  // code of the request's reasons, "H-0412"
    Id<Account> by;
    Date on{};
    Instant at{};
};
/// Kept as a refusal where it says something of the place: of its one service, or of its bodies
/// until somebody says which service it was.
void note_declined(Tx& tx, const Declined& declined);

/// 地域の課題: what was looked for and not found. No person in it.
struct NewIssue {
    Id<Organisation> organisation;
    std::string municipality;
    std::vector<std::string> kinds, conditions;
    std::optional<int> within_km;
    std::size_t found{}, fitting{};
    std::string note;
    Id<Account> by;
    Instant at{};
};
Id<RegionalIssue> record_issue(Tx& tx, const NewIssue& issue);

/// Of 「083-900-0000 / 083-900-0001」 the first, and its digits for a link; "" when it is none.
std::string first_phone(std::string_view phones);
std::string digits_of(std::string_view phone);

/// What a family says, read with the words that the Centre added.
Understood understood(Tx& tx, std::string_view typed, std::span<const std::string> prefectures,
                      std::span<const std::string> dropped = {});
/// What the licences of the lists that were taken ask to be shown, each once.
std::vector<Word> credits(Tx& tx);

/// Codes of municipalities that newer lists brought: said to base/municipality.hpp, at the start.
void learn_municipalities(Tx& tx);
/// 圏域 that this instance has written down: said to directory/nearby.hpp, at the start and after a change.
void learn_regions(Tx& tx);
/// Where they were taken from; "" when they are the program's own.
std::string source_of_regions(Tx& tx, std::string_view prefecture);
/// All of a prefecture anew; they count once this is durable.
void keep_regions(Tx& tx, std::string_view prefecture, const std::vector<Region>& regions,
                  std::string_view source);

/// The one municipality that a post code lies in; "" when it is not known or lies in several.
std::string municipality_by_postal(Tx& tx, std::string_view postal);
/// Where that municipality's office stands.
std::optional<Point> middle_of_postal(Tx& tx, std::string_view postal);

/// A candidate of a case; one that is set aside already stays.
void set_aside(Tx& tx, Id<record::Case> case_id, Id<Service> service, Id<Account> by, Instant at);

/// For how many cases each was a candidate.
std::map<Id<Service>, std::int64_t> times_set_aside(Tx& tx);
/// What a person of this role may see of entries that are not public.
Visibility may_see(Role role);
/// The newest day on which the place was asked or told something itself.
std::optional<Date> last_word(const Listing& listing);

web::Part part();

}  // namespace michi::directory
