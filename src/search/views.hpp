// What the page of results shows.
#pragma once

#include <boost/describe.hpp>

#include "base/word.hpp"
#include "search/excerpt.hpp"

namespace michi::web {
class Out;
}

namespace michi::search {

/// Something whose number was typed: a reception or a request.
struct NumberLine {
    std::string number, href, when;
    Word what;
};
BOOST_DESCRIBE_STRUCT(NumberLine, (), (number, href, when, what))

struct PersonLine {
    std::string number, name, kana, about, in_charge;
    Word state;
    bool quiet{};  // watched over or closed
    bool is_protected{};
};
BOOST_DESCRIBE_STRUCT(PersonLine, (),
                      (number, name, kana, about, in_charge, state, quiet, is_protected))

struct TextLine {
    std::int64_t entry{};  // 0: a reception
    std::string number, name, day, clock, title, author;
    std::vector<Piece> pieces;
};
BOOST_DESCRIBE_STRUCT(TextLine, (), (entry, number, name, day, clock, title, author, pieces))

struct ResultView {
    std::string token, words;
    std::vector<NumberLine> numbers;
    std::vector<PersonLine> persons;
    std::vector<TextLine> texts;
    std::int64_t persons_count{}, texts_count{};
    bool more_persons{}, more_texts{};  // there are more than were counted
    bool reading{};                     // older notes are still to be read
    bool may_receive{}, masked{};

    bool is_empty() const { return numbers.empty() && persons.empty() && texts.empty(); }
};
BOOST_DESCRIBE_STRUCT(ResultView, (),
                      (token, words, numbers, persons, texts, persons_count, texts_count,
                       more_persons, more_texts, reading, may_receive, masked))

void render(const ResultView& view, web::Out& out);

}  // namespace michi::search
