// What the pages of work show: my day, the case, an action, one entry, the family's consent.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/result.hpp"
#include "work/model.hpp"

namespace michi::web {
class Out;
}

namespace michi::work {

struct MarkView {
    std::string side;
    Word mark, label;
};
BOOST_DESCRIBE_STRUCT(MarkView, (), (side, mark, label))

struct WorkRow {
    std::int64_t id{}, version{}, person{};
    std::string what, context, href, write, waiting, since, due, due_note, consent, peek;
    std::string lead, from, receive;  // of a receiver's day: the child, who asked, where to answer
    std::int64_t request{}, request_version{};
    MarkView holder, waiting_mark;
    Word consent_word;
    bool overdue{}, today{}, may_finish{}, may_pass{}, may_take_back{}, returned{}, first{};
};
BOOST_DESCRIBE_STRUCT(WorkRow, (),
                      (id, version, person, what, context, href, write, waiting, since, due,
                       due_note, consent, peek, lead, from, receive, request, request_version,
                       holder, waiting_mark, consent_word, overdue, today, may_finish, may_pass,
                       may_take_back, returned, first))

struct PeekStep {
    std::string when, title, text;
};
BOOST_DESCRIBE_STRUCT(PeekStep, (), (when, title, text))
/// The last steps of the course, the earliest first.
struct PeekView {
    std::vector<PeekStep> steps;
    std::string not_for_reader;  // that there are records, and who reads them
};
BOOST_DESCRIBE_STRUCT(PeekView, (), (steps, not_for_reader))

struct WorkGroup {
    Word title;
    std::string tone;  // over, today, ""
    std::string href;
    std::int64_t count{};
    std::vector<WorkRow> rows;
};
BOOST_DESCRIBE_STRUCT(WorkGroup, (), (title, tone, href, count, rows))

/// What was just done with one press, and where to look at it.
struct DoneView {
    std::string what, due, href;
};
BOOST_DESCRIBE_STRUCT(DoneView, (), (what, due, href))

/// A figure and the list that holds as many.
struct Figure {
    std::string href;
    std::int64_t count{};
    bool on{};
};
BOOST_DESCRIBE_STRUCT(Figure, (), (href, count, on))

struct BallCount {
    MarkView mark;
    std::string href;
    std::int64_t count{}, start{}, width{};
};
BOOST_DESCRIBE_STRUCT(BallCount, (), (mark, href, count, start, width))

/// What came back from outside, in its own words.
struct ReturnedView {
    MarkView mark;
    std::string who, about, text, when, href;
    bool untold{};
};
BOOST_DESCRIBE_STRUCT(ReturnedView, (), (mark, who, about, text, when, href, untold))

struct LoadRow {
    std::string name;
    std::int64_t account{};
    Figure ours, over, theirs, watch;
};
BOOST_DESCRIBE_STRUCT(LoadRow, (), (name, account, ours, over, theirs, watch))

/// A change of a step that can be taken back, and the page to come back to then; action 0: there is none.
struct UndoView {
    std::int64_t action{}, change{};
    std::int64_t instead{};  // the step that was put in its place
    std::string says, then;
};
BOOST_DESCRIBE_STRUCT(UndoView, (), (action, change, instead, says, then))

struct MyDayView {
    std::string today, tab, due, density, back, whose;
    UndoView undo;
    MarkView own;
    std::int64_t total{}, page{}, pages{}, alarms_waiting{}, alarms_to_sort{};
    Figure ours, theirs, watch, all, returned_count, fresh, acts, mine, everyone;
    Figure turns;       // of a receiver: every turn
    DoneView received;  // of a receiver: href "" when nothing was just received
    std::vector<WorkGroup> groups;
    std::vector<ReturnedView> returned;
    std::vector<WorkRow> agenda;
    std::vector<BallCount> balls;
    std::vector<Choice> municipalities, colleagues;
    std::vector<LoadRow> team;
    std::string next, previous, week;
    PeekView peek;  // of the first row
    bool of_centre{}, may_assign{}, team_open{}, narrowed{};
    Word fresh_word;
};
BOOST_DESCRIBE_STRUCT(MyDayView, (),
                      (today, tab, due, density, back, whose, undo, own, total, page, pages, ours,
                       theirs, watch, all, returned_count, fresh, acts, mine, everyone, turns,
                       received, groups, returned, agenda, balls, municipalities, colleagues, team,
                       next, previous, week, peek, of_centre, may_assign, team_open, narrowed,
                       fresh_word, alarms_waiting, alarms_to_sort))

struct ChildNow {
    std::string name, href, next;
    Word turn;                       // who is at it
    std::vector<std::string> asked;  // of the family, with the day
    std::vector<std::string> told;   // what the family was told, with the day; the newest first
    std::vector<std::string> may_be_told;  // the receivers that anything may be told to today
    MarkView mark;
};
BOOST_DESCRIBE_STRUCT(ChildNow, (), (name, href, next, turn, asked, told, may_be_told, mark))
/// Where a family begins: what comes next for each child, and whom to call.
struct StartView {
    std::string name, phone, hours;
    std::vector<ChildNow> children;
};
BOOST_DESCRIBE_STRUCT(StartView, (), (name, phone, hours, children))

struct ActionView {
    std::int64_t id{}, version{};
    std::string what, context, href, due, due_time, name, holder, reason;
    std::vector<Choice> sides, organisations, accounts;
    std::string then,
        came_from;  // which page of the case it was opened from; "" the list of the day
    bool may_move{}, may_take_back{}, may_finish{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ActionView, (),
                      (id, version, what, context, href, due, due_time, name, holder, reason, sides,
                       organisations, accounts, then, came_from, may_move, may_take_back,
                       may_finish, refusals))

struct IdentityView {
    std::string number, name, kana, age, birth, place;
    std::vector<Word> care;
    std::vector<Word> care_unknown;
    std::string score, power;
    std::string consent, consent_names, consent_until;  // consent: ok, part, no
    bool is_protected{}, masked{}, may_hand_over{}, may_close{};
    bool may_list_requests{}, may_read_access{};
    Word said{};  // what was just saved
    UndoView undo;
};
BOOST_DESCRIBE_STRUCT(IdentityView, (),
                      (number, name, kana, age, birth, place, care, care_unknown, score, power,
                       consent, consent_names, consent_until, is_protected, masked, may_hand_over,
                       may_close, may_list_requests, may_read_access, said, undo))

struct EntryView {
    std::int64_t id{};
    std::string day, clock, title, author, text, link, href, edited, kind;
    MarkView mark;
    std::vector<Word> topics;
    bool machine{}, may_edit{}, untold{}, for_organisations{}, for_family{};  // for: who else reads
    bool between{};  // only the Centre and one organisation read it
};
BOOST_DESCRIBE_STRUCT(EntryView, (),
                      (id, day, clock, title, author, text, link, href, edited, kind, mark, topics,
                       machine, may_edit, untold, for_organisations, for_family, between))

struct ConsentCell {
    std::string answer;  // yes no ended ask
};
BOOST_DESCRIBE_STRUCT(ConsentCell, (), (answer))
struct ConsentRow {
    std::int64_t id{};
    std::string name, basis;
    MarkView mark;
    std::vector<ConsentCell> cells;
};
BOOST_DESCRIBE_STRUCT(ConsentRow, (), (id, name, basis, mark, cells))

struct TeamRow {
    MarkView mark;
    std::string name, phone, when;
    bool outside{}, missing{}, never{};  // never: the number is not dialled
};
BOOST_DESCRIBE_STRUCT(TeamRow, (), (mark, name, phone, when, outside, missing, never))

struct CaseView {
    IdentityView who;
    std::string state, tab, filter, consent_grade, consent_text, call_phone, call_name, ball_due,
        ball_holder, consent_paper, consent_oral, closed_on,
        not_for_reader;  // that there are records, and who reads them
    std::vector<WorkRow> actions;
    std::vector<WorkRow> balls;  // first: the main one; the rest: others hold too
    std::vector<EntryView> entries;
    std::vector<ConsentRow> consent;
    std::vector<Word> categories;
    std::vector<TeamRow> team;
    std::vector<Choice> kinds, withs, sides;
    bool may_write{}, may_tell{}, may_act{}, may_change_consent{}, may_hand_over{}, ask_next{},
        more{}, watching{}, closed{}, machine{true}, untold{}, write{}, team_hidden{}, may_reopen{};
    std::string next_what, next_who, next_due, text, family_word, readers, guardians;
    bool shared{}, for_family{};
    std::int64_t instead{};  // the action that only kept the turn
    std::string ball_next;   // to a family, of a step of others: the day that comes
    Word nothing_to_do{};    // how it is said that the list of steps is empty
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(CaseView, (),
                      (who, state, tab, filter, consent_grade, consent_text, call_phone, call_name,
                       ball_due, ball_holder, consent_paper, consent_oral, actions, balls, entries,
                       not_for_reader, consent, categories, team, kinds, withs, sides, may_write,
                       may_tell, may_act, may_change_consent, may_hand_over, ask_next, more,
                       watching, closed, machine, untold, write, team_hidden, may_reopen, closed_on,
                       next_what, next_who, next_due, text, family_word, readers, guardians, shared,
                       for_family, instead, ball_next, nothing_to_do, refusals))

/// One text beside the next: what stayed before and behind, what went, what came.
struct ChangeView {
    std::string before, gone, come, behind;
};
BOOST_DESCRIBE_STRUCT(ChangeView, (), (before, gone, come, behind))

struct VersionView {
    std::string when, author, text;
    ChangeView change;  // towards the text that followed
};
BOOST_DESCRIBE_STRUCT(VersionView, (), (when, author, text, change))

struct EntryEditView {
    std::int64_t id{}, version{};
    std::string number, title, text, mine, theirs_by, theirs_at;
    bool conflict{}, may_edit{};
    std::vector<VersionView> versions;
    std::vector<Choice> topics;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(EntryEditView, (),
                      (id, version, number, title, text, mine, theirs_by, theirs_at, conflict,
                       may_edit, versions, topics, refusals))

struct ProfileField {
    std::string name, value, was, theirs, theirs_by, theirs_at;
    std::string input, shown;  // input: line, text, tel, number, choice; shown: as it is read
    Word label;
    std::vector<Choice> choices;
    bool conflict{}, never{};  // never: a number that is not dialled
};
BOOST_DESCRIBE_STRUCT(ProfileField, (),
                      (name, value, was, theirs, theirs_by, theirs_at, input, shown, label, choices,
                       conflict, never))

/// One member of the family; `id` "new" is the form for another one.
struct MemberForm {
    std::string id, title;
    std::vector<ProfileField> fields;
};
BOOST_DESCRIBE_STRUCT(MemberForm, (), (id, title, fields))

struct ProfileView {
    IdentityView who;
    std::vector<ProfileField> fields, care;
    std::vector<MemberForm> family;
    bool may_edit{}, place_hidden{}, may_protect{}, family_hidden{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ProfileView, (),
                      (who, fields, care, family, may_edit, place_hidden, may_protect,
                       family_hidden, refusals))

struct LedgerRow {
    std::string when, organisation;
    Word path;
    std::string categories, link, by, out;  // out: what is closed again, though it was told
};
BOOST_DESCRIBE_STRUCT(LedgerRow, (), (when, organisation, path, categories, link, by, out))

struct ConsentAsk {
    std::string id;
    Word word;
    std::vector<Choice> answers;
};
BOOST_DESCRIBE_STRUCT(ConsentAsk, (), (id, word, answers))

struct ConsentView {
    IdentityView who;
    std::vector<ConsentRow> rows;
    std::vector<Word> categories;
    std::vector<ConsentAsk> asks;
    std::vector<Choice> organisations, bases, speakers, hearers;
    std::string expires;
    std::vector<LedgerRow> ledger;
    bool may_change{}, ask_code{}, closed{};  // closed: only a no is taken
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ConsentView, (),
                      (who, rows, categories, asks, organisations, bases, speakers, hearers,
                       expires, ledger, may_change, ask_code, closed, refusals))

struct ProtectionRow {
    std::string when;
    Word word;
    std::string reason, asked_by, until, review_on, by;
};
BOOST_DESCRIBE_STRUCT(ProtectionRow, (), (when, word, reason, asked_by, until, review_on, by))
struct ProtectionView {
    IdentityView who;
    std::vector<ProtectionRow> steps;
    std::vector<Choice> askers;
    std::string reason, until, review_on;
    bool is_protected{}, due{}, ask_code{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ProtectionView, (),
                      (who, steps, askers, reason, until, review_on, is_protected, due, ask_code,
                       refusals))

/// One change of a field of the profile.
struct FactRow {
    Word field;
    std::string of, before, value, by, at;  // of: which member of the family; "" nothing was known
};
BOOST_DESCRIBE_STRUCT(FactRow, (), (field, of, before, value, by, at))
struct FactsHistoryView {
    IdentityView who;
    std::vector<FactRow> rows;
    bool place_hidden{};
};
BOOST_DESCRIBE_STRUCT(FactsHistoryView, (), (who, rows, place_hidden))

/// What one person did in one day, with how often.
struct AccessRow {
    std::string when, who, organisation, act;
};
BOOST_DESCRIBE_STRUCT(AccessRow, (), (when, who, organisation, act))
struct AccessView {
    IdentityView who;
    std::vector<AccessRow> rows;
};
BOOST_DESCRIBE_STRUCT(AccessView, (), (who, rows))

/// A day that is offered: what stands on the button, what the field says then.
struct DayChip {
    std::string text, value;
};
BOOST_DESCRIBE_STRUCT(DayChip, (), (text, value))
/// How a day was understood; value "": it was not, and `refusal` says what to write.
struct SaidDayView {
    std::string value, says, refusal;
    std::vector<DayChip> chips;
};
BOOST_DESCRIBE_STRUCT(SaidDayView, (), (value, says, refusal, chips))

struct CaseLine {
    std::string number, name, about, ball, due, responsible, in_charge;
    MarkView mark;
    Word state;
    bool overdue{};
};
BOOST_DESCRIBE_STRUCT(CaseLine, (),
                      (number, name, about, ball, due, responsible, in_charge, mark, state,
                       overdue))

struct CasesView {
    std::string state;
    std::int64_t total{}, page{}, pages{};
    std::vector<CaseLine> rows;
};
BOOST_DESCRIBE_STRUCT(CasesView, (), (state, total, page, pages, rows))

void render(const MyDayView& view, web::Out& out);
void render(const PeekView& view, web::Out& out);
void render(const StartView& view, web::Out& out);
void render(const ActionView& view, web::Out& out);
void render(const CaseView& view, web::Out& out);
void render(const EntryEditView& view, web::Out& out);
void render(const ProfileView& view, web::Out& out);
void render(const ConsentView& view, web::Out& out);
void render(const ProtectionView& view, web::Out& out);
void render(const FactsHistoryView& view, web::Out& out);
void render(const AccessView& view, web::Out& out);
void render(const CasesView& view, web::Out& out);

}  // namespace michi::work
