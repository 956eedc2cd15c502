// Codes as people type them. Every place where a code is typed reads it through here.
#pragma once

#include <string>
#include <string_view>

namespace michi {

/// The code's characters alone: full-width as plain, without the blanks, dashes and invisible signs
/// that phones, papers and kana keyboards put between.
std::string bare_code(std::string_view typed);

/// As it is written: "7K2M-QX4D-90HT".
std::string in_groups(std::string_view letters, std::size_t size);

}  // namespace michi
