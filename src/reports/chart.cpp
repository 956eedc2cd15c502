#include <fmt/format.h>

#include <algorithm>

#include "reports/rules.hpp"
#include "reports/shown.hpp"

namespace michi::reports {
namespace {

constexpr std::size_t kBars = 8;
constexpr int kLeft = 168, kRight = 500, kWidth = 560, kStep = 32, kBar = 17;

std::string safe(std::string_view text) { return std::string(escape(text).markup()); }

std::vector<Line> longest(const Report& report) {
    std::vector<Line> lines;
    for (const Line& line : report.tables.front().lines)
        if (line.all > 0 && line.code != kUnheard) lines.push_back(line);
    std::ranges::stable_sort(lines, std::greater{}, &Line::all);
    if (lines.size() > kBars) lines.resize(kBars);
    return lines;
}

std::string bar(const Line& line, int y, std::int64_t scale, bool first, Lang lang) {
    const auto at = [&](std::int64_t n) { return kLeft + int(n * (kRight - kLeft) / scale); };
    return fmt::format(
        "<text class=\"nm\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"/>"
        "<line class=\"tick\" x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/><text class=\"{}\" x=\"{}\" y=\"{}\">{}</text>",
        kLeft - 10, y + 13, safe(name_of_line(Dimension::topic, line.code, lang)),
        first ? "most" : "more", kLeft, y, std::max(1, at(line.all) - kLeft), kBar,
        at(line.year_before), at(line.year_before), y - 4, y + kBar + 4, first ? "val most" : "val",
        std::max(at(line.all), at(line.year_before)) + 8, y + 13, line.all);
}

}  // namespace

Html chart_of(const Report& report, Lang lang) {
    if (report.is_coarse || report.tables.empty()) return {};
    const auto lines = longest(report);
    if (lines.empty()) return {};
    std::int64_t scale = 1;
    std::string said;
    for (const Line& line : lines) {
        scale = std::max({scale, line.all, line.year_before});
        said += say("reports.chart_said"_w, lang,
                    {{"name", name_of_line(Dimension::topic, line.code, lang)},
                     {"n", std::to_string(line.all)},
                     {"then", std::to_string(line.year_before)}});
    }
    std::string svg =
        fmt::format("<svg class=\"bars\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
                    kWidth, int(lines.size()) * kStep + 6, safe(said));
    int y = 8;
    for (const Line& line : lines) {
        svg += bar(line, y, scale, y == 8, lang);
        y += kStep;
    }
    return Html::trusted(svg + "</svg>");
}

}  // namespace michi::reports
