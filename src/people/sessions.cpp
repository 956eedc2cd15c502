#include "people/sessions.hpp"

#include <algorithm>
#include <utility>

#include "platform/series.hpp"
#include "web/asleep.hpp"

namespace michi::people {
namespace {

constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kIdleStaff = 30 * kMinute, kIdleFamily = 15 * kMinute,
                       kAbsolute = 10 * kHour;
constexpr std::int64_t kFresh = 5 * kMinute, kTouchAfter = kMinute;

Bytes hashed(std::string_view secret) { return {sha256(secret)}; }

struct Found {
    Subject subject;
    std::string csrf, lang;
    bool masked{}, locked{}, has_totp{}, keys_off{};
    int notices{};
    Instant begun_at, used_at, factor_at;
};

Assurance assurance_now(const Found& f, Instant at) {
    if (f.subject.assurance == Assurance::second_factor && at.ms - f.factor_at.ms <= kFresh &&
        at >= f.factor_at)
        return Assurance::fresh;
    return f.subject.assurance;
}

bool alive(const Found& f, Instant at) {
    const auto idle = f.subject.role == Role::family ? kIdleFamily : kIdleStaff;
    // A clock that was set back must not lengthen a session: one from the future ends.
    if (at.ms + kMinute < f.used_at.ms) return false;
    return at.ms - f.used_at.ms <= idle && at.ms - f.begun_at.ms <= kAbsolute;
}

constexpr std::int64_t kAsleep = 12 * kHour;

/// Ended by time alone, and not long ago.
bool nodded_off(const Found& f, Instant at) {
    const auto idle = f.subject.role == Role::family ? kIdleFamily : kIdleStaff;
    const auto ended = std::min(f.used_at.ms + idle, f.begun_at.ms + kAbsolute);
    return at.ms > ended && at.ms - ended <= kAsleep;
}

/// Where a session must go before anything else.
std::string elsewhere(const Found& f) {
    if (f.locked) return "/unlock";
    if (f.subject.assurance >= Assurance::second_factor) return {};
    if (f.subject.role == Role::family && !f.has_totp) return {};
    return f.has_totp ? "/sign-in/code" : "/enrol";
}

class SessionDoor : public web::NightDoor {
  public:
    explicit SessionDoor(Vault& vault) : vault_(vault) {}

    std::optional<Known> recognise(Tx& tx, std::string_view token, Now now) override {
        if (token.empty()) return std::nullopt;
        auto found = find(tx, token);
        if (!found || !alive(*found, now.at)) return std::nullopt;
        found->subject.assurance = assurance_now(*found, now.at);
        const std::string away = elsewhere(*found);
        Known known{.subject = found->subject,
                    .csrf = found->csrf,
                    .lang = found->lang == "en" ? Lang::en : Lang::ja,
                    .masked = found->masked,
                    .keys_off = found->keys_off,
                    .notices = found->notices,
                    // Asking before a locked door does not keep it from closing.
                    .touch = away.empty() && now.at.ms - found->used_at.ms > kTouchAfter,
                    .elsewhere = away};
        known.subject.name = name_of(tx, vault_, known.subject.account);
        return known;
    }

    std::optional<Known> asleep(Tx& tx, std::string_view token, Now now) override {
        auto found = token.empty() ? std::nullopt : find(tx, token);
        if (!found) return std::nullopt;
        const bool locked = std::exchange(found->locked, false);
        // Half signed in is nobody yet.
        if (!elsewhere(*found).empty()) return std::nullopt;
        if (!nodded_off(*found, now.at) && !(locked && alive(*found, now.at))) return std::nullopt;
        return Known{.subject = found->subject, .csrf = found->csrf};
    }

    void touch(Tx& tx, const Subject& subject, Now now) override {
        tx.run("UPDATE session SET used_at = $2 WHERE id = $1 AND used_at < $2", subject.session,
               now.at);
    }

  private:
    static std::optional<Found> find(Tx& tx, std::string_view token) {
        return tx.first(
            "SELECT s.id, s.account_id, s.assurance, s.csrf, s.masked, s.locked, s.begun_at, s.used_at, s.factor_at,"
            " a.role, a.organisation_id, a.lang, o.name, o.municipality, length(a.totp), a.keys_off,"
            " (SELECT count(*) FROM account_notice n WHERE n.account_id = a.id AND n.seen_at IS NULL) FROM session s"
            " JOIN account a ON a.id = s.account_id JOIN organisation o ON o.id = a.organisation_id"
            " WHERE s.token_hash = $1 AND s.ended_at IS NULL AND a.state = 1 AND o.ended_on IS NULL",
            [](const Row& r) {
                Found f;
                f.subject = {.account = r.get<Id<Account>>(1),
                             .organisation = r.get<Id<Organisation>>(10),
                             .role = role_named(r.text(9)).value_or(Role::family),
                             .assurance = r.get<Assurance>(2),
                             .name = {},
                             .organisation_name = r.get<std::string>(12),
                             .municipality = r.get<std::string>(13),
                             .session = r.integer(0)};
                f.csrf = r.get<std::string>(3);
                f.lang = r.get<std::string>(11);
                f.masked = r.get<bool>(4);
                f.locked = r.get<bool>(5);
                f.has_totp = r.integer(14) > 0;
                f.keys_off = r.get<bool>(15);
                f.notices = int(r.integer(16));
                f.begun_at = r.get<Instant>(6);
                f.used_at = r.get<Instant>(7);
                f.factor_at = r.get<Instant>(8);
                return f;
            },
            hashed(token));
    }

