// One way to talk to SQLite and PostgreSQL: statements, snapshots for reading, one writer that
// commits many waiting requests together.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/sql.hpp"
#include "base/trace.hpp"
#include "platform/memory.hpp"

namespace michi {

/// Bytes that are not text (ciphertext, hashes).
struct Bytes {
    std::string data;
    friend auto operator<=>(const Bytes&, const Bytes&) = default;
};

/// A value on its way into a statement; views stay valid during the call.
struct Blob {
    std::string_view data;
};
struct Value {
    enum class Kind { null, integer, real, text, blob };
    Kind kind{Kind::null};
    std::int64_t integer{};
    double real{};
    std::string_view bytes{};  // of text or blob

    Value() = default;
    Value(std::int64_t number) : kind(Kind::integer), integer(number) {}
    Value(double number) : kind(Kind::real), real(number) {}
    Value(std::string_view text) : kind(Kind::text), bytes(text) {}
    Value(Blob blob) : kind(Kind::blob), bytes(blob.data) {}
};

/// Date is stored as TEXT "YYYY-MM-DD", Instant as BIGINT milliseconds, bool as SMALLINT.
class Bound {
  public:
    Bound(std::nullptr_t) {}
    Bound(std::nullopt_t) {}
    template <std::integral I>
    Bound(I number) : value_(static_cast<std::int64_t>(number)) {}
    Bound(double number) : value_(number) {}
    Bound(std::string_view text) : value_(text) {}
    Bound(const std::string& text) : value_(std::string_view(text)) {}
    Bound(const char* text) : value_(std::string_view(text)) {}
    Bound(const Bytes& bytes) : value_(Blob{bytes.data}) {}
    Bound(Date date) : owned_(date.iso()), is_owned_(true) {}
    Bound(Instant at) : value_(at.ms) {}
    template <class Of>
    Bound(Id<Of> id) : value_(id ? Value(id.value) : Value()) {}
    template <class T>
    Bound(const std::optional<T>& maybe) {
        if (maybe) *this = Bound(*maybe);
    }
    Value value() const { return is_owned_ ? Value(std::string_view(owned_)) : value_; }

  private:
    Value value_;
    std::string owned_;
    bool is_owned_{};
};

/// One row of a result, valid only inside the callback. Columns count from 0.
class Row {
  public:
    virtual ~Row() = default;
    virtual bool null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::string_view blob(int column) const = 0;

    /// int, bool, double, std::string, Id<T>, Date, Instant, Bytes, optional of these, enum by
    /// number.
    template <class T>
    T get(int column) const;
};

/// The stop lane and the fault lane of the store.
struct NotFound : std::runtime_error {
    NotFound() : std::runtime_error("not found") {}
};
/// Someone saved meanwhile (row version did not match).
struct Stale : std::runtime_error {
    Stale() : std::runtime_error("stale") {}
};
/// A unique, foreign key, check or not-null rule of the schema refused the row.
struct ConstraintBroken : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// Full or read-only disk, connection lost, server gone: the request may be tried again later.
struct StorageUnavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// The disk is full; what is kept for the audit may still be there.
struct StorageFull : StorageUnavailable {
    using StorageUnavailable::StorageUnavailable;
};
/// Any other error of the engine.
struct StorageFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The connection was lost while COMMIT was under way: only the request's one-time key can tell.
struct OutcomeUnknown : StorageUnavailable {
    using StorageUnavailable::StorageUnavailable;
};

enum class Reach { reads, writes };

/// One connection with its statement cache. Not shared between threads.
///
/// One SQL text serves both engines. What differs is translated in scripts, or kept out of use:
/// - `id INTEGER PRIMARY KEY` is a BIGINT identity on PostgreSQL; a table takes its ids either
/// always
///   from the engine or always from a series (series.hpp), never from both.
/// - `BLOB` is BYTEA. Numbers are BIGINT or SMALLINT, moments BIGINT, days and words TEXT.
/// - sums are written `CAST(coalesce(sum(n), 0) AS BIGINT)`, a value that may be null
///   `CAST($1 AS BIGINT) IS NULL OR ...`, a value in a SELECT list `CAST($1 AS TEXT)`.
/// - NUL in text is refused by both.
class Connection {
  public:
    virtual ~Connection() = default;
    /// Runs one statement; calls on_row for each row; answers the number of rows changed.
    virtual std::int64_t execute(std::string_view sql, std::span<const Value> values,
                                 const std::function<void(const Row&)>& on_row) = 0;
    /// Runs a script of several statements without values (migrations), type words translated.
    virtual void script(std::string_view sql) = 0;
    virtual bool is_postgres() const = 0;

