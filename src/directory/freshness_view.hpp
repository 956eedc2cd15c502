// What the first page of the directory shows of its freshness.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace michi::directory {

struct FreshRow {
    std::string name;
    std::int64_t all{}, confirmed{}, unconfirmed{}, percent{};
};
BOOST_DESCRIBE_STRUCT(FreshRow, (), (name, all, confirmed, unconfirmed, percent))

struct FreshView {
    FreshRow whole;
    std::vector<FreshRow> areas, places;
    bool may_call{};
};
BOOST_DESCRIBE_STRUCT(FreshView, (), (whole, areas, places, may_call))

}  // namespace michi::directory
