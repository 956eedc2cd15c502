#include "consent/opened.hpp"

#include "consent/consent.hpp"

namespace michi::consent {

void absent(web::Context& c, Act act, const std::string& object) {
    c.require(act, {}, object);  // nobody stands in any relation to what is not there
    throw NotFound{};
}

Opened open_case(web::Context& c, Id<record::Case> id, Act act, Mine mine) {
    const std::string object = "case/" + std::to_string(id.value);
    auto brief = record::visible_case(c.tx, c.vault, c.who, id, c.now.today);
    if (!brief) absent(c, act, object);
    Opened o{.brief = std::move(*brief)};
    o.around = consent::circumstances(c.tx, c.who, o.brief, c.now.today);
    o.around.mine = mine;
    o.decision = c.require(act, o.around, object, id.value);
    o.seen = record::shown(o.brief, o.decision);
    return o;
}

}  // namespace michi::consent
