// Appends what a group of commits traced; signs a note each thousand entries and each minute.
#include "audit/note.hpp"
#include "audit/store.hpp"

namespace michi::audit {
namespace {

constexpr std::int64_t kEntriesANote = 1000, kMsANote = 60 * 1000;

struct Writing {
    Sealer sealer;
    Signer signer;
    std::function<Instant()> clock;

    void append(Tx& tx, std::vector<Trace>&& traces) const;
    void sign(Tx& tx, Head& head, Instant at) const {
        if (head.tree.size() == head.checkpoint_entries) return;
        add_checkpoint(tx, head.tree.size(), at, signer.sign(head.tree.size(), head.tree.root()));
        head.checkpoint_entries = head.tree.size();
        head.checkpoint_at = at;
    }
};

void Writing::append(Tx& tx, std::vector<Trace>&& traces) const {
    // The head is read anew each time: another node may have written since.
    Head head = read_head(tx).value_or(Head{});
    const Instant at = clock();
    std::vector<Entry> entries;
    std::vector<std::string> seals;
    entries.reserve(traces.size());
    seals.reserve(traces.size());
    for (Trace& trace : traces) {
        make_plain(trace);
        entries.push_back({head.tree.size() + 1, at, std::move(trace)});
        const Hash leaf = leaf_hash(canonical(entries.back()));
        seals.push_back(sealer.seal(view(leaf)));
        head.tree.add(leaf);
        if (head.tree.size() - head.checkpoint_entries >= kEntriesANote) sign(tx, head, at);
    }
    const auto since = at.ms - head.checkpoint_at.ms;
    if (since >= kMsANote || since < 0) sign(tx, head, at);
    add_entries(tx, entries, seals);
    write_head(tx, head, sealer);
}

}  // namespace

Seal sealing(const Vault& vault, std::function<Instant()> clock) {
    const auto writing =
        std::make_shared<const Writing>(Writing{sealer_of(vault), Signer(vault), std::move(clock)});
    return
        [writing](Tx& tx, std::vector<Trace>&& traces) { writing->append(tx, std::move(traces)); };
}

void sign_checkpoint(Tx& tx, const Vault& vault, Instant at) {
    auto head = read_head(tx);
    if (!head) return;
    const Sealer sealer = sealer_of(vault);
    const Writing writing{sealer, Signer(vault), {}};
    const auto before = head->checkpoint_entries;
    writing.sign(tx, *head, at);
    if (head->checkpoint_entries != before) write_head(tx, *head, sealer);
}

}  // namespace michi::audit
