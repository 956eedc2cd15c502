// What the pages of schemes show.
#pragma once

#include <boost/describe.hpp>

#include "base/result.hpp"
#include "schemes/model.hpp"

namespace michi::web {
class Out;
}

namespace michi::schemes {

struct OfferView {
    std::string number, name, what, amount, holder, ask_at, place, ages, from, until, as_of, source;
    Word trust;
    bool doubtful{}, old{}, ask_age{}, ask_place{};
};
BOOST_DESCRIBE_STRUCT(OfferView, (),
                      (number, name, what, amount, holder, ask_at, place, ages, from, until, as_of,
                       source, trust, doubtful, old, ask_age, ask_place))

struct GroupView {
    Word title;
    std::vector<OfferView> offers;
};
BOOST_DESCRIBE_STRUCT(GroupView, (), (title, offers))

struct SchemesView {
    std::string case_number, case_name, age;
    std::vector<Choice> municipalities;
    std::vector<GroupView> groups;
    bool may_edit{};
};
BOOST_DESCRIBE_STRUCT(SchemesView, (),
                      (case_number, case_name, age, municipalities, groups, may_edit))

struct EditionView {
    std::string when, by, amount, valid, source;
};
BOOST_DESCRIBE_STRUCT(EditionView, (), (when, by, amount, valid, source))

struct SchemeView {
    std::string number, edition, name, what, amount, holder, ask_at, from_age, below_age,
        valid_from, valid_until, as_of, source, changed_by;
    std::vector<Choice> places, trusts;
    std::vector<EditionView> editions;
    bool up_to_municipality{}, until_school_end{}, retired{}, may_edit{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(SchemeView, (),
                      (number, edition, name, what, amount, holder, ask_at, from_age, below_age,
                       valid_from, valid_until, as_of, source, changed_by, places, trusts, editions,
                       up_to_municipality, until_school_end, retired, may_edit, refusals))

void render(const SchemesView& v, web::Out& out);
void render(const SchemeView& v, web::Out& out);

}  // namespace michi::schemes
