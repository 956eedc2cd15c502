#include "people/invitation.hpp"

#include <algorithm>

#include "base/bare_code.hpp"
#include "people/agreements.hpp"
#include "people/codes.hpp"
#include "people/factor.hpp"
#include "people/notices.hpp"
#include "people/own.hpp"
#include "people/sessions.hpp"

namespace michi::people {
namespace {

using web::Answer;
using web::Context;

/// What the hash was made for; the handler reads everything else anew.
struct Begun {
    std::string hash;
    Refusals refusals;
};

Proposal opened(Context& c) {
    auto p = proposal_behind(c.tx, c.vault, c.part("invitation"));
    if (!p || !(works(*p, c.now.at) || waits(*p, c.now.at))) throw NotFound{};
    return std::move(*p);
}

bool sets_password(const Proposal& p) { return p.deed != Deed::factor; }

Owner owner_behind(Context& c, const Proposal& p) {
    if (p.account) return owner_of(c, p.account);
    return {.login = p.login, .name = p.name, .organisation = {}, .second_factor = true};
}

Answer invitation_page(Context& c, const Proposal& p, Refusals refusals) {
    InvitationView v{.token = std::string(c.part("invitation")),
                     .name = p.name,
                     .login = p.login,
                     .title = title_of(p.deed),
                     .about = about_of(p.deed),
                     .button = sets_password(p) ? "people.take_password"_w : "people.factor_end"_w,
                     .waits = waits(p, c.now.at),
                     .code = asks_for_code(p),
                     .password = sets_password(p),
                     .alone = !owner_behind(c, p).second_factor,
                     .refusals = std::move(refusals)};
    const auto shell = bare(c, v.title);
    return v.refusals.any() ? c.refuse(std::move(v), shell) : c.page(std::move(v), shell);
}

enum class Typed { right, no_code, wrong };

Typed typed_code(Context& c, const Proposal& p) {
    if (!asks_for_code(p)) return Typed::right;
    const std::string code = bare_code(c.form.text("code"));
    const bool digits =
        code.size() == 8 && code.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) return Typed::no_code;
    return code == code_of(c.vault, p) ? Typed::right : Typed::wrong;
}

/// Both persons are told when somebody has tried ten codes.
void end_by_wrong_codes(Context& c, const Proposal& p) {
    tell(c.tx, p.proposed_by, Notice::proposal_ended, c.now.at, p.account);
    tell(c.tx, p.decided_by, Notice::proposal_ended, c.now.at, p.account);
    c.trace(TraceKind::account, "people.proposal_ended", "proposal/" + std::to_string(p.id.value));
}

Answer wrong_code(Context& c, const Proposal& p) {
    c.keeps = true;
    const int wrong = note_wrong_code(c.tx, p, c.now.at);
    c.trace(TraceKind::sign_in_failed, "people.proposal_code",
            "account/" + std::to_string(p.account.value));
    Refusals no;
    if (wrong < kWrongCodes) {
        no.add("code", "people.told_code_wrong"_w, {{"n", std::to_string(kWrongCodes - wrong)}});
    } else {
        end_by_wrong_codes(c, p);
        no.add("code", "people.told_code_ended"_w);
    }
    return invitation_page(c, p, std::move(no));
}

void begin(Context& c, const Proposal& p, const std::string& hash) {
    const auto as = [&](Notice notice) { return asks_for_code(p) ? notice : alone(notice); };
    if (p.deed == Deed::factor) {
        take_factor_away(c.tx, c.vault, p.account);
        tell(c.tx, p.account, as(Notice::factor_reset), c.now.at);
        tell_heads(c.tx, as(Notice::of_factor_gone), c.now.at, p.account);
        c.trace(TraceKind::account, "people.factor_reset",
                "account/" + std::to_string(p.account.value));
    } else {
        change_password(c, p.account, hash);
        if (p.deed == Deed::password)
            tell_heads(c.tx, as(Notice::of_password_used), c.now.at, p.account);
    }
    // An invitation and a move are noted as they take effect.
    if (p.deed == Deed::password || p.deed == Deed::factor)
        note_origin(c.tx, p, p.account, c.now.at);
    end_sessions_of(c.tx, p.account, c.now.at);
}

}  // namespace

Answer show_invitation(Context& c) { return invitation_page(c, opened(c), {}); }

void check_invitation(Context& c) {
    const auto p = opened(c);
    Begun begun;
    if (works(p, c.now.at) && typed_code(c, p) == Typed::right && sets_password(p)) {
        const std::string password = c.form.text("password");
        begun.refusals = reasons_not_to_take(password, owner_behind(c, p));
        if (!begun.refusals.any()) begun.hash = hash_password(password);
    }
    c.prepared = begun;
}

Answer take_invitation(Context& c) {
    auto begun = std::any_cast<Begun>(c.prepared);
    const auto p = opened(c);
    if (waits(p, c.now.at)) {
        Refusals no;
        no.add(kWhole, "people.waits_for_second"_w);
        return invitation_page(c, p, std::move(no));
    }
    const Typed typed = typed_code(c, p);
    if (typed == Typed::wrong) return wrong_code(c, p);
    if (typed == Typed::no_code) begun.refusals.add("code", "people.told_code_form"_w);
    if (begun.refusals.any()) return invitation_page(c, p, std::move(begun.refusals));
    if (sets_password(p) && begun.hash.empty())
        throw Stale{};  // agreed to between the two readings
    if (!use(c.tx, p, c.now.at)) throw NotFound{};
    begin(c, p, begun.hash);
    return c.see_other(web::Url("/sign-in"));
}

}  // namespace michi::people
