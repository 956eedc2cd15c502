// Appends what a group of commits traced; signs a note each thousand entries and each minute; keeps the
// head outside the database, and says first of all what is missing against it.
#include <algorithm>
#include <atomic>

#include "audit/outside.hpp"
#include "audit/store.hpp"
#include "platform/log.hpp"

namespace michi::audit {
namespace {

constexpr std::int64_t kEntriesANote = 1000, kMsANote = 60 * 1000;

std::string note_of(const Head& head, const Signer& signer) {
    return signer.sign(head.tree.size(), head.tree.root());
}

void sign(Tx& tx, Head& head, const Signer& signer, Instant at) {
    if (head.tree.size() == head.checkpoint_entries) return;
    add_checkpoint(tx, head.tree.size(), at, note_of(head, signer));
    head.checkpoint_entries = head.tree.size();
    head.checkpoint_at = at;
}

bool says_gap(const std::vector<Trace>& traces) {
    return std::ranges::find(traces, kGap, &Trace::action) != traces.end();
}

/// A gap that was recorded when the program ended before the head outside followed.
bool is_recorded(Tx& tx, std::int64_t kept) {
    const auto known = gaps(tx);
    return std::ranges::any_of(
        known, [&](const Gap& gap) { return gap.there + gap.missing.value_or(0) == kept; });
}

class Writing {
  public:
    Writing(const Vault& vault, std::function<Instant()> clock,
            std::shared_ptr<const OutsideHead> outside)
        : sealer_(sealer_of(vault)),
          signer_(vault),
          clock_(std::move(clock)),
          outside_(std::move(outside)) {}

    void append(Tx& tx, std::vector<Trace>&& traces);

  private:
    bool find_gap(Tx& tx, const Head& head, std::vector<Trace>& traces) const;
    void keep_outside(Tx& tx, const Head& head, bool gap);

    Sealer sealer_;
    Signer signer_;
    std::function<Instant()> clock_;
    std::shared_ptr<const OutsideHead> outside_;
    bool began_{};
};

/// At the first entry of this process: whether less is there than was kept outside. That is said before
/// anything else, unless a restore says so itself.
bool Writing::find_gap(Tx& tx, const Head& head, std::vector<Trace>& traces) const {
    const std::int64_t kept = outside_ && !began_ ? entries_of(outside_->note()) : 0;
    if (kept <= head.tree.size()) return false;
    if (says_gap(traces) || is_recorded(tx, kept)) return true;
    const Gap gap{.there = head.tree.size(),
                  .missing = kept - head.tree.size(),
                  .since = last_moment(tx).value_or(Instant{})};
    log(Level::fault, "audit_entries_missing",
        {{"entries", std::to_string(*gap.missing)}, {"since", gap.since.iso()}});
    traces.insert(traces.begin(), trace_of(gap));
    return true;
}

void Writing::keep_outside(Tx& tx, const Head& head, bool gap) {
    if (!outside_) return;
    tx.after_commit([this, gap, note = note_of(head, signer_)] {
        began_ = true;
        gap ? outside_->replace(note) : outside_->keep(note);
    });
}

void Writing::append(Tx& tx, std::vector<Trace>&& traces) {
    // The head is read anew each time: another node may have written since.
    Head head = read_head(tx).value_or(Head{});
    const bool gap = find_gap(tx, head, traces);
    const Instant at = clock_();
    std::vector<Entry> entries;
    std::vector<std::string> seals;
    entries.reserve(traces.size());
    seals.reserve(traces.size());
    for (Trace& trace : traces) {
        make_plain(trace);
        entries.push_back({head.tree.size() + 1, at, std::move(trace)});
        const Hash leaf = leaf_hash(canonical(entries.back()));
        seals.push_back(sealer_.seal(view(leaf)));
        head.tree.add(leaf);
        if (head.tree.size() - head.checkpoint_entries >= kEntriesANote)
            sign(tx, head, signer_, at);
    }
    const auto since = at.ms - head.checkpoint_at.ms;
    if (since >= kMsANote || since < 0) sign(tx, head, signer_, at);
    add_entries(tx, entries, seals);
    write_head(tx, head, sealer_);
    keep_outside(tx, head, gap);
}

}  // namespace

Seal sealing(const Vault& vault, std::function<Instant()> clock,
             std::shared_ptr<const OutsideHead> outside) {
    const auto writing = std::make_shared<Writing>(vault, std::move(clock), std::move(outside));
    return
        [writing](Tx& tx, std::vector<Trace>&& traces) { writing->append(tx, std::move(traces)); };
}

void sign_checkpoint(Tx& tx, const Vault& vault, Instant at) {
    auto head = read_head(tx);
    if (!head) return;
    const auto before = head->checkpoint_entries;
    sign(tx, *head, Signer(vault), at);
    if (head->checkpoint_entries != before) write_head(tx, *head, sealer_of(vault));
}

void declare_restore(Tx& tx, const std::string& newest) {
    const std::int64_t there = read_head(tx).value_or(Head{}).tree.size();
    const std::int64_t kept = entries_of(newest);
    Gap gap{.cause = Gap::Cause::restored,
            .there = there,
            .missing = {},
            .since = last_moment(tx).value_or(Instant{})};
    if (kept > there) gap.missing = kept - there;
    tx.trace(trace_of(gap));
}

bool is_ours(const Vault& vault, const std::string& note) { return Signer(vault).is_ours(note); }

int acknowledge_gaps(Tx& tx) {
    const auto open = std::ranges::count_if(gaps(tx), &Gap::is_open);
    if (open == 0) return 0;
    Trace trace;
    trace.kind = TraceKind::system;
    trace.action = kGapSeen;
    trace.detail = std::to_string(open);
    tx.trace(std::move(trace));
    return static_cast<int>(open);
}

}  // namespace michi::audit
