// What the page of the state shows.
#pragma once

#include <boost/describe.hpp>

#include <string>
#include <vector>

namespace michi::web {
class Out;
}

namespace michi::selfcheck {

struct CheckView {
    std::string name;
    bool ok{};
    std::string says, todo;  // todo: "" when nothing is to be done
};
BOOST_DESCRIBE_STRUCT(CheckView, (), (name, ok, says, todo))

struct SelfcheckView {
    int wrong{};
    std::vector<CheckView> checks;
};
BOOST_DESCRIBE_STRUCT(SelfcheckView, (), (wrong, checks))

void render(const SelfcheckView& v, web::Out& out);

}  // namespace michi::selfcheck
