// Puts what was sent back into the form that it came from: a refused form comes back exactly as sent,
// whatever the page's handler thought of doing.
#pragma once

#include <string>
#include <string_view>

#include "web/web.hpp"

namespace michi::web {

/// A refused form keeps the marks of the new page (its version); a draft brings its own back, so that
/// the merge of fields knows what it was opened with.
enum class Marks { of_the_page, of_the_form };

/// Secrets and the form's own one-time marks are never written into a page.
bool comes_back(std::string_view name);

/// The page with every field of one form as it was sent: the form at `action` that fits best, else the
/// one that has most of the fields. What it does not have is left out; a page without such a form stays.
std::string refilled(std::string page, std::string_view action, const Form& sent, Marks marks);

/// The page with each message (id "X-err") tied to its field (id "X"), which can take the focus that the
/// summary's link gives.
std::string tied(std::string page);

/// The page with the mark that its form goes on with that draft: when it is saved, the draft ends.
std::string going_on(std::string page, std::string_view action, const Form& sent,
                     std::string_view once_key);

/// Whether the page has a form for it.
bool has_place_for(std::string_view page, std::string_view action, const Form& sent);

}  // namespace michi::web
