// Field encryption: personal columns are AES-256-GCM ciphertext, one data key per child (or other
// subject), wrapped by a key-encryption key, wrapped by the root key that lives outside the
// database. Statements K1-K6 of the security bar; layout: ver(1) alg(1) key id(4) nonce(12) text
// tag(16).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db.hpp"

namespace michi {

struct DataKey;  // a row of data_key

/// Where a ciphertext stands; part of what is authenticated, so it cannot be moved.
struct Spot {
    std::string_view table;
    std::string_view column;
    std::int64_t row;
};

class Vault {
  public:
    virtual ~Vault() = default;
    /// A new data key for one subject (child, account, organisation); written in this transaction.
    virtual Id<DataKey> new_key(Tx& tx) = 0;
    /// Lengths are padded to classes of 32 bytes so that they do not tell the name.
    virtual Bytes seal(Tx& tx, Id<DataKey> key, Spot spot, std::string_view text) = 0;
    /// Throws StorageFault when the bytes were changed or moved. Empty bytes read as empty text.
    virtual std::string open(Tx& tx, Id<DataKey> key, Spot spot, std::string_view sealed) = 0;
    /// Key-encryption key: new version, all data keys wrapped again. Answers how many.
    virtual std::int64_t rotate(Database& database) = 0;
    /// HMAC-SHA-256 under a key of this instance (session tokens, once keys, device cookies).
    virtual Bytes mac(std::string_view purpose, std::string_view message) const = 0;
};

/// How many data keys each version of the key-encryption key wraps (`michishirube key`).
struct KeyUsage {
    std::int64_t kek;
    std::int64_t data_keys;
};
std::vector<KeyUsage> key_usage(Tx& tx);

/// Reads the root key file (0400, 32 bytes hex). Refuses a world-readable one.
std::unique_ptr<Vault> open_vault(const std::string& root_key_file);
/// Makes one where there is none; used by `key init` and the demonstration.
void make_root_key(const std::string& root_key_file);
/// A vault with a fixed root key for tests.
std::unique_ptr<Vault> open_test_vault();

std::string random_bytes(std::size_t count);
std::string random_token();  // 256 bits, base64url
std::string sha256(std::string_view bytes);
std::string to_hex(std::string_view bytes);
std::string base64url(std::string_view bytes);

}  // namespace michi
