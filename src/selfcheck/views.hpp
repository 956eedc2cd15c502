// What the page of the state shows.
#pragma once

#include <boost/describe.hpp>

#include <string>
#include <vector>

#include "base/word.hpp"

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

struct DutyView {
    Word name;
    std::string says, age;  // age: "" where there is none
    std::string href;
    bool red{};
};
BOOST_DESCRIBE_STRUCT(DutyView, (), (name, says, age, href, red))

struct KeeperView {
    int red{};
    std::vector<DutyView> duties;
};
BOOST_DESCRIBE_STRUCT(KeeperView, (), (red, duties))

void render(const SelfcheckView& v, web::Out& out);
void render(const KeeperView& v, web::Out& out);

}  // namespace michi::selfcheck
