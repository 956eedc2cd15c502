#include "audit/tree.hpp"

#include <openssl/evp.h>

#include <bit>
#include <cstring>
#include <memory>

#include "platform/db.hpp"

namespace michi::audit {
namespace {

constexpr std::string_view kLeaf{"\0", 1}, kNode{"\1", 1};

struct Digest {
    std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> method{EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                           EVP_MD_free};
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> state{EVP_MD_CTX_new(),
                                                                  EVP_MD_CTX_free};
};

}  // namespace

Hash sha256_of(std::string_view first, std::string_view second, std::string_view third) {
    thread_local const Digest digest;
    Hash out;
    EVP_MD_CTX* state = digest.state.get();
    bool good = EVP_DigestInit_ex2(state, digest.method.get(), nullptr) == 1;
    for (const auto part : {first, second, third})
        good = good && EVP_DigestUpdate(state, part.data(), part.size()) == 1;
    if (!good || EVP_DigestFinal_ex(state, out.data(), nullptr) != 1)
        throw StorageFault("SHA-256 failed");
    return out;
}

Hash leaf_hash(std::string_view bytes) { return sha256_of(kLeaf, bytes); }

Tree::Tree(std::int64_t size, std::string_view stored) : size_(size) {
    const auto count = static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(size)));
    if (size < 0 || stored.size() != count * sizeof(Hash))
        throw StorageFault("the head of the audit does not fit its size");
    frontier_.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        std::memcpy(frontier_[i].data(), stored.data() + i * sizeof(Hash), sizeof(Hash));
}

void Tree::add(const Hash& leaf) {
    frontier_.push_back(leaf);
    for (std::int64_t full = size_; full & 1; full >>= 1) {
        const Hash right = frontier_.back();
        frontier_.pop_back();
        frontier_.back() = sha256_of(kNode, view(frontier_.back()), view(right));
    }
    ++size_;
}

Hash Tree::root() const {
    if (frontier_.empty()) return sha256_of({});
    Hash hash = frontier_.back();
    for (auto left = frontier_.rbegin() + 1; left != frontier_.rend(); ++left)
        hash = sha256_of(kNode, view(*left), view(hash));
    return hash;
}

std::string Tree::stored() const {
    std::string out;
    for (const Hash& hash : frontier_) out.append(view(hash));
    return out;
}

}  // namespace michi::audit