    Vault& vault_;
};

}  // namespace

std::unique_ptr<web::Door> make_door(Vault& vault) { return std::make_unique<SessionDoor>(vault); }

std::optional<Credentials> credentials(Tx& tx, std::string_view login) {
    return tx.first(
        "SELECT id, role, password, state, length(totp) FROM account WHERE login = $1",
        [](const Row& r) {
            return Credentials{r.get<Id<Account>>(0), role_named(r.text(1)).value_or(Role::family),
                               r.get<std::string>(2), r.integer(3) == 1, r.integer(4) > 0};
        },
        login);
}

NewSession begin_session(Tx& tx, Id<Account> account, Assurance assurance, std::string_view agent,
                         Instant at) {
    const NewSession made{random_token(), next_number(tx, "session")};
    tx.run(
        "INSERT INTO session (id, account_id, token_hash, csrf, assurance, factor_at, begun_at, used_at, agent)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        made.id, account, hashed(made.token), random_token(), int(assurance),
        assurance >= Assurance::second_factor ? at.ms : 0, at, agent.substr(0, 200));
    return made;
}

NewSession raise_session(Tx& tx, const Subject& who, Assurance assurance, std::string_view agent,
                         Instant at) {
    end_session(tx, who.session, at);
    return begin_session(tx, who.account, assurance, agent, at);
}

void end_session(Tx& tx, std::int64_t id, Instant at) {
    tx.run("UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", id, at);
}

void end_sessions_of(Tx& tx, Id<Account> account, Instant at, std::int64_t but) {
    tx.run(
        "UPDATE session SET ended_at = $2 WHERE account_id = $1 AND id <> $3 AND ended_at IS NULL",
        account, at, but);
}

void set_masked(Tx& tx, std::int64_t session, bool masked) {
    tx.run("UPDATE session SET masked = $2 WHERE id = $1", session, masked);
}

bool is_masked(Tx& tx, std::int64_t session) {
    return tx.value<std::int64_t>("SELECT masked FROM session WHERE id = $1", session) != 0;
}

void set_locked(Tx& tx, std::int64_t session, bool locked) {
    tx.run("UPDATE session SET locked = $2 WHERE id = $1", session, locked);
}

void confirm_factor(Tx& tx, std::int64_t session, Instant at) {
    tx.run("UPDATE session SET factor_at = $2 WHERE id = $1", session, at);
}

void set_password(Tx& tx, Id<Account> account, std::string_view hash) {
    tx.run("UPDATE account SET password = $2 WHERE id = $1", account, hash);
}

void set_enabled(Tx& tx, Id<Account> account, bool enabled) {
    tx.run("UPDATE account SET state = $2 WHERE id = $1", account, enabled);
}

bool signed_in_before(Tx& tx, Id<Account> account, std::int64_t session) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM session WHERE account_id = $1 AND id <> $2 AND assurance >= 2",
               account, session) > 0;
}

void move_account(Tx& tx, Id<Account> account, Role role, Id<Organisation> organisation) {
    tx.run("UPDATE account SET role = $2, organisation_id = $3 WHERE id = $1", account,
           michi::name_of(role), organisation);
}

std::map<Id<Account>, Instant> begun_accounts(Tx& tx) {
    std::map<Id<Account>, Instant> found;
    tx.each(
        "SELECT a.id, coalesce(max(s.begun_at), 0) FROM account a LEFT JOIN session s ON s.account_id = a.id"
        " AND (s.assurance >= 2 OR a.role = 'family') WHERE a.password <> '' GROUP BY a.id",
        [&](const Row& row) { found[row.get<Id<Account>>(0)] = row.get<Instant>(1); });
    return found;
}

std::set<Id<Account>> enrolled_accounts(Tx& tx) {
    std::set<Id<Account>> found;
    tx.each("SELECT id FROM account WHERE length(totp) > 0",
            [&](const Row& row) { found.insert(row.get<Id<Account>>(0)); });
    return found;
}

std::vector<OpenSession> sessions_of(Tx& tx, Id<Account> account, Instant at) {
    std::vector<OpenSession> open;
    tx.each(
        "SELECT s.id, s.begun_at, s.used_at, s.agent, s.assurance, a.role, length(a.totp)"
        " FROM session s JOIN account a ON a.id = s.account_id"
        " WHERE s.account_id = $1 AND s.ended_at IS NULL AND s.begun_at > $2 ORDER BY s.id DESC",
        [&](const Row& r) {
            Found f;
            f.begun_at = r.get<Instant>(1);
            f.used_at = r.get<Instant>(2);
            f.subject.assurance = r.get<Assurance>(4);
            f.subject.role = role_named(r.text(5)).value_or(Role::family);
            f.has_totp = r.integer(6) > 0;
            if (alive(f, at))
                open.push_back({r.integer(0), f.begun_at, f.used_at, r.get<std::string>(3),
                                !elsewhere(f).empty()});
        },
        account, Instant{at.ms - kAbsolute});
    std::ranges::stable_partition(open, [](const OpenSession& s) { return !s.half; });
    return open;
}

}  // namespace michi::people
