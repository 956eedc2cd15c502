// The case: identity, ball, timeline, next actions, consent, team; the list of cases.

#include "audit/audit.hpp"
#include "base/era.hpp"
#include "base/phone_pieces.hpp"
#include "people/people.hpp"
#include "record/fields.hpp"
#include "record/steps.hpp"
#include "work/course.hpp"
#include "work/naming.hpp"
#include "work/pages.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr int kPageOfCases = 50, kAccessRead = 20000;
constexpr std::size_t kAccessShown = 200;  // lines, each of a person and a day

struct Kind {
    std::string_view id;
    Word word;
};
constexpr std::array kKinds{Kind{"phone", "work.kind_phone"_w}, Kind{"visit", "work.kind_visit"_w},
                            Kind{"meeting", "work.kind_meeting"_w}};

/// 見守り is nobody's turn: what is said is the day of the next question, and whose side asks it.
void fill_watch(Context& c, CaseView& v, const Opened& o, const std::vector<ActionRow>& open) {
    const auto next = std::ranges::min_element(open, {}, &ActionRow::due);
    if (next->due < c.now.today && !may_know_lateness(c.who, *next)) {
        v.ball_due = word_text(o.around.relation == Relation::guardian ? "work.watch_of_family"_w
                                                                       : "work.watch_of_others"_w,
                               c.lang);  // that we are late is ours to mind
        return;
    }
    const Args args{
        {"day", list_date(next->due, c.now.today)},
        {"who", std::string(word_text(record::side_of(next->holder.side).word, c.lang))}};
    v.ball_due =
        say(next->due < c.now.today ? "work.watch_is_late"_w : "work.is_watching"_w, c.lang, args);
}

/// To a family: that somebody is at it, and the day that comes; never that it is late.
void tell_of_others(const Context& c, CaseView& v, const ActionRow& step) {
    WorkRow& row = v.balls.back();
    row.what = word_text("work.step_of_others"_w, c.lang);
    row.due.clear();
    row.due_note.clear();
    row.overdue = row.today = false;
    if (step.due >= c.now.today)
        v.ball_next = say("work.next_day"_w, c.lang, {{"day", detail_date(step.due, c.now.today)}});
}

void fill_balls(Context& c, CaseView& v, const Opened& o) {
    const auto open = open_actions_of(c.tx, c.vault, o.brief.id);
    const ActionRow* main = main_ball(open, c.now.today);
    // Of the steps of others a family knows that somebody is at it, and whose turn it is.
    const auto hidden = [&](const ActionRow& a) {
        return o.around.relation == Relation::guardian && a.holder.side != "f";
    };
    const auto row = [&](const ActionRow& a) {
        WorkRow made = action_row(c, a, opening(c, o.around, a));
        offer(c, made, a, o.around);
        return made;
    };
    if (main) {
        v.balls.push_back(row(*main));
        if (hidden(*main)) tell_of_others(c, v, *main);
        const auto person = people::name_of(c.tx, c.vault, main->holder.account);
        const std::string name =
            main->holder.organisation && record::may_name(o.brief, o.decision, c.who.organisation,
                                                          main->holder.organisation)
                ? people::find_organisation(c.tx, main->holder.organisation).name
                : "";
        v.ball_holder =
            main->holder.side == "c" ? std::string(word_text("record.side_centre"_w, c.lang)) +
                                           (person.empty() ? "" : "（" + person + "）")
            : !name.empty()
                ? name
                : std::string(word_text(record::side_of(main->holder.side).word, c.lang));
    }
    for (const auto& a : open) {
        if (hidden(a) || !opening(c, o.around, a).opens(Field::plan))
            continue;  // that it is somebody's turn is all
        if (&a != main && a.kind == ActionKind::act) v.balls.push_back(row(a));
        v.actions.push_back(row(a));
    }
    v.watching = !main && !open.empty();
    if (v.watching) fill_watch(c, v, o, open);
    v.family_word = word_text("work.the_family"_w, c.lang);
    v.nothing_to_do = o.around.relation == Relation::guardian ? "work.no_actions_family"_w
                      : o.around.relation == Relation::centre ? "work.no_actions"_w
                                                              : "work.no_actions_ours"_w;
}

