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

/// Words between the two sides as they may be read now: where the name may not be told, none that names
/// the child or the family.
class Wording {
  public:
    Wording(web::Context& c, const record::CaseBrief& brief, bool may_name);
    std::string shown(const std::string& text) const;

  private:
    std::optional<consent::Names> names_;  // nothing: everything is shown
};

/// Texts that leave without the name: a refusal at each field that names the child or the family.
Refusals reasons_not_to_write(
    web::Context& c, const record::CaseBrief& brief, Id<Organisation> to,
    std::initializer_list<std::pair<std::string_view, std::string_view>> fields);

}  // namespace michi::handover
