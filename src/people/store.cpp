// Rows of accounts.

#include <algorithm>
#include <shared_mutex>
#include <unordered_map>

#include "people/people.hpp"
#include "platform/series.hpp"

namespace michi::people {
namespace {

constexpr std::array kRoles{
    Role::centre_counsellor, Role::centre_head, Role::receptionist,       Role::municipal_officer,
    Role::local_coordinator, Role::partner,     Role::prefecture_officer, Role::family,
    Role::administrator};

/// Names of staff, opened once: every list shows them.
class Names {
  public:
    std::optional<std::string> find(Id<Account> id) const {
        const std::shared_lock lock(mutex_);
        const auto found = names_.find(id);
        return found == names_.end() ? std::nullopt : std::optional(found->second);
    }
    void put(Id<Account> id, std::string name) {
        const std::unique_lock lock(mutex_);
        names_[id] = std::move(name);
    }

  private:
    mutable std::shared_mutex mutex_;
    std::unordered_map<Id<Account>, std::string> names_;
};

std::string open_name(Tx& tx, Vault& vault, const Row& row, int id, int key, int name) {
    return vault.open(tx, row.get<Id<DataKey>>(key), {"account", "name", row.integer(id)},
                      row.blob(name));
}

AccountBrief account_from(const Row& row, Tx& tx, Vault& vault) {
    return {.id = row.get<Id<Account>>(0),
            .organisation = row.get<Id<Organisation>>(3),
            .role = role_named(row.text(4)).value_or(Role::family),
            .login = row.get<std::string>(5),
            .name = open_name(tx, vault, row, 0, 1, 2),
            .enabled = row.integer(6) == 1};
}

}  // namespace

std::optional<Role> role_named(std::string_view name) {
    const auto it = std::ranges::find_if(kRoles, [&](Role r) { return michi::name_of(r) == name; });
    return it == kRoles.end() ? std::nullopt : std::optional(*it);
}

std::string name_of(Tx& tx, Vault& vault, Id<Account> id) {
    if (!id) return {};
    auto& names = tx.memory<Names>();
    if (auto known = names.find(id)) return *known;
    const auto name = tx.first(
        "SELECT id, key_id, name FROM account WHERE id = $1",
        [&](const Row& row) { return open_name(tx, vault, row, 0, 1, 2); }, id);
    if (!name) return {};
    names.put(id, *name);
    return *name;
}

AccountBrief find_account(Tx& tx, Vault& vault, Id<Account> id) {
    auto found = tx.first(
        "SELECT id, key_id, name, organisation_id, role, login, state FROM account WHERE id = $1",
        [&](const Row& row) { return account_from(row, tx, vault); }, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

Id<Account> account_of_login(Tx& tx, std::string_view login) {
    return tx
        .first(
            "SELECT id FROM account WHERE login = $1 AND state = 1",
            [](const Row& row) { return row.get<Id<Account>>(0); }, login)
        .value_or(Id<Account>{});
}

bool signs_in(Tx& tx, Id<Organisation> organisation) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM account WHERE organisation_id = $1 AND state = 1",
               organisation) > 0;
}

std::vector<AccountBrief> accounts_of(Tx& tx, Vault& vault, Id<Organisation> organisation) {
    return tx.all(
        "SELECT id, key_id, name, organisation_id, role, login, state FROM account"
        " WHERE organisation_id = $1 OR CAST($1 AS BIGINT) IS NULL ORDER BY organisation_id, id",
        [&](const Row& row) { return account_from(row, tx, vault); }, organisation);
}

Id<Account> create_account(Tx& tx, Vault& vault, const NewAccount& fresh, Instant at) {
    const Id<Account> id{next_number(tx, "account")};
    const Id<DataKey> key = vault.new_key(tx);
    tx.run(
        "INSERT INTO account (id, organisation_id, role, login, key_id, name, password, totp, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id, fresh.organisation, michi::name_of(fresh.role), fresh.login, key,
        vault.seal(tx, key, {"account", "name", id.value}, fresh.name), fresh.password_hash,
        vault.seal(tx, key, {"account", "totp", id.value}, fresh.totp_secret), at);
    return id;
}

bool is_able(Tx& tx, Id<Account> account) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM account WHERE id = $1 AND state = 1 AND password <> ''",
               account) > 0;
}

std::int64_t count_able(Tx& tx, Role role) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM account WHERE role = $1 AND state = 1 AND password <> ''",
        michi::name_of(role));
}

}  // namespace michi::people
