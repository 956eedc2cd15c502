// What the comparison of a few services shows.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/result.hpp"
#include "directory/views.hpp"

namespace michi::directory {

struct CompareCell {
    std::string name, tone, text, when;  // of the service; tone "" where it is no condition
};
BOOST_DESCRIBE_STRUCT(CompareCell, (), (name, tone, text, when))

struct CompareRow {
    Word word;
    bool asked{};
    std::vector<CompareCell> cells;
};
BOOST_DESCRIBE_STRUCT(CompareRow, (), (word, asked, cells))

struct ComparedView {
    std::string number, name, place, phone, phone_digits, fresh;
    Word kind;
    bool old{};
};
BOOST_DESCRIBE_STRUCT(ComparedView, (),
                      (number, name, place, phone, phone_digits, fresh, kind, old))

struct CompareView {
    std::string back;
    std::vector<ComparedView> services;
    std::vector<CompareRow> different, same;
    std::vector<Carried> carried;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(CompareView, (), (back, services, different, same, carried, refusals))

void render(const CompareView& v, web::Out& out);

}  // namespace michi::directory
