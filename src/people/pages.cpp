// Signing in and out, the second factor, invitations.

#include "people/admin.hpp"
#include "people/agreements.hpp"
#include "people/enrolment.hpp"
#include "people/factor.hpp"
#include "people/invitation.hpp"
#include "people/keys.hpp"
#include "people/notices.hpp"
#include "people/own.hpp"
#include "people/password.hpp"
#include "people/sessions.hpp"
#include "people/views.hpp"

namespace michi::people {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr int kDeviceDays = 180;
/// A hash of nothing: an unknown login costs as much time as a known one.
const std::string& idle_hash() {
    static const std::string hash = hash_password("nobody has this password");
    return hash;
}

std::string safe_then(const std::string& then) {
    return web::is_local_path(then) ? then : std::string("/w");
}

Answer go_to(const Context& c, const std::string& path) {
    Answer answer = c.see_other(Url("/w"));
    answer.location = safe_then(path);
    return answer;
}

// ---- password ----
Answer sign_in_page(Context& c) {
    return c.page(SignInView{.login = {},
                             .then = c.query.text("then"),
                             .kept = c.query.text("kept"),
                             .refusals = {}},
                  bare(c, "people.sign_in_title"_w));
}

struct Checked {
    std::optional<Credentials> who;
    bool right{};
    std::string better_hash;  // "" when the kept one is as new as any
};

/// Devices that signed in before are not locked by strangers' guesses.
std::string device_of(const Context& c, const std::string& login) {
    const auto cookie = c.cookie("michi-device");
    const std::string expected = to_hex(c.vault.mac("device", login).data);
    return cookie == expected ? expected : "";
}

web::Try guess_at_login(const Context& c) {
    const std::string login = c.form.text("login");
    return {kPasswords, login, device_of(c, login)};
}

std::int64_t delay_of_sign_in(Context& c) { return web::turn_of(c, guess_at_login(c)).wait; }

/// The slow hash, before the writer's turn; a guess that is refused costs none.
void check_password(Context& c) {
    Checked checked;
    if (web::turn_of(c, guess_at_login(c)).refused_for == 0) {
        checked.who = credentials(c.tx, c.form.text("login"));
        const bool known = checked.who && !checked.who->password_hash.empty();
        const std::string password = c.form.text("password");
        const std::string& kept = known ? checked.who->password_hash : idle_hash();
        const bool matches = password_matches(kept, password);
        checked.right = known && matches && checked.who->enabled;
        if (checked.right && hash_is_old(kept)) checked.better_hash = hash_password(password);
    }
    c.prepared = checked;
}

SignInView sign_in_view(const Context& c) {
    return {.login = c.form.text("login"), .then = c.form.text("then"), .refusals = {}};
}

Answer sign_in(Context& c) {
    const auto checked = std::any_cast<Checked>(c.prepared);
    const web::Try guess = guess_at_login(c);
    SignInView v = sign_in_view(c);
    c.keeps = true;
    if (const auto turn = web::turn_of(c, guess); turn.refused_for > 0) {
        add_wait(v.refusals, "login", turn.refused_for);
        return c.refuse(std::move(v), bare(c, "people.sign_in_title"_w));
    }
    if (!checked.right) {
        web::note_try(c, guess);
        c.trace(TraceKind::sign_in_failed, "people.sign_in", "", 0, "password");
        v.refusals.add("login", "people.wrong"_w);
        return c.refuse(std::move(v), bare(c, "people.sign_in_title"_w));
    }
    if (!checked.better_hash.empty()) set_password(c.tx, checked.who->account, checked.better_hash);
    const auto session =
        begin_session(c.tx, checked.who->account, Assurance::password, c.user_agent, c.now.at);
    c.trace(TraceKind::sign_in, "people.password",
            "account/" + std::to_string(checked.who->account.value));
    Answer answer = go_to(c, c.form.text("then"));
    if (checked.who->has_totp)
        answer = c.see_other(Url("/sign-in/code").query("then", safe_then(c.form.text("then"))));
    else if (checked.who->role != Role::family)
        answer = c.see_other(Url("/enrol"));
    answer.cookies.push_back(web::session_cookie(c, session.token));
    return answer;
}

// ---- second factor ----
/// Pages that a session without its second factor may open; nobody's session is sent to sign in.
template <Answer (*page)(Context&)>
Answer signed_in(Context& c) {
    return c.who.account ? page(c) : c.see_other(Url("/sign-in"));
}

CodeView code_view(const Context& c, std::string action, Word title) {
    return {.action = std::move(action),
            .then = c.method == web::Method::get ? c.query.text("then") : c.form.text("then"),
            .name = c.who.name,
            .kept = c.query.text("kept"),
            .title = title,
            .hint = "people.code_hint"_w,
            .may_leave = true,
            .refusals = {}};
}

Answer code_page(Context& c) {
    return c.page(code_view(c, "sign-in/code", "people.code_title"_w),
                  bare(c, "people.code_title"_w));
}

Answer take_factor(Context& c) {
    CodeView v = code_view(c, "sign-in/code", "people.code_title"_w);
    if (!factor_given(c, v.refusals)) return c.refuse(std::move(v), bare(c, "people.code_title"_w));
    const auto session =
        raise_session(c.tx, c.who, Assurance::second_factor, c.user_agent, c.now.at);
    c.trace(TraceKind::sign_in, "people.sign_in", "account/" + std::to_string(c.who.account.value));
    const auto login =
        c.tx.value<std::string>("SELECT login FROM account WHERE id = $1", c.who.account);
    if (device_of(c, login).empty() && signed_in_before(c.tx, c.who.account, session.id))
        tell(c.tx, c.who.account, Notice::new_device, c.now.at);
    Answer answer = go_to(c, c.form.text("then"));
    answer.cookies.push_back(web::session_cookie(c, session.token));
    answer.cookies.push_back(web::cookie_for(
        c, "michi-device", to_hex(c.vault.mac("device", login).data), kDeviceDays * 86400));
    return answer;
}

Answer step_up_page(Context& c) {
    return c.page(code_view(c, "w/step-up", "people.step_up_title"_w),
                  bare(c, "people.step_up_title"_w));
}

Answer step_up(Context& c) {
    CodeView v = code_view(c, "w/step-up", "people.step_up_title"_w);
    if (!factor_given(c, v.refusals))
        return c.refuse(std::move(v), bare(c, "people.step_up_title"_w));
    confirm_factor(c.tx, c.who.session, c.now.at);
    return go_to(c, c.form.text("then"));
}

}  // namespace

