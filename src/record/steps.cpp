// Rows of what happened to a case, and when a step may be taken.

#include "record/steps.hpp"

#include "base/text.hpp"
#include "platform/changes.hpp"
#include "platform/series.hpp"
#include "record/store.hpp"

namespace michi::record {
namespace {

constexpr std::size_t kWordsLimit = 3000;

StepKind step_named(std::string_view name) {
    for (const auto kind : {StepKind::closed, StepKind::reopened, StepKind::moved})
        if (name_of(kind) == name) return kind;
    return StepKind::closed;
}

}  // namespace

std::string_view name_of(StepKind kind) {
    return kind == StepKind::closed ? "closed" : kind == StepKind::reopened ? "reopened" : "moved";
}

Refusals reasons_not_to_take(const CaseStep& next, RecordState state) {
    Refusals no = check_text("words", next.words, kWordsLimit);
    const bool closed = state == RecordState::closed;
    if (next.kind == StepKind::reopened && !closed) no.add(kWhole, "record.is_open_already"_w);
    if (next.kind != StepKind::reopened && closed) no.add(kWhole, "record.is_closed_already"_w);
    const Code* reason = next.kind == StepKind::reopened ? find_code(next.reason, kReopenings)
                                                         : find_code(next.reason, kClosings);
    if (!reason && next.kind != StepKind::moved) no.add("reason", "record.choose_reason"_w);
    if (next.reason == "other" && trimmed(next.words).empty())
        no.add("words", "record.say_in_words"_w);
    return no;
}

std::vector<CaseStep> steps_of(Tx& tx, Vault& vault, const CaseBrief& brief) {
    return tx.all(
        "SELECT id, kind, reason, words, place_before, place_after, taken_by, taken_at, on_day"
        " FROM case_step WHERE case_id = $1 ORDER BY id DESC",
        [&](const Row& row) {
            const Sealed sealed(tx, vault, brief.key, "case_step", row.integer(0));
            return CaseStep{.kind = step_named(row.text(1)),
                            .reason = sealed.open("reason", row.blob(2)),
                            .words = sealed.open("words", row.blob(3)),
                            .place_before = sealed.open("place_before", row.blob(4)),
                            .place_after = sealed.open("place_after", row.blob(5)),
                            .on = Date::parse_iso(sealed.open("on_day", row.blob(8))),
                            .by = row.get<Id<Account>>(6),
                            .at = row.get<Instant>(7)};
        },
        brief.id);
}

void take_step(Tx& tx, Vault& vault, const CaseBrief& brief, const CaseStep& next) {
    const auto id = next_number(tx, "case_step");
    const Sealed sealed(tx, vault, brief.key, "case_step", id);
    tx.run(
        "INSERT INTO case_step (id, case_id, kind, reason, words, place_before, place_after,"
        " on_day, taken_by, taken_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id, brief.id, name_of(next.kind), sealed.seal("reason", next.reason),
        sealed.seal("words", next.words), sealed.seal("place_before", next.place_before),
        sealed.seal("place_after", next.place_after),
        sealed.seal("on_day", next.on ? next.on->iso() : ""), next.by, next.at);
    if (next.kind == StepKind::moved) return;
    set_state(tx, brief.id,
              next.kind == StepKind::closed ? RecordState::closed : RecordState::open);
    note_change(tx, kCaseChange, brief.id.value);
}

std::optional<Date> closed_on(Tx& tx, Id<Case> id) {
    return tx.first(
        "SELECT taken_at FROM case_step WHERE case_id = $1 AND kind = 'closed'"
        " ORDER BY id DESC LIMIT 1",
        [](const Row& row) { return row.get<Instant>(0).in_japan(); }, id);
}

}  // namespace michi::record
