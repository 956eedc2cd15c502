// AES-256-GCM, HKDF, HMAC and random bytes from OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace michi {

/// nonce(12) text tag(16)
std::string gcm_seal(std::string_view key, std::string_view associated, std::string_view text);
/// Throws StorageFault when anything was changed.
std::string gcm_open(std::string_view key, std::string_view associated, std::string_view sealed);
std::string hkdf(std::string_view key, std::string_view purpose);
std::string hmac(std::string_view key, std::string_view message);
/// Published vectors through this build's ciphers; throws StorageFault when one comes out
/// otherwise.
void check_ciphers();

}  // namespace michi
