// The steps of a case as pages show them.
#pragma once

#include "life/pages.hpp"
#include "record/steps.hpp"

namespace michi::life {

/// "新しい困りごとがある", "" for a step without a reason of the list.
std::string reason_text(const record::CaseStep& step, Lang lang);
void fill_steps(web::Context& c, std::vector<StepRow>& rows, const work::Opened& o);

}  // namespace michi::life
