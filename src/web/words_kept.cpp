#include "web/words_kept.hpp"

#include "platform/series.hpp"

namespace michi::web {
namespace {

constexpr std::size_t kTokenBytes = 18;
constexpr std::int64_t kKeptMs = 12 * 60 * 60 * 1000;  // no session of staff lasts longer

constexpr Spot spot(std::int64_t row) {
    return {.table = "search_words", .column = "words", .row = row};
}

}  // namespace

std::string keep_words(Tx& tx, Vault& vault, const Subject& who, std::string_view words,
                       Instant at) {
    tx.run("DELETE FROM search_words WHERE at < $1", at.ms - kKeptMs);
    const auto key = tx.value<Id<DataKey>>("SELECT key_id FROM account WHERE id = $1", who.account);
    const std::int64_t id = next_number(tx, "search_words");
    const std::string token = base64url(random_bytes(kTokenBytes));
    tx.run(
        "INSERT INTO search_words (id, token, account_id, session_id, key_id, words, at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id, token, who.account, who.session, key, vault.seal(tx, key, spot(id), words), at);
    return token;
}

std::optional<std::string> kept_words(Tx& tx, Vault& vault, const Subject& who,
                                      std::string_view token, Instant at) {
    return tx.first(
        "SELECT id, key_id, words FROM search_words WHERE token = $1 AND account_id = $2"
        " AND session_id = $3 AND at >= $4",
        [&](const Row& row) {
            return vault.open(tx, row.get<Id<DataKey>>(1), spot(row.integer(0)), row.blob(2));
        },
        token, who.account, who.session, at.ms - kKeptMs);
}

}  // namespace michi::web