/// When and how the family may be called: beside the number, before anybody dials it.
std::string calling(const Context& c, const record::Family& member, const Decision& decision) {
    const auto* when = record::find_code(member.call_time.shown(decision), record::kCallTimes);
    const bool marked = record::not_to_be_called(member, decision);  // beside the number itself
    std::string text = when && !marked ? std::string(word_text(when->word, c.lang)) : "";
    const std::string& rule = member.call_rule.shown(decision);
    if (!c.masked && !rule.empty()) text += (text.empty() ? "" : "・") + rule;
    return text;
}

void fill_family(Context& c, CaseView& v, const Opened& o) {
    if (!o.may(Field::contact)) return;
    for (const auto& member : record::family_of(c.tx, c.vault, o.brief)) {
        const auto* relation =
            record::find_code(member.relation.shown(o.decision), record::kRelations);
        const std::string who = relation ? std::string(word_text(relation->word, c.lang)) : "";
        const std::string& phone = member.phone.shown(o.decision);
        const bool never = record::not_to_be_called(member, o.decision);
        if (v.call_phone.empty() && !c.masked && !never) {
            v.call_phone = dial_digits(phone);
            v.call_name = who;
        }
        v.team.push_back({mark("f"), c.masked ? who : who + " " + member.name.shown(o.decision),
                          c.masked ? "" : phone, calling(c, member, o.decision), false, false,
                          never});
    }
}

/// Whom every child needs beside the family; who is not found stands dashed.
void fill_missing(const Context& c, CaseView& v, const std::string& there) {
    struct Needed {
        std::string_view sector;
        MarkView mark;
        Word word;
    };
    const auto partner = [](Word mark_word, Word word) {
        MarkView view = mark("o");
        view.mark = mark_word;
        view.label = word;
        return view;
    };
    const std::array needed{
        Needed{"municipality", mark("m"), "record.side_municipality"_w},
        Needed{"medical", partner("record.mark_hospital"_w, "record.trade_hospital"_w),
               "work.role_medical"_w},
        Needed{"planning", partner("record.mark_planning"_w, "record.trade_planning"_w),
               "record.trade_planning"_w}};
    for (const auto& role : needed)
        if (there.find("," + std::string(role.sector) + ",") == std::string::npos)
            v.team.push_back(
                {role.mark, std::string(word_text(role.word, c.lang)), "", "", false, true});
}

void fill_team(Context& c, CaseView& v, const Opened& o) {
    v.team_hidden = !o.may(Field::location);  // who helps tells where the child is
    if (v.team_hidden) return;
    std::string there = ",";
    for (const auto& m : record::team_of(c.tx, c.vault, o.brief)) {
        if (m.until && *m.until <= c.now.today) continue;
        const Id<Organisation> organisation = m.organisation.shown(o.decision);
        const auto who = organisation ? people::find_organisation(c.tx, organisation)
                                      : people::OrganisationBrief{};
        there += m.sector + "," + who.trade + "," + who.kind + ",";
        std::string name = m.organisation_name.shown(o.decision);
        const std::string& person = m.person.shown(o.decision);
        if (!person.empty() && !c.masked) name += " " + person;
        v.team.push_back({organisation ? mark_of(who) : mark("o"), name, "",
                          m.standing == record::Standing::asked
                              ? std::string(word_text("work.asked"_w, c.lang))
                              : "",
                          m.standing == record::Standing::outside, false});
    }
    if (o.brief.state != RecordState::closed) fill_missing(c, v, there);
}

/// Who will read what is ticked, by name: organisations whose consent is alive, accounts of the family.
void fill_audience(Context& c, CaseView& v, const Opened& o) {
    v.shared = c.form.text("shared") == "1";
    v.for_family = c.form.text("for_family") == "1";
    if (o.around.relation != Relation::centre) return;
    // The organisations around a protected child say where it lives.
    for (const auto reader : consent::readers_of_notes(c.tx, o.brief.id, c.now.today))
        v.readers.append(v.readers.empty() ? "" : "・")
            .append(record::may_name(o.brief, o.decision, c.who.organisation, reader)
                        ? people::find_organisation(c.tx, reader).name
                        : std::string(word_text("work.some_organisation"_w, c.lang)));
    for (const auto& member : record::family_of(c.tx, c.vault, o.brief)) {
        if (!member.account) continue;
        const auto* relation =
            record::find_code(member.relation.shown(o.decision), record::kRelations);
        v.guardians.append(v.guardians.empty() ? "" : "・")
            .append(relation ? word_text(relation->word, c.lang) : "");
    }
}

