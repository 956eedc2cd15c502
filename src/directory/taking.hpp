// Taking a list in turns: what is new is written beside the directory where nobody looks, a little
// at a time, so that other writers wait for milliseconds; one last turn makes all of it part of the
// directory, or none.
#pragma once

#include <memory>
#include <vector>

#include "directory/linking.hpp"
#include "directory/planning.hpp"

namespace michi::directory {

class Taking {
  public:
    /// Reads only. The file outlives the taking.
    Taking(Tx& tx, const File& file, Id<Account> by, Now now, const Choices& choices = {});

    /// Another list that is on its way gives way.
    void begin(Tx& tx);
    /// Writes the next new rows; false when all are written. Throws Stale when another list began.
    bool write_some(Tx& tx);
    /// Changes what is there and lets everything be seen. Throws Stale when a list was taken or
    /// taken back since this one was planned.
    void finish(Tx& tx);

    const std::vector<Preview>& previews() const { return previews_; }

  private:
    struct Table {
        Plan plan;
        Id<Batch> batch{};
        PublishedList list;  // as this edition tells it; without a number while it holds nothing
        std::vector<std::size_t> alone;                           // entries that become services
        std::vector<std::pair<std::size_t, Id<Service>>> linked;  // entries of services there are
        /// Entries of services that an earlier table brings: its place, and that of its `alone`.
        struct Shared {
            std::size_t entry, table, alone;
        };
        std::vector<Shared> shared;
        std::int64_t record{}, service{};  // next numbers
        std::int64_t first_service{};      // of alone
        std::size_t written{};             // of alone
        bool changes_anything() const;
    };

    Stored record_of(Table& table, std::size_t entry);
    void write_new(Tx& tx, Table& table, std::size_t entry);
    void link(Tx& tx, Table& table, std::size_t entry, Id<Service> service, std::int64_t version);
    void change(Tx& tx, Table& table, const Changed& changed, std::int64_t version);
    void lose(Tx& tx, Table& table, const Stored& stored, std::int64_t version);

    const File& file_;
    Id<Account> by_;
    Now now_;
    std::int64_t taken_;
    Home home_;
    std::vector<Table> tables_;
    std::vector<Preview> previews_;
};

/// The service as all its records say it together.
void merge_again(Tx& tx, Id<Service> id, const std::string& kind, std::int64_t version, Home& home,
                 Now now);

/// Begins and writes in turns of their own; `finish` is left to the caller's turn.
void write_beside(Database& database, Taking& taking);

}  // namespace michi::directory
