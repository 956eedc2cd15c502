#include "people/agreements.hpp"

#include <algorithm>
#include <set>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "people/admin.hpp"
#include "people/codes.hpp"
#include "people/keeping.hpp"
#include "people/notices.hpp"
#include "people/roles.hpp"
#include "people/sessions.hpp"

namespace michi::people {
namespace {

using web::Answer;
using web::Context;

constexpr std::size_t kLongestWord = 600;

struct DeedWords {
    Deed deed;
    Word name, title, about;
};
constexpr std::array kDeedWords{
    DeedWords{Deed::invite, "people.deed_invite"_w, "people.invitation_title"_w,
              "people.invitation_for"_w},
    DeedWords{Deed::password, "people.deed_password"_w, "people.password_title"_w,
              "people.password_for"_w},
    DeedWords{Deed::factor, "people.deed_factor"_w, "people.factor_end_title"_w,
              "people.factor_end_for"_w},
    DeedWords{Deed::enable, "people.deed_enable"_w, "people.deed_enable"_w, "people.deed_enable"_w},
    DeedWords{Deed::move, "people.deed_move"_w, "people.anew_title"_w, "people.anew_for"_w},
};
const DeedWords& words_of(Deed deed) { return kDeedWords.at(static_cast<std::size_t>(deed)); }

Word state_word(const Proposal& p) {
    switch (p.state) {
        case ProposalState::waiting:
            return "people.state_waiting"_w;
        case ProposalState::agreed:
            return "people.state_agreed"_w;
        case ProposalState::used:
            return "people.state_used"_w;
        case ProposalState::refused:
            return "people.state_refused"_w;
        case ProposalState::withdrawn:
            return "people.state_withdrawn"_w;
        case ProposalState::ended:
            return p.wrong >= kWrongCodes ? "people.state_wrong"_w : "people.state_ended"_w;
    }
    return {};
}

Word bar_word(Objection why) {
    switch (why) {
        case Objection::one_origin:
            return "people.bar_one_origin"_w;
        case Objection::own_account:
            return "people.bar_own_account"_w;
        case Objection::none:
            return {};
        case Objection::same_person:
        case Objection::same_role:
        case Objection::not_asked:
            return "people.bar_same_role"_w;
    }
    return {};
}

std::string spoken(const std::string& code) { return code.substr(0, 4) + " " + code.substr(4); }

std::string moment(const Context& c, Instant at) {
    return list_date(at.in_japan(), c.now.today) + " " + at.clock();
}

AgreementsView agreements_view(Context& c) {
    AgreementsView v;
    const Lineage origins = lineage(c.tx);
    std::set<std::string, std::less<>> ticked;
    for (auto& id : c.form.texts("proposal")) ticked.insert(std::move(id));
    for (const Proposal& p : proposals_of_now(c.tx, c.vault, c.now.at)) {
        ProposalRow row = proposal_row(c, p);
        if (waits(p, c.now.at) && p.proposed_by != c.who.account) {
            const Objection why = objection_of(c, p, origins);
            if (why == Objection::same_role || why == Objection::not_asked) continue;
            row.bar = bar_word(why);
            row.on = why == Objection::none && ticked.contains(std::to_string(p.id.value));
            v.may = v.may || why == Objection::none;
            v.waiting.push_back(std::move(row));
        } else if (works(p, c.now.at) && p.decided_by == c.who.account && has_link(p)) {
            row.code = spoken(code_of(c.vault, p));
            v.agreed.push_back(std::move(row));
        }
    }
    v.word = c.form.text("word");
    return v;
}

web::Shell shell(const Context& c) {
    return {.title = std::string(word_text("people.agreements_title"_w, c.lang)),
            .active = "accounts"};
}

Answer refused(Context& c, Refusals no) {
    auto v = agreements_view(c);
    v.refusals = std::move(no);
    return c.refuse(std::move(v), shell(c));
}

/// The ticked ones that this person can decide about; those that another decided meanwhile fall out.
std::vector<Proposal> decidable(Context& c, Refusals& no) {
    std::vector<Proposal> found;
    const Lineage origins = lineage(c.tx);
    bool decided = false;
    for (const auto& text : c.form.texts("proposal")) {
        web::Form one;
        one.fields.emplace("id", text);
        const auto p = find_proposal(c.tx, c.vault, {one.number("id")});
        if (!waits(p, c.now.at)) {
            decided = true;
            continue;
        }
        if (const auto why = objection_of(c, p, origins); why != Objection::none)
            no.add(kWhole, bar_word(why));
        found.push_back(p);
    }
    if (found.empty() && !no.any()) {
        if (decided)
            no.add(kWhole, "people.decided_already"_w);
        else
            no.add("proposals", "people.tick_one"_w);
    }
    return found;
}

void tell_agreed(Context& c, const Proposal& p, Id<Account> account) {
    const bool begins = find_proposal(c.tx, c.vault, p.id).state == ProposalState::agreed;
    tell(c.tx, p.proposed_by, begins ? Notice::proposal_agreed : Notice::proposal_agreed_whole,
         c.now.at, account);
    if (p.deed == Deed::invite) tell_heads(c.tx, Notice::of_invited, c.now.at, account);
    if (p.deed == Deed::enable) {
        tell(c.tx, account, Notice::enabled, c.now.at);
        tell_heads(c.tx, Notice::of_enabled, c.now.at, account);
    }
}

/// What was right when it was proposed need not be any more.
Word no_longer_right(Context& c, const Proposal& p) {
    const bool begins_there =
        p.deed == Deed::invite || p.deed == Deed::move || p.deed == Deed::enable;
    if (begins_there && organisation_card(c.tx, p.organisation).ended_on)
        return "people.organisation_ended"_w;
    if (p.deed != Deed::move) return {};
    const auto owner = find_account(c.tx, c.vault, p.account);
    return owner.role == p.role ? Word{} : last_of(c.tx, owner);
}

void agree_to(Context& c, const Proposal& waiting) {
    if (!agree(c.tx, waiting, c.who.account, c.now.at)) return;
    const auto p = find_proposal(c.tx, c.vault, waiting.id);
    if (p.deed == Deed::invite && credentials(c.tx, p.login)) throw Stale{};
    const auto account = take_effect(c, p);
    tell_agreed(c, p, account);
    c.trace(TraceKind::account, "people.agree", "account/" + std::to_string(account.value), 0,
            "proposal/" + std::to_string(p.id.value));
}

void refuse_it(Context& c, const Proposal& p) {
    if (!refuse(c.tx, c.vault, p, c.who.account, c.form.text("word"), c.now.at)) return;
    tell(c.tx, p.proposed_by, Notice::proposal_refused, c.now.at, p.account);
    c.trace(TraceKind::account, "people.refuse", "proposal/" + std::to_string(p.id.value));
}

/// What was proposed before about the account, or by it, was of another role.
void move_it(Context& c, const Proposal& p) {
    const auto before = find_account(c.tx, c.vault, p.account);
    const bool stays = before.organisation == p.organisation;
    const Holdings left =
        hand_on(c.tx, p.account, {}, c.now.at, stays ? std::optional(p.role) : std::nullopt);
    c.trace(TraceKind::account, "people.move", "account/" + std::to_string(p.account.value), 0,
            text_of(left));
    move_account(c.tx, p.account, p.role, p.organisation);
    end_sessions_of(c.tx, p.account, c.now.at);
    if (begins_anew(before.role, p.role)) {
        set_password(c.tx, p.account, "");
        take_factor_away(c.tx, c.vault, p.account);
    } else {
        use(c.tx, p, c.now.at);
    }
    end_proposals_of(c.tx, p.account, c.now.at, p.id);
    const auto as = [&](Notice notice) { return p.decided_by ? notice : alone(notice); };
    tell(c.tx, p.account, as(Notice::moved), c.now.at);
    tell_heads(c.tx, as(Notice::of_moved), c.now.at, p.account);
    note_origin(c.tx, p, p.account, c.now.at);
}

}  // namespace

Word title_of(Deed deed) { return words_of(deed).title; }
Word about_of(Deed deed) { return words_of(deed).about; }

std::string until_moment(const Context& c, Instant at) {
    return detail_date(at.in_japan(), c.now.today) + " " + at.clock();
}

ProposalRow proposal_row(Context& c, const Proposal& p) {
    const bool open = waits(p, c.now.at) || works(p, c.now.at);
    return {.id = p.id.value,
            .deed = words_of(p.deed).name,
            .state = state_word(p),
            .name = p.name,
            .login = p.login,
            .organisation = find_organisation(c.tx, p.organisation).name,
            .role = role_word(p.role),
            .by = name_of(c.tx, c.vault, p.proposed_by),
            .since = moment(c, p.proposed_at),
            .until = open ? moment(c, p.ends_at) : "",
            .word = p.word,
            .wrong = p.wrong,
            .waits = waits(p, c.now.at)};
}

Objection objection_of(Context& c, const Proposal& p, const Lineage& origins) {
    if (!p.proposed_by) return Objection::not_asked;
    const auto proposer = find_account(c.tx, c.vault, p.proposed_by);
    if (!proposer.enabled) return Objection::not_asked;
    return objection({proposer.id, proposer.role}, {c.who.account, c.who.role}, p.account, origins);
}

Id<Account> take_effect(Context& c, const Proposal& p) {
    if (p.deed == Deed::invite) {
        const auto account = create_account(c.tx, c.vault,
                                            {.organisation = p.organisation,
                                             .role = p.role,
                                             .login = p.login,
                                             .name = p.name,
                                             .password_hash = {},
                                             .totp_secret = {}},
                                            c.now.at);
        invited_as(c.tx, p.id, account);
        note_origin(c.tx, p, account, c.now.at);
        return account;
    }
    if (p.deed == Deed::move) move_it(c, p);
    if (p.deed == Deed::enable) {
        set_enabled(c.tx, p.account, true);
        note_origin(c.tx, p, p.account, c.now.at);
        use(c.tx, p, c.now.at);
    }
    return p.account;
}

Answer show_agreements(Context& c) {
    c.require(Act::manage_accounts, {});
    return c.page(agreements_view(c), shell(c));
}

Answer decide_proposals(Context& c) {
    c.require(Act::manage_accounts, {});
    Refusals no;
    const auto chosen = decidable(c, no);
    const std::string deed = c.form.text("deed");
    const bool refuses = deed == "refuse";
    if (!refuses && deed != "agree") throw NotFound{};
    if (refuses && trimmed(c.form.text("word")).empty()) no.add("word", "people.say_why"_w);
    no.add(check_text("word", c.form.text("word"), kLongestWord));
    if (no.any()) return refused(c, std::move(no));
    for (const Proposal& p : chosen) {
        if (refuses) {
            refuse_it(c, p);
            continue;
        }
        // Asked of each in its turn: of two the first may leave the other as the last.
        if (const Word why = no_longer_right(c, p)) no.add(kWhole, why);
        if (no.any()) return refused(c, std::move(no));
        agree_to(c, p);
    }
    return c.see_other(web::Url("/a/agreements"));
}

}  // namespace michi::people
