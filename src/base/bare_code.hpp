// Codes as people type them. Every place where a code is typed reads it through here.
#pragma once

#include <string>
#include <string_view>

namespace michi {

/// The code's characters alone: full-width as plain, without the blanks, dashes and invisible signs
/// that phones, papers and kana keyboards put between.
std::string bare_code(std::string_view typed);

}  // namespace michi
