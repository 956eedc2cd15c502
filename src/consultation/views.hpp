// What the pages of reception show.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/result.hpp"
#include "consultation/model.hpp"

namespace michi::web {
class Out;
}

namespace michi::consultation {

/// 同じ方かもしれません: only what the reader may see. `ask`: whom to ask about what the reader may not see.
struct HintRow {
    std::string number, name, about, because, last, ask;
    bool readable{}, chosen{}, other{};
};
BOOST_DESCRIBE_STRUCT(HintRow, (),
                      (number, name, about, because, last, ask, readable, chosen, other))

struct TellRow {
    std::string id, name, side;
    Word mark;
    bool on{};
};
BOOST_DESCRIBE_STRUCT(TellRow, (), (id, name, side, mark, on))

/// この電話で伝えられること: a desk or a place, and what is known of it.
struct PlaceRow {
    std::string name, phone, note, number;  // of the service, "" for a desk
};
BOOST_DESCRIBE_STRUCT(PlaceRow, (), (name, phone, note, number))

/// What changes while somebody types: each part is drawn again in its place.
struct LiveView {
    std::string id;
    std::vector<HintRow> rows;
    std::vector<std::string> suggested;  // topics that the words speak of
    std::vector<Word> rules;             // sentences of the Act that apply
    std::vector<Choice> classes, enrolled;
    bool asks_school{};
    std::vector<TellRow> tell;
    std::vector<PlaceRow> places;
};
BOOST_DESCRIBE_STRUCT(LiveView, (),
                      (id, rows, suggested, rules, classes, enrolled, asks_school, tell, places))

struct CareChip {
    std::string kind;
    Word word;
    std::string answer;  // "", "1", "2"
};
BOOST_DESCRIBE_STRUCT(CareChip, (), (kind, word, answer))

struct TopicChip {
    std::string value;
    Word word;
    bool on{}, main{}, suggested{};
};
BOOST_DESCRIBE_STRUCT(TopicChip, (), (value, word, on, main, suggested))

struct Fact {
    Word label;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (label, value))

struct IntakeView {
    std::string id, number, started, saved_at, saved_by;
    Word title, in_call_word;
    Word ended;  // registered or discarded elsewhere; nothing while it is a draft
    std::int64_t version{};
    std::vector<Choice> channels, callers, call_times, eras, stays, hidings, urgencies, safeties,
        municipalities, holders, outcomes;
    std::vector<TopicChip> topics;
    std::vector<CareChip> care;
    std::string caller_phone, caller_kana, child_kana, child_kanji, year, month, day, birth_echo,
        words, next_what, next_due, next_due_usual, received_day, received_time;
    bool in_call{};   // begun a short while ago: the timer runs and the screen does not lock
    bool ask_code{};  // consent is recorded with the call: the factor first, in this form
    bool whole{};     // the parts about the child are open from the start
    int unheard{};
    LiveView live;
    std::vector<Fact> theirs;  // what another window saved meanwhile, where it differs
    std::string theirs_by, theirs_at;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(IntakeView, (),
                      (id, number, started, saved_at, saved_by, title, in_call_word, ended, version,
                       channels, callers, call_times, eras, stays, hidings, urgencies, safeties,
                       municipalities, holders, outcomes, topics, care, caller_phone, caller_kana,
                       child_kana, child_kanji, year, month, day, birth_echo, words, next_what,
                       next_due, next_due_usual, received_day, received_time, in_call, ask_code,
                       whole, unheard, live, theirs, theirs_by, theirs_at, refusals))

struct ReceptionRow {
    std::string number, when, channel, caller, municipality, words, topic, outcome, case_number,
        received_by, in_charge;
    std::vector<Word> missing;
    bool draft{}, overdue{}, alarm{};
    std::string waits;  // for how long whoever wrote waits for an answer
};
BOOST_DESCRIBE_STRUCT(ReceptionRow, (),
                      (number, when, channel, caller, municipality, words, topic, outcome,
                       case_number, received_by, in_charge, missing, draft, overdue, alarm, waits))

struct QueueTab {
    std::string view;
    Word word;
    std::int64_t count{};
    bool on{};
};
BOOST_DESCRIBE_STRUCT(QueueTab, (), (view, word, count, on))

struct QueueView {
    std::string view, undo, oldest;  // oldest: for how long something is unanswered
    std::int64_t open{}, late{}, to_sort{}, to_sort_alarms{};
    bool leads{};  // the head: what is late is shown first
    std::vector<QueueTab> tabs;
    std::vector<ReceptionRow> rows;
    std::vector<Choice> colleagues, outcomes;
    Word empty;
    std::int64_t page{1}, pages{1};
};
BOOST_DESCRIBE_STRUCT(QueueView, (),
                      (view, undo, oldest, open, late, to_sort, to_sort_alarms, leads, tabs, rows,
                       colleagues, outcomes, empty, page, pages))

struct ReceptionView {
    std::string id, number, when, received_by, in_charge, words, case_number;
    std::int64_t version{};
    std::string child_kana, child_kanji, birth, caller_phone, received_day, received_time;
    bool masked{}, draft{}, may_edit{}, names_child{}, names_people{}, put_aside{}, never{};
    bool knows_home{true};    // 住まい: of a protected child only whoever has it in charge
    bool written{}, alarm{};  // by whoever asks, without an account
    std::string waits;
    std::vector<Fact> facts;
    std::vector<Choice> outcomes, colleagues, callers, classes, municipalities, hidings;
    std::vector<TopicChip> topics;
    std::vector<Word> missing, rules;
    std::vector<HintRow> same;
    std::string typed_case;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ReceptionView, (),
                      (id, number, when, received_by, in_charge, words, case_number, version,
                       child_kana, child_kanji, birth, caller_phone, received_day, received_time,
                       masked, draft, may_edit, names_child, names_people, put_aside, never,
                       knows_home, written, alarm, waits, facts, outcomes, colleagues, callers,
                       classes, municipalities, hidings, topics, missing, rules, same, typed_case,
                       refusals))

void render(const LiveView& view, web::Out& out);
void render(const IntakeView& view, web::Out& out);
void render(const QueueView& view, web::Out& out);
void render(const ReceptionView& view, web::Out& out);

}  // namespace michi::consultation
