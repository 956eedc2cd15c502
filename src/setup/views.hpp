// What the pages of setup show.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "base/choice.hpp"
#include "base/result.hpp"

namespace michi::web {
class Out;
}

namespace michi::setup {

struct OrganisationRow {
    std::int64_t id{};
    std::string name, place, phone, fax;
    Word kind, what;  // what: its desk or trade
    std::int64_t accounts{};
    std::string ended;  // 「3月31日まで」
};
BOOST_DESCRIBE_STRUCT(OrganisationRow, (),
                      (id, name, place, phone, fax, kind, what, accounts, ended))

/// A desk that every town may get in one step.
struct DeskOffer {
    std::string id, name;
    Word word;
    bool on{};
    std::int64_t missing{};  // towns without it
};
BOOST_DESCRIBE_STRUCT(DeskOffer, (), (id, name, word, on, missing))

struct OrganisationsView {
    std::vector<OrganisationRow> rows;
    std::int64_t total{}, all{};
    std::vector<Choice> kinds, towns;
    std::string q, next;
    bool ended{}, narrowed{};
    std::vector<DeskOffer> desks;
    std::string prefecture;
    std::int64_t made{-1};  // how many the last step made
    Word made_word;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(OrganisationsView, (),
                      (rows, total, all, kinds, towns, q, next, ended, narrowed, desks, prefecture,
                       made, made_word, refusals))

struct OpenLine {
    Word what, how;
    std::int64_t count{};
    std::string href;  // "" where the reader may not go
};
BOOST_DESCRIBE_STRUCT(OpenLine, (), (what, how, count, href))

struct EarlierRow {
    std::string name, until;
};
BOOST_DESCRIBE_STRUCT(EarlierRow, (), (name, until))

struct OrganisationView {
    std::int64_t id{};
    std::string kind;
    Word kind_word;
    std::vector<Choice> kinds, towns, desks, trades, covers;
    std::string name, contact, phone, fax, hours;
    std::vector<EarlierRow> earlier;
    std::vector<OpenLine> open;  // what must go somewhere first
    std::string end_on, ended, taken_from;
    std::int64_t accounts{};
    bool saved{}, hours_kept{};  // hours_kept: as data, on a page of their own
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(OrganisationView, (),
                      (id, kind, kind_word, kinds, towns, desks, trades, covers, name, contact,
                       phone, fax, hours, earlier, open, end_on, ended, taken_from, accounts, saved,
                       refusals))

struct HoursDay {
    std::string field;
    Word word;
    std::string hours;
};
BOOST_DESCRIBE_STRUCT(HoursDay, (), (field, word, hours))

struct OwnDayRow {
    std::string day, shown, hours, why;
};
BOOST_DESCRIBE_STRUCT(OwnDayRow, (), (day, shown, hours, why))

struct HoursView {
    std::int64_t id{};
    std::string name, words, next;  // words: what stood there before it was data
    bool on_holidays{}, turn{}, costs_nothing{}, told{}, saved{};
    std::vector<HoursDay> days;
    std::vector<OwnDayRow> own;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(HoursView, (),
                      (id, name, words, next, on_holidays, turn, costs_nothing, told, days, own,
                       saved, refusals))

struct ListProblemRow {
    std::string row, value;
    Word column, what;
};
BOOST_DESCRIBE_STRUCT(ListProblemRow, (), (row, value, column, what))

struct ListChangeRow {
    std::string row, name, place, changed;
    Word kind;
    bool fresh{};
};
BOOST_DESCRIBE_STRUCT(ListChangeRow, (), (row, name, place, changed, kind, fresh))

/// A list of organisations before it is taken.
struct ListView {
    std::vector<ListProblemRow> problems;
    std::vector<ListChangeRow> rows;
    std::int64_t fresh{}, changed{}, same{};
    bool asked{};      // a list was given
    std::string text;  // its rows, for the second step
    std::string headings;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ListView, (),
                      (problems, rows, fresh, changed, same, asked, text, headings, refusals))

struct BodyRow {
    std::int64_t id{};
    std::string name, place, phone, kinds;
    bool on{};
};
BOOST_DESCRIBE_STRUCT(BodyRow, (), (id, name, place, phone, kinds, on))

/// Bodies of the directory that are no organisations here yet.
struct TakeOverView {
    std::vector<BodyRow> rows;
    std::vector<Choice> towns, kinds;
    std::int64_t total{};
    std::string town, kind;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(TakeOverView, (), (rows, towns, kinds, total, town, kind, refusals))

struct LackLine {
    Word what, how, go;  // go: what is done there
    std::string href, count;
};
BOOST_DESCRIBE_STRUCT(LackLine, (), (what, how, go, href, count))

struct CentreForm {
    std::string id;  // "new" for a further one
    std::string name, phone, fax, hours;
    std::vector<Choice> towns;
    std::vector<Choice> regions;  // 圏域 whose towns come with one tick; `text` counts them
    std::int64_t left{};          // towns that no Centre has, when some Centre has some
    bool rest{};                  // they were ticked as such
    bool whole{};                 // no town is ticked: the whole prefecture
    bool hours_kept{};            // as data, on a page of their own
};
BOOST_DESCRIBE_STRUCT(CentreForm, (),
                      (id, name, phone, fax, hours, towns, regions, left, rest, whole, hours_kept))

struct EditionRow {
    std::string name, edition, source;
    Word trust;
};
BOOST_DESCRIBE_STRUCT(EditionRow, (), (name, edition, source, trust))

struct SetupView {
    std::vector<LackLine> lacks;
    std::vector<CentreForm> centres;
    std::vector<Choice> prefectures;
    std::string prefecture, section;
    std::int64_t towns{};
    std::string host;
    Word host_none;  // what it means that none is named
    std::vector<EditionRow> editions;
    std::string failed;  // the form whose words are wrong
    bool saved{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(SetupView, (),
                      (lacks, centres, prefectures, prefecture, section, towns, host, host_none,
                       editions, failed, saved, refusals))

struct RegionLine {
    std::string code, town, region;
};
BOOST_DESCRIBE_STRUCT(RegionLine, (), (code, town, region))

/// 圏域 of the prefecture's towns.
struct RegionsView {
    std::vector<RegionLine> rows;
    std::string source;
    bool own{}, saved{};  // own: written here; else as the program knows them
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(RegionsView, (), (rows, source, own, saved, refusals))

struct PersonRow {
    std::string row, name, login, organisation;
    Word role;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (row, name, login, organisation, role))

/// People who would be invited.
struct PeopleListView {
    std::vector<ListProblemRow> problems;
    std::vector<PersonRow> rows;
    bool asked{};
    std::string text, headings;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(PeopleListView, (), (problems, rows, asked, text, headings, refusals))

struct SuccessionRow {
    std::int64_t id{};
    std::string leaver, organisation, follower, on, by;
    std::int64_t steps{}, cases{}, calls{};
    Word waits;  // the day has come: why it is not done
    bool done{}, may_withdraw{};
};
BOOST_DESCRIBE_STRUCT(SuccessionRow, (),
                      (id, leaver, organisation, follower, on, by, steps, cases, calls, waits, done,
                       may_withdraw))

/// 異動: who leaves, who goes on, what is handed on.
struct SuccessionsView {
    std::vector<SuccessionRow> rows;
    std::vector<Choice> leavers, followers;
    std::int64_t leaver{};  // the chosen one
    std::string leaver_name, on;
    std::int64_t steps{}, cases{}, calls{};
    std::int64_t nobodys_steps{}, nobodys_cases{}, nobodys_calls{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(SuccessionsView, (),
                      (rows, leavers, followers, leaver, leaver_name, on, steps, cases, calls,
                       nobodys_steps, nobodys_cases, nobodys_calls, refusals))

}  // namespace michi::setup
