#include "platform/crypto.hpp"
#include "platform/vault.hpp"

namespace michi {
namespace {

void same(std::string_view what, std::string_view bytes, std::string_view hex) {
    if (to_hex(bytes) != hex) throw StorageFault("cipher check failed: " + std::string(what));
}

std::string bytes_of(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return bytes;
}

/// McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16.
void check_gcm() {
    constexpr std::string_view half_key = "feffe9928665731c6d6a8f9467308308";
    const std::string key = bytes_of(std::string(half_key) + std::string(half_key));
    std::string sealed = bytes_of(
        "cafebabefacedbaddecaf888"
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b");
    same("AES-256-GCM", gcm_open(key, bytes_of("feedfacedeadbeeffeedfacedeadbeefabaddad2"), sealed),
         "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
         "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
}

}  // namespace

void check_ciphers() {
    check_gcm();
    same("SHA-256", sha256("abc"),
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    same("HMAC (RFC 4231, 1)", hmac(std::string(20, '\x0b'), "Hi There"),
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    same("HKDF (RFC 5869, 3)", hkdf(std::string(22, '\x0b'), ""),
         "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

}  // namespace michi
