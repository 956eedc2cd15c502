#include "people/admin.hpp"

#include <algorithm>
#include <array>

#include "base/fold.hpp"
#include "people/accounts_page.hpp"
#include "people/agreements.hpp"
#include "people/keeping.hpp"
#include "people/notices.hpp"
#include "people/roles.hpp"
#include "people/sessions.hpp"

namespace michi::people {
namespace {

web::Answer refused(web::Context& c, Refusals no) {
    auto v = accounts_view(c);
    v.refusals = std::move(no);
    return c.refuse(std::move(v), accounts_shell(c));
}

struct Asking {
    Deed deed;
    Notice owner, heads;
};
constexpr std::array kAsking{
    Asking{Deed::password, Notice::password_asked, Notice::of_password_asked},
    Asking{Deed::factor, Notice::factor_asked, Notice::of_factor_asked},
    Asking{Deed::move, Notice::move_asked, Notice::of_move_asked},
};

/// The owner and the heads know from the first that somebody asked; of a move that needs nobody else
/// they are told as it happens.
void tell_asked(web::Context& c, const Proposal& p) {
    const bool waiting = waits(p, c.now.at);
    const auto* asking = std::ranges::find(kAsking, p.deed, &Asking::deed);
    if (asking == kAsking.end() || (p.deed == Deed::move && !waiting)) return;
    tell(c.tx, p.account, waiting ? asking->owner : alone(asking->owner), c.now.at);
    tell_heads(c.tx, asking->heads, c.now.at, p.account);
}

/// What one person may do is there at once; nobody else is asked.
void begin_alone(web::Context& c, const Proposal& p) {
    if (waits(p, c.now.at)) return;
    const auto account = take_effect(c, p);
    c.trace(TraceKind::account, "people.proposed_alone",
            "account/" + std::to_string(account.value));
}

Id<Proposal> propose_it(web::Context& c, Proposal fresh) {
    fresh.proposed_by = c.who.account;
    const auto id = propose(c.tx, c.vault, std::move(fresh), c.now.at);
    const Proposal made = find_proposal(c.tx, c.vault, id);
    tell_asked(c, made);
    c.trace(TraceKind::account, "people.propose", "proposal/" + std::to_string(id.value), 0,
            std::string(michi::name_of(made.role)));
    begin_alone(c, made);
    return id;
}

web::Answer proposed(const web::Context& c, Id<Proposal> id) {
    return c.see_other(web::Url("/a/accounts").query("made", std::to_string(id.value)));
}

web::Answer propose_about(web::Context& c, Deed deed) {
    c.require(Act::manage_accounts, {});
    const auto owner = find_account(c.tx, c.vault, Id<Account>{c.number("account")});
    if (owner.id == c.who.account) {
        Refusals no;
        no.add(kWhole, "people.not_own"_w);
        return refused(c, std::move(no));
    }
    if (!may_propose(c.who.role, owner.role)) throw NotFound{};
    const auto open = proposals_of_now(c.tx, c.vault, c.now.at);
    const bool waiting = std::ranges::any_of(open, [&](const Proposal& p) {
        return p.account == owner.id && p.deed == deed && waits(p, c.now.at);
    });
    if (deed == Deed::enable && organisation_card(c.tx, owner.organisation).ended_on) {
        Refusals no;
        no.add(kWhole, "people.organisation_ended"_w);
        return refused(c, std::move(no));
    }
    if (waiting || owner.enabled == (deed == Deed::enable)) {
        Refusals no;
        no.add(kWhole, waiting ? "people.waits_already"_w : "people.not_so_now"_w);
        return refused(c, std::move(no));
    }
    return proposed(c, propose_it(c, about(c.tx, deed, owner)));
}

/// Everybody chooses again after a refusal: what was typed stands there.
MoveView move_view(web::Context& c, const AccountBrief& account) {
    const auto& form = c.method == web::Method::get ? c.query : c.form;
    const Id<Organisation> chosen{form.number("organisation")};
    MoveView v{.id = account.id.value,
               .name = account.name,
               .login = account.login,
               .organisation = find_organisation(c.tx, account.organisation).name,
               .role = role_word(account.role),
               .organisations = organisation_choices(c, chosen),
               .roles = {}};
    if (std::ranges::none_of(v.organisations, &Choice::on)) return v;
    v.chosen = chosen.value;
    v.chosen_name = find_organisation(c.tx, chosen).name;
    v.roles = roles_for(c, chosen, form.text("role"));
    return v;
}

AccountBrief account_to_move(web::Context& c) {
    auto account = find_account(c.tx, c.vault, Id<Account>{c.number("account")});
    if (!account.enabled || !may_propose(c.who.role, account.role)) throw NotFound{};
    return account;
}

Refusals reasons_not_to_move(web::Context& c, const AccountBrief& account) {
    Refusals no;
    const auto role = role_named(c.form.text("role"));
    const Id<Organisation> to{c.form.number("organisation")};
    if (account.id == c.who.account) no.add(kWhole, "people.not_own"_w);
    if (!to)
        no.add("organisation", "people.say_organisation"_w);
    else if (!role || !may_propose(c.who.role, *role))
        no.add("role", "people.say_role"_w);
    else if (!role_fits(*role, find_organisation(c.tx, to).kind))
        no.add("role", "people.role_does_not_fit"_w);
    else if (*role == account.role && to == account.organisation)
        no.add("organisation", "people.moves_nowhere"_w);
    else if (const Word last = last_of(c.tx, account); last && *role != account.role)
        no.add(kWhole, last);
    if (to && organisation_card(c.tx, to).ended_on)
        no.add("organisation", "people.say_organisation"_w);
    for (const Proposal& p : proposals_of_now(c.tx, c.vault, c.now.at))
        if (p.account == account.id && p.deed == Deed::move && waits(p, c.now.at))
            no.add(kWhole, "people.waits_already"_w);
    return no;
}

}  // namespace

Refusals reasons_not_to_invite(web::Context& c, const Invitation& asked) {
    Refusals no = reasons_against_login(c.tx, asked.login, c.now.at);
    if (trimmed(asked.name).empty()) no.add("name", "people.say_name"_w);
    no.add(check_name("name", asked.name));
    const auto role = role_named(asked.role);
    if (!role || !may_propose(c.who.role, *role)) no.add("role", "people.say_role"_w);
    if (!asked.organisation) {
        no.add("organisation", "people.say_organisation"_w);
        return no;
    }
    const auto card = organisation_card(c.tx, asked.organisation);
    if (card.ended_on) no.add("organisation", "people.say_organisation"_w);
    const std::string& kind = card.brief.kind;
    if (role && !role_fits(*role, kind)) no.add("role", "people.role_does_not_fit"_w);
    return no;
}

std::int64_t propose_invitation_of(web::Context& c, const Invitation& asked) {
    return propose_it(c, {.deed = Deed::invite,
                          .login = asked.login,
                          .name = asked.name,
                          .role = *role_named(asked.role),
                          .organisation = asked.organisation})
        .value;
}

Refusals reasons_not_to_close(web::Context& c, const AccountBrief& account) {
    Refusals no;
    if (account.id == c.who.account) no.add(kWhole, "people.not_own_end"_w);
    if (const Word last = last_of(c.tx, account)) no.add(kWhole, last);
    return no;
}

Word last_of(Tx& tx, const AccountBrief& account) {
    struct Last {
        Role role;
        Word why;
    };
    constexpr std::array kLast{Last{Role::administrator, "people.last_administrator"_w},
                               Last{Role::centre_head, "people.last_head"_w}};
    const auto* row = std::ranges::find(kLast, account.role, &Last::role);
    const bool alone =
        row != kLast.end() && is_able(tx, account.id) && count_able(tx, account.role) <= 1;
    return alone ? row->why : Word{};
}

Holdings close_account(Tx& tx, Id<Account> account, Instant at) {
    set_enabled(tx, account, false);
    end_sessions_of(tx, account, at);
    end_proposals_of(tx, account, at);
    return hand_on(tx, account, {}, at);
}

bool may_keep(Role who, Role about) { return may_propose(who, about); }

web::Answer show_accounts(web::Context& c) {
    c.require(Act::manage_accounts, {});
    return c.page(accounts_view(c), accounts_shell(c));
}

web::Answer propose_invitation(web::Context& c) {
    c.require(Act::manage_accounts, {});
    const Invitation asked{.login = c.form.text("login"),
                           .name = c.form.text("name"),
                           .role = c.form.text("role"),
                           .organisation = {c.form.number("organisation")}};
    if (auto no = reasons_not_to_invite(c, asked); no.any()) return refused(c, std::move(no));
    return proposed(c, {propose_invitation_of(c, asked)});
}

web::Answer propose_password(web::Context& c) { return propose_about(c, Deed::password); }
web::Answer propose_factor(web::Context& c) { return propose_about(c, Deed::factor); }
web::Answer propose_enabling(web::Context& c) { return propose_about(c, Deed::enable); }

web::Answer show_move(web::Context& c) {
    c.require(Act::manage_accounts, {});
    return c.page(move_view(c, account_to_move(c)), accounts_shell(c));
}

web::Answer propose_move(web::Context& c) {
    c.require(Act::manage_accounts, {});
    const auto account = account_to_move(c);
    if (auto no = reasons_not_to_move(c, account); no.any()) {
        auto v = move_view(c, account);
        v.refusals = std::move(no);
        return c.refuse(std::move(v), accounts_shell(c));
    }
    Proposal p = about(c.tx, Deed::move, account);
    p.role = *role_named(c.form.text("role"));
    p.organisation = {c.form.number("organisation")};
    return proposed(c, propose_it(c, std::move(p)));
}

/// The proposer takes it back; so does whoever agreed, until the owner has begun.
web::Answer withdraw_proposal(web::Context& c) {
    const auto p = find_proposal(c.tx, c.vault, {c.number("proposal")});
    const Mine mine = std::max(whose(c.who, p.proposed_by, {}), whose(c.who, p.decided_by, {}));
    c.require(Act::withdraw_proposal, {.mine = mine}, "proposal/" + std::to_string(p.id.value));
    const bool open = waits(p, c.now.at) || works(p, c.now.at);
    if (!open || !withdraw(c.tx, p, c.now.at)) {
        Refusals no;
        no.add(kWhole, "people.decided_already"_w);
        return refused(c, std::move(no));
    }
    c.trace(TraceKind::account, "people.withdraw", "proposal/" + std::to_string(p.id.value));
    const bool proposed = p.proposed_by == c.who.account;
    return c.see_other(proposed ? web::Url("/a/accounts") : web::Url("/a/agreements"));
}

web::Answer disable_account(web::Context& c) {
    c.require(Act::manage_accounts, {});
    const auto account = find_account(c.tx, c.vault, Id<Account>{c.number("account")});
    if (!may_propose(c.who.role, account.role)) throw NotFound{};
    if (auto no = reasons_not_to_close(c, account); no.any()) return refused(c, std::move(no));
    const Holdings left = close_account(c.tx, account.id, c.now.at);
    c.trace(TraceKind::account, "people.disable", "account/" + std::to_string(account.id.value), 0,
            text_of(left));
    return c.see_other(web::Url("/a/accounts"));
}

}  // namespace michi::people
