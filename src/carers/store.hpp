// All SQL of the carers.
#pragma once

#include "carers/model.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi::carers {

Id<Carer> add_carer(Tx& tx, Vault& vault, std::string_view name);
std::string name_of(Tx& tx, Vault& vault, Id<Carer> id);
/// `issuer`: who issued it; `number`: as it is written there, at most 30 characters.
Id<Certificate> add_certificate(Tx& tx, const Holding& holding, std::string_view issuer,
                                std::string_view number);
void register_employer(Tx& tx, Id<directory::Provider> provider,
                       const Employer::Registration& registration);
void enter_on_roster(Tx& tx, Id<directory::Provider> provider, const Employer::Listed& listed);

Employer employer(Tx& tx, Id<directory::Provider> provider);

}  // namespace michi::carers
