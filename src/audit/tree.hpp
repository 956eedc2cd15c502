// The Merkle tree of RFC 6962 section 2.1, kept as its frontier.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace michi::audit {

std::string leaf_hash(std::string_view entry);                      // SHA-256(0x00 || entry)
std::string node_hash(std::string_view left, std::string_view right);  // SHA-256(0x01 || left || right)

/// Roots of the perfect subtrees, largest first: one per set bit of the size.
class Frontier {
  public:
    Frontier() = default;
    Frontier(std::int64_t size, std::string_view packed);
    void append(std::string leaf);
    std::int64_t size() const { return size_; }
    std::string root() const;     // SHA-256("") when empty
    std::string packed() const;   // the hashes, one after another

  private:
    std::int64_t size_{};
    std::vector<std::string> roots_;
};

}  // namespace michi::audit
