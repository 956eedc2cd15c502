#include "web/once.hpp"

#include <algorithm>

namespace michi::web {

bool is_once_key(std::string_view text) {
    return text.size() >= 8 && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '-' || c == '_' || c == '.';
           });
}

std::optional<Earlier> take_once(Tx& tx, const OnceKey& once, Instant at) {
    const auto taken = tx.run(
        "INSERT INTO once (account, once_key, content, location, at) VALUES ($1, $2, $3, '', $4)"
        " ON CONFLICT (account, once_key) DO NOTHING",
        once.account, once.key, once.content, at);
    if (taken == 1) return std::nullopt;
    return tx.first(
        "SELECT content, location FROM once WHERE account = $1 AND once_key = $2",
        [&](const Row& row) {
            return Earlier{row.get<Bytes>(0) == once.content, row.get<std::string>(1)};
        },
        once.account, once.key);
}

void settle_once(Tx& tx, const OnceKey& once, std::string_view location) {
    tx.run("UPDATE once SET location = $3 WHERE account = $1 AND once_key = $2", once.account,
           once.key, location);
}

bool is_settled(Tx& tx, std::int64_t account, std::string_view key) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM once WHERE account = $1 AND once_key = $2 AND location <> ''",
               account, key) > 0;
}

void release_once(Tx& tx, const OnceKey& once) {
    tx.run("DELETE FROM once WHERE account = $1 AND once_key = $2", once.account, once.key);
}

void prune_once(Tx& tx, Instant at) {
    constexpr std::int64_t kSevenDays = 7LL * 24 * 60 * 60 * 1000;
    tx.run("DELETE FROM once WHERE at < $1", at.ms - kSevenDays);
}

}  // namespace michi::web
