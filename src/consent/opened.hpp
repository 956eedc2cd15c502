// One case opened by one reader: who may see it is part of the query, so a case that is hidden and one that
// does not exist are the same empty result, cost the same, and leave the same entry in the audit.
#pragma once

#include "record/record.hpp"
#include "web/web.hpp"

namespace michi::consent {

struct Opened {
    record::CaseBrief brief;
    Circumstances around;
    Decision decision;
    record::Shown seen;  // the record as the decision opens it
    bool may(Field field) const { return decision.opens(field); }
};

/// Throws as Context::require does. `mine`: whose the object is that the act changes.
Opened open_case(web::Context& c, Id<record::Case> id, Act act, Mine mine = Mine::other);

/// What one may not know of, and what is not there: the same refusal, the same denied entry. `object` as in
/// the audit, "case/231".
[[noreturn]] void absent(web::Context& c, Act act, const std::string& object);

}  // namespace michi::consent
