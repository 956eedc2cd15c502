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
constexpr std::size_t kShortest = 12, kLongest = 128;

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
constexpr std::array<std::string_view, 24> kKnown{
    "password",   "passw0rd", "qwerty",       "123456",     "abcdef",     "letmein",
    "welcome",    "admin",    "iloveyou",     "monkey",     "dragon",     "sunshine",
    "princess",   "football", "michishirube", "みちしるべ", "医療的ケア", "センター",
    "パスワード", "sakura",   "tokyo",        "nippon",     "asdfgh",     "zxcvbn"};

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

Refusals reasons_not_to_take(std::string_view password, std::string_view login,
                             std::string_view name) {
    Refusals no;
    const std::size_t length = graphemes(password);
    if (!is_valid_utf8(password) || length < kShortest)
        no.add("password", "people.password_short"_w);
    if (length > kLongest) no.add("password", "people.password_long"_w);
    if (no.any()) return no;
    const std::string folded = fold(password);
    const bool known =
        std::ranges::any_of(kKnown, [&](auto word) { return rests_on(folded, word); });
    if (known || repeats(folded))
        no.add("password", "people.password_known"_w);
    else if (rests_on(folded, login) || rests_on(folded, name))
        no.add("password", "people.password_personal"_w);
    return no;
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
