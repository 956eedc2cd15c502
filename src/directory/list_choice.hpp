// Which list a table of an upload is an edition of: what the page asks and what a person said.
#pragma once

#include <optional>
#include <vector>

#include "directory/import.hpp"
#include "directory/views.hpp"
#include "web/web.hpp"

namespace michi::directory {

/// What the address or the form says: list0=3, list1=new.
Choices choices_in(const web::Form& said);

/// The second table of which the same list was said: one file may hold one edition of a list.
std::optional<std::size_t> said_twice(const Choices& choices);

/// Whether every table is taken as it was last shown.
bool as_shown(const web::Form& said);
/// The same choices, to be shown before anything is taken.
void add_choices(web::Url& address, const web::Form& said);

/// Puts the question, or what is chosen, beside the preview of the table at `place`.
void show_list(web::Context& c, const Preview& preview, std::size_t place, PreviewView& view);

}  // namespace michi::directory
