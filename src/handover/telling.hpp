// What a request tells its receiver, line by line as it really goes, with what is withheld and why.
#pragma once

#include "consent/consent.hpp"
#include "handover/model.hpp"
#include "handover/views.hpp"
#include "web/web.hpp"

namespace michi::handover {

/// For one case and the organisation that is told; `items` is what the request itself carries.
struct Telling {
    const record::CaseBrief& brief;
    Id<Organisation> to;
    Mask items{};
    bool on_paper{};  // the receiver opens no page: only what the letter carries goes
};
/// Five lines, in the order of the categories; a line that is withheld has no text, nor has one that
/// the person who looks may not see.
std::vector<ToldView> told_lines(web::Context& c, const Telling& telling, const Decision& reader);
/// "佐伯 ひなた", or number, age and municipality where the receiver may not be told the name.
std::string called(web::Context& c, const Telling& telling, const Decision& reader);

}  // namespace michi::handover
