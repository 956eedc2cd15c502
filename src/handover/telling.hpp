// What a request tells its receiver, line by line as it really goes, with what is withheld and why.
#pragma once

#include "consent/consent.hpp"
#include "handover/model.hpp"
#include "handover/rows.hpp"
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
/// What would go today: five lines, in the order of the categories; a line that is withheld has no text, nor
/// has one that the person who looks may not see.
std::vector<ToldView> told_lines(web::Context& c, const Telling& telling, const Decision& reader);
/// What goes at this moment, as the receiver reads it, kept with the request: it stays what it was.
std::vector<Told> telling_now(Tx& tx, Vault& vault, const Telling& telling, Date today);
/// What went when it was sent. Of a request from before that was kept: empty.
std::vector<ToldView> told_then(web::Context& c, const Request& request, const Decision& reader);
/// "佐伯 ひなた", or number, age and municipality where the receiver may not be told the name.
std::string called(web::Context& c, const Telling& telling, const Decision& reader);
/// The same where it is known whether the name went.
std::string called_then(web::Context& c, const record::CaseBrief& brief, bool named,
                        const Decision& reader);

/// Words between the two sides as they may be read now: where the name may not be told, none that names
/// the child or the family; while names are hidden, without them.
class Wording {
  public:
    Wording(web::Context& c, const record::CaseBrief& brief, bool may_name);
    std::string shown(const std::string& text) const;

  private:
    bool may_name_{}, masked_{};
    std::optional<consent::Names> names_;  // nothing: everything is shown
};

/// Texts that leave without the name: a refusal at each field that names the child or the family.
Refusals reasons_not_to_write(
    web::Context& c, const record::CaseBrief& brief, Id<Organisation> to,
    std::initializer_list<std::pair<std::string_view, std::string_view>> fields);

}  // namespace michi::handover
