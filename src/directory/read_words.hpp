// What the search page says of the words: what each was read as, and how it is taken away.
#pragma once

#include "directory/question.hpp"

namespace michi::directory {

void fill_read(const web::Context& c, ResourcesView& v, const Question& q, const Snapshot& all,
               const Found& found);

}  // namespace michi::directory
