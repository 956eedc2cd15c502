// What the pages of the letterbox show.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/choice.hpp"
#include "base/result.hpp"
#include "base/word.hpp"

namespace michi::letterbox {

/// What stands on every public page of it: whom to call instead, and when what is written is read.
struct Standing {
    std::string centre, phone, hours, reads;
};
BOOST_DESCRIBE_STRUCT(Standing, (), (centre, phone, hours, reads))

struct WaysView {
    Standing standing;
    std::string write, status;  // addresses
};
BOOST_DESCRIBE_STRUCT(WaysView, (), (standing, write, status))

struct Line {
    Word label;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Line, (), (label, text))

/// One question page, or the check page.
struct AskView {
    std::string step, action, back, close;
    std::string was;        // what stood in the draft when the page was made, as a mark
    std::string elsewhere;  // the words that another page of this browser kept meanwhile
    bool is_office{};
    std::vector<Choice> askers, offices, towns, ways, times;
    std::string words, office, phone, name, address, word, birth;
    std::vector<Line> lines;  // of the check page
    std::string danger_kind, danger;
    Standing standing;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(AskView, (),
                      (step, elsewhere, is_office, askers, offices, towns, ways, times, words,
                       office, phone, name, address, lines, danger_kind, danger, standing,
                       refusals))

/// What was left unsent: the text is not shown.
struct KeptView {
    std::string action, another, when;
    bool has_word{};
    Standing standing;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(KeptView, (), (when, has_word, standing, refusals))

struct ReceiptView {
    std::string code, spoken, made_word, status, close, another, danger_kind, danger;
    bool has_birth{}, calls{};
    Standing standing;
};
BOOST_DESCRIBE_STRUCT(ReceiptView, (), (code, spoken, made_word, has_birth, calls, standing))

struct StatusView {
    std::string action, answer_action, code, birth, when;
    bool found{}, has_answer{};
    Word progress, why;  // why: the sentence of whoever was sent here
    Standing standing;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(StatusView, (), (code, found, has_answer, when, progress, standing, refusals))

struct LetterView {
    bool from_centre{}, told{};
    std::string who, when, words;
    Word how;  // told: by telephone, by letter
};
BOOST_DESCRIBE_STRUCT(LetterView, (), (from_centre, told, who, when, words, how))

/// The thread as its writer reads it, opened by code and word.
struct AnswerView {
    std::string code, action, ticket, words, danger_kind, danger;
    bool is_open{};  // false: the sitting is over, code and word are asked again
    std::vector<LetterView> letters;
    Standing standing;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(AnswerView, (), (code, is_open, letters, words, danger, standing, refusals))

struct SentView {
    std::string status, danger_kind, danger;
    Standing standing;
};
BOOST_DESCRIBE_STRUCT(SentView, (), (danger_kind, danger, standing))

/// The thread as the Centre reads and answers it.
struct ThreadView {
    std::string number, case_number, words, spoken_age;
    std::int64_t seen{};  // letters that stood there when the page was opened
    bool masked{}, alarm{}, may_answer{}, is_office{}, preview{}, sent{};
    std::vector<Line> wishes;
    std::vector<LetterView> letters;
    std::vector<Choice> told_ways;
    std::string note;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ThreadView, (),
                      (number, case_number, words, spoken_age, seen, masked, alarm, may_answer,
                       is_office, preview, wishes, letters, told_ways, refusals))

struct SortLetter {
    std::string when, words, rest;  // rest: all of it, when it is longer than what is shown at once
    bool alarm{};
};
BOOST_DESCRIBE_STRUCT(SortLetter, (), (when, words, rest, alarm))

struct SortRow {
    std::string id, seen;  // seen: "12.2", the thread and how many letters the page showed
    Word asker;
    std::vector<SortLetter> letters;
    bool alarm{};
};
BOOST_DESCRIBE_STRUCT(SortRow, (), (id, asker, letters, alarm))

struct SortView {
    std::vector<SortRow> rows, aside;
    std::int64_t more{};             // that wait beyond those shown
    std::int64_t page{1}, pages{1};  // of those put aside
    bool masked{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(SortView, (), (rows, more, aside, page, pages, masked, refusals))

}  // namespace michi::letterbox
