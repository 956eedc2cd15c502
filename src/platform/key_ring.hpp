// Keys that are open in memory. Only committed keys enter: a rolled-back number is given again to
// another key.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

namespace michi {

/// 256 bits, held where they stand: a field is opened without an allocation for its key.
class Key {
  public:
    Key() = default;
    explicit Key(std::string_view bytes) {
        if (bytes.size() != bytes_.size()) throw std::length_error("a key has 32 bytes");
        std::ranges::copy(bytes, bytes_.begin());
    }
    operator std::string_view() const { return {bytes_.data(), bytes_.size()}; }
    void wipe();

  private:
    std::array<char, 32> bytes_{};
};

class KeyRing {
  public:
    explicit KeyRing(std::size_t limit) : limit_(limit) {}
    ~KeyRing();
    KeyRing(const KeyRing&) = delete;
    KeyRing& operator=(const KeyRing&) = delete;

    /// `use` tells keys of one number apart: a column's part key from the whole key.
    std::optional<Key> find(std::int64_t id, std::uint64_t use) const;
    void keep(std::int64_t id, std::uint64_t use, const Key& key);

  private:
    struct Place {
        std::int64_t id;
        std::uint64_t use;
        friend bool operator==(const Place&, const Place&) = default;
    };
    struct PlaceHash {
        std::size_t operator()(const Place& p) const {
            return static_cast<std::size_t>(static_cast<std::uint64_t>(p.id) * 0x9e3779b97f4a7c15U ^
                                            p.use);
        }
    };
    void forget_all();

    std::size_t limit_;
    mutable std::shared_mutex mutex_;
    std::unordered_map<Place, Key, PlaceHash> keys_;
};

}  // namespace michi
