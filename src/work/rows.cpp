#include "work/rows.hpp"

#include "base/era.hpp"
#include "base/fold.hpp"
#include "people/people.hpp"
#include "work/course.hpp"
#include "work/naming.hpp"
#include "work/pages.hpp"

namespace michi::work {
namespace {

using web::Context;

constexpr std::size_t kPeekCharacters = 60, kReplyCharacters = 70;
constexpr int kPeekSteps = 3;

std::string context_line(const Context& c, const WorkLine& line, const Decision& read) {
    if (!line.has_case)
        return line.action.consultation ? "R-" + std::to_string(line.action.consultation.value)
                                        : std::string{};
    const record::Shown seen = record::shown(line.brief, read);
    std::string text = shown_name(c, line.action.case_id, seen.kanji, seen.kana);
    const std::string age = age_line(seen.birth, c.now.today);
    if (!age.empty()) text += "（" + age + "）";
    if (!seen.municipality.empty()) text += "・" + municipality_name(seen.municipality);
    int needed = 0;
    for (const auto& care : line.brief.care.shown(read)) {
        const auto* kind = record::find_code(care.kind, record::kCareKinds);
        if (!kind || care.answer != record::CareAnswer::yes) continue;
        if (++needed == 1) text += "・" + std::string(word_text(kind->word, c.lang));
    }
    if (needed > 1) text += word_text("work.and_more"_w, c.lang);
    return text;
}

void set_consent(WorkRow& row, const WorkLine& line) {
    if (!line.has_case) return;
    const int cells = line.consent_asked * int(consent::kCategories.size());
    row.consent = line.consent_asked == 0     ? "no"
                  : line.consent_yes >= cells ? "ok"
                  : line.consent_yes > 0      ? "part"
                                              : "no";
    row.consent_word = row.consent == "ok"     ? "work.consent_ok"_w
                       : row.consent == "part" ? "work.consent_part"_w
                                               : "work.consent_missing"_w;
}

/// A row shows no button that would be refused. Receivers have few rows: each is looked at as its page would.
Circumstances around_of(Context& c, const WorkLine& line) {
    if (line.has_case) return consent::circumstances(c.tx, c.who, line.brief, c.now.today);
    return {.relation = record::is_centre_role(c.who.role) ? Relation::centre : Relation::none};
}

bool of_others(const Context& c, const ActionRow& action) {
    return action.holder.organisation ? action.holder.organisation != c.who.organisation
                                      : action.holder.side != "c";
}

std::string since_text(const Context& c, Date since) {
    if (since >= c.now.today) return {};
    std::string day = list_date(since, c.now.today);
    return say("work.since"_w, c.lang, {{"day", day.substr(0, day.find('('))}});
}

/// A new request stands with who asked and 受け取る in its row, in whatever list it stands.
void offer_receipt(Context& c, WorkRow& row, const WorkLine& line, Circumstances around) {
    if (!is_new_request(c.who, line)) return;
    row.request = line.action.handover.value;
    row.href = "/w/handovers/H-" + std::to_string(row.request);
    row.from = asked_by(c, line, c.may(Act::read_case, around));
    around.mine = Mine::colleague;
    if (!c.may(Act::receive_handover, around).allowed()) return;
    row.receive = row.href + "/receive";
    row.request_version = line.request_version;
}

/// Who waits for our step; on what others hold, who holds it.
void set_waiting(Context& c, WorkRow& row, const WorkLine& line, const Decision& opens) {
    const ActionRow& action = line.action;
    if (of_others(c, action)) {
        row.waiting_mark = mark(action.holder.side);
        const Naming naming(c, line.brief, opens);
        if (!action.holder.organisation) {
            row.waiting = told(c, line.brief, action.holder_name.shown(opens));
        } else if (naming.may_know(action.holder.organisation)) {
            const auto who = people::find_organisation(c.tx, action.holder.organisation);
            row.waiting_mark = mark_of(who);
            row.waiting = who.name;
        }
        row.since = since_text(c, action.created_at.in_japan());
    }
    if (row.waiting.empty()) row.waiting = word_text(row.waiting_mark.label, c.lang);
    if (of_others(c, action)) return;
    if (action.waiting_since) row.since = since_text(c, *action.waiting_since);
}

}  // namespace

std::string asked_by(Context& c, const WorkLine& line, const Decision& opens) {
    const auto from = people::find_organisation(c.tx, line.asked_by);
    std::string who = from.kind == "centre" ? std::string(word_text("record.side_centre"_w, c.lang))
                                            : Naming(c, line.brief, opens).organisation(from);
    return who.empty() ? who : say("work.asked_by"_w, c.lang, {{"who", std::move(who)}});
}

WorkRow row_of(Context& c, const WorkLine& line) {
    const Circumstances around = around_of(c, line);
    const Decision opens = opening(c, around, line.action);
    WorkRow row = action_row(c, line.action, opens);
    offer(c, row, line.action, around);
    row.person = line.action.holder.account.value;
    row.context = context_line(c, line, c.may(Act::read_case, around));
    set_waiting(c, row, line, opens);
    offer_receipt(c, row, line, around);
    set_consent(row, line);
    if (line.has_case && c.may(Act::write_note, around).allowed())
        row.write = "/w/cases/" + record::case_number(line.action.case_id) + "?write=1";
    if (line.has_case) row.peek = "/w/actions/" + std::to_string(row.id) + "/peek";
    return row;
}

PeekView peek_of(Context& c, Id<record::Case> id) {
    PeekView v;
    const auto brief = record::find_case(c.tx, c.vault, id);
    const auto around = consent::circumstances(c.tx, c.who, brief, c.now.today);
    const Decision read = c.may(Act::read_case, around);
    if (!read.opens(Field::notes)) {
        v.not_for_reader = told_of_entries(c, brief, around.relation);
        return v;
    }
    const auto entries = record::entries_of(c.tx, c.vault, brief, around.relation,
                                            c.who.organisation, {"", false}, kPeekSteps);
    const Naming naming(c, brief, read);
    for (const auto& entry : entries) {
        const std::string whole = text_of(c, brief, entry, read);
        std::string text(first_characters(whole, kPeekCharacters));
        if (text.size() < whole.size()) text += "…";
        v.steps.insert(v.steps.begin(), {list_date(entry.at.in_japan(), c.now.today),
                                         told(c, brief, naming.title(entry)), std::move(text)});
    }
    return v;
}

ReturnedView returned_of(Context& c, const WorkLine& line) {
    const ActionRow& action = line.action;
    const WorkRow row = row_of(c, line);
    ReturnedView v{.mark = row.waiting_mark,
                   .who = row.what,
                   .about = row.context,
                   .text = {},
                   .when = list_date(action.created_at.in_japan(), c.now.today) + " " +
                           action.created_at.clock(),
                   .href = row.href,
                   .untold = false};
    if (!line.has_case || !action.answered_by) return v;
    const Circumstances around = around_of(c, line);
    const Decision read = c.may(Act::read_case, around);
    if (!read.opens(Field::notes)) return v;
    const auto reply = record::latest_reply(c.tx, c.vault, line.brief, around.relation,
                                            c.who.organisation, number_of(action.answered_by));
    if (!reply) return v;
    if (Naming(c, line.brief, read).may_know(reply->organisation)) {
        const auto who = people::find_organisation(c.tx, reply->organisation);
        v.mark = mark_of(who);
        v.who = who.name;
    }
    const record::Shown seen = record::shown(line.brief, read);
    v.about = shown_name(c, action.case_id, seen.kanji, seen.kana);
    const std::string whole = text_of(c, line.brief, *reply, read);
    v.text = first_characters(whole, kReplyCharacters);
    if (v.text.size() < whole.size()) v.text += "…";
    v.when = list_date(reply->at.in_japan(), c.now.today) + " " + reply->at.clock();
    v.untold = record::waits_to_be_told(*reply);
    return v;
}

}  // namespace michi::work
