// One-time keys: a form sent twice (double click, lost line, reload) happens once and is answered alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/db.hpp"

namespace michi::web {

struct OnceKey {
    std::int64_t account{};
    std::string key;
    Bytes
        content;  // keyed digest of route and fields: the same key with other words is another matter
};

bool is_once_key(std::string_view text);

struct Earlier {
    bool same_content{};
    std::string location;
};

/// Takes the key for this transaction; the earlier outcome when it has been used before.
std::optional<Earlier> take_once(Tx& tx, const OnceKey& once, Instant at);
/// Where the request led; called in the same transaction.
void settle_once(Tx& tx, const OnceKey& once, std::string_view location);
/// Whether a form with this key was carried out.
bool is_settled(Tx& tx, std::int64_t account, std::string_view key);
/// Gives the key back: the answer changed nothing that must not happen twice.
void release_once(Tx& tx, const OnceKey& once);
/// Forgets keys older than seven days.
void prune_once(Tx& tx, Instant at);

}  // namespace michi::web
