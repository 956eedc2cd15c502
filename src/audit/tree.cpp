#include "audit/tree.hpp"

#include "platform/vault.hpp"

namespace michi::audit {

constexpr std::size_t kHash = 32;

std::string leaf_hash(std::string_view entry) {
    std::string bytes(1, '\0');
    return sha256(bytes.append(entry));
}

std::string node_hash(std::string_view left, std::string_view right) {
    std::string bytes(1, '\1');
    return sha256(bytes.append(left).append(right));
}

Frontier::Frontier(std::int64_t size, std::string_view packed) : size_(size) {
    for (std::size_t at = 0; at + kHash <= packed.size(); at += kHash) roots_.emplace_back(packed.substr(at, kHash));
}

void Frontier::append(std::string leaf) {
    // As many perfect subtrees end here as the old size has trailing ones.
    for (std::int64_t left = size_; left & 1; left >>= 1) {
        leaf = node_hash(roots_.back(), leaf);
        roots_.pop_back();
    }
    roots_.push_back(std::move(leaf));
    ++size_;
}

std::string Frontier::root() const {
    if (roots_.empty()) return sha256("");
    std::string hash = roots_.back();
    for (auto it = roots_.rbegin() + 1; it != roots_.rend(); ++it) hash = node_hash(*it, hash);
    return hash;
}

std::string Frontier::packed() const {
    std::string bytes;
    for (const std::string& root : roots_) bytes += root;
    return bytes;
}

}  // namespace michi::audit
