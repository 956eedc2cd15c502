#include <fmt/format.h>

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
    bool is_outside{};
};

class Verification {
  public:
    Verification(Tx& tx, const Vault& vault, const std::vector<std::string>& outside)
        : tx_(tx), sealer_(sealer_of(vault)), signer_(vault), gaps_(gaps(tx)) {
        notes_ =
            tx.all("SELECT entries, note FROM audit_checkpoint ORDER BY entries", [](const Row& r) {
                return Note{r.integer(0), r.get<std::string>(1)};
            });
        last_inner_note_ = notes_.empty() ? 0 : notes_.back().entries;
        for (const std::string& note : outside)
            if (!note.empty()) notes_.push_back({entries_of(note), note, true});
        std::ranges::stable_sort(notes_, {}, &Note::entries);
    }

    Verdict run() {
        while (verdict_.ok && read_some()) {
        }
        // The entries of a thousand can be whole although their note is not: then the note is it.
        while (next_note_ < notes_.size() && is_excused(notes_[next_note_])) ++next_note_;
        if (verdict_.ok && next_note_ < notes_.size()) fail_by_note();
        if (verdict_.ok) check_head();
        if (verdict_.ok) tell_gaps();
        verdict_.entries = verdict_.ok
                               ? tree_.size()
                               : tx_.value<std::int64_t>("SELECT count(*) FROM audit_entry");
        return std::move(verdict_);
    }

  private:
    /// A note of entries that are known to be gone fits nothing any more; it must only be ours.
    bool is_excused(const Note& note) const {
        return note.is_outside && signer_.is_ours(note.text) &&
               std::ranges::any_of(gaps_, [&](const Gap& gap) { return gap.covers(note.entries); });
    }

    void fail_by_note() {
        const Note& newest = notes_.back();
        if (!signer_.is_ours(newest.text))
            return fail(tree_.size() + 1, "a note is not signed by this instance");
        const Gap gap{.there = tree_.size(),
                      .missing = newest.entries - tree_.size(),
                      .since = last_moment(tx_).value_or(Instant{})};
        fail(gap.there + 1, sentence_of(gap) + ", which a signed note counts");
    }

    void tell_gaps() {
        for (const Gap& gap : gaps_) {
            verdict_.declared.push_back(sentence_of(gap));
            if (gap.is_open() && verdict_.ok)
                fail(gap.there + 1, fmt::format("{}, as entry {} says", sentence_of(gap), gap.seq));
        }
    }

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
            const bool fits = note.entries == tree_.size() &&
                              signer_.is_ours(note.text, tree_.size(), tree_.root());
            if (!fits && !is_excused(note))
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
        if (head->checkpoint_entries > last_inner_note_)
            fail(tree_.size(), "a signed note is missing");
    }

    Tx& tx_;
    Sealer sealer_;
    Signer signer_;
    std::vector<Gap> gaps_;
    Verdict verdict_;
    std::vector<Note> notes_;
    std::int64_t last_inner_note_{};
    std::size_t next_note_{};
    Tree tree_;
    std::int64_t last_{std::numeric_limits<std::int64_t>::min()};
};

}  // namespace

Verdict verify(Tx& tx, const Vault& vault, const std::vector<std::string>& outside) {
    return Verification(tx, vault, outside).run();
}

Verdict verify(Database& database, const Vault& vault, const std::vector<std::string>& outside) {
    return database.ask([&](Tx& tx) { return verify(tx, vault, outside); });
}

}  // namespace michi::audit
