// Front door of people: accounts, organisations, sign-in.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "policy/policy.hpp"
#include "web/web.hpp"

namespace michi::people {

/// kind: centre, municipality, partner, prefecture.
struct OrganisationBrief {
    Id<Organisation> id;
    std::string kind, name, municipality, phone;
    std::string trade{};  // of a partner: record::kTrades
    std::string desk{};   // of a municipality: kDesks; "" where it is the only one
};

/// All that is kept about an organisation, beside its earlier names.
struct OrganisationCard {
    OrganisationBrief brief;
    std::string contact, fax, hours;  // contact: the section that answers, never a person
    Id<Organisation> covered_by;      // who takes over when nobody is there
    std::int64_t provider{};          // the directory's body that it was taken over from
    std::optional<Date> ended_on;     // the first day without it
};

struct EarlierName {
    Date until;  // the first day without it
    std::string name;
};

struct Desk {
    std::string_view id;
    Word word;
};
/// The first is the one that answers for a municipality when nobody says which.
inline constexpr std::array kDesks{
    Desk{"welfare", "people.desk_welfare"_w},   Desk{"mother_child", "people.desk_mother_child"_w},
    Desk{"nursery", "people.desk_nursery"_w},   Desk{"education", "people.desk_education"_w},
    Desk{"disaster", "people.desk_disaster"_w},
};

/// Throws NotFound.
OrganisationBrief find_organisation(Tx& tx, Id<Organisation> id);
/// In order of municipality and id; kind "" = all.
std::vector<OrganisationBrief> organisations(Tx& tx, std::string_view kind);
Id<Organisation> create_organisation(Tx& tx, const OrganisationBrief& fresh);
/// The desk of the municipality that answers when nobody says which; none where it has none.
Id<Organisation> desk_of(Tx& tx, std::string_view municipality);
/// Two digits: where the organisation is, else where the Centre is; "" on an instance that does not know.
std::string home_prefecture(Tx& tx, Id<Organisation> organisation);

/// The account while it is open and of that organisation, else nobody: what is laid on somebody now has to be
/// found by somebody.
Id<Account> still_there(Tx& tx, Id<Account> account, Id<Organisation> organisation);

/// Throws NotFound.
OrganisationCard organisation_card(Tx& tx, Id<Organisation> id);
/// As organisations(); those that ended too when asked for.
std::vector<OrganisationCard> organisation_cards(Tx& tx, bool with_ended);
/// Everything but kind, provider and end; a name that changed is kept as an earlier one.
void keep_card(Tx& tx, const OrganisationCard& card, Date today);
void end_organisation(Tx& tx, Id<Organisation> id, std::optional<Date> ended_on);
void set_provider(Tx& tx, Id<Organisation> id, std::int64_t provider);
/// The newest first.
std::vector<EarlierName> earlier_names(Tx& tx, Id<Organisation> id);
std::vector<std::string> areas_of(Tx& tx, Id<Organisation> centre);
void set_areas(Tx& tx, Id<Organisation> centre, const std::vector<std::string>& municipalities);

struct AccountBrief {
    Id<Account> id;
    Id<Organisation> organisation;
    Role role{Role::family};
    std::string login, name;
    bool enabled{true};
};

/// "" when there is no such account. Names are kept in memory after the first reading.
std::string name_of(Tx& tx, Vault& vault, Id<Account> id);
/// Throws NotFound.
AccountBrief find_account(Tx& tx, Vault& vault, Id<Account> id);
/// The account of this login, when it works; nothing otherwise.
Id<Account> account_of_login(Tx& tx, std::string_view login);
/// Whether anybody of it has an account that works: an organisation without one is reached on paper.
bool signs_in(Tx& tx, Id<Organisation> organisation);
std::vector<AccountBrief> accounts_of(Tx& tx, Vault& vault, Id<Organisation> organisation);

/// What is proposed about accounts and waits for a second person, by when it was proposed; the oldest first.
std::vector<Instant> proposals_waiting(Tx& tx, Instant at);
/// Accounts of a role that can sign in: open, and their letter was used.
std::int64_t count_able(Tx& tx, Role role);
bool is_able(Tx& tx, Id<Account> account);

struct NewAccount {
    Id<Organisation> organisation;
    Role role{Role::family};
    std::string login, name;
    std::string password_hash;  // Argon2id; "" until the invitation is used
    std::string totp_secret;    // raw bytes; "" until enrolment
};
Id<Account> create_account(Tx& tx, Vault& vault, const NewAccount& fresh, Instant at);

/// Argon2id (m = 19,456 KiB, t = 2, p = 1). Slow on purpose: never on the writer.
std::string hash_password(const std::string& password);
bool password_matches(const std::string& hash, const std::string& password);

std::unique_ptr<web::Door> make_door(Vault& vault);

/// For a form that carries the second factor in its own field `code`, so that nothing typed is lost:
/// true when it was given within five minutes or is given here. Ask it before anything is written: a
/// refusal keeps the guess that was counted.
bool factor_is_fresh(web::Context& c, Refusals& no);

/// On this person's next page: 住所秘匿 of that case was set, reviewed or ended by somebody else.
void tell_of_protection(Tx& tx, Id<Account> who, std::string_view case_number, Instant at);
/// The same: somebody else put them in charge of that case.
void tell_of_charge(Tx& tx, Id<Account> who, std::string_view case_number, Instant at);

/// A login is typed on any keyboard: what is wrong with this one, taken or waiting for somebody included.
Refusals reasons_against_login(Tx& tx, std::string_view login, Instant at);
/// Whether somebody of this role belongs to an organisation of this kind.
bool role_fits(Role role, std::string_view kind);

/// The first administrator or head of an instance, by the host's command.
struct FirstPerson {
    enum class State { made, anew, begun, taken } state{};
    std::string link{};  // its path; made, or anew because it was lost
    Id<Account> account{};
};
/// Made in the first Centre (which begins nameless where there is none); a link that was lost is made
/// anew for the same login and role until its owner has begun.
FirstPerson first_person(Tx& tx, Vault& vault, Role role, std::string_view login,
                         std::string_view name, Instant at);

std::optional<Role> role_named(std::string_view name);

web::Part part();

}  // namespace michi::people
