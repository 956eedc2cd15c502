// The demonstration: 若葉県 with its Centre, thirteen municipalities, families and two years of work; all people
// and places are fictitious, the same seed gives the same town. And a rehearsal of a real prefecture, empty.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi::demo {

struct Size {
    int children{90};
    int consultations{1500};
    int notes{6};       // entries per child beside consultations
    int note_length{};  // characters of an entry, about; 0: a sentence
    unsigned seed{2026};
    std::vector<std::string> sentences;  // that notes are made of; none: the few of 若葉県
};

struct DemoAccount {
    std::string role, login, password, totp_secret, organisation;  // totp_secret in base32
};

/// How far this demonstration's clock is ahead of the machine's; nothing where `demo` made no instance.
std::optional<std::chrono::milliseconds> ahead(Tx& tx);
/// Makes this a demonstration, or moves its clock.
void set_ahead(Tx& tx, std::chrono::milliseconds ahead);

/// Fills an empty instance around `now`; answers the accounts that can sign in.
std::vector<DemoAccount> fill(Database& database, Vault& vault, const Size& size, Now now);

/// An empty instance becomes a rehearsal of 山口県: what `init` and the pages of 設定 would make of it, two
/// Centres, a desk of each kind in all 19 towns, and accounts that say they are for practice. Nobody is in it
/// and no place: the lists are taken like any others. Passwords and authenticators are drawn by chance.
std::vector<DemoAccount> rehearse(Database& database, Vault& vault, Now now);

/// The accounts as demo-accounts.json.
std::string accounts_json(const std::vector<DemoAccount>& accounts);

}  // namespace michi::demo
