#include "base/said_time.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "base/fold.hpp"
#include "base/text.hpp"

namespace michi {
namespace {

constexpr std::size_t kLongest = 40;  // bytes; nobody says a time in more

/// Takes a number of one or two digits off the front.
std::optional<int> number(std::string_view& text) {
    int value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + std::min<std::size_t>(text.size(), 2), value);
    if (error != std::errc{} || value < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

/// After the hour: nothing, 「時」, 「時半」, 「時30分」, ":30".
std::optional<int> minutes(std::string_view text) {
    const bool in_words = take(text, "時");
    if (!in_words && !take(text, ":")) return std::nullopt;
    if (in_words && text.empty()) return 0;
    if (in_words && text == "半") return 30;
    const bool two = text.size() >= 2;
    const auto value = number(text);
    if (!value || *value > 59 || (!in_words && !two)) return std::nullopt;
    if (in_words) take(text, "分");
    return text.empty() ? value : std::nullopt;
}

}  // namespace

Result<std::string> read_said_time(std::string_view field, std::string_view text) {
    const std::string typed = trimmed(text);
    if (typed.empty()) return std::string{};
    if (typed.size() > kLongest) return refused(field, "base.time_unreadable"_w);
    const std::string folded = fold(typed);
    std::string_view rest = folded;
    const bool morning = take(rest, "午前"), afternoon = !morning && take(rest, "午後");
    const auto hour = number(rest);
    const auto minute = hour ? minutes(rest) : std::nullopt;
    const int last = morning || afternoon ? 12 : 23;
    if (!minute || *hour > last) return refused(field, "base.time_unreadable"_w);
    const bool late = afternoon && *hour < 12, midnight = morning && *hour == 12;
    return fmt::format("{:02}:{:02}", midnight ? 0 : *hour + (late ? 12 : 0), *minute);
}

}  // namespace michi
