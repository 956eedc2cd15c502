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

/// 同じ方かもしれません: only what the reader may see.
struct HintRow {
    std::string number, name, about, because;
    bool readable{};
};
BOOST_DESCRIBE_STRUCT(HintRow, (), (number, name, about, because, readable))

struct HintView {
    std::vector<HintRow> rows;
    std::string id;
    std::vector<std::string> suggested;  // topics that the words speak of
};
BOOST_DESCRIBE_STRUCT(HintView, (), (rows, id, suggested))

struct CareChip {
    std::string kind;
    Word word;
    std::string answer;  // "", "1", "2"
};
BOOST_DESCRIBE_STRUCT(CareChip, (), (kind, word, answer))

struct TellRow {
    std::string id, name, side;
    Word mark;
    bool on{};
};
BOOST_DESCRIBE_STRUCT(TellRow, (), (id, name, side, mark, on))

struct IntakeView {
    std::string id, number, channel, started, saved_at;
    std::int64_t version{};
    std::vector<Choice> channels, callers, call_times, eras, stays, topics, urgencies, safeties,
        classes, municipalities;
    std::vector<CareChip> care;
    std::vector<TellRow> tell;
    std::string caller_phone, caller_kana, child_kana, child_kanji, year, month, day, birth_echo,
        words, next_what, next_due, holder, existing;
    Word eligibility;
    bool in_call{};  // begun a short while ago: the timer runs and the screen does not lock
    int unheard{};
    HintView hint;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(IntakeView, (),
                      (id, number, channel, started, saved_at, version, channels, callers,
                       call_times, eras, stays, topics, urgencies, safeties, classes,
                       municipalities, care, tell, caller_phone, caller_kana, child_kana,
                       child_kanji, year, month, day, birth_echo, words, next_what, next_due,
                       holder, existing, eligibility, in_call, unheard, hint, refusals))

struct ReceptionRow {
    std::string number, when, channel, caller, municipality, words, topic, outcome, case_number,
        received_by;
    bool draft{}, overdue{};
};
BOOST_DESCRIBE_STRUCT(ReceptionRow, (),
                      (number, when, channel, caller, municipality, words, topic, outcome,
                       case_number, received_by, draft, overdue))

struct QueueView {
    std::string view;
    std::int64_t drafts{}, open{}, all{};
    std::vector<ReceptionRow> rows;
};
BOOST_DESCRIBE_STRUCT(QueueView, (), (view, drafts, open, all, rows))

struct Fact {
    Word label;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (label, value))

struct ReceptionView {
    std::string id, number, when, received_by, words, case_number;
    std::vector<Fact> facts;
    std::vector<Choice> outcomes;
    Word eligibility;
    bool may_set_outcome{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ReceptionView, (),
                      (id, number, when, received_by, words, case_number, facts, outcomes,
                       eligibility, may_set_outcome, refusals))

void render(const HintView& view, web::Out& out);
void render(const IntakeView& view, web::Out& out);
void render(const QueueView& view, web::Out& out);
void render(const ReceptionView& view, web::Out& out);

}  // namespace michi::consultation
