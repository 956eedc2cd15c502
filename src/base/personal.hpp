// Names, addresses, health: values that cannot be logged or streamed by accident.
#pragma once

#include <compare>
#include <iosfwd>
#include <utility>

namespace michi {

/// Take the value out only where a person who may see it is looking, or where it is sealed.
template <class T>
class Personal {
  public:
    Personal() = default;
    explicit Personal(T value) : value_(std::move(value)) {}
    const T& reveal() const { return value_; }
    friend auto operator<=>(const Personal&, const Personal&) = default;

  private:
    T value_{};
};

template <class T>
std::ostream& operator<<(std::ostream&, const Personal<T>&) = delete;

}  // namespace michi
