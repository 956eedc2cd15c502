#include "assurance/code.hpp"

#include "base/bare_code.hpp"

namespace michi::assurance {
namespace {

/// Crockford's alphabet: without I, L, O and U.
constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 12, kGroup = 4;
constexpr std::int64_t kHourMs = 60LL * 60 * 1000;

char as_letter(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') return '0';
    if (c == 'I' || c == 'L') return '1';
    return c;
}

std::string grouped(std::string_view letters) {
    std::string code;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i > 0 && i % kGroup == 0) code += '-';
        code += letters[i];
    }
    return code;
}

/// Neighbours of an IPv6 network count as one.
std::string network_of(std::string_view address) {
    if (address.find('.') != address.npos) return std::string(address);
    std::size_t at = 0;
    for (int groups = 0; groups < 4 && at != address.npos; ++groups)
        at = address.find(':', at + (groups > 0 ? 1 : 0));
    return std::string(address.substr(0, at));
}

Bytes who_of(const Vault& vault, std::string_view address) {
    return vault.mac("assurance-address", network_of(address));
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
    return grouped(letters);
}

std::string typed_code(std::string_view typed) {
    std::string letters;
    for (char c : bare_code(typed)) {
        c = as_letter(c);
        if (kLetters.find(c) == kLetters.npos) return {};
        letters += c;
    }
    return letters.size() == kLength ? grouped(letters) : std::string{};
}

Bytes digest_of(const Vault& vault, std::string_view code) {
    return vault.mac("assurance-code", code);
}

bool must_wait(Tx& tx, const Vault& vault, std::string_view kind, std::string_view address,
               Instant now) {
    const Instant since{now.ms - kHourMs};
    const bool code = kind == "code";
    const auto of_this = tx.value<std::int64_t>(
        "SELECT count(*) FROM assurance_try WHERE kind = $1 AND at > $2 AND who = $3", kind, since,
        who_of(vault, address));
    if (of_this >= (code ? kMostWrong : kMostProposals)) return true;
    const auto of_all = tx.value<std::int64_t>(
        "SELECT count(*) FROM assurance_try WHERE kind = $1 AND at > $2", kind, since);
    return of_all >= (code ? kMostWrongOfAll : kMostProposalsOfAll);
}

void note_try(Tx& tx, const Vault& vault, std::string_view kind, std::string_view address,
              Instant now) {
    tx.run("DELETE FROM assurance_try WHERE at <= $1", Instant{now.ms - kHourMs});
    tx.run("INSERT INTO assurance_try (kind, who, at) VALUES ($1, $2, $3)", kind,
           who_of(vault, address), now);
}

}  // namespace michi::assurance