bool factor_is_fresh(Context& c, Refusals& no) {
    if (c.who.assurance == Assurance::fresh) return true;
    if (c.form.text("code").empty()) {
        no.add("code", "people.say_code"_w);
        return false;
    }
    if (!factor_given(c, no)) return false;
    confirm_factor(c.tx, c.who.session, c.now.at);
    return true;
}

namespace {

Answer unlock_page(Context& c) {
    return c.page(code_view(c, "unlock", "people.unlock_title"_w),
                  bare(c, "people.unlock_title"_w));
}

Answer unlock(Context& c) {
    CodeView v = code_view(c, "unlock", "people.unlock_title"_w);
    if (!factor_given(c, v.refusals))
        return c.refuse(std::move(v), bare(c, "people.unlock_title"_w));
    set_locked(c.tx, c.who.session, false);
    return go_to(c, c.form.text("then"));
}

/// Without a second factor nothing could unlock it: the session ends.
Answer lock(Context& c) {
    if (!has_factor(c)) {
        end_session(c.tx, c.who.session, c.now.at);
        return c.see_other(Url("/sign-in"));
    }
    set_locked(c.tx, c.who.session, true);
    return c.see_other(Url("/unlock").query("then", safe_then(c.form.text("_from"))));
}

// ---- own pages ----
Answer sign_out(Context& c) {
    end_session(c.tx, c.who.session, c.now.at);
    c.trace(TraceKind::sign_out, "people.sign_out",
            "account/" + std::to_string(c.who.account.value));
    Answer answer = c.see_other(Url("/sign-in"));
    answer.cookies.push_back(web::ended_session_cookie(c));
    answer.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
    return answer;
}

Answer mask(Context& c) {
    set_masked(c.tx, c.who.session, !is_masked(c.tx, c.who.session));
    return go_to(c, c.form.text("_from"));  // the page it was pressed on
}

using web::Lane;
using web::Method;
using web::Route;
constexpr std::size_t kSmall = 16 * 1024;
constexpr std::array kRoutes{
    Route{Method::get, "/sign-in", sign_in_page, Act::sign_in},
    delayed(Route{Method::post, "/sign-in", sign_in, Act::sign_in, kSmall, check_password,
                  Lane::sign_in},
            delay_of_sign_in),
    Route{Method::get, "/sign-in/code", signed_in<code_page>, Act::sign_in},
    Route{Method::post, "/sign-in/code", signed_in<take_factor>, Act::sign_in, kSmall},
    Route{Method::get, "/enrol", signed_in<show_enrolment>, Act::sign_in},
    Route{Method::post, "/enrol", signed_in<enrol>, Act::sign_in, kSmall},
    Route{Method::get, "/invitation/{invitation}", show_invitation, Act::sign_in},
    Route{Method::post, "/invitation/{invitation}", take_invitation, Act::sign_in, kSmall,
          check_invitation, Lane::sign_in},
    Route{Method::post, "/sign-out", signed_in<sign_out>, Act::sign_in, kSmall},
    Route{Method::get, "/w/step-up", step_up_page, Act::see_own_account},
    Route{Method::post, "/w/step-up", step_up, Act::see_own_account, kSmall},
    Route{Method::post, "/lock", signed_in<lock>, Act::sign_in, kSmall},
    Route{Method::get, "/unlock", signed_in<unlock_page>, Act::sign_in},
    Route{Method::post, "/unlock", signed_in<unlock>, Act::sign_in, kSmall},
    Route{Method::post, "/w/mask", mask, Act::mask_names, kSmall},
    Route{Method::get, "/w/me", me, Act::see_own_account},
    Route{Method::post, "/w/drafts/{draft}/discard", discard_draft, Act::see_own_account, kSmall},
    Route{Method::get, "/w/keys", keys_page, Act::see_own_account},
    Route{Method::post, "/w/keys", switch_keys, Act::see_own_account, kSmall},
    Route{Method::post, "/w/me/language", language, Act::see_own_account, kSmall},
    Route{Method::post, "/w/me/notices", see_notices, Act::see_own_account, kSmall},
    Route{Method::post, "/w/me/password", take_new_password, Act::see_own_account, kSmall,
          check_new_password, Lane::sign_in},
    Route{Method::post, "/w/me/codes", renew_codes, Act::see_own_account, kSmall},
    Route{Method::post, "/w/me/sessions/end", end_others, Act::see_own_account, kSmall},
    Route{Method::post, "/w/me/sessions/{session}/end", end_one, Act::end_session, kSmall},
    Route{Method::get, "/a/accounts", show_accounts, Act::manage_accounts},
    Route{Method::post, "/a/accounts", propose_invitation, Act::manage_accounts, kSmall},
    Route{Method::post, "/a/accounts/{account}/disable", disable_account, Act::manage_accounts,
          kSmall},
    Route{Method::post, "/a/accounts/{account}/password", propose_password, Act::manage_accounts,
          kSmall},
    Route{Method::post, "/a/accounts/{account}/factor", propose_factor, Act::manage_accounts,
          kSmall},
    Route{Method::post, "/a/accounts/{account}/enable", propose_enabling, Act::manage_accounts,
          kSmall},
    Route{Method::get, "/a/accounts/{account}/move", show_move, Act::manage_accounts},
    Route{Method::post, "/a/accounts/{account}/move", propose_move, Act::manage_accounts, kSmall},
    Route{Method::get, "/a/proposals/letters", show_letters, Act::manage_accounts},
    Route{Method::get, "/a/proposals/{proposal}/letter", show_letter, Act::manage_accounts},
    Route{Method::post, "/a/proposals/{proposal}/withdraw", withdraw_proposal,
          Act::withdraw_proposal, kSmall},
    Route{Method::get, "/a/agreements", show_agreements, Act::manage_accounts},
    Route{Method::post, "/a/agreements", decide_proposals, Act::manage_accounts, kSmall},
};

}  // namespace

web::Part part() { return {"people", kRoutes}; }

}  // namespace michi::people
