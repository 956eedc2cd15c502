// What the pages of assurance show.
#pragma once

#include <boost/describe.hpp>

#include "assurance/model.hpp"
#include "base/choice.hpp"

namespace michi::web {
class Out;
}

namespace michi::assurance {

struct FieldLine {
    std::string id, value, listed, source;
    Word word;
    bool is_long{};
    std::vector<Choice> options{};  // where only these may be chosen
    Word hint{};
};
BOOST_DESCRIBE_STRUCT(FieldLine, (), (id, value, listed, source, word, is_long, options, hint))

/// A condition in a form; `answers` yes, no, ask.
struct ConditionLine {
    std::string id, detail, low, high, says;
    Word word, measure;
    std::vector<Choice> answers;
    bool is_ranged{}, is_yes{}, is_no{}, is_ask{};
};
BOOST_DESCRIBE_STRUCT(ConditionLine, (),
                      (id, detail, low, high, says, word, measure, answers, is_ranged, is_yes,
                       is_no, is_ask))

struct GroupLine {
    Word word;
    std::vector<ConditionLine> conditions;
};
BOOST_DESCRIBE_STRUCT(GroupLine, (), (word, conditions))

struct RoomForm {
    std::vector<Choice> states;
    std::string available, maximum, waiting, times, says;
};
BOOST_DESCRIBE_STRUCT(RoomForm, (), (states, available, maximum, waiting, times, says))

struct EntryForm {
    std::vector<FieldLine> fields;
    std::vector<GroupLine> groups, more;
    RoomForm room;
    bool more_open{};
};
BOOST_DESCRIBE_STRUCT(EntryForm, (), (fields, groups, more, room, more_open))

/// One item before and after; `now` only where it changed meanwhile.
struct DiffLine {
    std::string key, before, after, now;
    Word word;
    bool taken{};
};
BOOST_DESCRIBE_STRUCT(DiffLine, (), (key, before, after, now, word, taken))

// ---- calls ----
struct CallRow {
    std::string number, name, place, phone, phone_digits, last, tried;
    Word kind, fresh;
    std::string tone;
    std::int64_t candidate{};
};
BOOST_DESCRIBE_STRUCT(CallRow, (),
                      (number, name, place, phone, phone_digits, last, tried, kind, fresh, tone,
                       candidate))

struct CallsView {
    std::vector<CallRow> rows;
    std::vector<Choice> kinds, places;
    std::string said, kind, place;
    std::int64_t total{}, page{1}, pages{1}, waiting{};
    bool may_send{};
};
BOOST_DESCRIBE_STRUCT(CallsView, (),
                      (rows, kinds, places, said, kind, place, total, page, pages, waiting,
                       may_send))

// ---- campaigns ----
struct CampaignRow {
    std::string number, name, begun, due;
    std::int64_t sent{}, answered{}, due_now{}, unconfirmed{};
};
BOOST_DESCRIBE_STRUCT(CampaignRow, (),
                      (number, name, begun, due, sent, answered, due_now, unconfirmed))

struct CampaignsView {
    std::vector<CampaignRow> rows;
    std::vector<Choice> kinds, places, ages;
    std::string name, due, fax;
    std::int64_t chosen{};
    bool asked{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(CampaignsView, (),
                      (rows, kinds, places, ages, name, due, fax, chosen, asked, refusals))

struct AreaRow {
    std::string name;
    std::int64_t sent{}, answered{}, waiting{}, unconfirmed{};
};
BOOST_DESCRIBE_STRUCT(AreaRow, (), (name, sent, answered, waiting, unconfirmed))

struct LetterRow {
    std::string id, number, name, place, phone, next;
    Word step;
    std::string tone;
    bool may_answer{}, revoked{};
};
BOOST_DESCRIBE_STRUCT(LetterRow, (),
                      (id, number, name, place, phone, next, step, tone, may_answer, revoked))

struct CampaignView {
    std::string number, name, begun, due, said;
    std::vector<AreaRow> areas;
    std::vector<LetterRow> letters;
    std::vector<Choice> steps;
    std::string step;
    std::int64_t sent{}, answered{}, waiting{}, unconfirmed{}, remind_1{}, remind_2{}, page{1},
        pages{1}, total{};
};
BOOST_DESCRIBE_STRUCT(CampaignView, (),
                      (number, name, begun, due, said, areas, letters, steps, step, sent, answered,
                       waiting, unconfirmed, remind_1, remind_2, page, pages, total))

// ---- paper and mail ----
struct SheetPage {
    std::string code, to, provider, address, due, today, number, kind;
    EntryForm form;
};
BOOST_DESCRIBE_STRUCT(SheetPage, (), (code, to, provider, address, due, today, number, kind, form))

struct SheetsView {
    std::string back, onward, from, phone, fax, url, title, by;
    std::vector<SheetPage> sheets;
    std::int64_t page{1}, pages{1};
};
BOOST_DESCRIBE_STRUCT(SheetsView, (),
                      (back, onward, from, phone, fax, url, title, by, sheets, page, pages))

struct MailLine {
    std::string to, mail, number, text;
};
BOOST_DESCRIBE_STRUCT(MailLine, (), (to, mail, number, text))

struct MailView {
    std::string number, name;
    std::vector<MailLine> lines;
    std::int64_t page{1}, pages{1}, which{};
};
BOOST_DESCRIBE_STRUCT(MailView, (), (number, name, lines, page, pages, which))

// ---- the place's own page ----
struct DoorView {
    std::string action, code;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(DoorView, (), (action, code, refusals))

/// An entry that an organisation keeps itself.
struct OwnRow {
    std::string number, name;
    Word kind;
    std::string confirmed;  // "" never
    bool waits{};           // something was sent and nobody decided
};
BOOST_DESCRIBE_STRUCT(OwnRow, (), (number, name, kind, confirmed, waits))
struct OwnListView {
    std::vector<OwnRow> rows;
    std::string phone;  // the Centre's, for whoever has no entry here yet
};
BOOST_DESCRIBE_STRUCT(OwnListView, (), (rows, phone))
void render(const OwnListView& view, web::Out& out);

/// The form of one entry, its check, and the thanks; for a place, for staff with a paper, for a
/// partner. `action` is where it is sent.
struct OwnView {
    std::string action, back, code, number, name, due, words, earlier, decided;
    Word kind, decided_as;
    EntryForm form;
    std::vector<DiffLine> changes;
    std::vector<Choice> carried;  // name in value, value in text
    bool checks{}, done{}, may_publish{}, is_staff{}, is_partner{}, nothing{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(OwnView, (),
                      (action, back, code, number, name, due, words, earlier, decided, kind,
                       decided_as, form, changes, carried, checks, done, may_publish, is_staff,
                       is_partner, nothing, refusals))

// ---- the Centre's edit page ----
struct EditView {
    std::string number, name, seen, code, code_until, link, mail, sheet;
    std::vector<FieldLine> fields;
    std::vector<DiffLine> meanwhile;
    std::vector<Choice> keepers, others;  // organisations whose people may propose, and the rest
    std::string provider;
    bool has_link{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(EditView, (),
                      (number, name, seen, code, code_until, link, mail, sheet, fields, meanwhile,
                       keepers, others, provider, has_link, refusals))

// ---- proposals ----
struct ProposalRow {
    std::string number, service, name, when, waited, what;
    Word origin, outcome;
    std::string tone;
};
BOOST_DESCRIBE_STRUCT(ProposalRow, (),
                      (number, service, name, when, waited, what, origin, outcome, tone))

struct ProposalsView {
    std::vector<ProposalRow> waiting, decided;
    std::string median;
};
BOOST_DESCRIBE_STRUCT(ProposalsView, (), (waiting, decided, median))

struct ProposalView {
    std::string number, service, name, when, words, who, contact, seen, reason, decided, tone;
    Word origin, outcome;
    std::vector<DiffLine> changes;
    bool may_decide{}, may_publish{}, moved{}, by_hand{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ProposalView, (),
                      (number, service, name, when, words, who, contact, seen, reason, decided,
                       tone, origin, outcome, changes, may_decide, may_publish, moved, by_hand,
                       refusals))

// ---- corrections by anybody ----
struct CorrectionView {
    std::string number, name, action, back, answers, topic, text, how, who, contact, ticket, code;
    std::vector<Choice> topics;
    Word topic_word;
    bool checks{}, done{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(CorrectionView, (),
                      (number, name, action, back, answers, topic, text, how, who, contact, ticket,
                       code, topics, topic_word, checks, done, refusals))

struct AnswersView {
    std::string action, code, when, reason, name, number, days;
    Word outcome;
    bool found{}, waiting{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(AnswersView, (),
                      (action, code, when, reason, name, number, days, outcome, found, waiting,
                       refusals))

void render(const CallsView& v, web::Out& out);
void render(const CampaignsView& v, web::Out& out);
void render(const CampaignView& v, web::Out& out);
void render(const SheetsView& v, web::Out& out);
void render(const MailView& v, web::Out& out);
void render(const DoorView& v, web::Out& out);
void render(const OwnView& v, web::Out& out);
void render(const EditView& v, web::Out& out);
void render(const ProposalsView& v, web::Out& out);
void render(const ProposalView& v, web::Out& out);
void render(const CorrectionView& v, web::Out& out);
void render(const AnswersView& v, web::Out& out);

}  // namespace michi::assurance