void fill_composer(Context& c, CaseView& v, const Opened& o) {
    v.may_write = c.may(Act::write_note, o.around).allowed();
    if (v.may_write) fill_audience(c, v, o);
    v.kinds = choices(kKinds, c.form.maybe("kind").value_or("phone"));
    v.text = c.form.text("text");
    for (const auto& s : record::kSides)
        v.withs.push_back({std::string(s.id), s.word, {}, s.id == c.form.text("with"), false});
    for (const auto& s : record::kSides)
        v.sides.push_back(
            {std::string(s.id), s.word, {}, s.id == c.form.maybe("side").value_or("c"), false});
    v.next_what = c.form.text("next_what");
    v.next_who = c.form.text("next_who");
    v.next_due = c.form.text("next_due");
    v.instead = c.form.has("instead") ? c.form.number("instead") : c.query.number("instead");
}

/// The matrix, and when the family said it last, in writing and by word of mouth.
void fill_consent(Context& c, CaseView& v, const Opened& o) {
    const auto matrix = consent::matrix(c.tx, o.brief.id);
    const auto [paper, oral] = consent::last_said(c.tx, c.vault, o.brief, matrix);
    v.consent = consent_rows(c, o, matrix);
    v.categories = consent_words();
    if (paper) v.consent_paper = list_date(paper->in_japan(), c.now.today);
    if (oral) v.consent_oral = list_date(oral->in_japan(), c.now.today);
}

CaseView case_view(Context& c, const Opened& o, Refusals refusals) {
    CaseView v;
    v.who = identity(c, o);
    v.closed = o.brief.state == RecordState::closed;
    if (v.closed)
        if (const auto day = record::closed_on(c.tx, o.brief.id)) v.closed_on = full_date(*day);
    v.may_reopen = c.may(Act::reopen_case, o.around).allowed();
    v.write = c.query.has("write");
    fill_balls(c, v, o);
    fill_course(c, v, o);
    fill_family(c, v, o);
    fill_team(c, v, o);
    fill_composer(c, v, o);
    fill_consent(c, v, o);
    v.may_tell = c.may(Act::tell_family, o.around).allowed();
    v.may_act = c.may(Act::set_action, o.around).allowed();
    v.ask_next = v.may_act && c.query.has("ask");
    v.may_change_consent = c.may(Act::change_consent, o.around).allowed();
    v.may_hand_over = c.may(Act::start_handover, o.around).allowed();
    v.who.may_hand_over = v.may_hand_over;
    v.who.may_close = c.may(Act::close_case, o.around).allowed();
    v.refusals = std::move(refusals);
    return v;
}

web::Shell case_shell(const Opened& o) {
    return {.title = record::case_number(o.brief.id), .active = "cases"};
}

CaseLine line_view(Context& c, const CaseLineRow& row) {
    CaseLine line;
    const record::Shown seen = listed(c, row);
    line.number = record::case_number(row.brief.id);
    line.name = shown_name(c, row.brief.id, seen.kanji, seen.kana);
    line.about = age_line(seen.birth, c.now.today);
    if (!seen.municipality.empty())
        line.about += (line.about.empty() ? "" : "・") + municipality_name(seen.municipality);
    if (!row.ball_side.empty()) {
        line.mark = mark(row.ball_side);
        line.ball = std::string(word_text(line.mark.label, c.lang));
    }
    const bool past = row.ball_due && *row.ball_due < c.now.today;
    const bool minded = record::is_centre_role(c.who.role) || row.due_of == c.who.organisation;
    if (row.ball_due && (minded || !past)) line.due = list_date(*row.ball_due, c.now.today);
    line.overdue = past && minded && row.ball_side != "f";
    // Empty where the decision does not open who answers for the case.
    if (seen.responsible) line.responsible = people::find_organisation(c.tx, seen.responsible).name;
    line.in_charge = people::name_of(c.tx, c.vault, row.brief.in_charge);
    line.state =
        row.brief.state == RecordState::closed ? "work.state_closed"_w : "work.state_watching"_w;
    return line;
}

Word word_of(TraceKind kind) {
    switch (kind) {
        case TraceKind::view:
            return "work.seen_view"_w;
        case TraceKind::list:
        case TraceKind::search:
            return "work.seen_list"_w;
        case TraceKind::create:
            return "work.seen_create"_w;
        case TraceKind::change:
            return "work.seen_change"_w;
        case TraceKind::consent:
            return "work.seen_consent"_w;
        case TraceKind::send:
            return "work.seen_send"_w;
        case TraceKind::print:
        case TraceKind::export_:
            return "work.seen_print"_w;
        case TraceKind::denied:
            return "work.seen_denied"_w;
        default:
            return "work.seen_other"_w;
    }
}

