// What the pages of a case's life show.
#pragma once

#include "work/views.hpp"

namespace michi::life {

struct MemberRow {
    std::int64_t id{};  // 0: the Centre, which no page of the team changes
    work::MarkView mark;
    std::string name, person, since, until;
    Word sector, standing;
    bool may_change{};
};
BOOST_DESCRIBE_STRUCT(MemberRow, (),
                      (id, mark, name, person, since, until, sector, standing, may_change))

struct AnsweringRow {
    std::string name, since, until, by;
};
BOOST_DESCRIBE_STRUCT(AnsweringRow, (), (name, since, until, by))

/// Who answered for the case on one day, and who helped.
struct DayView {
    std::string typed, day, answered;  // day: "" nobody asked; answered: "" not on record
    std::string person;                // who was in charge there; "" not known
    std::vector<MemberRow> team;
};
BOOST_DESCRIBE_STRUCT(DayView, (), (typed, day, answered, person, team))

struct TeamView {
    work::IdentityView who;
    std::vector<MemberRow> team, earlier;
    std::vector<AnsweringRow> answering;
    DayView asked;
    bool is_hidden{}, may_change{}, may_end{}, may_move{}, may_link{}, may_put{};
    std::vector<Choice> organisations, sectors, trades;
    std::string named, person, since;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(TeamView, (),
                      (who, team, earlier, answering, asked, is_hidden, may_change, may_end,
                       may_move, may_link, may_put, organisations, sectors, trades, named, person,
                       since, refusals))

struct ChargeView {
    work::IdentityView who;
    std::string now;              // who is in charge
    std::int64_t was{}, steps{};  // was: their account; steps: that they hold for this case
    std::vector<Choice> colleagues;
    std::vector<AnsweringRow> history;
    bool with_steps{}, ask_code{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ChargeView, (),
                      (who, now, was, steps, colleagues, history, with_steps, ask_code, refusals))

struct MemberView {
    work::IdentityView who;
    MemberRow member;
    std::vector<Choice> sectors;
    std::string person, until, request;  // request: under way with it
    bool is_responsible{}, is_named{};   // is_named: it reads nothing of the case
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(MemberView, (),
                      (who, member, sectors, person, until, request, is_responsible, is_named,
                       refusals))

/// What has to end before the case is closed.
struct OpenRow {
    std::string what, whose, due, href;
    std::int64_t step{}, version{};  // of a step that this reader may finish here
};
BOOST_DESCRIBE_STRUCT(OpenRow, (), (what, whose, due, href, step, version))

struct StepRow {
    Word kind;
    std::string when, reason, words, by;
    std::string places, on;  // of a move
};
BOOST_DESCRIBE_STRUCT(StepRow, (), (kind, when, reason, words, by, places, on))

struct ClosingView {
    work::IdentityView who;
    std::vector<OpenRow> open;       // holds the case open
    std::vector<std::string> ended;  // what closing finishes along
    std::vector<StepRow> steps;
    std::vector<Choice> reasons;
    std::string words;
    bool is_closed{}, may_close{}, may_reopen{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ClosingView, (),
                      (who, open, ended, steps, reasons, words, is_closed, may_close, may_reopen,
                       refusals))

struct MoveView {
    work::IdentityView who;
    std::string lives_in, town, address, on, words, was_town;
    std::vector<Choice> towns;
    std::vector<std::string> leaving;  // organisations that read and write no more
    std::vector<std::string> unnamed;  // organisations that were named, and read nothing
    std::vector<OpenRow> ended;        // requests that end with the move
    std::string responsible;           // "" it stays; else from whom it comes to the Centre
    std::string elsewhere;             // responsible in another town, which may be the new one
    std::string between_towns;         // a request that has to end first
    bool is_hidden{}, is_recorded{};  // is_recorded: what comes next is asked for, not another move
    std::vector<StepRow> steps;
    Refusals refusals;
    bool ends_nothing() const {
        return leaving.empty() && unnamed.empty() && ended.empty() && responsible.empty() &&
               elsewhere.empty();
    }
};
BOOST_DESCRIBE_STRUCT(MoveView, (),
                      (who, lives_in, town, address, on, words, was_town, towns, leaving, unnamed,
                       ended, responsible, elsewhere, between_towns, is_hidden, is_recorded, steps,
                       refusals))

struct GuardianRow {
    std::int64_t member{};
    std::string who, login, holder, since, until, linked_by, ended_by;  // holder: "" it is hidden
};
BOOST_DESCRIBE_STRUCT(GuardianRow, (),
                      (member, who, login, holder, since, until, linked_by, ended_by))

/// Whose account the typed login is, before it is linked; account 0: nothing to check.
struct GuardianCheck {
    std::int64_t account{}, member{};
    std::string who, holder, login;
    std::int64_t others{};  // children beside this one that it is linked to
};
BOOST_DESCRIBE_STRUCT(GuardianCheck, (), (account, member, who, holder, login, others))

struct GuardiansView {
    work::IdentityView who;
    std::vector<GuardianRow> linked, ended;
    std::vector<Choice> members;
    std::string login;
    GuardianCheck check;
    bool is_hidden{}, ask_code{}, may_link{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(GuardiansView, (),
                      (who, linked, ended, members, login, check, is_hidden, ask_code, may_link,
                       refusals))

void render(const ChargeView& view, web::Out& out);
void render(const TeamView& view, web::Out& out);
void render(const MemberView& view, web::Out& out);
void render(const ClosingView& view, web::Out& out);
void render(const MoveView& view, web::Out& out);
void render(const GuardiansView& view, web::Out& out);

}  // namespace michi::life
