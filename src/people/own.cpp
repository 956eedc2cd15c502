#include "people/own.hpp"

#include "base/era.hpp"
#include "people/admin.hpp"
#include "people/codes.hpp"
#include "people/device.hpp"
#include "people/notices.hpp"
#include "people/roles.hpp"
#include "people/sessions.hpp"
#include "people/views.hpp"
#include "web/drafts.hpp"

namespace michi::people {
namespace {

using web::Answer;
using web::Context;
using web::Url;

std::string moment(const Context& c, Instant at) {
    return list_date(at.in_japan(), c.now.today) + " " + at.clock();
}

/// What a notice sends its reader to look at.
std::string page_of(const NoticeLine& notice) {
    if (notice.link.empty()) return {};
    const std::string page = "/w/cases/" + notice.link;
    return notice.notice == Notice::charge_given ? page : page + "/protection";
}

web::Shell shell(const Context& c) {
    return {.title = std::string(word_text("people.me_title"_w, c.lang)), .active = "me"};
}

MeView me_view(Context& c) {
    MeView v{
        .name = c.who.name, .organisation = c.who.organisation_name, .role = role_word(c.who.role)};
    for (const auto& s : sessions_of(c.tx, c.who.account, c.now.at)) {
        v.sessions.push_back({s.id, moment(c, s.begun_at), moment(c, s.used_at),
                              device_name(s.agent), s.id == c.who.session, s.half});
        v.half += s.half ? 1 : 0;
    }
    for (const auto& notice : notices_of(c.tx, c.who.account)) {
        v.notices.push_back({moment(c, notice.at), name_of(c.tx, c.vault, notice.about),
                             sentence_of(notice.notice), notice.seen, notice.link,
                             page_of(notice)});
        v.unseen = v.unseen || !notice.seen;
    }
    v.has_factor = !totp_secret(c.tx, c.vault, c.who.account).empty();
    v.keeps_accounts = ever(c.who.role, Act::manage_accounts);
    return v;
}

web::Try guess_at_old(const Context& c) {
    return {kOldPasswords, std::to_string(c.who.account.value), {}};
}

struct NewPassword {
    std::string hash;
    Refusals refusals;
};

}  // namespace

Answer discard_draft(Context& c) {
    web::discard_draft(c.tx, c.who.account, c.number("draft"));
    return c.see_other(Url::local(web::without_draft(c.form.text("_from"))));
}

Answer me(Context& c) { return c.page(me_view(c), shell(c)); }

Answer end_one(Context& c) {
    const auto id = c.number("session");
    for (const auto& s : sessions_of(c.tx, c.who.account, c.now.at))
        if (s.id == id) {
            c.require(Act::end_session, {.mine = Mine::own});
            end_session(c.tx, id, c.now.at);
            return c.see_other(Url("/w/me"));
        }
    throw NotFound{};
}

Answer end_others(Context& c) {
    end_sessions_of(c.tx, c.who.account, c.now.at, c.who.session);
    return c.see_other(Url("/w/me"));
}

Answer language(Context& c) {
    const std::string lang = c.form.text("lang") == "en" ? "en" : "ja";
    c.tx.run("UPDATE account SET lang = $2 WHERE id = $1", c.who.account, lang);
    return c.see_other(Url("/w/me"));
}

Answer see_notices(Context& c) {
    mark_notices_seen(c.tx, c.who.account, c.now.at);
    return c.see_other(Url("/w/me"));
}

Owner owner_of(Context& c, Id<Account> id) {
    const auto account = find_account(c.tx, c.vault, id);
    const bool enrols = account.role != Role::family || !totp_secret(c.tx, c.vault, id).empty();
    return {.login = account.login,
            .name = account.name,
            .organisation = find_organisation(c.tx, account.organisation).name,
            .second_factor = enrols};
}

void change_password(Context& c, Id<Account> account, const std::string& hash) {
    const auto before =
        c.tx.value<std::string>("SELECT password FROM account WHERE id = $1", account);
    set_password(c.tx, account, hash);
    if (!before.empty()) tell(c.tx, account, Notice::password_set, c.now.at);
    c.trace(TraceKind::account, "people.password_set", "account/" + std::to_string(account.value));
}

void check_new_password(Context& c) {
    NewPassword made;
    const auto kept =
        c.tx.value<std::string>("SELECT password FROM account WHERE id = $1", c.who.account);
    const std::string fresh = c.form.text("password");
    if (web::turn_of(c, guess_at_old(c)).refused_for > 0)
        made.refusals.add("old", "people.too_many"_w);
    else if (!password_matches(kept, c.form.text("old")))
        made.refusals.add("old", "people.old_wrong"_w);
    made.refusals.add(reasons_not_to_take(fresh, owner_of(c, c.who.account)));
    if (!made.refusals.any()) made.hash = hash_password(fresh);
    c.prepared = made;
}

Answer take_new_password(Context& c) {
    auto made = std::any_cast<NewPassword>(c.prepared);
    if (made.refusals.any()) {
        c.keeps = true;
        if (made.refusals.on("old")) web::note_try(c, guess_at_old(c));
        MeView v = me_view(c);
        v.refusals = std::move(made.refusals);
        return c.refuse(std::move(v), shell(c));
    }
    change_password(c, c.who.account, made.hash);
    end_sessions_of(c.tx, c.who.account, c.now.at, c.who.session);
    return c.see_other(Url("/w/me"));
}

Answer renew_codes(Context& c) {
    if (c.who.assurance != Assurance::fresh) throw web::StepUp{};
    CodesView v{new_recovery_codes(c.tx, c.who.account)};
    tell(c.tx, c.who.account, Notice::recovery_new, c.now.at);
    c.trace(TraceKind::account, "people.recovery_new",
            "account/" + std::to_string(c.who.account.value));
    return c.page(std::move(v),
                  {.title = std::string(word_text("people.codes_title"_w, c.lang)), .bare = true});
}

}  // namespace michi::people
