// Taking a published list into the directory: preview first, then all or nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "directory/list_identity.hpp"
#include "directory/reading.hpp"
#include "directory/reference.hpp"
#include "platform/db.hpp"
#include "policy/policy.hpp"

namespace michi::directory {

/// A file as it came; `name` is only shown.
struct File {
    std::string name;
    std::string sha256;
    std::vector<Reading> readings;         // one a table
    std::optional<Reference> reference{};  // it is no list of services
};

class PostalPlaces;

/// `postal`: where nothing else tells the municipality, the post code does; where it tells another
/// one, a person should look.
Result<File> open_file(std::string name, std::string_view bytes, std::optional<Source> wanted = {},
                       std::span<const Mapping> said = {}, const PostalPlaces* postal = nullptr);

/// The same from tables that were read already. `bytes`: what they were read from.
Result<File> file_of(std::string name, std::string_view bytes, const std::vector<Table>& tables,
                     std::optional<Source> wanted = {}, std::span<const Mapping> said = {},
                     const PostalPlaces* postal = nullptr);

struct FieldChange {
    Field field{};
    std::string before, after;
};
struct RowChange {
    std::size_t row{};  // 0 for a row that is gone
    std::string name, kind, municipality;
    std::vector<FieldChange> fields;  // of a changed row; none: it had gone and is back
};

/// Rows of a preview: all are counted, the first are kept to be shown.
class ChangedRows {
  public:
    static constexpr std::size_t kShown = 200;
    template <class Make>
    void add(Make&& make) {
        if (count_++ < kShown) shown_.push_back(make());
    }
    std::size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }
    const std::vector<RowChange>& shown() const { return shown_; }
    const RowChange& front() const { return shown_.front(); }
    const RowChange& operator[](std::size_t i) const { return shown_[i]; }

  private:
    std::size_t count_{};
    std::vector<RowChange> shown_;
};

/// As a person said: the list a table is an edition of; none: a new one, of this name where it is
/// given.
struct Chosen {
    Id<PublishedList> list;
    std::string name{};
};
using Choices = std::map<std::size_t, Chosen>;  // by the table's place in the file

/// A list that a table may be an edition of.
struct Candidate {
    PublishedList list;
    std::size_t rows{}, known{};  // of its newest edition; of these, in the table too
};

/// The list that a table belongs to.
struct Belonging {
    std::optional<PublishedList> list;  // nothing: a new one
    std::string name;                   // of the list, or what the new one will be called
    std::vector<Candidate> asked;       // without a clear winner: what a person should choose from
};

/// What a file would change, or did.
struct Preview {
    std::string file;
    Source source{};
    Belonging list;
    std::string publisher;  // a code, "" when the rows do not tell
    std::size_t rows{}, unchanged{}, refused_rows{};
    ChangedRows fresh, changed, gone;
    std::vector<Problem> remarks, refused, notes;  // remarks: on the whole list
};

/// Changes nothing. A table without a clear list is a new one until somebody chose.
std::vector<Preview> preview(Tx& tx, const File& file, const Choices& choices = {});

/// Takes all tables of the file in this transaction; facts of the Centre are never touched. Long
/// files are taken in turns (taking.hpp).
std::vector<Preview> take(Tx& tx, const File& file, Id<Account> by, Now now,
                          const Choices& choices = {});

/// Takes back what a file changed, as long as nobody has edited it since: a newer edition of its
/// list, another file, a fact or a candidate of a service that the file brought. Refuses otherwise
/// and changes nothing.
Refusals undo(Tx& tx, Id<Batch> batch, Id<Account> by, Now now);

}  // namespace michi::directory
