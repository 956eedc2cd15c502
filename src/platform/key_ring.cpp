#include "platform/key_ring.hpp"

#include <openssl/crypto.h>

#include <mutex>

namespace michi {

void Key::wipe() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

KeyRing::~KeyRing() { forget_all(); }

std::optional<Key> KeyRing::find(std::int64_t id, std::uint64_t use) const {
    const std::shared_lock lock(mutex_);
    const auto found = keys_.find({id, use});
    if (found == keys_.end()) return std::nullopt;
    return found->second;
}

void KeyRing::keep(std::int64_t id, std::uint64_t use, const Key& key) {
    const std::unique_lock lock(mutex_);
    if (keys_.size() >= limit_) forget_all();
    keys_.insert_or_assign(Place{id, use}, key);
}

void KeyRing::forget_all() {
    for (auto& [place, key] : keys_) key.wipe();
    keys_.clear();
}

}  // namespace michi
