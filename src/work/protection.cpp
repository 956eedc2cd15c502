// What stays of a step of 住所秘匿 beside its row, and who is told.

#include "work/protection.hpp"

#include "people/people.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using record::ProtectionStep;

/// The heads and who is in charge; where neither is another person, the other counsellors.
std::vector<Id<Account>> second_persons(Tx& tx, Vault& vault, const Subject& by,
                                        const record::CaseBrief& brief) {
    std::vector<Id<Account>> answerable, colleagues;
    for (const auto& who : people::accounts_of(tx, vault, brief.centre)) {
        if (!who.enabled || who.id == by.account) continue;
        if (who.role == Role::centre_head || who.id == brief.in_charge)
            answerable.push_back(who.id);
        if (who.role == Role::centre_counsellor) colleagues.push_back(who.id);
    }
    return answerable.empty() ? colleagues : answerable;
}

void keep_audit(Tx& tx, const Subject& by, Id<record::Case> id, std::string action,
                std::string detail) {
    Trace entry;
    entry.kind = TraceKind::change;
    entry.action = std::move(action);
    entry.object = "case/" + std::to_string(id.value);
    entry.case_id = id.value;
    entry.detail = std::move(detail);
    entry.account = by.account.value;
    entry.organisation = by.organisation.value;
    entry.role = michi::name_of(by.role);
    tx.trace(std::move(entry));
}

}  // namespace

Word word_of(ProtectionStep step) {
    return step == ProtectionStep::set      ? "work.protection_set"_w
           : step == ProtectionStep::review ? "work.protection_review"_w
                                            : "work.protection_end"_w;
}

void note_protection(Tx& tx, Vault& vault, const Subject& by, const record::CaseBrief& brief,
                     ProtectionStep step, Now now) {
    record::note_change(tx, vault, brief.id, word_text(word_of(step), Lang::ja), by, now.at);
    keep_audit(tx, by, brief.id, "record.protection", "step=" + std::string(record::name_of(step)));
    tell_second_persons(tx, vault, by, brief, now);
}

void tell_second_persons(Tx& tx, Vault& vault, const Subject& by, const record::CaseBrief& brief,
                         Now now) {
    for (const auto who : second_persons(tx, vault, by, brief))
        people::tell_of_protection(tx, who, record::case_number(brief.id), now.at);
}

void put_in_charge(Tx& tx, Vault& vault, const Subject& by, const record::CaseBrief& brief,
                   Id<Account> to, Now now) {
    record::set_in_charge(tx, brief.id, to, by.account, now.today);
    record::note_change(
        tx, vault, brief.id,
        say("work.said_charge"_w, Lang::ja, {{"who", people::name_of(tx, vault, to)}}), by, now.at);
    keep_audit(tx, by, brief.id, "life.charge", "account=" + std::to_string(to.value));
    if (to != by.account) people::tell_of_charge(tx, to, record::case_number(brief.id), now.at);
    if (brief.is_protected) tell_second_persons(tx, vault, by, brief, now);
}

}  // namespace michi::work
