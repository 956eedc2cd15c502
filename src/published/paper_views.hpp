// What the paper for a family shows.
#pragma once

#include <boost/describe.hpp>

#include "base/html.hpp"
#include "published/views.hpp"

namespace michi::web {
class Out;
}

namespace michi::published {

struct PaperLine {
    std::string tone, said;  // y, n, u
    Word about;
    bool room{};  // one does not "do" room: its own words say it
};
BOOST_DESCRIBE_STRUCT(PaperLine, (), (tone, said, about, room))

struct PaperItem {
    std::string name, phone, phone_digits, where, hours, first_step, day, kind_reading;
    Word kind;
    std::vector<PaperLine> told;
    std::vector<Word> ask;
};
BOOST_DESCRIBE_STRUCT(PaperItem, (),
                      (name, phone, phone_digits, where, hours, first_step, day, kind_reading, kind,
                       told, ask))

struct PaperField {
    std::string name, value;
};
BOOST_DESCRIBE_STRUCT(PaperField, (), (name, value))

struct PaperView {
    std::string form, today, centre, phone, phone_digits, printed_by;  // form: plain easy large
    std::vector<PaperItem> items;
    std::vector<PaperField> carried;  // the choice again, for the other forms
    std::int64_t left_out{};          // not for families, or more than two sheets hold
};
BOOST_DESCRIBE_STRUCT(PaperView, (),
                      (form, today, centre, phone, phone_digits, printed_by, items, carried,
                       left_out))

void render(const PaperView& v, web::Out& out);

}  // namespace michi::published
