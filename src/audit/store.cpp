#include "audit/store.hpp"

#include <fmt/format.h>

namespace michi::audit {
namespace {

constexpr std::size_t kColumns = 13;
/// A round trip to PostgreSQL costs more than a row; a call of SQLite does not.
constexpr std::size_t kRowsOnPostgres = 64;

/// One statement for `rows` entries: numbered places only.
std::string insert_of(std::size_t rows) {
    std::string sql =
        "INSERT INTO audit_entry (seq, at, kind, action, object, case_id, fields, detail, account,"
        " organisation, role, purpose, seal) VALUES ";
    for (std::size_t i = 0; i < rows * kColumns; ++i)
        sql += fmt::format("{}${}{}",
                           i % kColumns ? ", "
                           : i          ? ", ("
                                        : "(",
                           i + 1, i % kColumns == kColumns - 1 ? ")" : "");
    return sql;
}

void bind(std::vector<Value>& values, const Entry& entry, const std::string& seal) {
    const Trace& t = entry.trace;
    const Value row[] = {entry.seq,
                         entry.at.ms,
                         std::int64_t(t.kind),
                         std::string_view(t.action),
                         std::string_view(t.object),
                         t.case_id,
                         std::string_view(t.fields),
                         std::string_view(t.detail),
                         t.account,
                         t.organisation,
                         std::string_view(t.role),
                         std::string_view(t.purpose),
                         Blob{seal}};
    values.insert(values.end(), std::begin(row), std::end(row));
}

}  // namespace

std::optional<Head> read_head(Tx& tx) {
    return tx.first(
        "SELECT entries, frontier, checkpoint_entries, checkpoint_at, seal FROM audit_head"
        " WHERE id = 1",
        [](const Row& r) {
            return Head{Tree(r.integer(0), r.blob(1)), r.integer(2), r.get<Instant>(3),
                        std::string(r.blob(4))};
        });
}

std::string head_bytes(const Head& head) {
    return fmt::format("head {} {} {} ", head.tree.size(), head.checkpoint_entries,
                       head.checkpoint_at.ms) +
           head.tree.stored();
}

void write_head(Tx& tx, const Head& head, const Sealer& sealer) {
    tx.run(
        "INSERT INTO audit_head (id, entries, frontier, checkpoint_entries, checkpoint_at, seal)"
        " VALUES (1, $1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET"
        " entries = excluded.entries, frontier = excluded.frontier,"
        " checkpoint_entries = excluded.checkpoint_entries,"
        " checkpoint_at = excluded.checkpoint_at, seal = excluded.seal",
        head.tree.size(), Bytes{head.tree.stored()}, head.checkpoint_entries, head.checkpoint_at,
        Bytes{sealer.seal(head_bytes(head))});
}

void add_entries(Tx& tx, const std::vector<Entry>& entries, const std::vector<std::string>& seals) {
    static const std::string kMany = insert_of(kRowsOnPostgres), kOne = insert_of(1);
    const std::size_t most = tx.is_postgres() ? kRowsOnPostgres : 1;
    std::vector<Value> values;
    for (std::size_t i = 0; i < entries.size();) {
        const std::size_t rows = entries.size() - i >= most ? most : 1;
        values.clear();
        for (std::size_t end = i + rows; i < end; ++i) bind(values, entries[i], seals[i]);
        tx.connection().execute(rows == 1 ? kOne : kMany, values, [](const Row&) {});
    }
}

void add_checkpoint(Tx& tx, std::int64_t entries, Instant at, const std::string& note) {
    tx.run("INSERT INTO audit_checkpoint (entries, at, note) VALUES ($1, $2, $3)", entries, at,
           note);
}

Entry entry_from(const Row& r) {
    Entry e;
    e.seq = r.integer(0);
    e.at = r.get<Instant>(1);
    e.trace = {.kind = r.get<TraceKind>(2),
               .action = r.get<std::string>(3),
               .object = r.get<std::string>(4),
               .case_id = r.integer(5),
               .fields = r.get<std::string>(6),
               .detail = r.get<std::string>(7),
               .account = r.integer(8),
               .organisation = r.integer(9),
               .role = r.get<std::string>(10),
               .purpose = r.get<std::string>(11)};
    return e;
}

Sealer sealer_of(const Vault& vault) { return Sealer(vault.mac("audit-entry", "seal").data); }

std::string newest_checkpoint(Tx& tx) {
    return tx.value<std::string>("SELECT note FROM audit_checkpoint ORDER BY entries DESC LIMIT 1");
}

std::optional<Instant> last_moment(Tx& tx) {
    return tx.first("SELECT at FROM audit_entry ORDER BY seq DESC LIMIT 1",
                    [](const Row& r) { return r.get<Instant>(0); });
}

std::vector<Gap> gaps(Tx& tx) {
    std::vector<Gap> found;
    tx.each(
        "SELECT seq, at, action, object, detail FROM audit_entry"
        " WHERE action IN ('audit.gap', 'audit.gap_seen') ORDER BY seq",
        [&](const Row& r) {
            if (r.text(2) == kGap)
                found.push_back(gap_from(r.integer(0), r.get<Instant>(1), r.text(3), r.text(4)));
            else
                for (Gap& gap : found) gap.seen = true;
        });
    return found;
}

std::vector<Entry> entries_of_case(Tx& tx, std::int64_t case_id, int limit) {
    return tx.all(
        "SELECT seq, at, kind, action, object, case_id, fields, detail, account, organisation,"
        " role, purpose FROM audit_entry WHERE case_id = $1 AND case_id <> 0"
        " ORDER BY seq DESC LIMIT $2",
        entry_from, case_id, limit);
}

std::vector<Entry> entries_before(Tx& tx, std::int64_t seq, int limit) {
    return tx.all(
        "SELECT seq, at, kind, action, object, case_id, fields, detail, account, organisation,"
        " role, purpose FROM audit_entry WHERE CAST($1 AS BIGINT) = 0 OR seq < $1"
        " ORDER BY seq DESC LIMIT $2",
        entry_from, seq, limit);
}

Extent extent(Tx& tx) {
    const auto head = read_head(tx);
    if (!head) return {};
    return {
        .entries = static_cast<std::int64_t>(head->tree.size()),
        .noted = head->checkpoint_entries,
        .newest = last_moment(tx),
        .noted_at = head->checkpoint_entries ? std::optional(head->checkpoint_at) : std::nullopt};
}

}  // namespace michi::audit
