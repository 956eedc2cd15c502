#include "people/admin.hpp"

#include <algorithm>
#include <map>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "people/agreements.hpp"
#include "people/notices.hpp"
#include "people/roles.hpp"
#include "people/sessions.hpp"
#include "people/totp.hpp"

namespace michi::people {
namespace {

/// Whom the reader sees here: those about whom they may propose anything.
std::vector<AccountBrief> accounts_here(web::Context& c) {
    auto all = accounts_of(c.tx, c.vault, {});
    std::erase_if(all, [&](const AccountBrief& a) {
        return !may_propose(c.who.role, a.role) && a.id != c.who.account;
    });
    return all;
}

/// Those who can agree to what this person proposes, and have begun.
std::vector<Id<Account>> seconds_of(web::Context& c, Id<Account> owner, const Lineage& origins) {
    std::vector<Id<Account>> found;
    c.tx.each(
        "SELECT id, role FROM account WHERE state = 1 AND password <> '' ORDER BY id",
        [&](const Row& row) {
            const Hand second{row.get<Id<Account>>(0),
                              role_named(row.text(1)).value_or(Role::family)};
            if (objection({c.who.account, c.who.role}, second, owner, origins) == Objection::none)
                found.push_back(second.account);
        });
    return found;
}

std::string names_of(web::Context& c, const std::vector<Id<Account>>& people) {
    std::string names;
    for (const auto id : people) names += (names.empty() ? "" : "、") + name_of(c.tx, c.vault, id);
    return names;
}

void add_proposals(web::Context& c, AccountsView& v, const std::vector<Proposal>& proposals) {
    const Lineage origins = lineage(c.tx);
    for (const Proposal& p : proposals) {
        const bool mine = p.proposed_by == c.who.account;
        if (!mine && !may_propose(c.who.role, p.role)) continue;
        ProposalRow row = proposal_row(c, p);
        row.withdraw = mine && (waits(p, c.now.at) || works(p, c.now.at));
        row.letter = row.withdraw && has_link(p);
        if (mine && waits(p, c.now.at))
            row.seconds = names_of(c, seconds_of(c, p.account, origins));
        v.proposals.push_back(std::move(row));
    }
    if (seconds_of(c, {}, origins).empty()) {
        const bool head = c.who.role == Role::centre_head;
        v.missing = head ? "people.no_administrator"_w : "people.no_head"_w;
        v.missing_how = head ? "people.no_administrator_how"_w : "people.no_head_how"_w;
    }
}

void add_accounts(web::Context& c, AccountsView& v, const std::vector<Proposal>& proposals,
                  const std::map<Id<Organisation>, std::string>& names) {
    const auto enrolled = enrolled_accounts(c.tx);
    for (const auto& a : accounts_here(c)) {
        const bool other = a.id != c.who.account;
        const auto free = [&](Deed deed) {
            return other && std::ranges::none_of(proposals, [&](const Proposal& p) {
                       return p.account == a.id && p.deed == deed && waits(p, c.now.at);
                   });
        };
        const auto organisation = names.find(a.organisation);
        v.rows.push_back(
            {.id = a.id.value,
             .login = a.login,
             .name = a.name,
             .organisation = organisation == names.end() ? "" : organisation->second,
             .role = role_word(a.role),
             .enabled = a.enabled,
             .may_disable = a.enabled && may_propose(c.who.role, a.role),
             .may_enable = !a.enabled && free(Deed::enable),
             .may_password = a.enabled && free(Deed::password),
             .may_factor = a.enabled && enrolled.contains(a.id) && free(Deed::factor)});
    }
}

/// What was proposed just now, for the sentence above the page.
void add_made(web::Context& c, AccountsView& v, const std::vector<Proposal>& proposals) {
    const Id<Proposal> made{c.query.number("made")};
    const auto found = std::ranges::find(proposals, made, &Proposal::id);
    if (found == proposals.end() || found->proposed_by != c.who.account) return;
    if (has_link(*found)) v.letter = made.value;
    v.made = works(*found, c.now.at) ? "people.made_alone"_w
             : has_link(*found)      ? "people.made_waits"_w
                                     : "people.made_enabling"_w;
}

AccountsView accounts_view(web::Context& c) {
    AccountsView v;
    std::map<Id<Organisation>, std::string> names;
    const std::string chosen = c.form.text("organisation");
    for (const auto& o : organisations(c.tx, "")) {
        names[o.id] = o.name;
        v.organisations.push_back(
            {std::to_string(o.id.value), {}, o.name, chosen == std::to_string(o.id.value), false});
    }
    const auto proposals = proposals_of_now(c.tx, c.vault, c.now.at);
    add_accounts(c, v, proposals, names);
    add_proposals(c, v, proposals);
    add_made(c, v, proposals);
    for (const RoleRow& row : kRoleRows)
        if (may_propose(c.who.role, row.role))
            v.roles.push_back(
                {std::string(row.id), row.word, {}, row.id == c.form.text("role"), false});
    v.login = c.form.text("login");
    v.name = c.form.text("name");
    v.to_agree = count_to_agree(c.tx, c.who, c.now.at);
    return v;
}

web::Shell shell(const web::Context& c) {
    return {.title = std::string(word_text("people.accounts_title"_w, c.lang)),
            .active = "accounts"};
}

web::Answer refused(web::Context& c, Refusals no) {
    auto v = accounts_view(c);
    v.refusals = std::move(no);
    return c.refuse(std::move(v), shell(c));
}

Refusals reasons_not_to_invite(web::Context& c) {
    Refusals no;
    const std::string login = c.form.text("login");
    no.add(reasons_against_login(c.tx, login, c.now.at));
    if (trimmed(c.form.text("name")).empty()) no.add("name", "people.say_name"_w);
    no.add(check_name("name", c.form.text("name")));
    const auto role = role_named(c.form.text("role"));
    if (!role || !may_propose(c.who.role, *role)) no.add("role", "people.say_role"_w);
    return no;
}

/// The owner and the heads know from the first that somebody asked.
void tell_asked(web::Context& c, const Proposal& p) {
    if (p.deed == Deed::password) {
        tell(c.tx, p.account, Notice::password_asked, c.now.at);
        tell_heads(c.tx, Notice::of_password_asked, c.now.at, p.account);
    }
    if (p.deed == Deed::factor) {
        tell(c.tx, p.account, Notice::factor_asked, c.now.at);
        tell_heads(c.tx, Notice::of_factor_asked, c.now.at, p.account);
    }
}

/// An invitation by one person is there at once; nobody else is asked.
void begin_alone(web::Context& c, const Proposal& p) {
    if (needs_second(p.role)) return;
    const auto account = take_effect(c, p);
    c.trace(TraceKind::account, "people.proposed_alone",
            "account/" + std::to_string(account.value));
}

web::Answer propose_it(web::Context& c, Proposal fresh) {
    fresh.proposed_by = c.who.account;
    const auto id = propose(c.tx, c.vault, std::move(fresh), c.now.at);
    const Proposal made = find_proposal(c.tx, c.vault, id);
    tell_asked(c, made);
    c.trace(TraceKind::account, "people.propose", "proposal/" + std::to_string(id.value), 0,
            std::string(michi::name_of(made.role)));
    begin_alone(c, made);
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
    if (waiting || owner.enabled == (deed == Deed::enable)) {
        Refusals no;
        no.add(kWhole, waiting ? "people.waits_already"_w : "people.not_so_now"_w);
        return refused(c, std::move(no));
    }
    return propose_it(c, about(c.tx, deed, owner));
}

}  // namespace

web::Answer show_accounts(web::Context& c) {
    c.require(Act::manage_accounts, {});
    return c.page(accounts_view(c), shell(c));
}

web::Answer propose_invitation(web::Context& c) {
    c.require(Act::manage_accounts, {});
    if (auto no = reasons_not_to_invite(c); no.any()) return refused(c, std::move(no));
    const auto organisation = find_organisation(c.tx, {c.form.number("organisation")});
    return propose_it(c, {.deed = Deed::invite,
                          .login = c.form.text("login"),
                          .name = c.form.text("name"),
                          .role = *role_named(c.form.text("role")),
                          .organisation = organisation.id});
}

web::Answer propose_password(web::Context& c) { return propose_about(c, Deed::password); }
web::Answer propose_factor(web::Context& c) { return propose_about(c, Deed::factor); }
web::Answer propose_enabling(web::Context& c) { return propose_about(c, Deed::enable); }

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
    set_enabled(c.tx, account.id, false);
    end_sessions_of(c.tx, account.id, c.now.at);
    end_proposals_of(c.tx, account.id, c.now.at);
    c.trace(TraceKind::account, "people.disable", "account/" + std::to_string(account.id.value));
    return c.see_other(web::Url("/a/accounts"));
}

