#include "audit/audit.hpp"

#include <fmt/format.h>

#include "audit/tree.hpp"
#include "base/fold.hpp"

namespace michi::audit {
namespace {

constexpr std::int64_t kEntriesBetween = 1000, kMsBetween = 60 * 1000;

std::string_view kind_name(TraceKind kind) {
    constexpr std::string_view kNames[] = {"view", "list", "search", "change", "create", "send", "print", "export",
                                           "denied", "sign_in", "sign_in_failed", "sign_out", "account", "key",
                                           "import", "backup", "consent", "system"};
    return kNames[static_cast<std::size_t>(kind)];
}

/// Text of codes and numbers; what could forge a line is made visible.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : escape_visible(text)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string canonical(const Trace& t, std::int64_t sequence, Instant at) {
    return fmt::format(
        "{{\"n\":{},\"at\":{},\"who\":{},\"org\":{},\"role\":{},\"kind\":\"{}\",\"act\":{},\"object\":{},\"case\":{},"
        "\"fields\":{},\"detail\":{},\"purpose\":{}}}",
        sequence, at.ms, t.account, t.organisation, quoted(t.role), kind_name(t.kind), quoted(t.action),
        quoted(t.object), t.case_id, quoted(t.fields), quoted(t.detail), quoted(t.purpose));
}

std::string note(std::int64_t size, std::string_view root) {
    return fmt::format("michishirube\n{}\n{}\n", size, to_hex(root));
}

struct Head {
    Frontier frontier;
    std::int64_t signed_size{}, signed_at{};
};

Head read_head(Tx& tx) {
    const SqlText sql = SqlText("SELECT size, frontier FROM audit_head WHERE id = 1") + (tx.is_postgres() ? Sql(" FOR UPDATE") : Sql(""));
    Head head;
    auto found = tx.first(sql, [](const Row& r) { return Frontier(r.integer(0), r.blob(1)); });
    if (found) head.frontier = std::move(*found);
    tx.each("SELECT size, at FROM audit_checkpoint ORDER BY size DESC LIMIT 1", [&](const Row& r) {
        head.signed_size = r.integer(0);
        head.signed_at = r.integer(1);
    });
    return head;
}

void sign_head(Tx& tx, const Signer& signer, const Frontier& frontier, Instant at) {
    const std::string root = frontier.root();
    tx.run("INSERT INTO audit_checkpoint (size, at, root, signature) VALUES ($1, $2, $3, $4)", frontier.size(), at,
           Bytes{root}, Bytes{signer.sign(note(frontier.size(), root))});
}

void append(Tx& tx, Frontier& frontier, std::vector<Trace>& traces, Instant at) {
    for (const Trace& trace : traces) {
        const std::int64_t sequence = frontier.size() + 1;
        const std::string entry = canonical(trace, sequence, at);
        const std::string leaf = leaf_hash(entry);
        const std::optional<std::int64_t> case_id = trace.case_id ? std::optional(trace.case_id) : std::nullopt;
        tx.run("INSERT INTO audit_entry (sequence, at, entry, leaf, case_id) VALUES ($1, $2, $3, $4, $5)", sequence, at,
               entry, Bytes{leaf}, case_id);
        frontier.append(leaf);
    }
    tx.run("INSERT INTO audit_head (id, size, frontier) VALUES (1, $1, $2)"
           " ON CONFLICT (id) DO UPDATE SET size = $1, frontier = $2",
           frontier.size(), Bytes{frontier.packed()});
}

struct Checkpoint {
    std::int64_t size;
    std::string root, signature;
};

std::vector<Checkpoint> checkpoints(Tx& tx) {
    return tx.all("SELECT size, root, signature FROM audit_checkpoint ORDER BY size", [](const Row& r) {
        return Checkpoint{r.integer(0), r.get<Bytes>(1).data, r.get<Bytes>(2).data};
    });
}

/// Walks the entries once; checks each leaf, the order, and every signed head on the way.
class Walk {
  public:
    Walk(Finding& finding, std::vector<Checkpoint> heads, const Signer& signer)
        : finding_(finding), heads_(std::move(heads)), signer_(signer) {}

    void entry(const Row& row) {
        if (!finding_.ok) return;
        const std::int64_t expected = frontier_.size() + 1;
        if (row.integer(0) != expected) return bad(expected, "order");
        const std::string leaf = leaf_hash(row.text(1));
        if (leaf != row.blob(2)) return bad(expected, "entry");
        if (!row.text(1).starts_with(fmt::format("{{\"n\":{},", expected))) return bad(expected, "order");
        frontier_.append(leaf);
        ++finding_.entries;
        check_heads();
    }
    void end(const std::optional<Frontier>& head) {
        if (!finding_.ok) return;
        const bool whole = head ? head->size() == frontier_.size() && head->packed() == frontier_.packed()
                                : frontier_.size() == 0;
        if (!whole) return bad(frontier_.size() + 1, "head");
        if (next_ < heads_.size()) bad(frontier_.size() + 1, "checkpoint");
    }

  private:
    void check_heads() {
        while (next_ < heads_.size() && heads_[next_].size == frontier_.size()) {
            const Checkpoint& head = heads_[next_++];
            if (head.root != frontier_.root()) return bad(frontier_.size(), "checkpoint");
            if (!signer_.verifies(note(head.size, head.root), head.signature)) return bad(frontier_.size(), "signature");
        }
    }
    void bad(std::int64_t sequence, std::string_view why) {
        finding_.ok = false;
        finding_.first_bad = sequence;
        finding_.why = std::string(why);
    }

    Finding& finding_;
    std::vector<Checkpoint> heads_;
    const Signer& signer_;
    Frontier frontier_;
    std::size_t next_{};
};

}  // namespace

Seal make_seal(const Signer& signer, std::function<Instant()> now) {
    return [&signer, now = std::move(now)](Tx& tx, std::vector<Trace>&& traces) {
        const Instant at = now();
        Head head = read_head(tx);
        append(tx, head.frontier, traces, at);
        if (head.frontier.size() - head.signed_size >= kEntriesBetween || at.ms - head.signed_at >= kMsBetween)
            sign_head(tx, signer, head.frontier, at);
    };
}

Finding verify(Database& database, const Signer& signer) {
    Finding finding;
    database.read([&](Tx& tx) {
        Walk walk(finding, checkpoints(tx), signer);
        tx.each("SELECT sequence, entry, leaf FROM audit_entry ORDER BY sequence", [&](const Row& row) { walk.entry(row); });
        walk.end(tx.first("SELECT size, frontier FROM audit_head WHERE id = 1",
                          [](const Row& r) { return Frontier(r.integer(0), r.blob(1)); }));
    });
    return finding;
}

std::vector<Seen> entries_about(Tx& tx, std::int64_t case_id, int at_most) {
    return tx.all("SELECT sequence, at, entry FROM audit_entry WHERE case_id = $1 ORDER BY sequence DESC LIMIT $2",
                  [](const Row& r) { return Seen{r.integer(0), r.get<Instant>(1), r.get<std::string>(2)}; }, case_id, at_most);
}

}  // namespace michi::audit
