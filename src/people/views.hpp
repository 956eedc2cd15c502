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
    std::string
        kept;  // of what was sent before: "1" a draft was kept, "0" nothing was, "" nothing was sent
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(SignInView, (), (login, then, kept, refusals))

/// The second factor: at sign-in, before a weighty act, or to unlock.
struct CodeView {
    std::string action, then, name, kept;
    Word title, hint;
    bool may_leave{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(CodeView, (), (action, then, name, kept, title, hint, may_leave, refusals))

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

/// What the owner of a letter meets: an invitation, a new password, or the end of a factor.
struct InvitationView {
    std::string token, name, login;
    Word title, about, button;
    bool waits{};     // for the second person: nothing can be done yet
    bool code{};      // asked for beside the letter
    bool password{};  // is set here
    bool alone{};     // no second factor will be asked for
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(InvitationView, (),
                      (token, name, login, title, about, button, waits, code, password, alone,
                       refusals))

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
    std::string at, about;  // whose account, when it is not the reader's
    Word sentence;
    bool seen{};
    std::string link, href;  // number of a case, and its page that is meant
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (), (at, about, sentence, seen, link, href))

struct MeView {
    std::string name, organisation;
    Word role;
    std::vector<SessionRow> sessions;  // whole ones first
    int half{};                        // how many came no further than the password
    std::vector<NoticeRow> notices;
    bool unseen{}, has_factor{}, keeps_accounts{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(MeView, (),
                      (name, organisation, role, sessions, half, notices, unseen, has_factor,
                       keeps_accounts, refusals))

struct AccountRow {
    std::int64_t id{};
    std::string login, name, organisation;
    Word role, state;
    std::string last;  // signed in last
    bool enabled{};
    // what can be asked for now
    bool may_disable{}, may_enable{}, may_password{}, may_factor{}, may_move{};
};
BOOST_DESCRIBE_STRUCT(AccountRow, (),
                      (id, login, name, organisation, role, state, last, enabled, may_disable,
                       may_enable, may_password, may_factor, may_move))

/// What was proposed about an account, as one of the two persons sees it.
struct ProposalRow {
    std::int64_t id{};
    Word deed, state;
    std::string name, login, organisation;
    Word role;
    std::string by, since, until;
    std::string word;     // why it was refused
    std::string seconds;  // who can agree, when it is the reader's own
    Word bar;             // why the reader cannot agree
    std::string code;     // for the telephone; the second person's alone
    int wrong{};          // codes typed wrongly
    bool letter{}, withdraw{}, waits{}, on{};
};
BOOST_DESCRIBE_STRUCT(ProposalRow, (),
                      (id, deed, state, name, login, organisation, role, by, since, until, word,
                       seconds, bar, code, wrong, letter, withdraw, waits, on))

struct AccountsView {
    std::vector<AccountRow> rows;
    std::vector<ProposalRow> proposals;
    std::vector<Choice> roles, organisations;  // roles: those that fit the chosen organisation
    std::string login, name, q, next;
    std::int64_t organisation{};  // the chosen one
    std::string organisation_name;
    std::vector<Choice> states;
    std::int64_t total{}, letters{};
    bool narrowed{};
    std::int64_t letter{};      // of what was just proposed
    Word made;                  // what comes next
    Word missing, missing_how;  // nobody can agree to what the reader proposes
    std::int64_t to_agree{};
    bool unaddressed{},
        may_set_up{};  // no letter goes out yet; the reader sees where that is mended
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(AccountsView, (),
                      (rows, proposals, roles, organisations, login, name, q, next, organisation,
                       organisation_name, states, total, letters, narrowed, letter, made, missing,
                       missing_how, to_agree, unaddressed, may_set_up, refusals))

/// Another role or another organisation for somebody.
struct MoveView {
    std::int64_t id{};
    std::string name, login, organisation;
    Word role;
    std::vector<Choice> organisations, roles;
    std::int64_t chosen{};
    std::string chosen_name;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(MoveView, (),
                      (id, name, login, organisation, role, organisations, roles, chosen,
                       chosen_name, refusals))

/// The second person's page: what waits, and the codes of what was agreed to.
struct AgreementsView {
    std::vector<ProposalRow> waiting, agreed;
    bool may{};  // there is one that the reader can agree to
    std::string word;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(AgreementsView, (), (waiting, agreed, may, word, refusals))

/// On paper, for the owner: where, until when, and that a code is told by telephone.
struct InvitationLetterView {
    std::string name, login, organisation, from, phone, by, today, until, url;
    Word title, about;
    bool code{}, waits{};
    Html qr;
};
BOOST_DESCRIBE_STRUCT(InvitationLetterView, (),
                      (name, login, organisation, from, phone, by, today, until, url, title, about,
                       code, waits, qr))

struct LettersView {
    std::vector<InvitationLetterView> letters;
};
BOOST_DESCRIBE_STRUCT(LettersView, (), (letters))

void render(const MoveView& view, web::Out& out);
void render(const LettersView& view, web::Out& out);
void render(const SignInView& view, web::Out& out);
void render(const CodeView& view, web::Out& out);
void render(const EnrolView& view, web::Out& out);
void render(const CodesView& view, web::Out& out);
void render(const InvitationView& view, web::Out& out);
void render(const MeView& view, web::Out& out);
void render(const KeysView& view, web::Out& out);
void render(const AccountsView& view, web::Out& out);
void render(const AgreementsView& view, web::Out& out);
void render(const InvitationLetterView& view, web::Out& out);

}  // namespace michi::people
