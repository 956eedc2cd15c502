#include "audit/note.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace michi::audit {
namespace {

constexpr std::string_view kOrigin = "michishirube";
constexpr std::string_view kDash = "\xE2\x80\x94 ";  // an em dash begins a signature line
constexpr char kEd25519 = 1;

std::string base64(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string body_of(std::int64_t entries, const Hash& root) {
    return fmt::format("{}\n{}\n{}\n", kOrigin, entries, base64(view(root)));
}

}  // namespace

struct Signer::Key {
    EVP_PKEY* pair{};
    ~Key() { EVP_PKEY_free(pair); }
};

Signer::Signer(const Vault& vault) : key_(std::make_unique<Key>()) {
    const std::string seed = vault.mac("audit-signature", kOrigin).data;
    key_->pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed), 32);
    public_key_.resize(32);
    std::size_t size = public_key_.size();
    if (!key_->pair ||
        EVP_PKEY_get_raw_public_key(
            key_->pair, reinterpret_cast<unsigned char*>(public_key_.data()), &size) != 1)
        throw StorageFault("no signing key for the audit");
}

Signer::Signer(Signer&&) noexcept = default;
Signer::~Signer() = default;

std::string Signer::key_id() const {
    const std::string typed = kEd25519 + public_key_;
    const Hash hash = sha256_of(kOrigin, "\n", typed);
    return std::string(view(hash).substr(0, 4));
}

std::string Signer::verifier_key() const {
    return fmt::format("{}+{}+{}", kOrigin, to_hex(key_id()), base64(kEd25519 + public_key_));
}

// Ed25519 is deterministic: the same tree always gives the same note, so comparing notes checks the
// signature.
std::string Signer::sign(std::int64_t entries, const Hash& root) const {
    const std::string body = body_of(entries, root);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> state(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
    std::string signature(64, '\0');
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(state.get(), nullptr, nullptr, nullptr, key_->pair) != 1 ||
        EVP_DigestSign(state.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       bytes_of(body), body.size()) != 1)
        throw StorageFault("the audit cannot be signed");
    return fmt::format("{}\n{}{} {}\n", body, kDash, kOrigin, base64(key_id() + signature));
}

bool Signer::is_ours(std::string_view note, std::int64_t entries, const Hash& root) const {
    return note == sign(entries, root);
}

bool Signer::is_ours(std::string_view note) const {
    // The root is the third line; signed again, the whole note must come out.
    const auto second = note.find('\n', note.find('\n') + 1);
    const auto third = second == std::string_view::npos ? second : note.find('\n', second + 1);
    if (third == std::string_view::npos || third - second - 1 != 44) return false;
    unsigned char root[33];
    if (EVP_DecodeBlock(root, bytes_of(note.substr(second + 1)), 44) != 33) return false;
    Hash hash;
    std::copy_n(root, hash.size(), hash.begin());
    return is_ours(note, entries_of(note), hash);
}

std::int64_t entries_of(std::string_view note) {
    const auto first = note.find('\n');
    if (first == std::string_view::npos || note.substr(0, first) != kOrigin) return 0;
    std::int64_t entries = 0;
    std::from_chars(note.data() + first + 1, note.data() + note.size(), entries);
    return entries;
}

}  // namespace michi::audit
