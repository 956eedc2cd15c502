// An HSDS service as cells: which of its properties stand in which column of the directory.
#pragma once

#include <boost/json/object.hpp>
#include <span>
#include <string>
#include <string_view>

#include "directory/layout.hpp"

namespace michi::directory {

/// What the columns are called: as the standard calls them, so that a problem is found in the file.
struct HsdsColumn {
    Column column;
    std::string_view heading;
};
std::span<const HsdsColumn> hsds_columns();

/// "" where the service does not say it.
std::string said_in(const boost::json::object& service, Column column);

}  // namespace michi::directory
