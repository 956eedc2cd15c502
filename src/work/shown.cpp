#include "work/shown.hpp"

#include "base/age.hpp"
#include "base/era.hpp"
#include "base/municipality.hpp"
#include "base/working_days.hpp"
#include "work/holder.hpp"
#include "work/pages.hpp"

namespace michi::work {
namespace {

std::string href_of(const ActionRow& a) {
    if (a.handover) return "/w/handovers/H-" + std::to_string(a.handover.value);
    if (a.case_id) return "/w/cases/" + record::case_number(a.case_id);
    if (a.consultation) return "/w/intake/R-" + std::to_string(a.consultation.value);
    return "/w";
}

std::string place_of(const web::Context& c, const record::Shown& seen) {
    std::string place = municipality_name(seen.municipality);
    if (const auto* stay = record::find_code(seen.stay, record::kStays))
        place += (place.empty() ? "" : "・") + std::string(word_text(stay->word, c.lang));
    return place;
}

}  // namespace

Opened open_case(web::Context& c, Id<record::Case> id, Act act, Mine mine) {
    Opened o{consent::open_case(c, id, act, mine)};
    o.care = o.brief.care.shown(o.decision);
    return o;
}

Opened open_case(web::Context& c, Act act) {
    return open_case(c, Id<record::Case>{c.number("W")}, act);
}

MarkView mark(std::string_view side) {
    const auto& s = record::side_of(side);
    return {std::string(s.id), s.mark, s.word};
}

namespace {

std::string_view side_of_kind(std::string_view kind) {
    return kind == "centre"         ? "c"
           : kind == "municipality" ? "m"
           : kind == "prefecture"   ? "p"
           : kind == "family"       ? "f"
                                    : "o";
}

Word mark_of_municipality(std::string_view code) {
    const std::string name = municipality_name(code);
    return name.ends_with("町")   ? "record.mark_town"_w
           : name.ends_with("村") ? "record.mark_village"_w
                                  : "record.mark_municipality"_w;
}

}  // namespace

MarkView mark_of(const people::OrganisationBrief& organisation) {
    MarkView view = mark(side_of_kind(organisation.kind));
    if (organisation.kind == "municipality")
        view.mark = mark_of_municipality(organisation.municipality);
    if (const auto* trade = record::trade_of(organisation.trade)) {
        view.mark = trade->mark;
        view.label = trade->word;
    }
    return view;
}

std::string municipality_name(std::string_view code) {
    const auto* m = find_municipality(code);
    return m ? std::string(m->name) : std::string{};
}

std::string shown_name(const web::Context& c, Id<record::Case> id, const std::string& kanji,
                       const std::string& kana) {
    const std::string san(word_text("work.san"_w, c.lang));
    const std::string gap = san.empty() ? "" : " ";
    if (c.masked || (kanji.empty() && kana.empty())) return record::case_number(id) + gap + san;
    return (kanji.empty() ? kana : kanji) + gap + san;
}

std::string told(const web::Context& c, const record::CaseBrief& brief, std::string text) {
    if (!c.masked || text.empty()) return text;
    return consent::Names(brief, record::family_of(c.tx, c.vault, brief)).without(text);
}

/// Of a call without a case nobody knows whom it names: only what the program itself wrote is shown.
std::string told(const web::Context& c, Id<record::Case> id, std::string text) {
    if (!c.masked || text.empty()) return text;
    if (!id) return std::string(word_text("work.masked"_w, c.lang));
    return told(c, record::find_case(c.tx, c.vault, id), std::move(text));
}

namespace {

/// The step of a request bears its title, written under a yes that may have ended since: whoever may not know
/// the child reads the number of the request and what is to be done.
std::string without_title(const web::Context& c, const ActionRow& action, const Decision& opens,
                          const std::string& what) {
    const auto request = action.handover ? action.handover : action.answered_by;
    if (!request || !action.case_id || what.empty() || record::is_centre_role(c.who.role) ||
        opens.opens(Field::identity))
        return what;
    const auto brief = record::find_case(c.tx, c.vault, action.case_id);
    const consent::Names names(brief, record::family_of(c.tx, c.vault, brief));
    if (names.found_in(what).empty()) return what;
    const std::size_t deed = std::min(what.rfind("："), what.size());
    const bool is_free = names.found_in(what.substr(deed)).empty();
    return number_of(request) + (is_free ? what.substr(deed) : "");
}

}  // namespace

std::string what_of(const web::Context& c, const ActionRow& action, const Decision& opens) {
    const std::string what = without_title(c, action, opens, action.what.shown(opens));
    return is_placeholder(action) ? what : told(c, action.case_id, what);
}

std::string text_of(const web::Context& c, const record::CaseBrief& brief,
                    const record::EntryRow& entry, const Decision& decision) {
    const std::string& whole = entry.text.shown(decision);
    if (c.masked && entry.side == "f" && !whole.empty())
        return std::string(word_text("work.masked_talk"_w, c.lang));
    return told(c, brief, whole);
}

record::Shown listed(const web::Context& c, const CaseLineRow& row) {
    Circumstances around = record::listed(c.who, row.brief);
    around.consented = row.consented;
    around.consent = consent::grade(row.consented);
    return record::shown(row.brief, c.may(Act::read_case, around));
}

std::string age_line(const std::optional<Date>& birth, Date today) {
    if (!birth) return {};
    const std::string grade = grade_text(*birth, today);
    if (grade.empty()) return age_text(age_on(*birth, today));
    return age_text({age_on(*birth, today).years, 0}) + "・" + grade;
}

namespace {

/// A short name for the consent: of a town the mark alone, where it is the child's own; another one by its
/// name, as after a move both are there.
std::string brief_name(const web::Context& c, const people::OrganisationBrief& who,
                       const std::string& home) {
    const auto* trade = record::trade_of(who.trade);
    if (trade) return std::string(word_text(trade->brief, c.lang));
    if (who.kind == "municipality" && who.municipality != home) return who.name;
    if (who.kind == "municipality") return std::string(word_text(mark_of(who).mark, c.lang));
    return std::string(word_text(mark_of(who).label, c.lang));
}

/// "31 March" is said as the end of the month.
std::string until_text(const web::Context& c, Date date) {
    const bool ends = (date + 1).day() == 1;
    return say(ends ? "work.until_month"_w : "work.until_day"_w, c.lang,
               {{"date", ends ? era_year(date) + std::to_string(date.month()) + "月"
                              : detail_date(date, c.now.today)}});
}

/// Who may be told something today, how wholly, and until when.
void fill_consent(web::Context& c, IdentityView& v, const Opened& o) {
    const auto matrix = consent::matrix(c.tx, o.brief.id);
    std::optional<Date> until;
    bool whole = !matrix.empty(), some = false;
    for (const auto& receiver : matrix) {
        const Mask allowed = consent::consented(receiver, c.now.today);
        whole = whole && consent::grade(allowed) == Consent::full;
        if (!allowed) continue;
        some = true;
        if (!record::may_name(o.brief, o.decision, c.who.organisation, receiver.organisation))
            continue;
        const auto name = brief_name(c, people::find_organisation(c.tx, receiver.organisation),
                                     o.seen.municipality);
        if (("・" + v.consent_names + "・").find("・" + name + "・") == std::string::npos)
            v.consent_names += (v.consent_names.empty() ? "" : "・") + name;
        for (const auto& cell : receiver.cells)
            if (consent::state(cell, c.now.today) == consent::State::yes && cell.expires &&
                (!until || *cell.expires < *until))
                until = cell.expires;
    }
    v.consent = !some ? "no" : whole ? "ok" : "part";
    if (until) v.consent_until = until_text(c, *until);
}

}  // namespace

namespace {

/// What a form of the case's pages says when it was taken: the word behind `?said=`.
constexpr std::array kSaid{record::Code{"saved", "work.saved"_w},
                           record::Code{"same", "work.saved_same"_w},
                           record::Code{"joined", "work.saved_joined"_w},
                           record::Code{"role", "work.saved_role"_w},
                           record::Code{"left", "work.saved_left"_w},
                           record::Code{"closed", "work.saved_closed"_w},
                           record::Code{"reopened", "work.saved_reopened"_w},
                           record::Code{"moved", "work.saved_moved"_w},
                           record::Code{"linked", "work.saved_linked"_w},
                           record::Code{"unlinked", "work.saved_unlinked"_w},
                           record::Code{"charge", "work.saved_charge"_w},
                           record::Code{"undone", "work.saved_undone"_w},
                           record::Code{"noted", "work.saved_noted"_w},
                           record::Code{"told", "work.saved_told"_w}};

}  // namespace

IdentityView identity(web::Context& c, const Opened& o) {
    const record::Shown& seen = o.seen;
    IdentityView v;
    if (const auto* said = record::find_code(c.query.text("said"), kSaid)) v.said = said->word;
    v.undo = undoable(c, o.brief.id);
    v.may_list_requests = c.may(Act::list_handovers, o.around).allowed();
    v.may_read_access = c.may(Act::read_access_log, o.around).allowed();
    v.number = record::case_number(o.brief.id);
    v.masked = c.masked;
    if (!c.masked) {
        v.name = seen.name();
        v.kana = seen.kana;
    }
    v.age = age_line(seen.birth, c.now.today);
    v.birth = seen.birth && !c.masked ? full_date(*seen.birth) : "";
    v.place = place_of(c, seen);
    for (const auto& care : o.care)
        if (const auto* kind = record::find_code(care.kind, record::kCareKinds))
            (care.answer == record::CareAnswer::yes ? v.care : v.care_unknown)
                .push_back(kind->word);
    if (seen.score)
        v.score = say("work.score"_w, c.lang,
                      {{"n", std::to_string(*seen.score)},
                       {"on", seen.score_on ? full_date(*seen.score_on) : ""}});
    if (seen.power_hours)
        v.power = say("work.power"_w, c.lang, {{"n", std::to_string(*seen.power_hours)}});
    v.is_protected = o.brief.is_protected;
    fill_consent(c, v, o);
    return v;
}

std::string how_late(Date due, Date today, Lang lang) {
    const int days = working_days_between(due, today);
    if (days == 0) return std::string(word_text("work.late_closed"_w, lang));
    return say("work.late_days"_w, lang, {{"n", std::to_string(days)}});
}

void set_due(WorkRow& row, const ActionRow& action, Date today, Lang lang) {
    row.due = list_date(action.due, today);
    row.overdue = action.due < today && action.holder.side != "f";
    row.today = action.due == today;
    // The family's turn is never shown as late: we own the reminder.
    if (row.overdue)
        row.due_note = how_late(action.due, today, lang);
    else
        row.due_note = action.due_time;
}

bool may_know_lateness(const Subject& who, const ActionRow& action) {
    return record::is_centre_role(who.role) || action.holder.organisation == who.organisation;
}

Decision opening(const web::Context& c, const Circumstances& around, const ActionRow& action) {
    const Decision read = c.may(Act::read_case, around);
    if (read.opens(Field::plan) || action.holder.organisation != c.who.organisation) return read;
    Circumstances ours = around;
    ours.mine = Mine::colleague;
    return c.may(action.handover ? Act::answer_handover : Act::finish_action, ours);
}

WorkRow action_row(const web::Context& c, const ActionRow& action, const Decision& opens) {
    WorkRow row;
    row.id = action.id.value;
    row.version = action.version;
    const bool known = opens.opens(Field::plan);
    // Who holds it and may not read it was asked, and has not said yes.
    const Word unread = action.holder.organisation == c.who.organisation ? "work.step_when_taken"_w
                                                                         : "work.step_not_shown"_w;
    row.what = known ? what_of(c, action, opens) : std::string(word_text(unread, c.lang));
    row.href = known ? href_of(action) : "/w/cases/" + record::case_number(action.case_id);
    row.holder = mark(action.holder.side);
    row.waiting_mark = mark(action.waiting_side.empty() ? action.holder.side : action.waiting_side);
    if (!c.masked || action.case_id)
        row.waiting = told(c, action.case_id, action.waiting_name.shown(opens));
    row.returned = action.returned;
    set_due(row, action, c.now.today, c.lang);
    if (!may_know_lateness(c.who, action)) {
        // How late others are is theirs and the Centre's to mind; a day that lies ahead may be known.
        if (action.due < c.now.today) row.due.clear();
        row.due_note.clear();
        row.overdue = row.today = false;
    }
    return row;
}

bool may_take_back(const web::Context& c, const ActionRow& action, const Circumstances& around) {
    return !action.done_at && !moves_with_request(action) &&
           c.may(Act::take_back_action, around).allowed();
}

void offer(web::Context& c, WorkRow& row, const ActionRow& action, Circumstances around) {
    around.mine = whose_step(c, action, around.relation);
    row.may_finish = c.may(Act::finish_action, around).allowed();
    row.may_pass = c.may(Act::move_action, around).allowed();
    row.may_take_back = may_take_back(c, action, around);
}

std::vector<ConsentRow> consent_rows(web::Context& c, const Opened& o,
                                     const std::vector<consent::Receiver>& matrix) {
    std::vector<ConsentRow> rows;
    for (const auto& receiver : matrix) {
        if (!record::may_name(o.brief, o.decision, c.who.organisation, receiver.organisation))
            continue;
        ConsentRow row{receiver.organisation.value,
                       receiver.name,
                       {},
                       mark_of(people::find_organisation(c.tx, receiver.organisation)),
                       {}};
        for (const auto answer : consent::answers_on(receiver, c.now.today))
            row.cells.push_back({std::string(answer)});
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<Word> consent_words() {
    std::vector<Word> words;
    for (const auto& category : consent::kCategories) words.push_back(category.word);
    return words;
}

}  // namespace michi::work
