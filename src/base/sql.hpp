// SQL text that can only be written down, never glued from what people typed.
#pragma once

#include <string>
#include <string_view>

namespace michi {

class SqlText;

/// A whole statement: from a literal at compile time, or a look at a SqlText.
class Sql {
  public:
    template <std::size_t n>
    consteval Sql(const char (&text)[n]) : text_(text, n - 1) {}  // NOLINT: implicit on purpose
    Sql(const SqlText& text);                                     // NOLINT: implicit on purpose
    constexpr std::string_view text() const { return text_; }

  private:
    std::string_view text_;
};

/// A statement put together from literals only (filters that the policy derives).
class SqlText {
  public:
    SqlText(Sql part) : text_(part.text()) {}  // NOLINT: implicit on purpose
    SqlText& operator+=(Sql more) {
        text_ += more.text();
        return *this;
    }
    std::string_view text() const { return text_; }

  private:
    std::string text_;
};

inline SqlText operator+(SqlText left, Sql right) { return left += right; }

inline Sql::Sql(const SqlText& text) : text_(text.text()) {}

}  // namespace michi