struct Looks {
    AccessRow row;
    std::vector<std::pair<TraceKind, int>> kinds;
};

Looks& looks_of(std::vector<Looks>& days, AccessRow row) {
    const auto same = [&](const Looks& one) {
        return one.row.when == row.when && one.row.who == row.who &&
               one.row.organisation == row.organisation;
    };
    const auto known = std::ranges::find_if(days, same);
    return known == days.end() ? days.emplace_back(Looks{std::move(row), {}}) : *known;
}

void count(Looks& looks, TraceKind kind) {
    const auto known = std::ranges::find(looks.kinds, kind, &std::pair<TraceKind, int>::first);
    if (known == looks.kinds.end())
        looks.kinds.emplace_back(kind, 1);
    else
        ++known->second;
}

/// A line for each person and day, the newest first; who may not be named is some organisation.
std::vector<AccessRow> access_rows(Context& c, const Opened& o) {
    Naming naming(c, o.brief, o.decision);
    std::vector<Looks> days;
    for (const auto& seen : audit::entries_of_case(c.tx, o.brief.id.value, kAccessRead)) {
        const Id<Organisation> organisation{seen.trace.organisation};
        AccessRow row{.when = full_date(seen.at.in_japan()),
                      .who = naming.person({seen.trace.account}),
                      .organisation = {},
                      .act = {}};
        if (organisation && (!naming.may_know(organisation) || row.who.empty()))
            row.organisation = word_text("work.some_organisation"_w, c.lang);
        else if (organisation)
            row.organisation = people::find_organisation(c.tx, organisation).name;
        count(looks_of(days, std::move(row)), seen.trace.kind);
        if (days.size() > kAccessShown) break;
    }
    if (days.size() > kAccessShown) days.resize(kAccessShown);
    std::vector<AccessRow> rows;
    for (Looks& one : days) {
        for (const auto& [kind, times] : one.kinds)
            one.row.act += (one.row.act.empty() ? "" : "・") +
                           say("work.so_often"_w, c.lang,
                               {{"what", std::string(word_text(word_of(kind), c.lang))},
                                {"n", std::to_string(times)}});
        rows.push_back(std::move(one.row));
    }
    return rows;
}

}  // namespace

Answer show_case(Context& c) {
    const Opened o = open_case(c, Act::read_case);
    return c.page(case_view(c, o, {}), case_shell(o));
}

Answer case_again(Context& c, Refusals refusals) {
    const Opened o = open_case(c, Act::read_case);
    return c.refuse(case_view(c, o, std::move(refusals)), case_shell(o));
}

Answer list_cases(Context& c) {
    c.require(Act::list_cases, {});
    CasesView v;
    v.state = c.query.text("state");
    const auto state = v.state == "closed"     ? RecordState::closed
                       : v.state == "watching" ? RecordState::watching
                                               : RecordState::open;
    v.total = count_cases(c.tx, c.who, state, c.now.today);
    v.pages = std::max<std::int64_t>(1, (v.total + kPageOfCases - 1) / kPageOfCases);
    v.page = std::clamp<std::int64_t>(c.query.number("page"), 1, v.pages);
    for (const auto& row : case_list(c.tx, c.vault, c.who, state, c.now.today, kPageOfCases,
                                     int(v.page - 1) * kPageOfCases))
        v.rows.push_back(line_view(c, row));
    c.trace(TraceKind::list, "work.cases", "", 0, "rows=" + std::to_string(v.rows.size()));
    return c.page(std::move(v),
                  {.title = std::string(word_text("work.cases"_w, c.lang)), .active = "cases"});
}

Answer show_access(Context& c) {
    Opened o = open_case(c, Act::read_access_log);
    // The log opens by a decision of its own; its head is what the reader may know of the child.
    o.decision = c.may(Act::read_case, o.around);
    o.seen = record::shown(o.brief, o.decision);
    o.care = o.brief.care.shown(o.decision);
    AccessView v{identity(c, o), access_rows(c, o)};
    return c.page(std::move(v), case_shell(o));
}

}  // namespace michi::work
