// Addresses that are written down: on paper, in a mail, in a file for labels. Somebody else opens them,
// days later, on another machine.
#pragma once

#include <stdexcept>
#include <string>

#include "web/web.hpp"

namespace michi::web {

/// Nothing that bears an address goes out yet: it would open for nobody.
struct Unaddressed : std::runtime_error {
    explicit Unaddressed(bool mends) : std::runtime_error("no host is named"), may_mend(mends) {}
    bool may_mend;  // whoever asked sees the page that says where the host is named
};

/// Whether a written address opens where it is read: the settings name the host, or nobody reads it
/// elsewhere because this is a demonstration.
bool opens_elsewhere(const ServerSettings& settings);

/// What stands before the path of a written address; throws Unaddressed.
std::string written_front(const Context& c);

}  // namespace michi::web
