// Row identities that do not mix: an Id<Case> is never an Id<Account>.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace michi {

/// 0 means "not yet given"; the database gives ids from 1.
template <class Of>
struct Id {
    std::int64_t value{};
    explicit operator bool() const { return value != 0; }
    friend auto operator<=>(Id, Id) = default;
};

}  // namespace michi

template <class Of>
struct std::hash<michi::Id<Of>> {
    std::size_t operator()(michi::Id<Of> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
