// Signed checkpoints of the tree as C2SP notes: origin, size, root, then an Ed25519 signature line.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "audit/tree.hpp"
#include "platform/vault.hpp"

namespace michi::audit {

/// The signing key of this instance, derived from its root key: a database alone cannot sign.
class Signer {
  public:
    explicit Signer(const Vault& vault);
    Signer(Signer&&) noexcept;
    ~Signer();
    std::string sign(std::int64_t entries, const Hash& root) const;
    /// Whether the note is signed by this instance and says this size and this root.
    bool is_ours(std::string_view note, std::int64_t entries, const Hash& root) const;
    /// Whether the note is signed by this instance, whatever it says.
    bool is_ours(std::string_view note) const;
    /// "name+keyid+key" as C2SP verifiers want it.
    std::string verifier_key() const;

  private:
    struct Key;
    std::string key_id() const;
    std::unique_ptr<Key> key_;
    std::string public_key_;
};

/// The size that a note states; 0 when it is no note.
std::int64_t entries_of(std::string_view note);

}  // namespace michi::audit
