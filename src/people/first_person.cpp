// The first administrator and the first head, by the host's command.

#include <algorithm>

#include "people/notices.hpp"
#include "people/proposals.hpp"
#include "people/sessions.hpp"

namespace michi::people {
namespace {

Id<Organisation> first_centre(Tx& tx) {
    const auto list = organisations(tx, "centre");
    return list.empty() ? create_organisation(tx, {{}, "centre", "センター", "", ""})
                        : list.front().id;
}

/// Nobody but the host's command ever proposed anything about the account.
bool is_of_host(Tx& tx, Id<Account> account) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM account_proposal WHERE account_id = $1 AND proposed_by IS NOT NULL",
               account) == 0;
}

void leave_trace(Tx& tx, Role role, Id<Account> account) {
    Trace trace;
    trace.kind = TraceKind::account;
    trace.action = "people.first_person";
    trace.object = "account/" + std::to_string(account.value);
    trace.detail = michi::name_of(role);
    tx.trace(std::move(trace));
}

std::string linked(Tx& tx, Vault& vault, Id<Account> account, Instant at) {
    end_proposals_of(tx, account, at);  // of two links the newer one works
    const auto p =
        propose_by_host(tx, vault, about(tx, Deed::invite, find_account(tx, vault, account)), at);
    tell_heads(tx, Notice::of_host, at, account);
    return "/invitation/" + token_of(vault, p);
}

FirstPerson anew(Tx& tx, Vault& vault, Role role, const Credentials& known, Instant at) {
    using State = FirstPerson::State;
    if (known.role != role || !known.enabled || !is_of_host(tx, known.account))
        return {.state = State::taken};
    if (!known.password_hash.empty()) return {.state = State::begun, .account = known.account};
    leave_trace(tx, role, known.account);
    return {.state = State::anew,
            .link = linked(tx, vault, known.account, at),
            .account = known.account};
}

}  // namespace

FirstPerson first_person(Tx& tx, Vault& vault, Role role, std::string_view login,
                         std::string_view name, Instant at) {
    if (const auto known = credentials(tx, login)) return anew(tx, vault, role, *known, at);
    if (login_waits(tx, login, at)) return {.state = FirstPerson::State::taken};
    const auto id = create_account(tx, vault,
                                   {.organisation = first_centre(tx),
                                    .role = role,
                                    .login = std::string(login),
                                    .name = std::string(name.empty() ? login : name),
                                    .password_hash = {},
                                    .totp_secret = {}},
                                   at);
    leave_trace(tx, role, id);
    return {.state = FirstPerson::State::made, .link = linked(tx, vault, id, at), .account = id};
}

Refusals reasons_against_login(Tx& tx, std::string_view login, Instant at) {
    Refusals no;
    const bool plain =
        login.size() >= 3 && login.size() <= 60 &&
        login.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_@") == std::string::npos;
    if (!plain)
        no.add("login", "people.login_form"_w);
    else if (credentials(tx, login) || login_waits(tx, login, at))
        no.add("login", "people.login_taken"_w);
    return no;
}

}  // namespace michi::people
