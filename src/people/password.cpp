#include "people/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <semaphore>

#include "base/fold.hpp"
#include "people/people.hpp"

namespace michi::people {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19456ULL * 1024;
constexpr std::size_t kShortest = 12, kShortestAlone = 15, kLongest = 128;

constexpr char kKnownText[] =
#include "known_passwords.inc"
    ;
constexpr std::string_view kKnownPasswords(kKnownText, sizeof kKnownText - 1);

/// 200 sign-ins at once stay within the memory budget: two hashes at a time.
std::counting_semaphore<2>& turns() {
    static std::counting_semaphore<2> semaphore(2);
    return semaphore;
}

class Turn {
  public:
    Turn() { turns().acquire(); }
    ~Turn() { turns().release(); }
};

/// Roots that make a guessable password when they are most of it.
constexpr std::array<std::string_view, 12> kRoots{
    "password",   "qwerty",   "123456", "abcdef", "michishirube", "みちしるべ",
    "医療的ケア", "センター", "sakura", "nippon", "パスワード",   "wakaba"};

bool in_known(std::string_view folded) {
    if (folded.size() < 4) return false;
    const std::string line = "\n" + std::string(folded) + "\n";
    return kKnownPasswords.find(line) != std::string_view::npos ||
           kKnownPasswords.starts_with(std::string_view(line).substr(1));
}

/// "password2026!!" is "password" with what people add to satisfy a rule.
std::string_view core(std::string_view folded) {
    constexpr std::string_view kAdded = "0123456789 !?.,-_#$%&*@+=";
    const auto from = folded.find_first_not_of(kAdded);
    if (from == std::string_view::npos) return folded;
    return folded.substr(from, folded.find_last_not_of(kAdded) - from + 1);
}

/// The word once, or twice in a row, or with figures around it.
bool is_known(std::string_view folded) {
    const std::string_view half = folded.substr(0, folded.size() / 2);
    const bool twice = folded.size() % 2 == 0 && folded.ends_with(half);
    return in_known(folded) || in_known(core(folded)) || (twice && in_known(half));
}

/// The word, repeated or followed by few other characters, is no password.
bool rests_on(const std::string& folded, std::string_view word) {
    const std::string key = fold(word);
    if (key.size() < 4) return false;
    std::string rest = folded;
    for (auto at = rest.find(key); at != std::string::npos; at = rest.find(key))
        rest.erase(at, key.size());
    return rest.size() != folded.size() && rest.size() < 8;
}

bool repeats(const std::string& text) {
    std::string distinct = text;
    std::ranges::sort(distinct);
    distinct.erase(std::ranges::unique(distinct).begin(), distinct.end());
    return distinct.size() < 5;
}

}  // namespace

Refusals reasons_not_to_take(std::string_view password, const Owner& owner) {
    Refusals no;
    const std::size_t length = graphemes(password);
    const std::size_t shortest = owner.second_factor ? kShortest : kShortestAlone;
    if (!is_valid_utf8(password) || length < shortest)
        no.add("password",
               owner.second_factor ? "people.password_short"_w : "people.password_short_alone"_w);
    if (length > kLongest) no.add("password", "people.password_long"_w);
    if (no.any()) return no;
    const std::string folded = fold(password);
    const auto rests = [&](std::string_view word) { return rests_on(folded, word); };
    if (is_known(folded) || std::ranges::any_of(kRoots, rests) || repeats(folded))
        no.add("password", "people.password_known"_w);
    else if (rests(owner.login) || rests(owner.name) || rests(owner.organisation))
        no.add("password", "people.password_personal"_w);
    return no;
}

bool hash_is_old(const std::string& hash) {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), kPasses, kMemory) != 0;
}

std::string hash_password(const std::string& password) {
    const Turn turn;
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(out, password.data(), password.size(), kPasses, kMemory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw StorageUnavailable("no memory for the password hash");
    return out;
}

bool password_matches(const std::string& hash, const std::string& password) {
    const Turn turn;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace michi::people
