// Rows of reception.

#include "consultation/store.hpp"
#include "consultation/packing.hpp"
#include "platform/changes.hpp"
#include "platform/in_clear.hpp"
#include "platform/series.hpp"

namespace michi::consultation {
namespace {

constexpr std::string_view kTable = "consultation";

std::string month_of(Date day) { return day.iso().substr(0, 7); }

Reception reception_from(const Row& row, Tx& tx, Vault& vault) {
    Reception r;
    r.id = row.get<Id<Consultation>>(0);
    r.centre = row.get<Id<Organisation>>(1);
    r.key = row.get<Id<DataKey>>(2);
    r.state = row.get<State>(3);
    r.case_id = row.get<Id<record::Case>>(4);
    r.received_by = row.get<Id<Account>>(5);
    r.in_charge = row.get<Id<Account>>(6);
    r.started_at = row.get<Instant>(7);
    r.registered_at = row.get<std::optional<Instant>>(8);
    r.outcome = open_codes(tx, vault, r.key, r.id, row.blob(9)).outcome;
    r.version = row.integer(10);
    r.saved_at = row.get<Instant>(11);
    r.answers = unpacked(vault.open(tx, r.key, {kTable, "answers", r.id.value}, row.blob(12)));
    r.is_new_case = row.get<bool>(13);
    r.saved_by = row.get<Id<Account>>(14);
    r.linked_at = row.get<std::optional<Instant>>(15);
    r.put_aside = row.get<bool>(16);
    r.received_at = row.get<Instant>(17);
    r.waits_since = row.get<std::optional<Instant>>(18);
    r.alarm = row.get<bool>(19);
    return r;
}

Bytes sealed_codes(Tx& tx, Vault& vault, Id<DataKey> key, Id<Consultation> id, const Codes& codes) {
    return vault.seal(tx, key, {kTable, "codes", id.value}, packed(codes));
}

constexpr Sql kReception =
    "SELECT id, centre_id, key_id, state, case_id, received_by, in_charge, started_at, registered_at,"
    " codes, version, saved_at, answers, is_new_case, saved_by, linked_at, put_aside, received_at,"
    " waits_since, alarm"
    " FROM consultation WHERE ";

}  // namespace

Codes open_codes(Tx& tx, Vault& vault, Id<DataKey> key, Id<Consultation> id,
                 std::string_view sealed) {
    return unpacked_codes(vault.open(tx, key, {kTable, "codes", id.value}, sealed));
}

void seal_in_clear(Tx& tx, Vault& vault) {
    take_in_clear(tx, "consultation.codes", [&](std::int64_t row, const std::string& value) {
        auto said = codes_in_clear(value);
        Codes codes{.channel = said["channel"],
                    .caller_kind = said["caller_kind"],
                    .municipality = said["municipality"],
                    .age_band = said["age_band"],
                    .outcome = said["outcome"],
                    .hide_home = {},
                    .topics = {}};
        for (std::string_view topics = said["topics"]; !topics.empty();) {
            const auto one = topics.substr(0, topics.find(','));
            codes.topics.emplace_back(one);
            topics.remove_prefix(std::min(one.size() + 1, topics.size()));
        }
        const Id<Consultation> id{row};
        const auto key = tx.value<Id<DataKey>>("SELECT key_id FROM consultation WHERE id = $1", id);
        tx.run("UPDATE consultation SET codes = $2 WHERE id = $1", id,
               sealed_codes(tx, vault, key, id, codes));
    });
}

std::string reception_number(Id<Consultation> id) { return "R-" + std::to_string(id.value); }

Id<Consultation> receive(Tx& tx, Vault& vault, const Subject& who, std::string_view channel,
                         Now now) {
    const Id<Consultation> id{next_number(tx, "consultation")};
    const Id<DataKey> key = vault.new_key(tx);
    Answers answers;
    answers.channel = std::string(channel);
    // Whoever counsels carries it on; what the reception desk takes is given to somebody.
    if (who.role != Role::receptionist) answers.in_charge = std::to_string(who.account.value);
    tx.run(
        "INSERT INTO consultation (id, centre_id, key_id, codes, received_by, started_at, received_at, received_on,"
        " month, answers, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $6, $5)",
        id, who.organisation, key, sealed_codes(tx, vault, key, id, codes_of(answers, now.today)),
        who.account, now.at, now.today, month_of(now.today),
        vault.seal(tx, key, {kTable, "answers", id.value}, packed(answers)));
    return id;
}

Reception find_reception(Tx& tx, Vault& vault, Id<Consultation> id) {
    static const SqlText sql = SqlText(kReception) + "id = $1";
    auto found = tx.first(
        sql, [&](const Row& row) { return reception_from(row, tx, vault); }, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::optional<Reception> reception_of(Tx& tx, Vault& vault, Id<Organisation> centre,
                                      Id<Consultation> id) {
    static const SqlText sql = SqlText(kReception) + "id = $1 AND centre_id = $2";
    return tx.first(
        sql, [&](const Row& row) { return reception_from(row, tx, vault); }, id, centre);
}

std::vector<Reception> receptions_before(Tx& tx, Vault& vault, Id<Consultation> before,
                                         int at_most) {
    static const SqlText sql =
        SqlText(kReception) + "id < $1 AND state <> 2 ORDER BY id DESC LIMIT $2";
    return tx.all(
        sql, [&](const Row& row) { return reception_from(row, tx, vault); },
        before ? before.value : std::numeric_limits<std::int64_t>::max(), at_most);
}

std::int64_t save_draft(Tx& tx, Vault& vault, const Reception& before, const Answers& a, Now now,
                        Id<Account> by) {
    const Instant received = received_at(a, before.started_at, now).value_or(before.started_at);
    const Date day = received.in_japan();
    Codes codes = codes_of(a, day);
    codes.outcome = before.outcome;
    const auto changed = tx.run(
        "UPDATE consultation SET codes = $3, class = $4, is_complete = $5, answers = $6, saved_at = $7,"
        " saved_by = coalesce($8, saved_by), received_at = $9, received_on = $10, month = $11,"
        " version = version + 1 WHERE id = $1 AND version = $2",
        before.id, before.version, sealed_codes(tx, vault, before.key, before.id, codes),
        class_of(a), is_complete(codes),
        vault.seal(tx, before.key, {kTable, "answers", before.id.value}, packed(a)), now.at, by,
        received, day, month_of(day));
    if (changed == 0) throw Stale{};
    note_change(tx, kConsultationChange, before.id.value);
    return before.version + 1;
}

void recode(Tx& tx, Vault& vault, Id<Consultation> id, const std::function<void(Codes&)>& change) {
    auto [key, codes] =
        tx.first(
              "SELECT key_id, codes FROM consultation WHERE id = $1",
              [&](const Row& row) {
                  const auto its_key = row.get<Id<DataKey>>(0);
                  return std::pair(its_key, open_codes(tx, vault, its_key, id, row.blob(1)));
              },
              id)
            .value();
    change(codes);
    tx.run("UPDATE consultation SET codes = $2, is_settled = $3 WHERE id = $1", id,
           sealed_codes(tx, vault, key, id, codes), !codes.outcome.empty());
}

void set_outcome(Tx& tx, Vault& vault, Id<Consultation> id, std::string_view outcome) {
    recode(tx, vault, id, [&](Codes& codes) { codes.outcome = std::string(outcome); });
    tx.run("UPDATE consultation SET version = version + 1 WHERE id = $1", id);
}

void put_aside(Tx& tx, Id<Consultation> id) {
    tx.run("UPDATE consultation SET put_aside = 1, version = version + 1 WHERE id = $1", id);
}

void set_discarded(Tx& tx, Id<Consultation> id, bool discarded) {
    const int from = discarded ? 0 : 2, to = discarded ? 2 : 0;
    if (tx.run(
            "UPDATE consultation SET state = $3, version = version + 1 WHERE id = $1 AND state = $2",
            id, from, to) == 0)
        throw Stale{};
    note_change(tx, kConsultationChange, id.value);
}

void mark_registered(Tx& tx, Vault& vault, Id<Consultation> id, Id<Account> in_charge,
                     std::string_view outcome, Now now) {
    recode(tx, vault, id, [&](Codes& codes) { codes.outcome = std::string(outcome); });
    tx.run(
        "UPDATE consultation SET state = 1, registered_at = $2, in_charge = $3,"
        " version = version + 1 WHERE id = $1",
        id, now.at, in_charge);
    note_change(tx, kConsultationChange, id.value);
}

void mark_linked(Tx& tx, Id<Consultation> id, Id<record::Case> case_id, bool is_new_case, Now now) {
    const auto linked = case_id ? std::optional(now.at) : std::nullopt;
    tx.run(
        "UPDATE consultation SET case_id = $2, is_new_case = $3, linked_at = $4, version = version + 1 WHERE id = $1",
        id, case_id, is_new_case, linked);
    note_change(tx, kConsultationChange, id.value);
}

void mark_assigned(Tx& tx, Id<Consultation> id, Id<Account> to) {
    tx.run("UPDATE consultation SET in_charge = $2, version = version + 1 WHERE id = $1", id, to);
}

bool other_consultation_of(Tx& tx, Id<record::Case> case_id, Id<Consultation> id) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM consultation WHERE case_id = $1 AND id <> $2", case_id, id) >
           0;
}

}  // namespace michi::consultation
