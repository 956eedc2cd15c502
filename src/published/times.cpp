#include "published/times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/fold.hpp"

namespace michi::published {
namespace {

constexpr std::array<std::string_view, 7> kMarks{"月", "火", "水", "木", "金", "土", "日"};
constexpr std::array<std::string_view, 7> kCodes{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::string_view kBetween[] = {"、", "・", ",", ";", " ", "/", "曜日", "曜"};
constexpr std::string_view kTo[] = {"〜", "～", "~", "-", "ー", "−", "から"};

bool take(std::string_view& text, std::string_view what) {
    if (!text.starts_with(what)) return false;
    text.remove_prefix(what.size());
    return true;
}

template <class List>
bool take_any(std::string_view& text, const List& list) {
    return std::ranges::any_of(list, [&](std::string_view one) { return take(text, one); });
}

std::optional<std::size_t> take_day(std::string_view& text) {
    for (std::size_t i = 0; i < kMarks.size(); ++i)
        if (take(text, kMarks[i])) return i;
    return std::nullopt;
}

std::optional<std::string> take_time(std::string_view& text) {
    int hour = 0, minute = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hour);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!take(text, ":") || text.size() < 2) return std::nullopt;
    auto [after, wrong] = std::from_chars(text.data(), text.data() + 2, minute);
    if (wrong != std::errc{} || after != text.data() + 2) return std::nullopt;
    text.remove_prefix(2);
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return std::nullopt;
    return fmt::format("{:02}:{:02}", hour, minute);
}

}  // namespace

std::vector<std::string_view> weekdays_of(std::string_view days) {
    const std::string plain = fold_width(days);
    std::string_view rest = plain;
    std::array<bool, 7> on{};
    const auto mark = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i <= to; ++i) on[i] = true;
    };
    while (!rest.empty()) {
        if (take_any(rest, kBetween)) continue;
        if (take(rest, "平日")) {
            mark(0, 4);
        } else if (take(rest, "毎日")) {
            mark(0, 6);
        } else if (const auto from = take_day(rest)) {
            take_any(rest, std::array<std::string_view, 2>{"曜日", "曜"});
            std::string_view behind = rest;
            const auto to = take_any(behind, kTo) ? take_day(behind) : std::nullopt;
            if (to && *to > *from) {
                mark(*from, *to);
                rest = behind;
            } else {
                mark(*from, *from);
            }
        } else {
            return {};
        }
    }
    std::vector<std::string_view> codes;
    for (std::size_t i = 0; i < on.size(); ++i)
        if (on[i]) codes.push_back(kCodes[i]);
    return codes;
}

Opening opening_of(std::string_view hours) {
    const std::string plain = fold_width(hours);
    std::string_view rest = plain;
    const auto from = take_time(rest);
    if (!from || !take_any(rest, kTo)) return {};
    const auto to = take_time(rest);
    if (!to || !rest.empty()) return {};
    return {*from, *to};
}

}  // namespace michi::published
