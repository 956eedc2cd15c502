// What the pages of NAME show.
#pragma once

#include <boost/describe.hpp>

#include "NAME/model.hpp"

namespace michi::NAME {

struct PageView {
    std::string today;
};
BOOST_DESCRIBE_STRUCT(PageView, (), (today))

}  // namespace michi::NAME
