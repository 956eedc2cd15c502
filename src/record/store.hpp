// How rows of the record are sealed and opened; only the record's own store files include this.
#pragma once

#include "record/record.hpp"

namespace michi::record {

/// Seals and opens the columns of one row under one key.
class Sealed {
  public:
    Sealed(Tx& tx, Vault& vault, Id<DataKey> key, std::string_view table, std::int64_t row)
        : tx_(tx), vault_(vault), key_(key), table_(table), row_(row) {}
    Bytes seal(std::string_view column, std::string_view text) const {
        return vault_.seal(tx_, key_, {table_, column, row_}, text);
    }
    std::string open(std::string_view column, std::string_view sealed) const {
        return vault_.open(tx_, key_, {table_, column, row_}, sealed);
    }

  private:
    Tx& tx_;
    Vault& vault_;
    Id<DataKey> key_;
    std::string_view table_;
    std::int64_t row_;
};

Id<DataKey> key_of(Tx& tx, Id<Child> child);

/// What is kept from everybody else under 住所秘匿 opens to who is in charge, while they belong to the
/// case's Centre: whoever went elsewhere reads what their colleagues there read.
bool in_protected_team(const Subject& who, bool is_protected, Id<Account> in_charge,
                       Id<Organisation> centre);

/// From that day on this organisation answers for the case.
void answers_from(Tx& tx, Id<Case> id, Id<Organisation> organisation, Id<Account> by, Date since);

}  // namespace michi::record
