#include "people/admin.hpp"

#include "base/fold.hpp"
#include "people/sessions.hpp"
#include "people/views.hpp"

namespace michi::people {
namespace {

constexpr std::int64_t kInvitationMinutes = 7 * 24 * 60;
constexpr std::int64_t kFirstLinkMinutes = 60;

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
    for (const auto& o : organisations(c.tx, ""))
        v.organisations.push_back({std::to_string(o.id.value),
                                   {},
                                   o.name,
                                   c.form.text("organisation") == std::to_string(o.id.value),
                                   false});
    for (const auto& a : accounts_of(c.tx, c.vault, {})) {
        std::string organisation;
        for (const auto& o : v.organisations)
            if (o.value == std::to_string(a.organisation.value)) organisation = o.text;
        v.rows.push_back({a.id.value, a.login, a.name, organisation, role_word(a.role), a.enabled});
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
    auto link = new_link(c.tx, id, "invitation", kInvitationMinutes, c.now.at);
    c.form.fields.clear();
    auto v = accounts_view(c);
    v.link = std::move(link);
    return c.page(std::move(v), shell(c));
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
