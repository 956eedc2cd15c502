// Signing in and out, the second factor, own sessions.

#include "base/era.hpp"
#include "people/admin.hpp"
#include "people/keys.hpp"
#include "people/password.hpp"
#include "people/sessions.hpp"
#include "people/totp.hpp"
#include "people/views.hpp"

namespace michi::people {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr int kGuessesAnHour = 10;
constexpr int kDeviceDays = 180;
/// A hash of nothing: an unknown login costs as much time as a known one.
const std::string& idle_hash() {
    static const std::string hash = hash_password("nobody has this password");
    return hash;
}

web::Shell bare(const Context& c, Word title) {
    return {.title = std::string(word_text(title, c.lang)), .bare = true};
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
    return c.page(SignInView{.login = {}, .then = c.query.text("then"), .refusals = {}},
                  bare(c, "people.sign_in_title"_w));
}

struct Checked {
    std::optional<Credentials> who;
    bool right{};
};

/// The slow hash, before the writer's turn.
void check_password(Context& c) {
    Checked checked{credentials(c.tx, c.form.text("login")), false};
    const bool known = checked.who && !checked.who->password_hash.empty();
    const bool matches =
        password_matches(known ? checked.who->password_hash : idle_hash(), c.form.text("password"));
    checked.right = known && matches && checked.who->enabled;
    c.prepared = checked;
}

/// Devices that signed in before are not locked by strangers' guesses.
std::string device_of(const Context& c, const std::string& login) {
    const auto cookie = c.cookie("michi-device");
    const std::string expected = to_hex(c.vault.mac("device", login).data);
    return cookie == expected ? expected : "";
}

Answer refuse_sign_in(Context& c, Word word) {
    SignInView v{.login = c.form.text("login"), .then = c.form.text("then"), .refusals = {}};
    v.refusals.add("login", word);
    return c.refuse(std::move(v), bare(c, "people.sign_in_title"_w));
}

Answer sign_in(Context& c) {
    const auto checked = std::any_cast<Checked>(c.prepared);
    const std::string login = c.form.text("login"), device = device_of(c, login);
    c.keeps = true;
    if (recent_guesses(c.tx, login, device, c.now.at) >= kGuessesAnHour)
        return refuse_sign_in(c, "people.too_many"_w);
    if (!checked.right) {
        note_guess(c.tx, login, device, c.now.at);
        c.trace(TraceKind::sign_in_failed, "people.sign_in", "", 0, "password");
        return refuse_sign_in(c, "people.wrong"_w);
    }
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
            .title = title,
            .hint = "people.code_hint"_w,
            .may_leave = true,
            .refusals = {}};
}

std::string guess_name(const Context& c) { return "totp/" + std::to_string(c.who.account.value); }

