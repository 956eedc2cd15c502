// child.known: what is known of a child in numbers and codes, one sealed value. Only the record's own store
// files include this; everybody else reads a brief.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "record/record.hpp"

namespace michi::record {

/// Column of record/fields.hpp of every fact that is kept in it.
inline constexpr std::string_view kKnownColumn = "child.known";

/// By id of record/fields.hpp, as fields are kept: a number in digits, a day as ISO. Nothing unknown is in it.
using Known = std::map<std::string, std::string, std::less<>>;

Known known_of(Tx& tx, Vault& vault, Id<Child> child, Id<DataKey> key);
void keep_known(Tx& tx, Vault& vault, Id<Child> child, Id<DataKey> key, const Known& known);
Bytes sealed_known(Tx& tx, Vault& vault, Id<Child> child, Id<DataKey> key, const Known& known);
/// What a new case begins with.
Known known_at_first(const NewCase& fresh);

}  // namespace michi::record
