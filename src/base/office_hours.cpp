#include "base/office_hours.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "base/said_time.hpp"
#include "base/text.hpp"
#include "base/working_days.hpp"

namespace michi {
namespace {

constexpr int kDay = 24 * 60, kFarthest = 400;

bool at_turn_of_year(const OfficeHours& hours, Date day) {
    if (hours.closed_from == 0 || hours.closed_until == 0) return false;
    const int at = day.month() * 100 + day.day();
    if (hours.closed_from <= hours.closed_until)
        return at >= hours.closed_from && at <= hours.closed_until;
    return at >= hours.closed_from || at <= hours.closed_until;
}

/// "HH:MM"; 24:00 is the end of a day.
std::optional<int> minute_from(std::string_view text) {
    const std::string plain = fold_width(trimmed(text));
    if (plain == "24:00" || plain == "24時") return kDay;
    const auto read = read_said_time("", plain);
    if (!read || read->size() != 5) return std::nullopt;
    const auto digit = [&](std::size_t at) { return (*read)[at] - '0'; };
    return (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
}

/// Cut at any of these; they all are written.
std::vector<std::string> parts_of(std::string_view text,
                                  const std::vector<std::string_view>& cuts) {
    std::vector<std::string> parts{std::string()};
    while (!text.empty()) {
        const auto cut =
            std::ranges::find_if(cuts, [&](std::string_view one) { return text.starts_with(one); });
        if (cut == cuts.end()) {
            parts.back() += text.front();
            text.remove_prefix(1);
        } else {
            parts.emplace_back();
            text.remove_prefix(cut->size());
        }
    }
    return parts;
}

std::optional<Span> span_from(std::string_view text) {
    const auto ends = parts_of(text, {"〜", "～", "~", "-", "－", "ー", "―", "–", "から"});
    if (ends.size() != 2) return std::nullopt;
    const auto from = minute_from(ends[0]), until = minute_from(ends[1]);
    if (!from || !until || *from >= *until) return std::nullopt;
    return Span{*from, *until};
}

}  // namespace

bool is_told(const OfficeHours& hours) {
    return std::ranges::any_of(hours.week, [](const Spans& day) { return !day.empty(); });
}

Spans spans_on(const OfficeHours& hours, Date day) {
    if (const auto own = hours.days.find(day); own != hours.days.end()) return own->second;
    if (at_turn_of_year(hours, day)) return {};
    if (!hours.on_holidays && holiday_name(day)) return {};
    return hours.week[static_cast<std::size_t>(day.weekday())];
}

std::optional<int> open_until(const OfficeHours& hours, Date day, int minute) {
    for (const Span& span : spans_on(hours, day))
        if (span.from <= minute && minute < span.until) return span.until;
    return std::nullopt;
}

std::optional<Opening> next_opening(const OfficeHours& hours, Date day, int minute) {
    for (int later = 0; later <= kFarthest; ++later)
        for (const Span& span : spans_on(hours, day + later))
            if (later > 0 || span.from > minute) return Opening{day + later, span.from};
    return std::nullopt;
}

Result<Spans> read_spans(std::string_view field, std::string_view typed) {
    Spans spans;
    for (const std::string& part : parts_of(typed, {"、", ",", "，", "・", "/", "／", "\n"})) {
        if (trimmed(part).empty()) continue;
        const auto span = span_from(part);
        if (!span) return refused(field, "base.hours_unread"_w);
        spans.push_back(*span);
    }
    std::ranges::sort(spans, {}, &Span::from);
    for (std::size_t i = 1; i < spans.size(); ++i)
        if (spans[i].from <= spans[i - 1].until) return refused(field, "base.hours_overlap"_w);
    return spans;
}

std::string minute_text(int minute) {
    const int left = minute % 60;
    return std::to_string(minute / 60) + (left < 10 ? ":0" : ":") + std::to_string(left);
}

std::string spans_text(const Spans& spans, Lang lang) {
    const std::string_view to = lang == Lang::en ? "–" : "〜",
                           next = lang == Lang::en ? ", " : "、";
    std::string text;
    for (const Span& span : spans) {
        if (!text.empty()) text += next;
        text += minute_text(span.from);
        text += to;
        text += minute_text(span.until);
    }
    return text;
}

int minute_of(Instant at) {
    return static_cast<int>((at.ms - at_in_japan(at.in_japan(), 0).ms) / 60'000);
}

}  // namespace michi
