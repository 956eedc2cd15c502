// The Merkle tree of RFC 6962, kept as its frontier: the roots of the full subtrees, largest first.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace michi::audit {

using Hash = std::array<unsigned char, 32>;

inline std::string_view view(const Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

Hash sha256_of(std::string_view first, std::string_view second = {}, std::string_view third = {});
/// SHA-256(0x00 || bytes)
Hash leaf_hash(std::string_view bytes);

class Tree {
  public:
    Tree() = default;
    /// From what stored() gave. Throws StorageFault when the two do not belong together.
    Tree(std::int64_t size, std::string_view stored);

    void add(const Hash& leaf);
    std::int64_t size() const { return size_; }
    Hash root() const;
    std::string stored() const;

  private:
    std::int64_t size_{};
    std::vector<Hash> frontier_;
};

}  // namespace michi::audit
