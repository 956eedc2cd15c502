// Rows of reception, and what registering makes.

#include "base/era.hpp"
#include "base/phone.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "consultation/consultation.hpp"
#include "consultation/packing.hpp"
#include "platform/series.hpp"
#include "record/record.hpp"
#include "work/work.hpp"

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
    r.outcome = row.get<std::string>(9);
    r.version = row.integer(10);
    r.saved_at = row.get<Instant>(11);
    r.answers = unpacked(vault.open(tx, r.key, {kTable, "answers", r.id.value}, row.blob(12)));
    return r;
}

std::optional<Date> readable_birth(const Answers& answers) {
    const auto birth = birth_of(answers);
    return birth ? *birth : std::nullopt;
}

void write_topics(Tx& tx, Id<Consultation> id, const std::vector<std::string>& topics) {
    tx.run("DELETE FROM consultation_topic WHERE consultation_id = $1", id);
    for (std::size_t i = 0; i < topics.size(); ++i)
        if (record::find_code(topics[i], kTopics))
            tx.run(
                "INSERT INTO consultation_topic (consultation_id, topic, is_main) VALUES ($1, $2, $3)"
                " ON CONFLICT (consultation_id, topic) DO NOTHING",
                id, topics[i], i == 0);
}

record::NewCase case_from(const Reception& draft, const Registration& how, Now now) {
    const Answers& a = draft.answers;
    record::NewCase fresh{.centre = draft.centre,
                          .in_charge = how.in_charge,
                          .kanji = a.child_kanji,
                          .kana = a.child_kana,
                          .birth = readable_birth(a),
                          .address = {},
                          .municipality = a.municipality,
                          .stay = a.stay,
                          .care = {},
                          .is_protected = false,
                          .opened_on = now.today,
                          .number = how.number.value};
    for (const auto& [kind, answer] : a.care)
        fresh.care.push_back(
            {kind, answer == "2" ? record::CareAnswer::not_known : record::CareAnswer::yes});
    return fresh;
}

bool is_family(std::string_view caller) {
    return caller == "mother" || caller == "father" || caller == "grandparent" || caller == "self";
}

void add_caller(Tx& tx, Vault& vault, Id<record::Case> id, const Answers& a) {
    if (!is_family(a.caller_kind)) return;
    const auto brief = record::find_case(tx, vault, id);
    record::Family member;
    member.relation = a.caller_kind;
    member.kana = Personal(a.caller_kana);
    member.name = Personal(a.caller_kana);
    member.phone = Personal(read_phone(a.caller_phone).shown);
    member.call_time = a.call_time;
    record::add_family(tx, vault, brief.child, member);
}

std::string entry_title(const Answers& a) {
    const auto* caller = record::find_code(a.caller_kind, kCallers);
    const auto* channel = record::find_code(a.channel, kChannels);
    return say("consultation.entry_title"_w, Lang::ja,
               {{"who", std::string(word_text(
                            caller ? caller->word : "consultation.caller_unknown"_w, Lang::ja))},
                {"how", std::string(word_text(
                            channel ? channel->word : "consultation.channel_phone"_w, Lang::ja))}});
}

void add_entry(Tx& tx, Vault& vault, const Subject& who, const Reception& r, Id<record::Case> id) {
    std::string topics;
    for (const std::string& topic : r.answers.topics) topics += (topics.empty() ? "" : ",") + topic;
    record::add_entry(tx, vault,
                      {.case_id = id,
                       .at = r.started_at,
                       .kind = "phone",
                       .side = is_family(r.answers.caller_kind) ? "f" : "o",
                       .author = who.account,
                       .organisation = who.organisation,
                       .visible = record::Visible::centre,
                       .title = entry_title(r.answers),
                       .text = r.answers.words,
                       .topics = topics,
                       .minutes = std::nullopt,
                       .link = reception_number(r.id)});
}

/// 口頭で確認: what the caller allows counts at once; paper may follow.
void record_consents(Tx& tx, const Subject& who, const Reception& r, Id<record::Case> id, Now now) {
    for (const std::string& organisation : r.answers.tell)
        for (const char* category : {"contact", "medical"})
            consent::record_answer(tx,
                                   {.case_id = id,
                                    .organisation = {std::stoll("0" + organisation)},
                                    .category = category,
                                    .answer = consent::Answer::yes,
                                    .basis = "oral",
                                    .speaker = r.answers.caller_kind,
                                    .expires = std::nullopt},
                                   who.account, now.at);
}

/// There is always a next step: what was typed, or to decide it on the next working day.
void add_next(Tx& tx, Vault& vault, const Reception& r, Id<record::Case> id, Id<DataKey> key,
              const Registration& how, const Subject& who, Now now) {
    const Answers& a = r.answers;
    const auto due = a.next_due.empty() ? std::optional<Date>{} : [&]() -> std::optional<Date> {
        const auto read = read_date("next_due", a.next_due);
        return read ? std::optional(read->date) : std::nullopt;
    }();
    const auto* caller = record::find_code(a.caller_kind, kCallers);
    work::add_action(tx, vault,
                     {.case_id = id,
                      .consultation = r.id,
                      .handover = {},
                      .centre = r.centre,
                      .key = key,
                      .kind = work::ActionKind::act,
                      .what = a.next_what.empty()
                                  ? std::string(word_text("consultation.decide_next"_w, Lang::ja))
                                  : a.next_what,
                      .holder = {.side = "c",
                                 .organisation = who.organisation,
                                 .account = how.in_charge,
                                 .name = {}},
                      .waiting_side = is_family(a.caller_kind) ? "f" : "o",
                      .waiting_name = std::string(word_text(
                          caller ? caller->word : "consultation.caller_unknown"_w, Lang::ja)),
                      .waiting_since = r.started_at.in_japan(),
                      .due = due.value_or(next_working_day(now.today)),
                      .due_time = {},
                      .returned = false,
                      .created_by = who.account},
                     now.at);
}

}  // namespace

