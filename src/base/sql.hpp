// SQL text that can only be written down, never glued from what people typed.
#pragma once

#include <string>
#include <string_view>

namespace michi {

/// A whole statement: made from a literal at compile time.
class Sql {
  public:
    template <std::size_t n>
    consteval Sql(const char (&text)[n]) : text_(text, n - 1) {}  // NOLINT: implicit on purpose
    constexpr std::string_view text() const { return text_; }

  private:
    std::string_view text_;
};

/// A statement put together from literals only (filters that the policy derives).
class SqlText {
  public:
    SqlText(Sql part) : text_(part.text()) {}  // NOLINT: implicit on purpose
    template <std::size_t n>
    SqlText(const char (&part)[n]) : text_(part, n - 1) {}  // NOLINT: implicit on purpose
    SqlText& operator+=(const SqlText& more) {
        text_ += more.text_;
        return *this;
    }
    friend SqlText operator+(SqlText left, const SqlText& right) { return left += right; }
    std::string_view text() const { return text_; }

  private:
    std::string text_;
};

}  // namespace michi