web::Answer show_letter(web::Context& c) {
    const Id<Proposal> id{c.number("proposal")};
    c.require(Act::manage_accounts, {}, "proposal/" + std::to_string(id.value));
    const auto p = find_proposal(c.tx, c.vault, id);
    const bool open = waits(p, c.now.at) || works(p, c.now.at);
    if (p.proposed_by != c.who.account || !open || !has_link(p)) throw NotFound{};
    const auto from = find_organisation(c.tx, c.who.organisation);
    const std::string url = c.front() + "/invitation/" + token_of(c.vault, p);
    const bool waiting = waits(p, c.now.at);
    InvitationLetterView v{.name = p.name,
                           .login = p.login,
                           .organisation = find_organisation(c.tx, p.organisation).name,
                           .from = from.name,
                           .phone = from.phone,
                           .by = c.who.name,
                           .today = document_date(c.now.today),
                           .until = waiting ? "" : until_moment(c, p.ends_at),
                           .url = url,
                           .title = title_of(p.deed),
                           .about = about_of(p.deed),
                           .code = needs_second(p.role),
                           .waits = waiting,
                           .qr = qr_svg(url)};
    c.trace(TraceKind::print, "people.letter", "proposal/" + std::to_string(id.value));
    web::Shell sheet{.title = std::string(word_text(v.title, c.lang)), .print = true};
    return c.page(std::move(v), std::move(sheet));
}

}  // namespace michi::people
