#include <algorithm>
#include <limits>

#include "audit/note.hpp"
#include "audit/store.hpp"

namespace michi::audit {
namespace {

constexpr std::int64_t kRowsAtOnce = 20000;

struct Note {
    std::int64_t entries{};
    std::string text;
};

class Verification {
  public:
    Verification(Tx& tx, const Vault& vault, const std::string& outside)
        : tx_(tx), sealer_(sealer_of(vault)), signer_(vault) {
        notes_ =
            tx.all("SELECT entries, note FROM audit_checkpoint ORDER BY entries", [](const Row& r) {
                return Note{r.integer(0), r.get<std::string>(1)};
            });
        if (outside.empty()) return;
        notes_.push_back({entries_of(outside), outside});
        std::ranges::stable_sort(notes_, {}, &Note::entries);
    }

    Verdict run() {
        while (verdict_.ok && read_some()) {
        }
        // The entries of a thousand can be whole although their note is not: then the note is it.
        if (verdict_.ok && next_note_ < notes_.size())
            fail(tree_.size() + 1, "entries that a signed note counts are missing");
        if (verdict_.ok) check_head();
        verdict_.entries = verdict_.ok
                               ? tree_.size()
                               : tx_.value<std::int64_t>("SELECT count(*) FROM audit_entry");
        return std::move(verdict_);
    }

  private:
    void fail(std::int64_t seq, std::string what) {
        verdict_.ok = false;
        verdict_.first_bad = seq;
        verdict_.what = std::move(what);
    }

    bool read_some() {
        std::int64_t rows = 0;
        tx_.each(
            "SELECT seq, at, kind, action, object, case_id, fields, detail, account, organisation,"
            " role, purpose, seal FROM audit_entry WHERE seq > $1 ORDER BY seq LIMIT $2",
            [&](const Row& row) {
                ++rows;
                if (verdict_.ok) check(row);
            },
            last_, kRowsAtOnce);
        return rows == kRowsAtOnce;
    }

    void check(const Row& row) {
        const Entry entry = entry_from(row);
        const std::int64_t due = tree_.size() + 1;
        last_ = entry.seq;
        if (entry.seq != due) return fail(due, "the order has a gap");
        const Hash leaf = leaf_hash(canonical(entry));
        if (row.blob(12) != sealer_.seal(view(leaf)))
            return fail(due, "the entry is not as it was written");
        tree_.add(leaf);
        check_notes();
    }

    void check_notes() {
        for (; next_note_ < notes_.size() && notes_[next_note_].entries <= tree_.size();
             ++next_note_) {
            const Note& note = notes_[next_note_];
            if (note.entries != tree_.size() ||
                !signer_.is_ours(note.text, tree_.size(), tree_.root()))
                return fail(tree_.size(), "a signed note does not fit the entries before it");
        }
    }

    void check_head() {
        std::optional<Head> head;
        try {
            head = read_head(tx_);
        } catch (const StorageFault& why) {
            return fail(tree_.size() + 1, why.what());
        }
        if (!head) {
            const bool unused =
                tx_.value<std::int64_t>("SELECT count(*) FROM key_encryption_key") == 0;
            if (tree_.size() != 0 || !unused) fail(1, "the head of the audit is missing");
            return;
        }
        if (head->seal != sealer_.seal(head_bytes(*head)))
            return fail(tree_.size() + 1, "the head of the audit is not as it was written");
        if (head->tree.size() != tree_.size())
            return fail(std::min(head->tree.size(), tree_.size()) + 1,
                        "the end of the audit is not where its head says");
        if (head->tree.root() != tree_.root())
            return fail(tree_.size(), "the head of the audit does not fit the entries");
        const std::int64_t last_note = notes_.empty() ? 0 : notes_.back().entries;
        if (head->checkpoint_entries > last_note) fail(tree_.size(), "a signed note is missing");
    }

    Tx& tx_;
    Sealer sealer_;
    Signer signer_;
    Verdict verdict_;
    std::vector<Note> notes_;
    std::size_t next_note_{};
    Tree tree_;
    std::int64_t last_{std::numeric_limits<std::int64_t>::min()};
};

}  // namespace

Verdict verify(Tx& tx, const Vault& vault, const std::string& outside) {
    return Verification(tx, vault, outside).run();
}

Verdict verify(Database& database, const Vault& vault, const std::string& outside) {
    return database.ask([&](Tx& tx) { return verify(tx, vault, outside); });
}

}  // namespace michi::audit