    /// A snapshot for reading, or the one writing transaction.
    virtual void begin(Reach reach) = 0;
    /// Durable when it returns.
    virtual void commit() = 0;
    /// Never throws; a connection that cannot roll back is not `usable` any more.
    virtual void rollback() noexcept = 0;
    virtual bool in_transaction() const = 0;
    virtual bool usable() const = 0;
    /// Housekeeping between groups of the writer; `idle` when nobody waits.
    virtual void tidy(bool idle) = 0;
};

/// A transaction: reads see one snapshot; writes belong to the group that commits together.
class Tx {
  public:
    Tx(Connection& connection, Reach reach, Memory& memory, bool scarce = false)
        : connection_(connection), reach_(reach), memory_(memory), scarce_(scarce) {}
    Tx(const Tx&) = delete;
    Tx& operator=(const Tx&) = delete;

    /// Changes rows; answers how many.
    template <class... A>
    std::int64_t run(Sql sql, const A&... args) {
        return call(
            sql.text(), [](const Row&) {}, args...);
    }
    template <class F, class... A>
    void each(Sql sql, F&& on_row, const A&... args) {
        call(sql.text(), std::forward<F>(on_row), args...);
    }
    template <class F, class... A>
    auto all(Sql sql, F&& map, const A&... args) {
        std::vector<std::decay_t<std::invoke_result_t<F, const Row&>>> rows;
        call(
            sql.text(), [&](const Row& row) { rows.push_back(map(row)); }, args...);
        return rows;
    }
    /// The first row, if any.
    template <class F, class... A>
    auto first(Sql sql, F&& map, const A&... args) {
        std::optional<std::decay_t<std::invoke_result_t<F, const Row&>>> found;
        call(
            sql.text(),
            [&](const Row& row) {
                if (!found) found.emplace(map(row));
            },
            args...);
        return found;
    }
    /// The first column of the first row; T{} when there is no row or it is null.
    template <class T, class... A>
    T value(Sql sql, const A&... args) {
        auto found = first(
            sql, [](const Row& r) { return r.null(0) ? T{} : r.get<T>(0); }, args...);
        return found ? std::move(*found) : T{};
    }

    /// Kept in the audit with this transaction; lost with it when it rolls back.
    void trace(Trace entry) { traces_.push_back(std::move(entry)); }
    /// Runs on the writer's thread after the group is durable (index updates, cache changes).
    void after_commit(std::function<void()> act) { after_commit_.push_back(std::move(act)); }

    /// What this process keeps in memory beside the database (search indexes).
    template <class T>
    T& memory() {
        return memory_.of<T>();
    }

    bool writes() const { return reach_ == Reach::writes; }
    /// The disk is full: traces are still kept, any statement is refused (StorageFull).
    bool scarce() const { return scarce_; }
    bool is_postgres() const { return connection_.is_postgres(); }
    Connection& connection() { return connection_; }
    std::vector<Trace>& traces() { return traces_; }
    std::vector<std::function<void()>>& after_commit_acts() { return after_commit_; }

  private:
    template <class F, class... A>
    std::int64_t call(std::string_view sql, F&& on_row, const A&... args) {
        const Bound bound[] = {Bound(args)..., Bound(nullptr)};
        Value values[sizeof...(args) + 1];
        for (std::size_t i = 0; i < sizeof...(args); ++i) values[i] = bound[i].value();
        return connection_.execute(sql, std::span<const Value>(values, sizeof...(args)),
                                   std::function<void(const Row&)>(std::ref(on_row)));
    }

