#include "assurance/store.hpp"

#include <fmt/format.h>

#include "assurance/assurance.hpp"
#include "assurance/code.hpp"
#include "assurance/rules.hpp"
#include "directory/directory.hpp"
#include "platform/series.hpp"

namespace michi::assurance {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
    return text;
}

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        parts.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

constexpr Sql kCampaignColumns =
    "SELECT id, name, begun_on, due_on, kinds, municipality, older_than, fax, by_account FROM "
    "assurance_campaign ";

Campaign campaign_from(const Row& row) {
    return {.id = row.get<Id<Campaign>>(0),
            .name = row.get<std::string>(1),
            .begun_on = row.get<Date>(2),
            .due_on = row.get<Date>(3),
            .kinds = parted(row.text(4)),
            .municipality = row.get<std::string>(5),
            .older_than = row.get<int>(6),
            .fax = row.get<std::string>(7),
            .by = row.get<Id<Account>>(8)};
}

constexpr Sql kLetterColumns =
    "SELECT id, campaign_id, service_id, issue, sent_on, due_on, expires_on, reminded_1_on, "
    "reminded_2_on, answered_on, unconfirmed_on, answered_way, revoked_at FROM assurance_letter ";

Letter letter_from(const Row& row) {
    return {.id = row.get<Id<Letter>>(0),
            .campaign = row.get<Id<Campaign>>(1),
            .service = row.get<Id<directory::Service>>(2),
            .issue = row.get<int>(3),
            .sent_on = row.get<Date>(4),
            .due_on = row.get<Date>(5),
            .expires_on = row.get<Date>(6),
            .reminded_1 = row.get<std::optional<Date>>(7),
            .reminded_2 = row.get<std::optional<Date>>(8),
            .answered_on = row.get<std::optional<Date>>(9),
            .unconfirmed_on = row.get<std::optional<Date>>(10),
            .answered_way = row.get<std::string>(11),
            .revoked = !row.null(12)};
}

/// Whoever said since then by telephone or on another way that it holds needs no reminder.
std::vector<Letter> with_other_answers(Tx& tx, std::vector<Letter> letters) {
    const auto all = directory::snapshot(tx);
    for (Letter& letter : letters) {
        if (letter.answered_on) continue;
        const auto* entry = all->find(letter.service);
        if (!entry || !entry->confirmed_on || *entry->confirmed_on < letter.sent_on) continue;
        letter.answered_on = entry->confirmed_on;
        letter.answered_way = "call";
    }
    return letters;
}

Letter or_not_found(std::optional<Letter> found) {
    if (!found) throw NotFound{};
    return *std::move(found);
}

}  // namespace

std::string campaign_number(Id<Campaign> id) { return fmt::format("C-{:04}", id.value); }
std::string proposal_number(Id<Proposal> id) { return fmt::format("P-{:04}", id.value); }

// ---- campaigns ----
std::vector<Campaign> campaigns(Tx& tx) {
    static const SqlText sql = SqlText(kCampaignColumns) + "ORDER BY id DESC";
    return tx.all(sql, campaign_from);
}

Campaign find_campaign(Tx& tx, Id<Campaign> id) {
    static const SqlText sql = SqlText(kCampaignColumns) + "WHERE id = $1";
    auto found = tx.first(sql, campaign_from, id);
    if (!found) throw NotFound{};
    return *std::move(found);
}

Id<Campaign> begin_campaign(Tx& tx, const Vault& vault, const NewCampaign& fresh) {
    const Id<Campaign> id{next_number(tx, "assurance_campaign")};
    tx.run(
        "INSERT INTO assurance_campaign (id, name, begun_on, due_on, kinds, municipality, "
        "older_than, fax, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id, fresh.name, fresh.begun_on, fresh.due_on, joined(fresh.kinds), fresh.municipality,
        fresh.older_than, fresh.fax, fresh.by, fresh.at);
    for (const auto service : fresh.services)
        insert_letter(tx, vault,
                      {.campaign = id,
                       .service = service,
                       .sent_on = fresh.begun_on,
                       .due_on = fresh.due_on,
                       .expires_on = add_months(fresh.begun_on, kCodeLivesMonths)});
    return id;
}

// ---- sheets ----
Letter find_letter(Tx& tx, Id<Letter> id) {
    static const SqlText sql = SqlText(kLetterColumns) + "WHERE id = $1";
    return or_not_found(tx.first(sql, letter_from, id));
}

std::optional<Letter> letter_with(Tx& tx, const Vault& vault, std::string_view code) {
    static const SqlText sql = SqlText(kLetterColumns) + "WHERE code_mac = $1";
    return tx.first(sql, letter_from, digest_of(vault, code));
}

std::optional<Letter> newest_letter(Tx& tx, Id<directory::Service> service) {
    static const SqlText sql =
        SqlText(kLetterColumns) + "WHERE service_id = $1 ORDER BY id DESC LIMIT 1";
    return tx.first(sql, letter_from, service);
}

std::vector<Letter> letters_of(Tx& tx, Id<Campaign> campaign) {
    static const SqlText sql = SqlText(kLetterColumns) + "WHERE campaign_id = $1 ORDER BY id";
    return with_other_answers(tx, tx.all(sql, letter_from, campaign));
}

std::vector<Letter> all_letters(Tx& tx) {
    static const SqlText sql = SqlText(kLetterColumns) + "ORDER BY id";
    return with_other_answers(tx, tx.all(sql, letter_from));
}