std::string reception_number(Id<Consultation> id) { return "R-" + std::to_string(id.value); }

Id<Consultation> receive(Tx& tx, Vault& vault, const Subject& who, std::string_view channel,
                         Now now) {
    const Id<Consultation> id{next_number(tx, "consultation")};
    const Id<DataKey> key = vault.new_key(tx);
    Answers answers;
    answers.channel = std::string(channel);
    tx.run(
        "INSERT INTO consultation (id, centre_id, key_id, channel, received_by, started_at, received_on, month,"
        " answers, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $6)",
        id, who.organisation, key, channel, who.account, now.at, now.today, month_of(now.today),
        vault.seal(tx, key, {kTable, "answers", id.value}, packed(answers)));
    return id;
}

Reception find_reception(Tx& tx, Vault& vault, Id<Consultation> id) {
    auto found = tx.first(
        "SELECT id, centre_id, key_id, state, case_id, received_by, in_charge, started_at, registered_at,"
        " outcome, version, saved_at, answers FROM consultation WHERE id = $1",
        [&](const Row& row) { return reception_from(row, tx, vault); }, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::int64_t save_draft(Tx& tx, Vault& vault, const Reception& before, const Answers& a, Now now) {
    const auto changed = tx.run(
        "UPDATE consultation SET channel = $3, class = $4, caller_kind = $5, municipality = $6, age_band = $7,"
        " urgency = $8, safety = $9, answers = $10, saved_at = $11, version = version + 1"
        " WHERE id = $1 AND version = $2",
        before.id, before.version, a.channel, class_of(a), a.caller_kind, a.municipality,
        age_band(readable_birth(a), before.started_at.in_japan()), a.urgency, a.safety,
        vault.seal(tx, before.key, {kTable, "answers", before.id.value}, packed(a)), now.at);
    if (changed == 0) throw Stale{};
    write_topics(tx, before.id, a.topics);
    return before.version + 1;
}

Id<record::Case> register_reception(Tx& tx, Vault& vault, const Subject& who,
                                    const Reception& draft, const Registration& how, Now now) {
    Id<record::Case> id = how.existing;
    const bool fresh = !id && names_a_child(draft.answers);
    if (fresh) {
        id = record::open_case(tx, vault, case_from(draft, how, now));
        add_caller(tx, vault, id, draft.answers);
    }
    tx.run(
        "UPDATE consultation SET state = 1, registered_at = $2, case_id = $3, is_new_case = $4, in_charge = $5,"
        " version = version + 1 WHERE id = $1",
        draft.id, now.at, id, fresh, how.in_charge);
    if (id) {
        add_entry(tx, vault, who, draft, id);
        record_consents(tx, who, draft, id, now);
    }
    const auto key = id ? record::find_case(tx, vault, id).key : draft.key;
    if (id || !draft.answers.next_what.empty()) add_next(tx, vault, draft, id, key, how, who, now);
    return id;
}

void set_outcome(Tx& tx, Id<Consultation> id, std::string_view outcome) {
    tx.run("UPDATE consultation SET outcome = $2, version = version + 1 WHERE id = $1", id,
           outcome);
}

std::vector<ReceptionLine> receptions(Tx& tx, Vault& vault, Id<Organisation> centre,
                                      std::string_view view, int at_most) {
    return tx.all(
        "SELECT c.id, c.state, c.channel, c.caller_kind, c.class, c.municipality, c.outcome,"
        " coalesce((SELECT min(t.topic) FROM consultation_topic t WHERE t.consultation_id = c.id AND t.is_main = 1), ''),"
        " c.case_id, c.received_by, c.started_at, c.key_id, c.answers FROM consultation c"
        " WHERE c.centre_id = $1 AND c.state <> 2 AND ($2 = '' OR ($2 = 'draft' AND c.state = 0)"
        " OR ($2 = 'open' AND c.state = 1 AND c.outcome = ''))"
        " ORDER BY c.id DESC LIMIT $3",
        [&](const Row& row) {
            const auto id = row.get<Id<Consultation>>(0);
            const auto answers = unpacked(vault.open(tx, row.get<Id<DataKey>>(11),
                                                     {kTable, "answers", id.value}, row.blob(12)));
            return ReceptionLine{id,
                                 row.get<State>(1),
                                 row.get<std::string>(2),
                                 row.get<std::string>(3),
                                 row.get<std::string>(4),
                                 row.get<std::string>(5),
                                 row.get<std::string>(6),
                                 row.get<std::string>(7),
                                 row.get<Id<record::Case>>(8),
                                 row.get<Id<Account>>(9),
                                 row.get<Instant>(10),
                                 Personal(answers.words)};
        },
        centre, view, at_most);
}

std::int64_t count_receptions(Tx& tx, Id<Organisation> centre, std::string_view view) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM consultation c WHERE c.centre_id = $1 AND c.state <> 2 AND ($2 = ''"
        " OR ($2 = 'draft' AND c.state = 0) OR ($2 = 'open' AND c.state = 1 AND c.outcome = ''))",
        centre, view);
}

}  // namespace michi::consultation
