// The demonstration: 若葉県 with its Centre, thirteen municipalities, families and two years of work.
// All people and places are fictitious; the same seed gives the same town.
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
    bool people_only{};  // the accounts alone: the directory comes from real lists
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

/// The accounts as demo-accounts.json.
std::string accounts_json(const std::vector<DemoAccount>& accounts);

}  // namespace michi::demo
