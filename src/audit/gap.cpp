#include "audit/gap.hpp"

#include <fmt/format.h>

#include <charconv>

namespace michi::audit {
namespace {

constexpr std::string_view kLost = "lost", kRestored = "restored";

/// The number behind "name=" in a detail of ours.
std::optional<std::int64_t> number_in(std::string_view detail, std::string_view name) {
    const auto at = detail.find(fmt::format("{}=", name));
    if (at == std::string_view::npos) return std::nullopt;
    std::int64_t value = 0;
    const char* from = detail.data() + at + name.size() + 1;
    const auto [end, error] = std::from_chars(from, detail.data() + detail.size(), value);
    return error == std::errc{} ? std::optional(value) : std::nullopt;
}

}  // namespace

Trace trace_of(const Gap& gap) {
    Trace trace;
    trace.kind = TraceKind::system;
    trace.action = kGap;
    trace.object = gap.cause == Gap::Cause::lost ? kLost : kRestored;
    trace.detail = fmt::format("there={} since={}", gap.there, gap.since.ms);
    if (gap.missing) trace.detail += fmt::format(" missing={}", *gap.missing);
    return trace;
}

Gap gap_from(std::int64_t seq, Instant at, std::string_view object, std::string_view detail) {
    return {.cause = object == kLost ? Gap::Cause::lost : Gap::Cause::restored,
            .there = number_in(detail, "there").value_or(0),
            .missing = number_in(detail, "missing"),
            .since = Instant{number_in(detail, "since").value_or(0)},
            .seq = seq,
            .found_at = at,
            .seen = false};
}

std::string sentence_of(const Gap& gap) {
    if (gap.cause == Gap::Cause::restored)
        return fmt::format("restored: what came after {} ({} entries) is not in this copy{}",
                           gap.since.iso(), gap.there,
                           gap.missing ? fmt::format(", {} entries", *gap.missing) : "");
    return fmt::format("{} {} missing since {}", gap.missing.value_or(0),
                       gap.missing == 1 ? "entry is" : "entries are", gap.since.iso());
}

}  // namespace michi::audit
