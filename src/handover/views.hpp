// What the pages of handover show.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/html.hpp"
#include "handover/model.hpp"
#include "work/views.hpp"

namespace michi::handover {

using work::MarkView;

struct LineView {
    std::string number, case_number, who, about, name, due;
    MarkView mark;
    Word state;
    bool overdue{}, today{}, current{}, may_remind{};
};
BOOST_DESCRIBE_STRUCT(LineView, (),
                      (number, case_number, who, about, name, due, mark, state, overdue, today,
                       current, may_remind))

struct GroupView {
    Word title;
    std::string tone;
    std::vector<LineView> rows;
};
BOOST_DESCRIBE_STRUCT(GroupView, (), (title, tone, rows))

struct ListView {
    bool given{true};
    std::int64_t given_count{}, taken_count{};
    std::string case_number;
    std::vector<GroupView> groups;
};
BOOST_DESCRIBE_STRUCT(ListView, (), (given, given_count, taken_count, case_number, groups))

struct StepView {
    Word word;
    std::string when, tone;  // done now ""
};
BOOST_DESCRIBE_STRUCT(StepView, (), (word, when, tone))

struct TalkView {
    MarkView mark;
    Word act;
    std::string text, who;
};
BOOST_DESCRIBE_STRUCT(TalkView, (), (mark, act, text, who))

struct CheckView {
    Word word;
    std::string note;
    bool on{};
};
BOOST_DESCRIBE_STRUCT(CheckView, (), (word, note, on))

struct DeedView {
    std::string path;
    Word word;
    bool primary{}, away{};  // away: ends what was asked
};
BOOST_DESCRIBE_STRUCT(DeedView, (), (path, word, primary, away))

/// One category as it really goes to the receiver, or is withheld, and why.
struct ToldView {
    Word category;
    std::string text;
    Word note;
    bool goes{};
};
BOOST_DESCRIBE_STRUCT(ToldView, (), (category, text, note, goes))

/// One of several boxes for a day; the first has the field's own id, where its refusal leads.
struct DayBox {
    std::string id, value;
    std::int64_t n{};
};
BOOST_DESCRIBE_STRUCT(DayBox, (), (id, value, n))

struct RequestView {
    ListView list;
    std::string number, case_number, name, title, from, to, request, called, due;
    std::vector<ToldView> told;
    std::string told_on;  // the day it went; "" what went was not kept: as it would go today
    bool inward{}, taken_back{};  // to the Centre; recalled or revoked, for the receiver
    Word kind, state, deed_word;  // deed_word: of the form that is open
    Word text_label, owner_label, next_label;  // of its fields
    bool text_needed{};
    std::string answering;  // who answers for the child now; "" not to be told
    bool left{};            // the receiver has no part in the case any more
    std::string ask,
        centre_phone;  // the Centre, for whoever is unsure: the page to ask on, its telephone
    bool is_receiver{};
    std::vector<StepView> steps;
    Html lane;
    std::string lane_text;
    std::vector<TalkView> talk;
    std::vector<CheckView> checks;
    std::vector<DeedView> deeds;
    std::string deed;  // the form that is open
    std::vector<Choice> reasons, family_answers;
    std::string text, owner_name, next_step, on;
    std::vector<DayBox> watch_dates;
    std::int64_t version{};
    Word reason;  // why it ended without what it asked for
    bool transfer{}, may_forward{}, on_paper{}, may_remind{};
    std::string receiver;  // number of the organisation asked
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(RequestView, (),
                      (list, number, case_number, name, title, from, to, request, called, due, told,
                       told_on, inward, taken_back, kind, state, deed_word, text_label, owner_label,
                       next_label, text_needed, answering, left, ask, centre_phone, is_receiver,
                       steps, lane, lane_text, talk, checks, deeds, deed, reasons, family_answers,
                       text, owner_name, next_step, on, watch_dates, version, reason, transfer,
                       may_forward, on_paper, may_remind, receiver, refusals))

/// The request as a letter on paper.
struct LetterView {
    std::string number, today, to, from, phone, by, title, request, due, name, printed_by,
        case_number;
    std::vector<ToldView> told;
    bool inward{};
    Word kind;
};
BOOST_DESCRIBE_STRUCT(LetterView, (),
                      (number, today, to, from, phone, by, title, request, due, name, printed_by,
                       case_number, told, inward, kind))

struct ReminderView {
    std::string number, who, phone, text;
    std::vector<Choice> ways;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ReminderView, (), (number, who, phone, text, ways, refusals))

void render(const LetterView& view, web::Out& out);
void render(const ReminderView& view, web::Out& out);

struct NewView {
    std::string case_number, name, title, request, due, receiver_name, kind_text, called, outside;
    std::vector<ToldView> told;
    bool inward{}, between{};  // to the Centre; read by nobody but the two sides
    bool asks_centre{};        // the page offers nothing but asking the Centre
    std::vector<Choice> kinds, receivers, items, speakers, trades;
    std::vector<work::ConsentRow> consent;
    std::vector<Word> categories;
    bool checking{}, missing{}, oral{}, ask_code{}, may_add{};
    std::string receiver, kind;
    std::vector<std::string> chosen;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(NewView, (),
                      (case_number, name, title, request, due, receiver_name, kind_text, called,
                       outside, told, inward, between, asks_centre, kinds, receivers, items,
                       speakers, trades, consent, categories, checking, missing, oral, ask_code,
                       may_add, receiver, kind, chosen, refusals))

void render(const ListView& view, web::Out& out);
void render(const RequestView& view, web::Out& out);
void render(const NewView& view, web::Out& out);

}  // namespace michi::handover
