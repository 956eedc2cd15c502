#include "platform/crypto.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <memory>

#include "platform/vault.hpp"

namespace michi {
namespace {

constexpr std::size_t kNonce = 12, kTag = 16;

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void must(int result) {
    if (result <= 0) throw StorageFault("cipher failed");
}

/// Made once a thread and direction: setting up the cipher costs more than a short text.
EVP_CIPHER_CTX* prepared(bool encrypts) {
    const std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)> aes(
        EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr), EVP_CIPHER_free);
    EVP_CIPHER_CTX* made = EVP_CIPHER_CTX_new();
    must(EVP_CipherInit_ex2(made, aes.get(), nullptr, nullptr, encrypts ? 1 : 0, nullptr));
    return made;
}

EVP_CIPHER_CTX* encryption() {
    thread_local const Cipher cipher(prepared(true));
    return cipher.get();
}

EVP_CIPHER_CTX* decryption() {
    thread_local const Cipher cipher(prepared(false));
    return cipher.get();
}

}  // namespace

std::string gcm_seal(std::string_view key, std::string_view associated, std::string_view text) {
    std::string out(kNonce + text.size() + kTag, '\0');
    must(RAND_bytes(bytes(out), int(kNonce)));
    auto* c = encryption();
    int size = 0;
    must(EVP_EncryptInit_ex2(c, nullptr, bytes(key), bytes(out), nullptr));
    must(EVP_EncryptUpdate(c, nullptr, &size, bytes(associated), int(associated.size())));
    must(EVP_EncryptUpdate(c, bytes(out) + kNonce, &size, bytes(text), int(text.size())));
    must(EVP_EncryptFinal_ex(c, bytes(out) + kNonce + size, &size));
    must(
        EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, int(kTag), bytes(out) + kNonce + text.size()));
    return out;
}

std::string gcm_open(std::string_view key, std::string_view associated, std::string_view sealed) {
    if (sealed.size() < kNonce + kTag) throw StorageFault("a sealed value is too short");
    unsigned char tag[kTag];
    sealed.copy(reinterpret_cast<char*>(tag), kTag, sealed.size() - kTag);
    const auto body = sealed.substr(kNonce, sealed.size() - kNonce - kTag);
    std::string out(body.size(), '\0');
    auto* c = decryption();
    int size = 0;
    must(EVP_DecryptInit_ex2(c, nullptr, bytes(key), bytes(sealed), nullptr));
    must(EVP_DecryptUpdate(c, nullptr, &size, bytes(associated), int(associated.size())));
    must(EVP_DecryptUpdate(c, bytes(out), &size, bytes(body), int(body.size())));
    must(EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, int(kTag), tag));
    if (EVP_DecryptFinal_ex(c, bytes(out) + size, &size) <= 0)
        throw StorageFault("a sealed value was changed or moved");
    return out;
}

std::string hkdf(std::string_view key, std::string_view purpose) {
    std::string out(32, '\0');
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> c(
        EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr), EVP_PKEY_CTX_free);
    std::size_t size = out.size();
    must(EVP_PKEY_derive_init(c.get()));
    must(EVP_PKEY_CTX_set_hkdf_md(c.get(), EVP_sha256()));
    must(EVP_PKEY_CTX_set1_hkdf_key(c.get(), bytes(key), int(key.size())));
    must(EVP_PKEY_CTX_add1_hkdf_info(c.get(), bytes(purpose), int(purpose.size())));
    must(EVP_PKEY_derive(c.get(), bytes(out), &size));
    return out;
}

std::string hmac(std::string_view key, std::string_view message) {
    std::string out(32, '\0');
    unsigned size = 32;
    HMAC(EVP_sha256(), key.data(), int(key.size()), bytes(message), message.size(), bytes(out),
         &size);
    return out;
}

std::string random_bytes(std::size_t count) {
    std::string out(count, '\0');
    must(RAND_bytes(bytes(out), int(count)));
    return out;
}

std::string sha256(std::string_view text) {
    std::string out(32, '\0');
    SHA256(bytes(text), text.size(), bytes(out));
    return out;
}

std::string to_hex(std::string_view text) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        out += kDigits[static_cast<unsigned char>(c) >> 4];
        out += kDigits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

std::string base64url(std::string_view text) {
    static constexpr char kDigits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned value = 0;
    int bits = 0;
    for (const char c : text) {
        value = (value << 8 | static_cast<unsigned char>(c)) & 0xffffff;
        for (bits += 8; bits >= 6; bits -= 6) out += kDigits[value >> (bits - 6) & 63];
    }
    if (bits > 0) out += kDigits[value << (6 - bits) & 63];
    return out;
}

std::string random_token() { return base64url(random_bytes(32)); }

}  // namespace michi
