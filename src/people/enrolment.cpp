#include "people/enrolment.hpp"

#include "base/address.hpp"
#include "people/codes.hpp"
#include "people/factor.hpp"
#include "people/notices.hpp"
#include "people/sessions.hpp"
#include "people/totp.hpp"
#include "people/views.hpp"

namespace michi::people {
namespace {

using web::Answer;
using web::Context;

constexpr std::string_view kIssuer = "michishirube";

/// The secret shown is bound to the session until a code proves that the app has it; to the page as
/// well where a factor is replaced, so that who saw an open screen before knows nothing of it.
std::string offered_secret(const Context& c, std::string_view offer) {
    return c.vault
        .mac("enrol", std::to_string(c.who.account.value) + "/" + std::to_string(c.who.session) +
                          "/" + std::string(offer))
        .data.substr(0, 20);
}

Answer enrol_page(Context& c, std::string offer, bool replaces, Refusals refusals) {
    const std::string secret = offered_secret(c, offer);
    const std::string shown = base32(secret);
    EnrolView v{.secret = shown,
                .issuer = std::string(kIssuer),
                .account = c.who.name,
                .offer = std::move(offer),
                .qr = qr_svg(otpauth_address(kIssuer, c.who.name, shown)),
                .replaces = replaces,
                .refusals = std::move(refusals)};
    const auto shell = bare(c, "people.enrol_title"_w);
    return v.refusals.any() ? c.refuse(std::move(v), shell) : c.page(std::move(v), shell);
}

Answer enrolled(Context& c) {
    end_sessions_of(c.tx, c.who.account, c.now.at);
    CodesView v{new_recovery_codes(c.tx, c.who.account)};
    c.trace(TraceKind::account, "people.enrol", "account/" + std::to_string(c.who.account.value));
    const auto session =
        begin_session(c.tx, c.who.account, Assurance::second_factor, c.user_agent, c.now.at);
    Answer answer = c.page(std::move(v), bare(c, "people.codes_title"_w));
    answer.cookies.push_back(web::session_cookie(c, session.token));
    return answer;
}

}  // namespace

Answer show_enrolment(Context& c) {
    const bool replaces = has_factor(c);
    return enrol_page(c, replaces ? random_token() : std::string(), replaces, {});
}

Answer enrol(Context& c) {
    const bool replaces = has_factor(c);
    const std::string offer = c.form.text("offer"), secret = offered_secret(c, offer);
    Refusals no;
    // The new code first: where it is wrong, the present one is not spent for nothing.
    if (!accepted_step(secret, c.form.text("code"), c.now.at, 0))
        no.add("code", "people.code_wrong"_w);
    else if (replaces)
        factor_given(c, no, "present");
    if (no.any()) return enrol_page(c, offer, replaces, std::move(no));
    if (replaces) tell(c.tx, c.who.account, Notice::factor_set, c.now.at);
    take_secret(c.tx, c.vault, c.who.account, secret, c.form.text("code"), c.now.at);
    return enrolled(c);
}

}  // namespace michi::people
