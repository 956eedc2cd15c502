#include "people/accounts_page.hpp"

#include <algorithm>
#include <map>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "people/agreements.hpp"
#include "people/roles.hpp"
#include "people/sessions.hpp"
#include "web/written.hpp"

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
        v.letters += row.letter;
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

constexpr std::size_t kPage = 50;

enum class Stand { begun, invited, closed };
struct StandRow {
    std::string_view id;
    Stand stand;
    Word word;
};
constexpr std::array kStands{
    StandRow{"begun", Stand::begun, "people.stand_begun"_w},
    StandRow{"invited", Stand::invited, "people.stand_invited"_w},
    StandRow{"closed", Stand::closed, "people.stand_closed"_w},
};
struct Asked {
    std::string q;
    Id<Organisation> organisation;
    const StandRow* stand{};
    std::size_t page{1};
};

Asked asked_of(const web::Context& c) {
    const auto& form = c.method == web::Method::get ? c.query : c.form;
    Asked asked{.q = trimmed(c.query.text("q")), .organisation = {form.number("organisation")}};
    const auto* stand = std::ranges::find(kStands, c.query.text("state"), &StandRow::id);
    if (stand != kStands.end()) asked.stand = stand;
    const auto page = c.query.number("page");
    if (page > 0 && page < 10'000) asked.page = std::size_t(page);
    return asked;
}

const StandRow& stand_of(const AccountBrief& a, const std::map<Id<Account>, Instant>& begun) {
    const Stand stand = !a.enabled             ? Stand::closed
                        : begun.contains(a.id) ? Stand::begun
                                               : Stand::invited;
    return *std::ranges::find(kStands, stand, &StandRow::stand);
}

std::string last_text(const web::Context& c, Id<Account> id,
                      const std::map<Id<Account>, Instant>& begun) {
    const auto found = begun.find(id);
    if (found == begun.end() || found->second.ms == 0) return {};
    return list_date(found->second.in_japan(), c.now.today) + " " + found->second.clock();
}

/// The accounts that were asked for, and of these one page.
std::vector<AccountBrief> accounts_asked(web::Context& c, AccountsView& v, const Asked& asked,
                                         const std::map<Id<Account>, Instant>& begun) {
    auto all = accounts_here(c);
    std::erase_if(all, [&](const AccountBrief& a) {
        if (asked.organisation && a.organisation != asked.organisation) return true;
        if (asked.stand && &stand_of(a, begun) != asked.stand) return true;
        return !asked.q.empty() &&
               fold(a.login + " " + a.name).find(fold(asked.q)) == std::string::npos;
    });
    v.total = static_cast<std::int64_t>(all.size());
    const std::size_t first = std::min((asked.page - 1) * kPage, all.size());
    if (all.size() > first + kPage)
        v.next = web::Url("/a/accounts")
                     .query("q", asked.q)
                     .query("organisation", std::to_string(asked.organisation.value))
                     .query("state", asked.stand ? asked.stand->id : "")
                     .query("page", std::to_string(asked.page + 1))
                     .text();
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first));
    if (all.size() > kPage) all.resize(kPage);
    return all;
}

void add_accounts(web::Context& c, AccountsView& v, const std::vector<Proposal>& proposals,
                  const std::map<Id<Organisation>, std::string>& names, const Asked& asked) {
    const auto enrolled = enrolled_accounts(c.tx);
    const auto begun = begun_accounts(c.tx);
    for (const auto& a : accounts_asked(c, v, asked, begun)) {
        const bool other = a.id != c.who.account;
        const auto free = [&](Deed deed) {
            return other && std::ranges::none_of(proposals, [&](const Proposal& p) {
                       return p.account == a.id && p.deed == deed && waits(p, c.now.at);
                   });
        };
        const auto organisation = names.find(a.organisation);
        v.rows.push_back({.id = a.id.value,
                          .login = a.login,
                          .name = a.name,
                          .organisation = organisation == names.end() ? "" : organisation->second,
                          .role = role_word(a.role),
                          .state = stand_of(a, begun).word,
                          .last = last_text(c, a.id, begun),
                          .enabled = a.enabled,
                          .may_disable = other && a.enabled && may_propose(c.who.role, a.role),
                          .may_enable = !a.enabled && free(Deed::enable),
                          .may_password = a.enabled && free(Deed::password),
                          .may_factor = a.enabled && enrolled.contains(a.id) && free(Deed::factor),
                          .may_move = a.enabled && free(Deed::move)});
    }
}

/// What was proposed just now, for the sentence above the page.
void add_made(web::Context& c, AccountsView& v, const std::vector<Proposal>& proposals) {
    const Id<Proposal> made{c.query.number("made")};
    const auto found = std::ranges::find(proposals, made, &Proposal::id);
    if (found == proposals.end() || found->proposed_by != c.who.account) return;
    if (has_link(*found)) v.letter = made.value;
    v.made = works(*found, c.now.at)     ? "people.made_alone"_w
             : has_link(*found)          ? "people.made_waits"_w
             : found->deed == Deed::move ? "people.made_move"_w
                                         : "people.made_enabling"_w;
}

void add_form(web::Context& c, AccountsView& v, const Asked& asked) {
    v.organisations = organisation_choices(c, asked.organisation);
    const bool chosen = std::ranges::any_of(v.organisations, &Choice::on);
    if (chosen) {
        v.organisation = asked.organisation.value;
        v.organisation_name = find_organisation(c.tx, asked.organisation).name;
        v.roles = roles_for(c, asked.organisation, c.form.text("role"));
    }
    v.login = c.form.text("login");
    v.name = c.form.text("name");
    for (const StandRow& row : kStands)
        v.states.push_back({std::string(row.id), row.word, {}, &row == asked.stand, false});
    v.q = asked.q;
    v.narrowed = !asked.q.empty() || asked.stand || asked.organisation;
}

}  // namespace

std::vector<Choice> roles_for(web::Context& c, Id<Organisation> organisation,
                              std::string_view chosen) {
    const std::string kind = find_organisation(c.tx, organisation).kind;
    std::vector<Choice> roles;
    for (const RoleRow& row : kRoleRows)
        if (may_propose(c.who.role, row.role) && role_fits(row.role, kind))
            roles.push_back({std::string(row.id), row.word, {}, row.id == chosen, false});
    if (roles.size() == 1) roles.front().on = true;
    return roles;
}

std::vector<Choice> organisation_choices(web::Context& c, Id<Organisation> chosen) {
    std::vector<Choice> list;
    for (const auto& o : organisations(c.tx, ""))
        list.push_back({std::to_string(o.id.value), {}, o.name, o.id == chosen, false});
    return list;
}

AccountsView accounts_view(web::Context& c) {
    AccountsView v;
    std::map<Id<Organisation>, std::string> names;
    for (const auto& card : organisation_cards(c.tx, true)) names[card.brief.id] = card.brief.name;
    const Asked asked = asked_of(c);
    const auto proposals = proposals_of_now(c.tx, c.vault, c.now.at);
    add_accounts(c, v, proposals, names, asked);
    add_proposals(c, v, proposals);
    add_made(c, v, proposals);
    add_form(c, v, asked);
    v.to_agree = count_to_agree(c.tx, c.who, c.now.at);
    v.unaddressed = !c.settings || !web::opens_elsewhere(*c.settings);
    v.may_set_up = ever(c.who.role, Act::set_up);
    return v;
}

web::Shell accounts_shell(const web::Context& c) {
    return {.title = std::string(word_text("people.accounts_title"_w, c.lang)),
            .active = "accounts"};
}

}  // namespace michi::people
