#include "web/written.hpp"

namespace michi::web {

bool opens_elsewhere(const ServerSettings& settings) {
    return settings.demonstration || !settings.public_host.empty();
}

std::string written_front(const Context& c) {
    if (!opens_elsewhere(c.settings ? *c.settings : ServerSettings()))
        throw Unaddressed(ever(c.who.role, Act::set_up));
    return c.front();
}

}  // namespace michi::web
