// Proposals: everything that somebody wrote is ciphertext under a key of the proposal's own.

#include <algorithm>

#include "assurance/code.hpp"
#include "assurance/rules.hpp"
#include "assurance/store.hpp"
#include "directory/directory.hpp"
#include "platform/series.hpp"
#include "policy/past_decision.hpp"

namespace michi::assurance {
namespace {

constexpr char kBetween = '\x1f', kEnd = '\x1e';

/// Separators never come from outside.
std::string plain(std::string_view text) {
    std::string out(text);
    std::erase_if(out, [](char c) { return c == kBetween || c == kEnd; });
    return out;
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find(at, from), text.size());
        parts.emplace_back(text.substr(from, end - from));
        from = end + 1;
    }
    return parts;
}

std::string packed(const std::vector<Change>& changes, std::string_view words) {
    std::string text = plain(words);
    for (const Change& change : changes)
        text += kEnd + plain(change.key) + kBetween + plain(change.before) + kBetween +
                plain(change.after);
    return text;
}

void unpack(Kept& kept, std::string_view text) {
    auto parts = split(text, kEnd);
    kept.words = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) {
        auto change = split(parts[i], kBetween);
        if (change.size() == 3)
            kept.changes.push_back({change[0], change[1], std::move(change[2])});
    }
}

constexpr std::string_view kTable = "assurance_proposal";

struct Sealed {
    Kept kept;
    Id<DataKey> key;
    std::string content, person, answer;
};

constexpr Sql kColumns =
    "SELECT id, service_id, origin, outcome, letter_id, organisation_id, data_key, content, "
    "person, answer, may_publish, at, decided_at, decided_by FROM assurance_proposal ";

Sealed sealed_from(const Row& row) {
    Sealed s{.kept = {},
             .key = row.get<Id<DataKey>>(6),
             .content = std::string(row.blob(7)),
             .person = std::string(row.blob(8)),
             .answer = row.null(9) ? std::string{} : std::string(row.blob(9))};
    s.kept.id = row.get<Id<Proposal>>(0);
    s.kept.service = row.get<Id<directory::Service>>(1);
    s.kept.origin = row.get<Origin>(2);
    s.kept.outcome = row.get<Outcome>(3);
    s.kept.letter = row.get<Id<Letter>>(4);
    s.kept.organisation = row.get<Id<Organisation>>(5);
    s.kept.may_publish = row.get<bool>(10);
    s.kept.at = row.get<Instant>(11);
    s.kept.decided_at = row.get<std::optional<Instant>>(12);
    s.kept.decided_by = row.get<Id<Account>>(13);
    return s;
}

Kept opened(Tx& tx, Vault& vault, Sealed s) {
    const auto open = [&](std::string_view column, const std::string& bytes) {
        return vault.open(tx, s.key, {kTable, column, s.kept.id.value}, bytes);
    };
    unpack(s.kept, open("content", s.content));
    const auto person = split(open("person", s.person), kBetween);
    s.kept.name = person.front();
    if (person.size() > 1) s.kept.contact = person[1];
    if (!s.answer.empty()) {
        auto answer = split(open("answer", s.answer), kBetween);
        s.kept.reason = answer.front();
        s.kept.taken.assign(answer.begin() + 1, answer.end());
    }
    return std::move(s.kept);
}

Bytes sealed(Tx& tx, Vault& vault, Id<DataKey> key, std::string_view column, Id<Proposal> id,
             std::string_view text) {
    return vault.seal(tx, key, {kTable, column, id.value}, text);
}

std::string person_of(const NewProposal& fresh) {
    return plain(past_decision(fresh.name)) + kBetween + plain(past_decision(fresh.contact));
}

Id<DataKey> key_of(Tx& tx, Id<Proposal> id) {
    const auto key = tx.first(
        "SELECT data_key FROM assurance_proposal WHERE id = $1",
        [](const Row& row) { return row.get<Id<DataKey>>(0); }, id);
    if (!key) throw NotFound{};
    return *key;
}

void mend(Tx& tx, Vault& vault, Id<Proposal> id, const NewProposal& fresh) {
    const Id<DataKey> key = key_of(tx, id);
    tx.run(
        "UPDATE assurance_proposal SET origin = $2, content = $3, person = $4, may_publish = $5, "
        "at = $6 WHERE id = $1 AND outcome = 0",
        id, static_cast<int>(fresh.origin),
        sealed(tx, vault, key, "content", id, packed(fresh.changes, fresh.words)),
        sealed(tx, vault, key, "person", id, person_of(fresh)), fresh.may_publish, fresh.at);
}

}  // namespace

std::optional<Id<Proposal>> waiting_of(Tx& tx, Id<Letter> letter) {
    return tx.first(
        "SELECT id FROM assurance_proposal WHERE letter_id = $1 AND outcome = 0",
        [](const Row& row) { return row.get<Id<Proposal>>(0); }, letter);
}

