// What the pages of signing in and of accounts show.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/html.hpp"
#include "base/result.hpp"

namespace michi::web {
class Out;
}

namespace michi::people {

struct SignInView {
    std::string login, then;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(SignInView, (), (login, then, refusals))

/// The second factor: at sign-in, before a weighty act, or to unlock.
struct CodeView {
    std::string action, then, name;
    Word title, hint;
    bool may_leave{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(CodeView, (), (action, then, name, title, hint, may_leave, refusals))

struct EnrolView {
    std::string secret, issuer, account;  // what the QR says, for typing by hand
    std::string offer;                    // which secret this page offers
    Html qr;
    bool replaces{};  // the present factor is asked for as well
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(EnrolView, (), (secret, issuer, account, offer, qr, replaces, refusals))

struct CodesView {
    std::vector<std::string> codes;
};
BOOST_DESCRIBE_STRUCT(CodesView, (), (codes))

struct InvitationView {
    std::string token, name, login;
    bool alone{};  // no second factor will be asked for
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(InvitationView, (), (token, name, login, alone, refusals))

/// What each key does; the same list as static/app.js and the templates ask for.
struct KeyRow {
    std::vector<std::string> keys;
    Word does;
};
BOOST_DESCRIBE_STRUCT(KeyRow, (), (keys, does))

struct KeysView {
    std::vector<KeyRow> rows;
    bool off{};
};
BOOST_DESCRIBE_STRUCT(KeysView, (), (rows, off))

struct SessionRow {
    std::int64_t id{};
    std::string begun, used, agent;
    bool current{};
    bool half{};  // by password alone
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (id, begun, used, agent, current, half))

struct NoticeRow {
    std::string at;
    Word sentence;
    bool seen{};
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (), (at, sentence, seen))

struct MeView {
    std::string name, organisation;
    Word role;
    std::vector<SessionRow> sessions;  // whole ones first
    int half{};                        // how many came no further than the password
    std::vector<NoticeRow> notices;
    bool unseen{}, has_factor{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(MeView, (),
                      (name, organisation, role, sessions, half, notices, unseen, has_factor,
                       refusals))

struct AccountRow {
    std::int64_t id{};
    std::string login, name, organisation;
    Word role;
    bool enabled{};
    bool mine{};  // the administrator's own
    bool has_factor{};
    std::string
        reset;  // asked_by_me, asked_by_other: the second factor waits for another administrator
};
BOOST_DESCRIBE_STRUCT(AccountRow, (),
                      (id, login, name, organisation, role, enabled, mine, has_factor, reset))

struct AccountsView {
    std::vector<AccountRow> rows;
    std::vector<Choice> roles, organisations;
    std::string login, name, link;
    Word link_word;  // what the link is for and how long it works
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(AccountsView, (),
                      (rows, roles, organisations, login, name, link, link_word, refusals))

void render(const SignInView& view, web::Out& out);
void render(const CodeView& view, web::Out& out);
void render(const EnrolView& view, web::Out& out);
void render(const CodesView& view, web::Out& out);
void render(const InvitationView& view, web::Out& out);
void render(const MeView& view, web::Out& out);
void render(const KeysView& view, web::Out& out);
void render(const AccountsView& view, web::Out& out);

}  // namespace michi::people
