#include "base/date.hpp"

#include <fmt/format.h>

#include <charconv>

namespace michi {
namespace {

constexpr std::int64_t kJapanMs = 9LL * 60 * 60 * 1000;  // no summer time since 1952
constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

std::chrono::year_month_day civil(Date date) { return std::chrono::year_month_day{date.days}; }

std::optional<int> digits(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-')
        return std::nullopt;
    return value;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::optional<Date> Date::from_ymd(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999)
        return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
    if (!ymd.ok()) return std::nullopt;
    return Date{std::chrono::sys_days{ymd}};
}

std::optional<Date> Date::parse_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2)),
               d = digits(text.substr(8));
    if (!y || !m || !d) return std::nullopt;
    return from_ymd(*y, *m, *d);
}

int Date::year() const { return static_cast<int>(civil(*this).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(civil(*this).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(civil(*this).day())); }
int Date::weekday() const { return static_cast<int>(std::chrono::weekday{days}.c_encoding()); }

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }

Date add_months(Date date, int months) {
    const auto ymd = civil(date);
    auto moved = ymd + std::chrono::months{months};
    if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
    return {std::chrono::sys_days{moved}};
}

Date Instant::in_japan() const {
    return {std::chrono::sys_days{std::chrono::days{floor_div(ms + kJapanMs, kDayMs)}}};
}

std::string Instant::clock() const { return clock_seconds().substr(0, 5); }

std::string Instant::clock_seconds() const {
    const auto local = ms + kJapanMs;
    const auto of_day = (local - floor_div(local, kDayMs) * kDayMs) / 1000;
    return fmt::format("{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60);
}

std::string Instant::iso() const {
    const Date day{std::chrono::sys_days{std::chrono::days{floor_div(ms, kDayMs)}}};
    const auto rest = ms - floor_div(ms, kDayMs) * kDayMs;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", day.iso(), rest / 3600000, rest / 60000 % 60,
                       rest / 1000 % 60, rest % 1000);
}

Instant at_in_japan(Date day, int minutes) {
    return {day.days.time_since_epoch().count() * kDayMs - kJapanMs + minutes * 60000LL};
}

Now now_at(Instant at) { return {at, at.in_japan()}; }

}  // namespace michi
