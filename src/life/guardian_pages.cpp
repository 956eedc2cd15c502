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

std::string login_of(Context& c, Id<Account> account) {
    return people::find_account(c.tx, c.vault, account).login;
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
    row.login = login_of(c, link ? link->account : member.account);
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

Id<Account> account_named(Context& c, Link& link) {
    const auto id = people::account_of_login(c.tx, trimmed(c.form.text("login")));
    link.account_known = bool(id);
    if (!id) return id;
    const auto account = people::find_account(c.tx, c.vault, id);
    link.is_family = account.role == Role::family;  // whatever body the account hangs on
    return id;
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
    Link link{.member_known = member.has_value(), .member_linked = member && member->account};
    const auto account = account_named(c, link);
    v.refusals.add(reasons_not_to_link(link));
    if (!v.refusals.any()) people::factor_is_fresh(c, v.refusals);
    if (v.refusals.any()) return c.refuse(std::move(v), shell_of(o));
    record::link_guardian(c.tx, o.brief, member->id, account, c.who.account, c.now.today);
    tell(c, o, "life.said_linked"_w, {{"login", login_of(c, account)}}, "life.guardian_link",
         "account=" + std::to_string(account.value));
    return c.see_other(address_of(o, "guardians"));
}

Answer end_guardian(Context& c) {
    const Opened o = work::open_case(c, Act::end_guardian);
    const auto member = member_of(c, o, {c.number("guardian")});
    if (!member || !member->account) throw NotFound{};
    record::end_guardian(c.tx, o.brief, member->id, c.who.account, c.now.today);
    tell(c, o, "life.said_unlinked"_w, {{"login", login_of(c, member->account)}},
         "life.guardian_end", "account=" + std::to_string(member->account.value));
    return c.see_other(address_of(o, "guardians"));
}

}  // namespace michi::life