std::optional<Id<Proposal>> waiting_of(Tx& tx, Id<Organisation> who,
                                       Id<directory::Service> service) {
    return tx.first(
        "SELECT id FROM assurance_proposal WHERE organisation_id = $1 AND service_id = $2 AND "
        "outcome = 0",
        [](const Row& row) { return row.get<Id<Proposal>>(0); }, who, service);
}

std::int64_t forget_persons(Tx& tx, Instant decided_before) {
    return tx.run(
        "UPDATE assurance_proposal SET person = $1 WHERE decided_at < $2 AND person <> $1", Bytes{},
        decided_before);
}

void take_back(Tx& tx, Id<Proposal> id) {
    tx.run("DELETE FROM assurance_proposal WHERE id = $1 AND outcome = 0", id);
}

/// A sheet has at most one proposal that waits: sent again, it is mended in its place.
Id<Proposal> propose(Tx& tx, Vault& vault, const NewProposal& fresh) {
    if (!fresh.code.empty())
        if (const auto same = proposal_with(tx, vault, fresh.code)) return same->id;
    const auto waiting = fresh.letter         ? waiting_of(tx, fresh.letter)
                         : fresh.organisation ? waiting_of(tx, fresh.organisation, fresh.service)
                                              : std::nullopt;
    if (waiting) {
        mend(tx, vault, *waiting, fresh);
        return *waiting;
    }
    const Id<Proposal> id{next_number(tx, "assurance_proposal")};
    const Id<DataKey> key = vault.new_key(tx);
    std::optional<Bytes> code;
    if (!fresh.code.empty()) code = digest_of(vault, fresh.code);
    directory::hold(tx, fresh.service);
    tx.run(
        "INSERT INTO assurance_proposal (id, service_id, origin, letter_id, organisation_id, "
        "code_mac, data_key, content, person, may_publish, at) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9, $10, $11)",
        id, fresh.service, static_cast<int>(fresh.origin), fresh.letter, fresh.organisation, code,
        key, sealed(tx, vault, key, "content", id, packed(fresh.changes, fresh.words)),
        sealed(tx, vault, key, "person", id, person_of(fresh)), fresh.may_publish, fresh.at);
    return id;
}

std::vector<Kept> proposals(Tx& tx, Vault& vault, bool waiting, std::size_t at_most) {
    static const SqlText oldest = SqlText(kColumns) + "WHERE outcome = 0 ORDER BY at, id LIMIT $1";
    static const SqlText newest =
        SqlText(kColumns) + "WHERE outcome <> 0 ORDER BY decided_at DESC, id DESC LIMIT $1";
    auto rows = tx.all(waiting ? oldest : newest, sealed_from, at_most);
    std::vector<Kept> found;
    for (Sealed& row : rows) found.push_back(opened(tx, vault, std::move(row)));
    return found;
}

Kept find_proposal(Tx& tx, Vault& vault, Id<Proposal> id) {
    static const SqlText sql = SqlText(kColumns) + "WHERE id = $1";
    auto row = tx.first(sql, sealed_from, id);
    if (!row) throw NotFound{};
    return opened(tx, vault, *std::move(row));
}

std::optional<Kept> proposal_with(Tx& tx, Vault& vault, std::string_view code) {
    static const SqlText sql = SqlText(kColumns) + "WHERE code_mac = $1";
    auto row = tx.first(sql, sealed_from, digest_of(vault, code));
    if (!row) return std::nullopt;
    return opened(tx, vault, *std::move(row));
}

void note_decision(Tx& tx, Vault& vault, Id<Proposal> proposal, const Decided& decided) {
    const Id<DataKey> key = key_of(tx, proposal);
    std::string answer = plain(decided.reason);
    for (const std::string& taken : decided.taken) answer += kBetween + plain(taken);
    const auto changed = tx.run(
        "UPDATE assurance_proposal SET outcome = $2, answer = $3, decided_at = $4, decided_by = $5"
        " WHERE id = $1 AND outcome = 0",
        proposal, static_cast<int>(decided.outcome),
        sealed(tx, vault, key, "answer", proposal, answer), decided.at, decided.by);
    if (changed == 0) throw Stale{};
}

std::vector<std::int64_t> waits_of_decided(Tx& tx) {
    return tx.all("SELECT decided_at - at FROM assurance_proposal WHERE outcome <> 0",
                  [](const Row& row) { return row.get<std::int64_t>(0); });
}

std::int64_t count_waiting(Tx& tx) {
    return tx.value<std::int64_t>("SELECT count(*) FROM assurance_proposal WHERE outcome = 0");
}

}  // namespace michi::assurance
