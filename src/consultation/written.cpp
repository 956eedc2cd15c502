// What somebody wrote to the Centre: it stands in the one queue, under the one series of numbers.

#include "consultation/packing.hpp"
#include "consultation/store.hpp"
#include "platform/changes.hpp"
#include "platform/series.hpp"

namespace michi::consultation {

Id<Consultation> receive_written(Tx& tx, Vault& vault, const Written& written, Now then) {
    const Id<Consultation> id{next_number(tx, "consultation")};
    const Id<DataKey> key = vault.new_key(tx);
    tx.run(
        "INSERT INTO consultation (id, centre_id, key_id, started_at, received_at, received_on, month,"
        " answers, saved_at, waits_since, alarm) VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $4, $4, $8)",
        id, written.centre, key, then.at, then.today, then.today.iso().substr(0, 7),
        vault.seal(tx, key, {"consultation", "answers", id.value}, packed(written.answers)),
        written.alarm ? 1 : 0);
    const Reception fresh = find_reception(tx, vault, id);
    save_draft(tx, vault, fresh, written.answers, then);
    mark_registered(tx, vault, id, {}, "", then);
    return id;
}

void wait_for_answer(Tx& tx, Id<Consultation> id, Instant since, bool alarm) {
    tx.run(
        "UPDATE consultation SET alarm = CASE WHEN waits_since IS NULL OR $3 = 1 THEN $3 ELSE alarm END,"
        " waits_since = coalesce(waits_since, $2) WHERE id = $1",
        id, since, alarm ? 1 : 0);
}

void mark_answered(Tx& tx, Id<Consultation> id) {
    tx.run("UPDATE consultation SET waits_since = NULL, alarm = 0 WHERE id = $1", id);
}

std::string age_text(Instant since, Instant now, Lang lang) {
    constexpr std::int64_t kMinute = 60'000, kHours = 60, kDays = 24;
    const std::int64_t minutes = std::max<std::int64_t>(0, (now.ms - since.ms) / kMinute);
    const std::int64_t hours = minutes / kHours, days = hours / kDays;
    const auto n = [](std::int64_t number) { return std::to_string(number); };
    if (hours < 1) return say("consultation.age_minutes"_w, lang, {{"n", n(minutes)}});
    if (days < 1) return say("consultation.age_hours"_w, lang, {{"n", n(hours)}});
    return say("consultation.age_days"_w, lang, {{"d", n(days)}, {"n", n(hours % kDays)}});
}

}  // namespace michi::consultation
