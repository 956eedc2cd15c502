// Front door of what everybody may see: the public pages of the directory, its files and its API.
#pragma once

#include "web/web.hpp"

namespace michi::published {

/// Whose pages these are, and where to call.
web::Doorstep doorstep(Tx& tx);

/// A page for whoever has no account, in their language: its title, and its other face.
web::Shell public_shell(web::Context& c, Word title);
/// The same address in the language of whoever reads; staff chose theirs themselves.
std::string spoken_at(const web::Context& c, std::string path);

web::Part part();

}  // namespace michi::published
