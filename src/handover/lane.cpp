#include "handover/lane.hpp"

#include <fmt/format.h>

#include "base/era.hpp"
#include "base/fold.hpp"

namespace michi::handover {
namespace {

constexpr int kLeft = 150, kRight = 930, kTop = 44, kRow = 62, kWidth = 966;

struct Point {
    int x{}, y{};
    std::string_view side;
    std::string label, day;
};

std::string safe(std::string_view text) { return std::string(escape(text).markup()); }

std::string mark_at(int y, std::string_view side, std::string_view name, Lang lang) {
    const auto& s = record::side_of(side);
    return fmt::format("<line class=\"axis\" x1=\"{0}\" x2=\"{1}\" y1=\"{2}\" y2=\"{2}\"/><circle class=\"mkc {3}\" cx=\"18\" cy=\"{2}\" r=\"12\"/>"
                       "<text class=\"mkt {3}\" x=\"18\" y=\"{4}\" text-anchor=\"middle\">{5}</text><text class=\"nm\" x=\"38\" y=\"{4}\">{6}</text>",
                       kLeft - 20, kWidth - 8, y, side, y + 5, safe(word_text(s.mark, lang)), safe(first_characters(name, 9)));
}

/// Where the ball lies after the event: with the side that must act, else with who acted.
bool lies_with_receiver(const Request& request, const EventRow& e) {
    Request then = request;
    then.state = e.state;
    const auto whose = turn(then);
    return whose ? *whose == By::receiver : e.organisation == request.to;
}

}  // namespace

Lane lane(const Request& request, const std::vector<EventRow>& events, const std::string& from, const std::string& to,
          std::string_view from_side, std::string_view to_side, Date today, Lang lang) {
    Lane made;
    const int rows[] = {kTop + kRow, kTop + 2 * kRow};
    const int steps = std::max<int>(1, int(events.size()) * 2);
    std::vector<Point> points;
    int x = kLeft;
    for (const EventRow& e : events) {
        const bool acted_by_receiver = e.organisation == request.to;
        const Word word = e.is_sending ? "handover.deed_send"_w : word_of(e.deed);
        points.push_back({x, rows[acted_by_receiver], acted_by_receiver ? to_side : from_side, std::string(word_text(word, lang)),
                          list_date(e.at.in_japan(), today)});
        x += (kRight - kLeft) / steps;
        const bool there = lies_with_receiver(request, e);
        if (there != acted_by_receiver) points.push_back({x, rows[there], there ? to_side : from_side, {}, {}});
        x += (kRight - kLeft) / steps;
        made.text += list_date(e.at.in_japan(), today) + " " + std::string(word_text(word, lang)) + "。";
    }
    std::string svg = fmt::format("<svg viewBox=\"0 0 {} 262\" role=\"img\" aria-label=\"{}\">", kWidth, safe(made.text));
    svg += mark_at(kTop, "f", word_text("record.side_family"_w, lang), lang) + mark_at(rows[0], from_side, from, lang) +
           mark_at(rows[1], to_side, to, lang);
    std::string path;
    for (const Point& p : points) path += fmt::format("{}{} {}", path.empty() ? "M" : "L", p.x, p.y);
    if (!path.empty()) svg += "<path class=\"main\" d=\"" + path + "\"/>";
    bool above = false;
    for (const Point& p : points) {
        svg += fmt::format("<circle class=\"ev {}\" cx=\"{}\" cy=\"{}\" r=\"6\"/>", p.side, p.x, p.y);
        if (p.label.empty()) continue;
        svg += fmt::format("<text class=\"lbl\" x=\"{}\" y=\"{}\">{}</text><text class=\"dt\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                           p.x + 4, above ? p.y + 24 : p.y - 12, safe(p.label), p.x, above ? 250 : 228, safe(p.day));
        above = !above;
    }
    made.svg = Html::trusted(svg + "</svg>");
    return made;
}

}  // namespace michi::handover
