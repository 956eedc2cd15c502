// What a file is, decided by its bytes and never by its name; and its text as UTF-8 (I4).
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace michi::directory {

enum class Content { empty, text, archive, old_excel, markup, other };
// archive: ZIP, which may be an XLSX; old_excel: OLE2 (.xls, or an encrypted workbook); markup: HTML
// or XML, which many systems write and call .xls.

Content content_of(std::string_view bytes);

/// Stands where bytes could not be read (U+10FFFF, never a character): its row is refused.
inline constexpr std::string_view kBroken = "\xF4\x8F\xBF\xBF";

/// BOM, else strict UTF-8, else strict CP932. Refuses a file whose mark and bytes disagree.
Result<std::string> text_of(std::string_view bytes);

}  // namespace michi::directory
