// An account of the family's reads its child's part: linked to a member of the family, and ended.

#include <algorithm>

#include "base/era.hpp"
#include "base/text.hpp"
#include "life/pages.hpp"
#include "life/rules.hpp"
#include "people/people.hpp"
#include "record/guardians.hpp"

namespace michi::life {
namespace {

using record::Family;
using web::Answer;
using web::Context;
using work::Opened;

std::string name_of(Context& c, const Opened& o, const Family& member) {
    const auto* relation = record::find_code(member.relation.shown(o.decision), record::kRelations);
    std::string who = relation ? std::string(word_text(relation->word, c.lang)) : "";
    const std::string& name = member.name.shown(o.decision);
    if (!c.masked && !name.empty()) who += (who.empty() ? "" : " ") + name;
    return who.empty() ? std::string(word_text("life.some_member"_w, c.lang)) : who;
}

/// Whose account it is, beside the login: "佐伯 舞子・maiko". Of a protected child the login alone, as more
/// people read the course than may know its family.
std::string account_text(Context& c, const Opened& o, Id<Account> account) {
    const auto found = people::find_account(c.tx, c.vault, account);
    return o.brief.is_protected ? found.login : found.name + "・" + found.login;
}

const record::Guardian* link_of(const std::vector<record::Guardian>& links, const Family& member) {
    const auto at = std::ranges::find_if(links, [&](const record::Guardian& one) {
        return one.member == member.id && one.account == member.account && !one.until;
    });
    return at == links.end() ? nullptr : &*at;
}

/// An account that was linked before such rows were kept has no day.
GuardianRow row_of(Context& c, const Opened& o, const Family& member,
                   const record::Guardian* link) {
    GuardianRow row{.member = member.id.value, .who = name_of(c, o, member)};
    const auto account = people::find_account(c.tx, c.vault, link ? link->account : member.account);
    row.login = account.login;
    if (!c.masked) row.holder = account.name;
    if (!link) return row;
    row.since = full_date(link->since);
    row.until = link->until ? full_date(*link->until) : "";
    row.linked_by = people::name_of(c.tx, c.vault, link->linked_by);
    row.ended_by = people::name_of(c.tx, c.vault, link->ended_by);
    return row;
}

GuardiansView guardians_view(Context& c, const Opened& o) {
    GuardiansView v;
    v.who = work::identity(c, o);
    v.is_hidden = !o.may(Field::contact);
    if (v.is_hidden) return v;
    const auto links = record::guardians_of(c.tx, o.brief.child);
    const auto chosen = c.form.text("member");
    for (const auto& member : record::family_of(c.tx, c.vault, o.brief)) {
        const std::string id = std::to_string(member.id.value);
        if (member.account)
            v.linked.push_back(row_of(c, o, member, link_of(links, member)));
        else
            v.members.push_back({id, {}, name_of(c, o, member), id == chosen, false});
        for (const auto& link : links)
            if (link.member == member.id && link.until)
                v.ended.push_back(row_of(c, o, member, &link));
    }
    v.login = c.form.text("login");
    v.may_link = c.may(Act::link_guardian, o.around).allowed();
    v.ask_code = c.may(Act::link_guardian, o.around).step_up();
    return v;
}

/// The member of this child's family with that number; null: there is none that this reader may know.
std::optional<Family> member_of(Context& c, const Opened& o, Id<record::FamilyMember> id) {
    if (!o.may(Field::contact)) return std::nullopt;
    for (auto& member : record::family_of(c.tx, c.vault, o.brief))
        if (member.id == id) return std::move(member);
    return std::nullopt;
}

/// The family's account of the typed login, whatever body it hangs on; none where there is no such one.
std::optional<people::AccountBrief> family_account(Context& c) {
    const auto id = people::account_of_login(c.tx, trimmed(c.form.text("login")));
    if (!id) return std::nullopt;
    auto account = people::find_account(c.tx, c.vault, id);
    if (account.role != Role::family) return std::nullopt;
    return account;
}

/// Children beside this one whose part the account reads already.
std::int64_t other_children(Context& c, const Opened& o, const people::AccountBrief& account) {
    const Subject holder{
        .account = account.id, .organisation = account.organisation, .role = account.role};
    std::int64_t children = 0;
    for (const auto state : {RecordState::open, RecordState::watching, RecordState::closed})
        children += work::count_cases(c.tx, holder, state, c.now.today);
    const auto family = record::family_of(c.tx, c.vault, o.brief);
    const bool reads_this =
        std::ranges::any_of(family, [&](const Family& one) { return one.account == account.id; });
    return children - (reads_this ? 1 : 0);
}

/// The page asked about exactly this account and this member before.
bool was_checked(const Context& c, const Family& member, const people::AccountBrief& account) {
    return c.form.number("checked") == account.id.value &&
           c.form.number("checked_member") == member.id.value;
}

/// A login says nothing of whose it is: the name does, and somebody has to look at it.
void ask_whose(Context& c, GuardiansView& v, const Opened& o, const Family& member,
               const people::AccountBrief& account) {
    v.check = {.account = account.id.value,
               .member = member.id.value,
               .who = name_of(c, o, member),
               .holder = c.masked ? "" : account.name,
               .login = account.login,
               .others = other_children(c, o, account)};
    c.trace(TraceKind::view, "life.guardian_check", "account/" + std::to_string(account.id.value),
            o.brief.id.value);
}

}  // namespace

Answer show_guardians(Context& c) {
    const Opened o = work::open_case(c, Act::end_guardian);
    return c.page(guardians_view(c, o), shell_of(o));
}

Answer link_guardian(Context& c) {
    const Opened o = work::open_case(c, Act::end_guardian);
    if (!c.may(Act::link_guardian, o.around).allowed()) c.require(Act::link_guardian, o.around);
    GuardiansView v = guardians_view(c, o);
    if (v.is_hidden) throw NotFound{};
    const auto member = member_of(c, o, {c.form.number("member")});
    v.refusals.add(reasons_not_to_link({.member_known = member.has_value(),
                                        .member_linked = member && member->account,
                                        .login_said = !trimmed(c.form.text("login")).empty()}));
    // Which logins there are is told to nobody whose second factor is not fresh.
    if (v.refusals.any() || !people::factor_is_fresh(c, v.refusals))
        return c.refuse(std::move(v), shell_of(o));
    v.ask_code = false;
    const auto account = family_account(c);
    if (!account) {
        v.refusals.add("login", "life.no_family_account"_w);
        return c.refuse(std::move(v), shell_of(o));
    }
    if (!was_checked(c, *member, *account)) {
        ask_whose(c, v, o, *member, *account);
        return c.page(std::move(v), shell_of(o));
    }
    record::link_guardian(c.tx, o.brief, member->id, account->id, c.who.account, c.now.today);
    tell(c, o, "life.said_linked"_w, {{"who", account_text(c, o, account->id)}},
         "life.guardian_link", "account=" + std::to_string(account->id.value));
    return saved(c, address_of(o, "guardians"), "linked");
}

Answer end_guardian(Context& c) {
    const Opened o = work::open_case(c, Act::end_guardian);
    const auto member = member_of(c, o, {c.number("guardian")});
    if (!member || !member->account) throw NotFound{};
    record::end_guardian(c.tx, o.brief, member->id, c.who.account, c.now.today);
    tell(c, o, "life.said_unlinked"_w, {{"who", account_text(c, o, member->account)}},
         "life.guardian_end", "account=" + std::to_string(member->account.value));
    return saved(c, address_of(o, "guardians"), "unlinked");
}

}  // namespace michi::life
