// The visible sheets of an XLSX as tables: furigana left out, dates by the workbook's own epoch.
#pragma once

#include <vector>

#include "directory/archive.hpp"
#include "directory/table.hpp"

namespace michi::directory {

Result<std::vector<Table>> read_workbook(Archive& archive);

/// An Excel serial as text: a day, a time of day, or both. "" for a day that never was (serial 60).
std::string serial_text(double serial, bool from_1904);

}  // namespace michi::directory
