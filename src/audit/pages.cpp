// The state of the audit, for those who answer for it.

#include <fmt/format.h>

#include <array>

#include "audit/store.hpp"
#include "audit/views.hpp"
#include "base/era.hpp"

namespace michi::audit {
namespace {

using web::Context;

std::string moment(Instant at) {
    return fmt::format("{} {}", full_date(at.in_japan()), at.clock());
}

GapView shown(const Gap& gap) {
    return {.since = moment(gap.since),
            .found = moment(gap.found_at),
            .missing = gap.missing ? std::to_string(*gap.missing) : "",
            .restored = gap.cause == Gap::Cause::restored,
            .open = gap.is_open()};
}

web::Answer show(Context& c) {
    c.require(Act::read_audit, {});
    AuditView v;
    if (const auto head = read_head(c.tx)) {
        v.entries = head->tree.size();
        v.noted = head->checkpoint_entries;
        v.noted_at = moment(head->checkpoint_at);
    }
    v.note = newest_checkpoint(c.tx);
    for (const Gap& gap : gaps(c.tx)) v.gaps.push_back(shown(gap));
    return c.page(std::move(v),
                  {.title = std::string(word_text("audit.title"_w, c.lang)), .active = "audit"});
}

constexpr std::array kRoutes{
    web::Route{web::Method::get, "/a/audit", show, Act::read_audit},
};

}  // namespace

web::Part part() { return {"audit", kRoutes}; }

}  // namespace michi::audit
