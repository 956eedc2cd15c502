#include "assurance/code.hpp"

#include "base/bare_code.hpp"

namespace michi::assurance {
namespace {

/// Crockford's alphabet: without I, L, O and U.
constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 12, kGroup = 4;

char as_letter(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') return '0';
    if (c == 'I' || c == 'L') return '1';
    return c;
}

}  // namespace

std::string code_for(const Vault& vault, std::string_view purpose, std::string_view what) {
    const std::string bits = vault.mac(purpose, what).data;
    std::string letters;
    std::uint64_t pool = 0;
    int held = 0;
    for (std::size_t i = 0; letters.size() < kLength; ++i) {
        pool = pool << 8 | static_cast<unsigned char>(bits.at(i));
        for (held += 8; held >= 5 && letters.size() < kLength; held -= 5)
            letters += kLetters[pool >> (held - 5) & 31];
    }
    return in_groups(letters, kGroup);
}

std::string typed_code(std::string_view typed) {
    std::string letters;
    for (char c : bare_code(typed)) {
        c = as_letter(c);
        if (kLetters.find(c) == kLetters.npos) return {};
        letters += c;
    }
    return letters.size() == kLength ? in_groups(letters, kGroup) : std::string{};
}

Bytes digest_of(const Vault& vault, std::string_view code) {
    return vault.mac("assurance-code", code);
}

}  // namespace michi::assurance
