// What the page of a list's columns shows.
#pragma once

#include <boost/describe.hpp>

#include "directory/views.hpp"

namespace michi::directory {

/// A field of the first rows, as they would be read.
struct ReadFieldView {
    Word field;
    std::vector<std::string> values;  // one a row
};
BOOST_DESCRIBE_STRUCT(ReadFieldView, (), (field, values))

struct ColumnsView {
    std::string token, file, table, unread, of;  // of: the headings that were shown
    bool is_known{};  // the headings are understood: the columns are shown to be corrected
    bool was_said{};  // by a person, for these headings
    std::vector<Choice> kinds;
    std::vector<HeadingView> headings;
    std::vector<std::string> rows;      // the numbers of the rows that are shown
    std::vector<ReadFieldView> read;    // nothing where it cannot be read so yet
    std::vector<std::string> troubles;  // of these rows
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ColumnsView, (),
                      (token, file, table, unread, of, is_known, was_said, kinds, headings, rows,
                       read, troubles, refusals))

void render(const ColumnsView& v, web::Out& out);

}  // namespace michi::directory
