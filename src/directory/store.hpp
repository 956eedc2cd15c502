// All SQL of the directory. Only this capability includes it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "directory/content.hpp"
#include "directory/difference.hpp"
#include "directory/list_identity.hpp"
#include "directory/listing.hpp"
#include "platform/db.hpp"
#include "record/model.hpp"

namespace michi::directory {

/// Numbers for rows to come: a block at a time.
std::int64_t reserve(Tx& tx, std::string_view series, std::size_t count);

/// The version that this transaction's changes are written in.
std::int64_t next_version(Tx& tx);

// ---- records: what sources say ----
/// The rows of a list, also those that are gone, one at a time.
void each_record(Tx& tx, Id<PublishedList> list, const std::function<void(Stored&&)>& on_record);
/// What the newest editions of all lists of a source hold, one at a time.
void each_standing(Tx& tx, std::string_view source, const std::function<void(Stored&&)>& on_record);
std::vector<Stored> records_of(Tx& tx, Id<Service> service);
/// Rows of services that several lists name, by service.
std::vector<Stored> shared_records(Tx& tx);
/// Where lists disagreed and a person decided.
struct Settled {
    Id<Service> service;
    std::string field, said;
};
std::vector<Settled> settled_ones(Tx& tx);
void settle(Tx& tx, const Settled& one, Id<Account> by, Instant at);
void insert_record(Tx& tx, const Stored& record, Id<Batch> batch);
void update_record(Tx& tx, const Stored& record, Id<Batch> batch);
void mark_gone(Tx& tx, Id<Record> record, Date on, Id<Batch> batch);
/// Keeps what stood there before: of a change that says "changed", "back" or "gone".
void insert_change(Tx& tx, Id<Batch> batch, std::string_view change, const Stored& before);
void insert_addition(Tx& tx, Id<Batch> batch, Id<Record> record);

struct BatchRow {
    std::string source, file_name, sha256;
    std::size_t rows{}, added{}, changed{}, gone{}, unchanged{}, refused{};
    Id<Account> by;
    Instant at{};
    bool staged{};          // on its way: not part of the directory yet
    bool undone{}, last{};  // last: nobody has edited what it wrote since
    Id<PublishedList> list{};
};
Id<Batch> insert_batch(Tx& tx, const BatchRow& row);

// ---- lists (list_store.cpp) ----
std::vector<PublishedList> published_lists(Tx& tx, std::string_view source);
/// A list that holds no row any more is taken up again by its name; the name of another is told apart.
/// `others`: new ones of the same taking, which hold no row yet.
Id<PublishedList> insert_list(Tx& tx, const PublishedList& list,
                              std::span<const Id<PublishedList>> others = {});
/// What its newest edition says of it: publisher, coverage, headings, file_name, taken_at.
void note_edition(Tx& tx, const PublishedList& list);
/// The lists that these very bytes were taken into, with the name of the file then; newest first.
std::vector<std::pair<Id<PublishedList>, std::string>> lists_of_bytes(Tx& tx,
                                                                      std::string_view source,
                                                                      std::string_view sha256);

// ---- a list on its way (taking.hpp) ----
/// `changed` of a service that is written and not yet part of the directory.
constexpr std::int64_t staged_version(Id<Batch> batch) { return -batch.value; }
/// How often lists were taken or taken back.
std::int64_t taken(Tx& tx);
void count_taken(Tx& tx);
bool is_staged(Tx& tx, Id<Batch> batch);
std::vector<Id<Batch>> staged_batches(Tx& tx);
void make_live(Tx& tx, Id<Batch> batch, std::int64_t version);
/// Takes away a part of what a list left that never became part of the directory; false when
/// nothing is left of it.
bool sweep_some(Tx& tx, Id<Batch> batch);

// ---- services ----
struct ServiceRow {
    Id<Service> id;
    Id<Provider> provider;
    std::string kind;
    Values values;
    int visibility{};
    bool gone{};
    std::optional<Date> gone_on;
};
void insert_service(Tx& tx, const ServiceRow& row, std::int64_t version);
void update_service(Tx& tx, const ServiceRow& row, std::int64_t version);
void touch_service(Tx& tx, Id<Service> id, std::int64_t version);
void set_places(Tx& tx, Id<Service> service, const std::set<Id<Place>>& places);

struct ProviderRow {
    Id<Provider> id;
    std::string name, folded, corporation_number;
};
std::vector<ProviderRow> providers(Tx& tx);
void insert_provider(Tx& tx, const ProviderRow& row);
std::map<std::string, Id<Place>> places(Tx& tx);
/// Answers the place that stands there now: this one, or one that somebody was faster with.
Id<Place> insert_place(Tx& tx, Id<Place> id, std::string_view key, const Values& values);

/// Which lists speak of each service, by their numbers, and by which lasting numbers.
struct Link {
    Id<Service> service;
    std::string kind;
    Values values;
    std::set<std::int64_t> lists;
    std::set<std::string> numbers;  // "source|system_no"
};
/// Of services that are wanted by their values or by one of their rows' lasting numbers: the others
/// are passed over.
std::vector<Link> links(Tx& tx, const std::function<bool(const Values&)>& wanted,
                        const std::function<bool(const std::string&)>& wanted_number);

/// Newest first.
std::vector<std::pair<Id<Batch>, BatchRow>> newest_batches(Tx& tx, std::size_t at_most);

// ---- taking a batch back (undo_store.cpp) ----
struct Undoable {
    std::string change;
    Stored before;  // of a new row: only its id and service
    bool kept{};    // what stood before is known
    bool edited{};  // somebody wrote the row, or about its service, since
};
/// Throws NotFound when there is no such batch; nothing when it was taken back already.
std::optional<std::vector<Undoable>> changes_of(Tx& tx, Id<Batch> batch);
/// Whether a later edition of its list changed anything: that one is taken back first.
bool has_newer_edition(Tx& tx, Id<Batch> batch);
void drop_record(Tx& tx, Id<Record> record);
void put_back(Tx& tx, const Stored& before);
void drop_service(Tx& tx, Id<Service> service, std::int64_t version);
/// Its changes are forgotten with it; what it counted stays in the list of imports.
void mark_undone(Tx& tx, Id<Batch> batch, Id<Account> by, Instant at);
/// After its rows were put back: what a list is known by is that of the edition that stands again, but for its
/// headings, of which nothing is known. Where that edition was the end of the list, it has ended again.
void know_as_before(Tx& tx, Id<Batch> batch);

/// Of the lists that were taken, each once.
std::vector<Word> credits(Tx& tx);

// ---- files between preview and confirmation ----
struct KeptUpload {
    std::string token;
    Id<Account> account;
    std::string name, kind, bytes;
    Instant at{};
};
/// Throws away what is older than a day.
void keep_upload_row(Tx& tx, const KeptUpload& upload);
/// Throws NotFound; a token of somebody else is not found either.
KeptUpload find_upload(Tx& tx, std::string_view token, Id<Account> account);
void drop_upload(Tx& tx, std::string_view token);

// ---- candidates of a case ----
std::vector<Id<Service>> candidates_of(Tx& tx, Id<record::Case> case_id);
void drop_candidate(Tx& tx, Id<record::Case> case_id, Id<Service> service);

// ---- facts ----
Id<Fact> insert_fact(Tx& tx, Id<Service> service, const NewFact& fact);
/// All that was ever told of it, newest first; what was taken back is left out.
std::vector<KnownFact> history_of(Tx& tx, Id<Service> service);
/// Only by who wrote it, not before `since`. False: nothing was taken back.
/// Who recorded what was told; nobody when it is not of this service.
Id<Account> author_of(Tx& tx, Id<Fact> fact, Id<Service> service);
bool withdraw_row(Tx& tx, Id<Fact> fact, Id<Service> service, Id<Account> by, Instant now,
                  Instant since);
void set_confirmed(Tx& tx, Id<Service> service, Date on, std::string_view by, std::int64_t version);

std::string words_of(const Listing& listing);

using Listings = std::map<Id<Service>, std::shared_ptr<Listing>>;
/// What stands beside the listings that changed after `version`: who may read, places, lists.
void fill_beside(Tx& tx, Listings& found, std::int64_t version);
/// When each list was last taken, by its number.
std::map<std::int64_t, Date> lists_taken(Tx& tx);

void set_unconfirmed(Tx& tx, Id<Service> service, Date since, std::int64_t version);

/// Listings that changed after `version`, whole, by id.
std::vector<std::shared_ptr<const Listing>> listings_since(Tx& tx, std::int64_t version);

}  // namespace michi::directory
