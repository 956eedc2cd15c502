// A day of law and a moment of audit are different things; one Now per request.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace michi {

/// A civil date in Japan (proleptic Gregorian). Default: 1970-01-01.
struct Date {
    std::chrono::sys_days days{};

    static std::optional<Date> from_ymd(int year, int month, int day);
    static std::optional<Date> parse_iso(std::string_view text);  // "YYYY-MM-DD"
    int year() const;
    int month() const;
    int day() const;
    int weekday() const;  // 0 = Sunday
    std::string iso() const;
    friend Date operator+(Date date, int n) { return {date.days + std::chrono::days{n}}; }
    friend Date operator-(Date date, int n) { return {date.days - std::chrono::days{n}}; }
    friend int operator-(Date left, Date right) {
        return static_cast<int>((left.days - right.days).count());
    }
    friend auto operator<=>(Date, Date) = default;
};

/// The same day `months` later, or the last day of that month.
Date add_months(Date date, int months);

/// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms{};
    Date in_japan() const;              // the civil date there at that moment (+09:00)
    std::string clock() const;          // "17:32"
    std::string clock_seconds() const;  // "17:32:40"
    std::string iso() const;            // "2026-11-24T08:32:40.123Z"
    friend auto operator<=>(Instant, Instant) = default;
};

/// A moment from a day and minutes after midnight in Japan.
Instant at_in_japan(Date day, int minutes);

struct Now {
    Instant at;
    Date today;
};

Now now_at(Instant at);

}  // namespace michi
