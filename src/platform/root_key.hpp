// The root key: a file outside the database and its backups.
#pragma once

#include <string>

namespace michi {

/// 32 bytes. Throws StorageUnavailable with a sentence when the file is missing, readable by others
/// or does not hold a key.
std::string read_root_key(const std::string& file);

}  // namespace michi
