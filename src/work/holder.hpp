// Who will hold a ball: a side alone is nobody, an organisation or a name is.
#pragma once

#include "people/people.hpp"
#include "record/record.hpp"
#include "web/web.hpp"
#include "work/model.hpp"

namespace michi::work {

struct Chosen {
    std::string side, name;
    Id<Organisation> organisation;
    Id<Account> account;
    std::string_view name_field{"name"};  // where a missing name is said
};
/// An organisation decides its side; the Centre's side is the case's Centre, the municipality's the one where
/// the child lives, the family is the family. Every other side needs an organisation or a name.
Result<Holder> holder_of(web::Context& c, const record::CaseBrief* brief, Chosen chosen);

/// Whoever left, and whose role ends no step, takes none: it would stand in nobody's day.
bool takes_steps(const people::AccountBrief& one);

/// Whose step it is. What lies with the family, with somebody outside or with an organisation in which nobody
/// signs in is the Centre's to move, as its own.
Mine whose_step(web::Context& c, const ActionRow& action, Relation relation);

/// The act of an open request moves with the deeds of the request, never by itself.
bool moves_with_request(const ActionRow& action);

}  // namespace michi::work
