// Names, addresses, health, whereabouts: values that open for whom the policy lets their class through,
// and that cannot be logged or streamed by accident.
#pragma once

#include <compare>
#include <concepts>
#include <iosfwd>
#include <utility>

#include "policy/policy.hpp"

namespace michi {

/// A value about a person, of one class of fields. Putting one in is free; it opens with a decision of
/// decide(), and is empty for everybody else. Stores that seal, and the few others that
/// tools/fence.py names, take it out by policy/past_decision.hpp.
template <Field of, class T>
class Personal {
  public:
    static constexpr Field field = of;
    Personal() = default;
    template <class U>
    requires std::convertible_to<U, T> Personal(U&& value) : value_(std::forward<U>(value)) {}

    /// Empty when the decision does not let this class through.
    const T& shown(const Decision& decision) const {
        static const T kNothing{};
        return decision.opens(of) ? value_ : kNothing;
    }
    friend auto operator<=>(const Personal&, const Personal&) = default;

  private:
    template <Field f, class V>
    friend const V& past_decision(const Personal<f, V>& value);
    T value_{};
};

template <Field of, class T>
std::ostream& operator<<(std::ostream&, const Personal<of, T>&) = delete;

}  // namespace michi
