#include "handover/lane.hpp"

#include <fmt/format.h>

#include "base/era.hpp"
#include "base/fold.hpp"

namespace michi::handover {
namespace {

constexpr int kLeft = 170, kNow = 770, kPlan = 880, kWidth = 966, kTop = 44, kRow = 62,
              kBottom = 206, kHeight = 262;
constexpr std::size_t kNameLength = 8, kLabelled = 7;

struct Point {
    int x{}, y{};
    std::string_view side;
    std::string label, day;
};

std::string safe(std::string_view text) { return std::string(escape(text).markup()); }

std::string text_at(std::string_view kind, int x, int y, std::string_view text,
                    std::string_view anchor = "middle") {
    return fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>", kind, x,
                       y, anchor, safe(text));
}

/// 「北浜市 障がい福祉課」 stands as 「北浜市」; the Centre by its word.
std::string short_name(const LaneSide& side, Lang lang) {
    if (side.side == "c") return std::string(word_text("record.side_centre"_w, lang));
    const auto first = side.name.substr(0, side.name.find(' '));
    const std::string cut(first_characters(first, kNameLength));
    return cut.size() < first.size() ? cut + "…" : cut;
}

std::string row_of(int y, std::string_view side, std::string_view name, Lang lang) {
    const auto& s = record::side_of(side);
    return fmt::format(
        "<line class=\"axis\" x1=\"{0}\" x2=\"{1}\" y1=\"{2}\" y2=\"{2}\"/><circle class=\"mkc {3}\" cx=\"18\" cy=\"{2}\" r=\"12\"/>"
        "<text class=\"mkt {3}\" x=\"18\" y=\"{4}\" text-anchor=\"middle\">{5}</text><text class=\"nm\" x=\"38\" y=\"{4}\">{6}</text>",
        kLeft - 10, kWidth - 8, y, side, y + 5, safe(word_text(s.mark, lang)), safe(name));
}

/// Where the ball lies after the event: with the side that must act, else with who acted.
bool lies_with_receiver(const Request& request, const EventRow& e) {
    Request then = request;
    then.state = e.state;
    const auto whose = turn(then);
    return whose ? *whose == By::receiver : e.organisation == request.to;
}

class Drawing {
  public:
    Drawing(const Request& request, const LaneSide& from, const LaneSide& to, Date today, Lang lang)
        : request_(request), from_(from), to_(to), today_(today), lang_(lang) {}

    Lane draw(const std::vector<EventRow>& events) {
        place(events);
        std::string svg = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
                                      kWidth, kHeight, safe(said_));
        svg += fmt::format("<rect class=\"fut\" x=\"{}\" y=\"8\" width=\"{}\" height=\"{}\"/>",
                           kNow, kWidth - kNow, kBottom - 8);
        svg += row_of(kTop, "f", word_text("record.side_family"_w, lang_), lang_) +
               row_of(y_of(false), from_.side, short_name(from_, lang_), lang_) +
               row_of(y_of(true), to_.side, short_name(to_, lang_), lang_);
        svg += now_line() + way() + marks() + plan();
        return {Html::trusted(svg + "</svg>"), said_};
    }

  private:
    static int y_of(bool receiver) { return kTop + (receiver ? 2 : 1) * kRow; }
    std::string_view side_of(bool receiver) const { return receiver ? to_.side : from_.side; }

    /// Events stand at equal distances: an hour and a month are both one step of the story.
    void place(const std::vector<EventRow>& events) {
        const int slot = (kNow - kLeft - 40) / std::max<int>(1, int(events.size()));
        std::string day;
        for (std::size_t i = 0; i < events.size(); ++i) {
            const EventRow& e = events[i];
            const bool receiver = e.organisation == request_.to;
            const std::string word(
                word_text(e.is_sending ? "handover.short_send"_w : brief_word_of(e.deed), lang_));
            const std::string on = list_date(e.at.in_japan(), today_);
            const int x = kLeft + 10 + int(i) * slot;
            // A long story names its beginning and its latest steps.
            const bool named = i == 0 || i + kLabelled > events.size();
            points_.push_back({x, y_of(receiver), side_of(receiver), named ? word : "",
                               on == day || !named ? "" : on});
            day = on;
            holder_ = lies_with_receiver(request_, e);
            if (holder_ != receiver)
                points_.push_back({x + slot / 2, y_of(holder_), side_of(holder_), {}, {}});
            said_ += on + " " + word + "。";
        }
    }

    std::string now_line() const {
        return fmt::format("<line class=\"now\" x1=\"{0}\" x2=\"{0}\" y1=\"8\" y2=\"{1}\"/>", kNow,
                           kBottom) +
               text_at("nowt", kNow + 6, 22, word_text("handover.lane_today"_w, lang_), "start");
    }

    bool goes_on() const { return is_open(request_.state); }

    std::string way() const {
        std::string path;
        for (const Point& p : points_)
            path += fmt::format("{}{} {}", path.empty() ? "M" : "L", p.x, p.y);
        if (path.empty()) return {};
        if (goes_on()) path += fmt::format("L{} {}", kNow, y_of(holder_));
        return "<path class=\"main\" d=\"" + path + "\"/>";
    }

    std::string marks() const {
        std::string svg;
        bool lower = false;
        for (const Point& p : points_) {
            svg += fmt::format("<circle class=\"ev {}\" cx=\"{}\" cy=\"{}\" r=\"6\"/>", p.side, p.x,
                               p.y);
            if (!p.label.empty())
                svg += text_at("lbl", p.x, p.y == y_of(true) ? p.y + 26 : p.y - 14, p.label);
            if (p.day.empty()) continue;
            svg += text_at("dt", p.x, lower ? kHeight - 12 : kHeight - 32, p.day);
            lower = !lower;
        }
        return svg;
    }

    /// What is still to come: the day an answer is due, or the next day to ask how it goes.
    std::string plan() const {
        if (!goes_on()) return {};
        const auto next =
            std::ranges::find_if(request_.watch_dates, [&](Date d) { return d >= today_; });
        const bool watched =
            request_.state == State::watching && next != request_.watch_dates.end();
        const int here = y_of(holder_), there = watched ? y_of(false) : here;
        std::string svg = fmt::format("<circle class=\"ev {}\" cx=\"{}\" cy=\"{}\" r=\"9\"/>",
                                      side_of(holder_), kNow, here) +
                          text_at("here", kNow + 16, here - 10,
                                  word_text("handover.lane_here"_w, lang_), "start");
        const Date day = watched ? *next : request_.answer_due;
        if (day <= today_ || !(watched || turn(request_) == By::receiver)) return svg;
        svg += fmt::format(
            "<path class=\"plan\" d=\"M{} {}L{} {}\"/><circle class=\"pv {}\" cx=\"{}\" cy=\"{}\" r=\"6\"/>",
            kNow + 9, here, kPlan, there, side_of(there == y_of(true)), kPlan, there);
        svg += text_at("plbl", kPlan, there + 26,
                       word_text(watched ? "handover.lane_watch"_w : "handover.lane_due"_w, lang_));
        return svg + text_at("dt", kPlan, kHeight - 32, list_date(day, today_));
    }

    const Request& request_;
    const LaneSide &from_, &to_;
    Date today_;
    Lang lang_;
    std::vector<Point> points_;
    bool holder_{};
    std::string said_;
};

}  // namespace

Lane lane(const Request& request, const std::vector<EventRow>& events, const LaneSide& from,
          const LaneSide& to, Date today, Lang lang) {
    return Drawing(request, from, to, today, lang).draw(events);
}

}  // namespace michi::handover