/// A code or a recovery code; counted, so that guessing ends after ten tries an hour.
bool factor_given(Context& c, Refusals& no) {
    c.keeps = true;
    if (recent_guesses(c.tx, guess_name(c), "", c.now.at) >= kGuessesAnHour) {
        no.add("code", "people.too_many"_w);
        return false;
    }
    const std::string code = c.form.text("code");
    if (take_code(c.tx, c.vault, c.who.account, code, c.now.at)) return true;
    if (take_recovery_code(c.tx, c.who.account, code, c.now.at)) return true;
    note_guess(c.tx, guess_name(c), "", c.now.at);
    c.trace(TraceKind::sign_in_failed, "people.factor",
            "account/" + std::to_string(c.who.account.value));
    no.add("code", "people.code_wrong"_w);
    return false;
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

bool has_factor(Context& c) { return !totp_secret(c.tx, c.vault, c.who.account).empty(); }

/// Without a second factor nothing could unlock it: the session ends.
Answer lock(Context& c) {
    if (!has_factor(c)) {
        end_session(c.tx, c.who.session, c.now.at);
        return c.see_other(Url("/sign-in"));
    }
    set_locked(c.tx, c.who.session, true);
    return c.see_other(Url("/unlock").query("then", safe_then(c.form.text("_from"))));
}

// ---- enrolment ----
/// The secret shown is bound to the session until a code proves that the app has it.
std::string offered_secret(const Context& c) {
    return c.vault
        .mac("enrol", std::to_string(c.who.account.value) + "/" + std::to_string(c.who.session))
        .data.substr(0, 20);
}

Answer enrol_page(Context& c, Refusals refusals) {
    const std::string secret = offered_secret(c);
    EnrolView v{.secret = base32(secret),
                .qr = qr_svg(otpauth_uri(c.who.name, secret)),
                .refusals = std::move(refusals)};
    const auto shell = bare(c, "people.enrol_title"_w);
    return v.refusals.any() ? c.refuse(std::move(v), shell) : c.page(std::move(v), shell);
}

Answer show_enrolment(Context& c) {
    if (has_factor(c)) return c.see_other(Url("/sign-in/code"));
    return enrol_page(c, {});
}

Answer enrol(Context& c) {
    if (has_factor(c)) return c.see_other(Url("/sign-in/code"));
    const std::string secret = offered_secret(c);
    Refusals no;
    if (!accepted_step(secret, c.form.text("code"), c.now.at, 0)) {
        no.add("code", "people.code_wrong"_w);
        return enrol_page(c, std::move(no));
    }
    set_totp(c.tx, c.vault, c.who.account, secret);
    CodesView v{new_recovery_codes(c.tx, c.who.account)};
    c.trace(TraceKind::account, "people.enrol", "account/" + std::to_string(c.who.account.value));
    const auto session =
        raise_session(c.tx, c.who, Assurance::second_factor, c.user_agent, c.now.at);
    Answer answer = c.page(std::move(v), bare(c, "people.codes_title"_w));
    answer.cookies.push_back(web::session_cookie(c, session.token));
    return answer;
}

// ---- invitation ----
struct Invited {
    Id<Account> account;
    std::string hash;
    Refusals refusals;
};

AccountBrief invited_account(Context& c, Id<Account> id) {
    for (auto& account : accounts_of(c.tx, c.vault, {}))
        if (account.id == id) return account;
    throw NotFound{};
}

void check_invitation(Context& c) {
    const auto owner = link_owner(c.tx, c.part("token"), c.now.at);
    if (!owner) throw NotFound{};
    const auto account = invited_account(c, *owner);
    Invited invited{
        *owner, {}, reasons_not_to_take(c.form.text("password"), account.login, account.name)};
    if (!invited.refusals.any()) invited.hash = hash_password(c.form.text("password"));
    c.prepared = invited;
}

Answer invitation_page(Context& c, Refusals refusals) {
    const auto owner = link_owner(c.tx, c.part("token"), c.now.at);
    if (!owner) throw NotFound{};
    const auto account = invited_account(c, *owner);
    InvitationView v{std::string(c.part("token")), account.name, account.login,
                     std::move(refusals)};
    const auto shell = bare(c, "people.invitation_title"_w);
    return v.refusals.any() ? c.refuse(std::move(v), shell) : c.page(std::move(v), shell);
}

Answer show_invitation(Context& c) { return invitation_page(c, {}); }

Answer take_invitation(Context& c) {
    auto invited = std::any_cast<Invited>(c.prepared);
    if (invited.refusals.any()) return invitation_page(c, std::move(invited.refusals));
    if (!use_link(c.tx, c.part("token"), c.now.at)) throw NotFound{};
    set_password(c.tx, invited.account, invited.hash);
    end_sessions_of(c.tx, invited.account, c.now.at);
    c.trace(TraceKind::account, "people.password_set",
            "account/" + std::to_string(invited.account.value));
    return c.see_other(Url("/sign-in"));
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

Answer me(Context& c) {
    MeView v{c.who.name, c.who.organisation_name, role_word(c.who.role), {}};
    for (const auto& s : sessions_of(c.tx, c.who.account))
        v.sessions.push_back(
            {s.id, list_date(s.begun_at.in_japan(), c.now.today) + " " + s.begun_at.clock(),
             list_date(s.used_at.in_japan(), c.now.today) + " " + s.used_at.clock(), s.agent,
             s.id == c.who.session});
    return c.page(std::move(v),
                  {.title = std::string(word_text("people.me_title"_w, c.lang)), .active = "me"});
}

Answer end_one(Context& c) {
    const auto id = c.number("id");
    for (const auto& s : sessions_of(c.tx, c.who.account))
        if (s.id == id) {
            end_session(c.tx, id, c.now.at);
            return c.see_other(Url("/w/me"));
        }
    throw NotFound{};
}

Answer language(Context& c) {
    const std::string lang = c.form.text("lang") == "en" ? "en" : "ja";
    c.tx.run("UPDATE account SET lang = $2 WHERE id = $1", c.who.account, lang);
    return c.see_other(Url("/w/me"));
}

using web::Method;
using web::Pace;
using web::Route;
constexpr std::size_t kSmall = 16 * 1024;
constexpr std::array kRoutes{
    Route{Method::get, "/sign-in", sign_in_page, Act::sign_in},
    Route{Method::post, "/sign-in", sign_in, Act::sign_in, kSmall, check_password, Pace::slow},
    Route{Method::get, "/sign-in/code", signed_in<code_page>, Act::sign_in},
    Route{Method::post, "/sign-in/code", signed_in<take_factor>, Act::sign_in, kSmall},
    Route{Method::get, "/enrol", signed_in<show_enrolment>, Act::sign_in},
    Route{Method::post, "/enrol", signed_in<enrol>, Act::sign_in, kSmall},
    Route{Method::get, "/invitation/{token}", show_invitation, Act::sign_in},
    Route{Method::post, "/invitation/{token}", take_invitation, Act::sign_in, kSmall,
          check_invitation, Pace::slow},
    Route{Method::post, "/sign-out", signed_in<sign_out>, Act::sign_in, kSmall},
    Route{Method::get, "/w/step-up", step_up_page, Act::see_own_account},
    Route{Method::post, "/w/step-up", step_up, Act::see_own_account, kSmall},
    Route{Method::post, "/lock", signed_in<lock>, Act::sign_in, kSmall},
    Route{Method::get, "/unlock", signed_in<unlock_page>, Act::sign_in},
    Route{Method::post, "/unlock", signed_in<unlock>, Act::sign_in, kSmall},
    Route{Method::post, "/w/mask", mask, Act::mask_names, kSmall},
    Route{Method::get, "/w/me", me, Act::see_own_account},
    Route{Method::get, "/w/keys", keys_page, Act::see_own_account},
    Route{Method::post, "/w/keys", switch_keys, Act::see_own_account, kSmall},
    Route{Method::post, "/w/me/language", language, Act::see_own_account, kSmall},
    Route{Method::post, "/w/me/sessions/{id}/end", end_one, Act::see_own_account, kSmall},
    Route{Method::get, "/a/accounts", show_accounts, Act::manage_accounts},
    Route{Method::post, "/a/accounts", invite, Act::manage_accounts, kSmall},
    Route{Method::post, "/a/accounts/{id}/state", set_account_state, Act::manage_accounts, kSmall},
};

}  // namespace

web::Part part() { return {"people", kRoutes}; }

}  // namespace michi::people
