#include "people/admin.hpp"

#include "base/fold.hpp"
#include "people/codes.hpp"
#include "people/notices.hpp"
#include "people/resets.hpp"
#include "people/sessions.hpp"
#include "people/views.hpp"

namespace michi::people {
namespace {

constexpr std::int64_t kInvitationMinutes = 7 * 24 * 60;
constexpr std::int64_t kFirstLinkMinutes = 60, kResetMinutes = 60;

struct RoleRow {
    std::string_view id;
    Role role;
    Word word;
};
constexpr std::array kRoleRows{
    RoleRow{"centre_counsellor", Role::centre_counsellor, "people.role_centre_counsellor"_w},
    RoleRow{"centre_head", Role::centre_head, "people.role_centre_head"_w},
    RoleRow{"receptionist", Role::receptionist, "people.role_receptionist"_w},
    RoleRow{"municipal_officer", Role::municipal_officer, "people.role_municipal_officer"_w},
    RoleRow{"local_coordinator", Role::local_coordinator, "people.role_local_coordinator"_w},
    RoleRow{"partner", Role::partner, "people.role_partner"_w},
    RoleRow{"prefecture_officer", Role::prefecture_officer, "people.role_prefecture_officer"_w},
    RoleRow{"family", Role::family, "people.role_family"_w},
    RoleRow{"administrator", Role::administrator, "people.role_administrator"_w},
};

AccountsView accounts_view(web::Context& c) {
    AccountsView v;
    std::map<Id<Organisation>, std::string> names;
    const std::string chosen = c.form.text("organisation");
    for (const auto& o : organisations(c.tx, "")) {
        names[o.id] = o.name;
        v.organisations.push_back(
            {std::to_string(o.id.value), {}, o.name, chosen == std::to_string(o.id.value), false});
    }
    const auto asked = asked_resets(c.tx, c.now.at);
    const auto enrolled = enrolled_accounts(c.tx);
    for (const auto& a : accounts_of(c.tx, c.vault, {})) {
        const auto reset = asked.find(a.id);
        v.rows.push_back({.id = a.id.value,
                          .login = a.login,
                          .name = a.name,
                          .organisation = names[a.organisation],
                          .role = role_word(a.role),
                          .enabled = a.enabled,
                          .mine = a.id == c.who.account,
                          .has_factor = enrolled.contains(a.id),
                          .reset = reset == asked.end()                ? ""
                                   : reset->second.by == c.who.account ? "asked_by_me"
                                                                       : "asked_by_other"});
    }
    v.roles = choices(kRoleRows, c.form.text("role"));
    v.login = c.form.text("login");
    v.name = c.form.text("name");
    return v;
}

web::Shell shell(const web::Context& c) {
    return {.title = std::string(word_text("people.accounts_title"_w, c.lang)),
            .active = "accounts"};
}

web::Answer with_link(web::Context& c, std::string link, Word word) {
    c.form.fields.clear();
    auto v = accounts_view(c);
    v.link = std::move(link);
    v.link_word = word;
    return c.page(std::move(v), shell(c));
}

Refusals reasons_not_to_invite(web::Context& c) {
    Refusals no;
    const std::string login = c.form.text("login");
    const bool plain =
        login.size() >= 3 && login.size() <= 60 &&
        login.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_@") == std::string::npos;
    if (!plain)
        no.add("login", "people.login_form"_w);
    else if (credentials(c.tx, login))
        no.add("login", "people.login_taken"_w);
    if (trimmed(c.form.text("name")).empty()) no.add("name", "people.say_name"_w);
    no.add(check_name("name", c.form.text("name")));
    if (!role_named(c.form.text("role"))) no.add("role", "people.say_role"_w);
    return no;
}

}  // namespace

Word role_word(Role role) {
    for (const auto& row : kRoleRows)
        if (row.role == role) return row.word;
    return "people.role_family"_w;
}

web::Answer show_accounts(web::Context& c) {
    c.require(Act::manage_accounts, {});
    return c.page(accounts_view(c), shell(c));
}

web::Answer invite(web::Context& c) {
    c.require(Act::manage_accounts, {});
    if (auto no = reasons_not_to_invite(c); no.any()) {
        auto v = accounts_view(c);
        v.refusals = std::move(no);
        return c.refuse(std::move(v), shell(c));
    }
    const Id<Organisation> organisation{c.form.number("organisation")};
    find_organisation(c.tx, organisation);
    const auto id = create_account(c.tx, c.vault,
                                   {.organisation = organisation,
                                    .role = *role_named(c.form.text("role")),
                                    .login = c.form.text("login"),
                                    .name = c.form.text("name"),
                                    .password_hash = {},
                                    .totp_secret = {}},
                                   c.now.at);
    c.trace(TraceKind::account, "people.invite", "account/" + std::to_string(id.value));
    return with_link(c, new_link(c.tx, id, "invitation", kInvitationMinutes, c.now.at),
                     "people.link_made"_w);
}

web::Answer offer_new_password(web::Context& c) {
    c.require(Act::manage_accounts, {});
    const auto account = find_account(c.tx, c.vault, Id<Account>{c.number("id")});
    c.trace(TraceKind::account, "people.password_link",
            "account/" + std::to_string(account.id.value));
    return with_link(c, new_link(c.tx, account.id, "reset", kResetMinutes, c.now.at),
                     "people.reset_link_made"_w);
}

web::Answer reset_factor(web::Context& c) {
    c.require(Act::manage_accounts, {});
    const auto owner = find_account(c.tx, c.vault, Id<Account>{c.number("id")}).id;
    const auto asked = asked_resets(c.tx, c.now.at);
    const auto at = asked.find(owner);
    const auto before = at == asked.end() ? std::nullopt : std::optional(at->second);
    const auto kept = [&](std::string_view action) {
        c.trace(TraceKind::account, std::string(action), "account/" + std::to_string(owner.value));
    };
    switch (reset_step(before, c.who.account, owner, c.now.at)) {
        case ResetStep::refuse: {
            auto v = accounts_view(c);
            v.refusals.add("", "people.reset_not_own"_w);
            return c.refuse(std::move(v), shell(c));
        }
        case ResetStep::ask:
            ask_reset(c.tx, owner, c.who.account, c.now.at);
            tell(c.tx, owner, Notice::factor_asked, c.now.at);
            kept("people.factor_reset_asked");
            break;
        case ResetStep::withdraw:
            drop_reset(c.tx, owner);
            kept("people.factor_reset_withdrawn");
            break;
        case ResetStep::agree:
            drop_reset(c.tx, owner);
            take_factor_away(c.tx, c.vault, owner);
            end_sessions_of(c.tx, owner, c.now.at);
            tell(c.tx, owner, Notice::factor_reset, c.now.at);
            kept("people.factor_reset");
            break;
    }
    return c.see_other(web::Url("/a/accounts"));
}

web::Answer set_account_state(web::Context& c) {
    c.require(Act::manage_accounts, {});
    const Id<Account> id{c.number("id")};
    const bool enabled = c.form.text("enabled") == "1";
    set_enabled(c.tx, id, enabled);
    if (!enabled) end_sessions_of(c.tx, id, c.now.at);
    c.trace(TraceKind::account, enabled ? "people.enable" : "people.disable",
            "account/" + std::to_string(id.value));
    return c.see_other(web::Url("/a/accounts"));
}

std::string first_administrator(Tx& tx, Vault& vault, std::string_view login, Instant at) {
    const auto list = organisations(tx, "centre");
    const auto organisation =
        list.empty() ? create_organisation(tx, {{}, "centre", std::string("センター"), "", ""})
                     : list.front().id;
    const auto id = create_account(tx, vault,
                                   {.organisation = organisation,
                                    .role = Role::administrator,
                                    .login = std::string(login),
                                    .name = std::string(login),
                                    .password_hash = {},
                                    .totp_secret = {}},
                                   at);
    Trace trace;
    trace.kind = TraceKind::account;
    trace.action = "people.first_administrator";
    trace.object = "account/" + std::to_string(id.value);
    tx.trace(std::move(trace));
    return "/invitation/" + new_link(tx, id, "invitation", kFirstLinkMinutes, at);
}

}  // namespace michi::people