std::string code_of(const Vault& vault, const Letter& letter) {
    return code_for(vault, "assurance-sheet", fmt::format("{}/{}", letter.id.value, letter.issue));
}

Id<Letter> insert_letter(Tx& tx, const Vault& vault, Letter fresh) {
    fresh.id = {next_number(tx, "assurance_letter")};
    directory::hold(tx, fresh.service);
    tx.run(
        "INSERT INTO assurance_letter (id, campaign_id, service_id, issue, code_mac, sent_on, "
        "due_on, expires_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        fresh.id, fresh.campaign, fresh.service, fresh.issue,
        digest_of(vault, code_of(vault, fresh)), fresh.sent_on, fresh.due_on, fresh.expires_on);
    return fresh.id;
}

void renew_code(Tx& tx, const Vault& vault, const Letter& letter, Date expires_on) {
    Letter next = letter;
    ++next.issue;
    const auto changed = tx.run(
        "UPDATE assurance_letter SET issue = $3, code_mac = $4, expires_on = $5, revoked_at = NULL"
        " WHERE id = $1 AND issue = $2",
        letter.id, letter.issue, next.issue, digest_of(vault, code_of(vault, next)), expires_on);
    if (changed == 0) throw Stale{};
}

void revoke(Tx& tx, Id<Letter> letter, Instant at) {
    tx.run("UPDATE assurance_letter SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
           letter, at);
}

void note_reminder(Tx& tx, Id<Campaign> campaign, int which, Date on) {
    for (const Letter& letter : letters_of(tx, campaign)) {
        const Step step = step_of(letter, on);
        if (which == 1 && step == Step::remind_1_due)
            tx.run("UPDATE assurance_letter SET reminded_1_on = $2 WHERE id = $1", letter.id, on);
        if (which == 2 && step == Step::remind_2_due)
            tx.run("UPDATE assurance_letter SET reminded_2_on = $2 WHERE id = $1", letter.id, on);
    }
}

void note_answer(Tx& tx, Id<Letter> letter, std::string_view way, Date on) {
    tx.run("UPDATE assurance_letter SET answered_on = $2, answered_way = $3 WHERE id = $1", letter,
           on, way);
}

std::int64_t settle_campaigns(Tx& tx, Date today) {
    std::int64_t marked = 0;
    for (const Letter& letter : all_letters(tx)) {
        const auto since = unconfirmed_since(letter, today);
        if (!since || letter.unconfirmed_on || !letter.campaign) continue;
        tx.run("UPDATE assurance_letter SET unconfirmed_on = $2 WHERE id = $1", letter.id, *since);
        directory::mark_unconfirmed(tx, letter.service, *since);
        ++marked;
    }
    return marked;
}

// ---- who keeps the entries of a body ----
bool keeps(Tx& tx, Id<Organisation> who, Id<directory::Provider> body) {
    return body && tx.value<std::int64_t>(
                       "SELECT count(*) FROM assurance_keeper WHERE organisation_id = $1 AND "
                       "provider_id = $2",
                       who, body) > 0;
}

std::vector<Id<Organisation>> keepers_of(Tx& tx, Id<directory::Provider> body) {
    return tx.all(
        "SELECT organisation_id FROM assurance_keeper WHERE provider_id = $1 ORDER BY "
        "organisation_id",
        [](const Row& row) { return row.get<Id<Organisation>>(0); }, body);
}

std::vector<Id<directory::Provider>> bodies_kept_by(Tx& tx, Id<Organisation> organisation) {
    return tx.all(
        "SELECT provider_id FROM assurance_keeper WHERE organisation_id = $1 ORDER BY provider_id",
        [](const Row& row) { return row.get<Id<directory::Provider>>(0); }, organisation);
}

void set_keeper(Tx& tx, Id<Organisation> who, Id<directory::Provider> body, Id<Account> by,
                Instant at) {
    tx.run(
        "INSERT INTO assurance_keeper (organisation_id, provider_id, by_account, at) VALUES ($1, "
        "$2, $3, $4) ON CONFLICT (organisation_id, provider_id) DO NOTHING",
        who, body, by, at);
}

void drop_keeper(Tx& tx, Id<Organisation> who, Id<directory::Provider> body) {
    tx.run("DELETE FROM assurance_keeper WHERE organisation_id = $1 AND provider_id = $2", who,
           body);
}

// ---- calls ----
void insert_call(Tx& tx, Id<directory::Service> service, CallEnd end, Date on, Id<Account> by,
                 Instant at) {
    directory::hold(tx, service);
    tx.run(
        "INSERT INTO assurance_call (id, service_id, ending, on_day, by_account, at) VALUES ($1, "
        "$2, $3, $4, $5, $6)",
        next_number(tx, "assurance_call"), service, static_cast<int>(end), on, by, at);
}

std::map<Id<directory::Service>, LastCall> last_calls(Tx& tx) {
    std::map<Id<directory::Service>, LastCall> calls;
    tx.each("SELECT service_id, ending, on_day, by_account FROM assurance_call ORDER BY id",
            [&](const Row& row) {
                LastCall& call = calls[row.get<Id<directory::Service>>(0)];
                call.end = row.get<CallEnd>(1);
                call.on = row.get<Date>(2);
                call.by = row.get<Id<Account>>(3);
                call.tries = call.end == CallEnd::no_answer ? call.tries + 1 : 0;
            });
    return calls;
}

}  // namespace michi::assurance
