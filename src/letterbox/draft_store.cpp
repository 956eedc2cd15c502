// What is being written without an account: sealed, found by its cookie alone, gone a day after its last page.
// The drafts of web/drafts.hpp belong to an account; a stranger has none.

#include "letterbox/packing.hpp"
#include "letterbox/store.hpp"

namespace michi::letterbox {
namespace {

Bytes token_digest(const Vault& vault, std::string_view token) {
    return vault.mac("letterbox-draft", token);
}

struct Found {
    Draft draft;
    Id<DataKey> key;
};

std::optional<Found> found_with(Tx& tx, Vault& vault, std::string_view token, Instant at) {
    if (token.empty()) return std::nullopt;
    return tx.first(
        "SELECT id, key_id, body, is_sent, saved_at FROM message_draft WHERE token = $1 AND saved_at > $2",
        [&](const Row& row) {
            const auto id = row.integer(0);
            const auto key = row.get<Id<DataKey>>(1);
            Found found{
                unpacked_draft(vault.open(tx, key, {"message_draft", "body", id}, row.blob(2))),
                key};
            found.draft.id = id;
            found.draft.is_sent = row.get<bool>(3);
            found.draft.saved_at = row.get<Instant>(4);
            return found;
        },
        token_digest(vault, token), Instant{at.ms - kDraftKept});
}

struct Line {
    std::int64_t id{};
    Id<DataKey> key;
};

Line row_from(const Row& row) { return {row.integer(0), row.get<Id<DataKey>>(1)}; }

/// With its key, so that no copy of the file opens it either.
void end_all(Tx& tx, const std::vector<Line>& lines) {
    for (const Line& line : lines) {
        tx.run("DELETE FROM message_draft WHERE id = $1", line.id);
        tx.run("DELETE FROM data_key WHERE id = $1", line.key);
    }
}

}  // namespace

std::optional<Draft> draft_with(Tx& tx, Vault& vault, std::string_view token, Instant at) {
    auto found = found_with(tx, vault, token, at);
    if (!found) return std::nullopt;
    return std::move(found->draft);
}

void keep_draft(Tx& tx, Vault& vault, std::string_view token, const Draft& draft, Instant at) {
    auto found = found_with(tx, vault, token, at);
    std::int64_t id = found ? found->draft.id : 0;
    const Id<DataKey> key = found ? found->key : vault.new_key(tx);
    if (!found) {
        end_draft(tx, vault, token);
        id = tx.value<std::int64_t>(
            "INSERT INTO message_draft (token, key_id, body, is_sent, saved_at) VALUES ($1, $2, $3, 0, $4)"
            " RETURNING id",
            token_digest(vault, token), key, Bytes{}, at);
    }
    tx.run("UPDATE message_draft SET body = $2, is_sent = $3, saved_at = $4 WHERE id = $1", id,
           vault.seal(tx, key, {"message_draft", "body", id}, packed_draft(draft)),
           draft.is_sent ? 1 : 0, at);
}

void end_draft(Tx& tx, const Vault& vault, std::string_view token) {
    end_all(tx, tx.all("SELECT id, key_id FROM message_draft WHERE token = $1", row_from,
                       token_digest(vault, token)));
}

void forget_drafts(Tx& tx, Instant at) {
    end_all(tx, tx.all("SELECT id, key_id FROM message_draft WHERE saved_at <= $1", row_from,
                       Instant{at.ms - kDraftKept}));
}

}  // namespace michi::letterbox
