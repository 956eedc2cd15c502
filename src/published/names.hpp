// Lasting identifiers (UUIDs) of what the API tells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/vault.hpp"

namespace michi::published {

/// What an identifier names; the letter is its first byte.
enum class Named : char {
    service = 's',
    body = 'o',       // by the number of its provider
    lone_body = 'a',  // of one service: by that service's number
    place = 'l',
    at_place = 'x',  // by the service's number and the place's
    part = 'p',      // a telephone, an opening time, an attribute … of a service
    term = 't',
    taxonomy = 'y',
};

/// A UUID of version 8 (RFC 9562, 5.8): letter, the entry's own number, and a keyed sum over both
/// and `part`, so that it is the same after every start, restore and change of keys, differs from
/// every other instance's and leads back to the number without a table.
std::string uuid_of(const Vault& vault, Named what, std::int64_t number,
                    std::string_view part = {});

/// The number behind an identifier of ours of this sort; nothing when it is none.
std::optional<std::int64_t> number_of(const Vault& vault, Named what, std::string_view uuid,
                                      std::string_view part = {});

/// The number that stands in it, unproved: for sorts whose part is not known yet.
std::optional<std::int64_t> claimed_number(Named what, std::string_view uuid);

/// Of words that are the same in every instance: kinds of service, conditions.
std::string uuid_of_word(Named what, std::string_view word);

}  // namespace michi::published
