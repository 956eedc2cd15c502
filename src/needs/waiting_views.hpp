// What the pages of families who wait show.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/result.hpp"

namespace michi::web {
class Out;
}

namespace michi::needs {

/// A service that opened since.
struct OpenedView {
    std::string number, name, place, when;
    std::int64_t yes{}, not_known{};
};
BOOST_DESCRIBE_STRUCT(OpenedView, (), (number, name, place, when, yes, not_known))

/// A family, as far as this person may see the case.
struct FamilyView {
    std::string id, number, name, asked, since, agreed, search;
    std::vector<OpenedView> opened;
    bool may_end{}, knows_place{};
};
BOOST_DESCRIBE_STRUCT(FamilyView, (),
                      (id, number, name, asked, since, agreed, search, opened, may_end,
                       knows_place))

struct Carried {
    std::string name, value;
};
BOOST_DESCRIBE_STRUCT(Carried, (), (name, value))

struct WaitingView {
    std::string service, service_name;  // of one service: who waited for it
    std::vector<FamilyView> families;
    std::vector<Choice> ends;
    std::vector<Carried> again;  // what else a refused form held
    bool may_read_issues{};      // the list to go back to
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(WaitingView, (),
                      (service, service_name, families, ends, again, may_read_issues, refusals))

void render(const WaitingView& v, web::Out& out);

}  // namespace michi::needs
