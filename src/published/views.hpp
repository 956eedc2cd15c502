// What the public pages of the directory show.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/choice.hpp"
#include "base/html.hpp"
#include "base/result.hpp"
#include "base/word.hpp"

namespace michi::published {

/// One thing that was asked, and what the place said of it.
struct SayingView {
    std::string tone;  // y, n, u
    Word about;
    std::string said;
};
BOOST_DESCRIBE_STRUCT(SayingView, (), (tone, about, said))

struct ItemView {
    std::string number, name, body, where, phone, phone_digits, fresh, href;
    Word kind;
    std::string kind_reading;  // やさしい日本語, with readings
    std::vector<SayingView> sayings;
};
BOOST_DESCRIBE_STRUCT(ItemView, (), (number, name, body, where, phone, fresh, kind, sayings))

/// What was read from the words; `id` takes it away.
struct ReadView {
    std::string id, text, from;
};
BOOST_DESCRIBE_STRUCT(ReadView, (), (id, text, from))

/// A choice that another form of the page carries.
struct CarriedView {
    std::string name, value;
};
BOOST_DESCRIBE_STRUCT(CarriedView, (), (name, value))

struct ListView {
    std::string action;  // of the form
    std::vector<Choice> kinds, more_kinds, municipalities, care, needs;
    bool more_on{}, needs_on{};
    std::string lang, lang_too, words, unknown;  // lang_too: "&lang=en", behind an address
    std::vector<ReadView> read, read_more;       // the first few, and the others
    std::vector<std::string> dropped, notes;
    std::vector<CarriedView> carried;  // what was chosen beside the words
    std::vector<Word> lacking;         // kinds that the words ask for, of which nothing is there
    std::string danger_kind, danger,
        listening;  // "body", "despair", what is told first, who listens
    std::int64_t total{}, everything{}, page{1}, pages{1};
    std::vector<ItemView> items;
    std::string previous, next;  // addresses; with words the pages are forms
    std::string near;            // the same question for the places around
    bool is_near{}, asks_care{};
    std::string centre, phone, phone_digits;
    std::vector<Word> credits;
    std::string csv, xlsx;
};
BOOST_DESCRIBE_STRUCT(ListView, (),
                      (total, everything, page, pages, items, read, read_more, unknown, notes,
                       danger, lacking))

struct LineView {
    Word word;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(LineView, (), (word, text))

struct ServicePage {
    ItemView item;
    std::string back, lang;
    bool paused{};
    std::vector<LineView> lines;
    std::vector<std::string> places;  // where it stands, when in more than one place
    std::string url;  // shown as text: addresses of other hosts are no links of ours
    std::vector<SayingView> sayings;
    std::vector<Word> not_told;  // what families ask first and nobody can say here
    std::string first_step, centre, phone, phone_digits;
    std::vector<Word> credits;
};
BOOST_DESCRIBE_STRUCT(ServicePage, (),
                      (item, paused, lines, places, url, sayings, not_told, first_step))

/// だれに見せるか.
struct ReaderLine {
    std::string name, text;
    Word word;
    std::vector<Choice> choices;
};
BOOST_DESCRIBE_STRUCT(ReaderLine, (), (name, text, word, choices))

struct AudienceView {
    std::string number, name, seen;
    bool is_public{};
    Word state;
    std::vector<Choice> entry;
    std::vector<ReaderLine> fields, facts;
};
BOOST_DESCRIBE_STRUCT(AudienceView, (),
                      (number, name, seen, is_public, state, entry, fields, facts))

/// The kind in やさしい日本語 with its readings, else its official word.
std::string easy_or(std::string_view kind, Word official);
/// A condition with its readings, else its word.
std::string easy_condition(std::string_view condition, Word official);

/// The same two pages in やさしい日本語.
struct FrontCentre {
    std::string name, phone, phone_digits, hours, areas, now{};  // now: open, or when next
    bool open{}, costs_nothing{};
    std::vector<std::string> own_days{};
};
BOOST_DESCRIBE_STRUCT(FrontCentre, (),
                      (name, phone, phone_digits, hours, areas, now, open, costs_nothing, own_days))

/// What an address without a path shows to everybody.
struct FrontView {
    std::string title;
    bool costs_nothing{};  // every Centre says so
    std::vector<FrontCentre> centres;
    std::string contact, status, resources;  // addresses
};
BOOST_DESCRIBE_STRUCT(FrontView, (), (title, costs_nothing, centres))

struct EasyListView {
    ListView list;
};
BOOST_DESCRIBE_STRUCT(EasyListView, (), (list))
struct EasyServicePage {
    ServicePage page;
};
BOOST_DESCRIBE_STRUCT(EasyServicePage, (), (page))

}  // namespace michi::published