    Connection& connection_;
    Reach reach_;
    Memory& memory_;
    bool scarce_;
    std::vector<Trace> traces_;
    std::vector<std::function<void()>> after_commit_;
};

/// How a queued write ended. `error` is the exception the work threw, or the group's commit
/// failure.
struct Written {
    std::exception_ptr error;
    bool ok() const { return !error; }
};

/// Called once per group on the writer's thread, inside the transaction, before COMMIT, with the
/// traces of all work that succeeded; throws to refuse the whole group (no audit, no data).
using Seal = std::function<void(Tx&, std::vector<Trace>&&)>;

class Database {
  public:
    virtual ~Database() = default;

    /// Runs `work` on a read-only snapshot, on this thread, with a connection of the pool.
    virtual void read(const std::function<void(Tx&)>& work) = 0;

    /// Queues `work` for the writer. It runs inside a savepoint of the group's transaction: if it
    /// throws, its savepoint rolls back and the others go on. `done` is called on the writer's
    /// thread after the group is durable (or has failed). Keep `work` short: parse before, render
    /// after.
    virtual void write(std::function<void(Tx&)> work, std::function<void(Written)> done) = 0;

    /// Waits for the durable end; rethrows what `work` threw.
    virtual void write_now(std::function<void(Tx&)> work) = 0;

    Memory& memory() { return memory_; }

    virtual void on_seal(Seal seal) = 0;
    virtual bool is_postgres() const = 0;
    /// Finishes what is queued, then closes.
    virtual void close() = 0;

    template <class F>
    auto ask(F&& work) -> std::invoke_result_t<F, Tx&> {
        std::optional<std::invoke_result_t<F, Tx&>> answer;
        read([&](Tx& tx) { answer.emplace(work(tx)); });
        return std::move(*answer);
    }

  private:
    Memory memory_;
};

/// `place` is a directory (SQLite file michi.db inside) or a postgresql:// URL.
struct Place {
    std::string directory;
    std::string url;
    bool is_postgres() const { return !url.empty(); }
    std::string file() const { return directory + "/michi.db"; }
};

/// Makes the schema in an empty place; refuses one that is older (`michishirube migrate` mends it)
/// or newer than this binary, see migrate.hpp.
std::unique_ptr<Database> open_database(const Place& place);

/// A fresh in-memory (SQLite) or schema-isolated (PostgreSQL, MICHI_TEST_POSTGRES) database for a
/// test, with all migrations applied.
std::unique_ptr<Database> open_scratch_database(bool postgres);

// ---- reading a column ----
template <class T>
struct Column;
template <std::integral I>
struct Column<I> {
    static I read(const Row& r, int c) { return static_cast<I>(r.integer(c)); }
};
template <>
struct Column<bool> {
    static bool read(const Row& r, int c) { return r.integer(c) != 0; }
};
template <>
struct Column<double> {
    static double read(const Row& r, int c) { return r.real(c); }
};
template <>
struct Column<std::string> {
    static std::string read(const Row& r, int c) { return std::string(r.text(c)); }
};
template <>
struct Column<Bytes> {
    static Bytes read(const Row& r, int c) { return {std::string(r.blob(c))}; }
};
template <>
struct Column<Date> {
    static Date read(const Row& r, int c) { return Date::parse_iso(r.text(c)).value(); }
};
template <>
struct Column<Instant> {
    static Instant read(const Row& r, int c) { return Instant{r.integer(c)}; }
};
template <class Of>
struct Column<Id<Of>> {
    static Id<Of> read(const Row& r, int c) { return r.null(c) ? Id<Of>{} : Id<Of>{r.integer(c)}; }
};
template <class E>
requires std::is_enum_v<E>
struct Column<E> {
    static E read(const Row& r, int c) { return static_cast<E>(r.integer(c)); }
};
template <class T>
struct Column<std::optional<T>> {
    static std::optional<T> read(const Row& r, int c) {
        if (r.null(c)) return std::nullopt;
        return Column<T>::read(r, c);
    }
};
template <class T>
T Row::get(int column) const {
    return Column<T>::read(*this, column);
}

}  // namespace michi
