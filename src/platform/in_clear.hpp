// What migrations found in clear. SQL has no keys: a migration moves such values into in_clear, and the next
// opening of the instance, which has them, seals each where it belongs.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "platform/db.hpp"

namespace michi {

/// Whether anything waits to be sealed.
bool has_in_clear(Tx& tx);
/// Hands over every value of that place ("child.known") and forgets them, in this transaction.
void take_in_clear(Tx& tx, std::string_view place,
                   const std::function<void(std::int64_t row, const std::string& value)>& seal);
/// "a=1;b=;c=x" as migrations write several codes at once: by name, without the empty ones.
std::map<std::string, std::string> codes_in_clear(std::string_view value);

}  // namespace michi
