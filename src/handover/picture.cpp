#include "handover/picture.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/html.hpp"

namespace michi::handover {
namespace {

constexpr int kWords = 210, kColumn = 136, kRow = 30, kHead = 96, kBox = 128;
constexpr std::string_view kSender = "#1d4e89", kReceiver = "#0f766e";

/// The states that this kind can be in, in the order of a life.
std::vector<State> states_of(Kind kind) {
    std::vector<State> found;
    for (const State state : kStates)
        if (std::ranges::any_of(moves(), [&](const Move& m) {
                return m.kind == kind && (m.from == state || m.to == state);
            }))
            found.push_back(state);
    return found;
}

std::string escaped(std::string_view text) {
    std::string out;
    escape_into(out, text);
    return out;
}

class Picture {
  public:
    Picture(Kind kind, Lang lang) : kind_(kind), lang_(lang), states_(states_of(kind)) {}

    std::string svg() {
        for (const Move& move : moves())
            if (move.kind == kind_) row(move);
        const std::string rows = std::move(out_);
        const int width = kWords + kColumn * int(states_.size());
        const int height = kHead + kRow * count_ + 20;
        out_ = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\""
            " font-family=\"'Noto Sans CJK JP','Noto Sans JP',sans-serif\" font-size=\"13\" fill=\"#1f2933\">\n"
            "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
            width, height);
        title();
        for (const State state : states_) column(state, height);
        return out_ + rows + "</svg>\n";
    }

  private:
    int middle_of(State state) const {
        const auto place = std::ranges::find(states_, state) - states_.begin();
        return kWords + kColumn * int(place) + kColumn / 2;
    }

    void title() {
        const std::string name = escaped(say(word_of(kind_), lang_));
        out_ += fmt::format(
            "<title>{0}</title>\n<text x=\"16\" y=\"30\" font-size=\"17\">{0}</text>\n", name);
        whose(48, By::sender);
        whose(70, By::receiver);
    }

    void whose(int y, By by) {
        out_ += fmt::format(
            "<circle cx=\"21\" cy=\"{}\" r=\"5\" fill=\"{}\"/><text x=\"32\" y=\"{}\">{}</text>\n",
            y, colour(by), y + 5, name_of_side(by));
    }

    static std::string_view colour(By by) { return by == By::sender ? kSender : kReceiver; }

    std::string name_of_side(By by) const {
        return escaped(say(
            by == By::sender ? "handover.picture_sender"_w : "handover.picture_receiver"_w, lang_));
    }

    void column(State state, int height) {
        const int x = middle_of(state);
        const bool over = !is_open(state);
        out_ += fmt::format(
            "<line x1=\"{0}\" y1=\"68\" x2=\"{0}\" y2=\"{1}\" stroke=\"#cbd2d9\" stroke-dasharray=\"3 4\"/>"
            "<rect x=\"{2}\" y=\"40\" width=\"{3}\" height=\"28\" rx=\"6\" fill=\"{4}\" stroke=\"#7b8794\"/>"
            "<text x=\"{0}\" y=\"59\" text-anchor=\"middle\">{5}</text>\n",
            x, height - 12, x - kBox / 2, kBox, over ? "#e4e7eb" : "#ffffff",
            escaped(say(word_of(state), lang_)));
    }

    void row(const Move& move) {
        const int y = kHead + kRow * count_++ + 8, from = middle_of(move.from),
                  to = middle_of(move.to);
        const auto line = colour(move.by);
        out_ += fmt::format(
            "<circle cx=\"21\" cy=\"{}\" r=\"4\" fill=\"{}\"/><text x=\"32\" y=\"{}\">{}</text>\n",
            y, line, y + 5, escaped(say(word_of(move.deed), lang_)));
        if (from == to)
            out_ += fmt::format(
                "<path d=\"M{0} {1}h22v10h-16\" fill=\"none\" stroke=\"{2}\" stroke-width=\"2\"/>",
                from, y - 5, line);
        else
            out_ += fmt::format(
                "<path d=\"M{0} {1}H{2}\" fill=\"none\" stroke=\"{3}\" stroke-width=\"2\"/>", from,
                y, to > from ? to - 7 : to + 7, line);
        out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"4\" fill=\"{}\"/>", from,
                            from == to ? y - 5 : y, line);
        head(from == to ? from + 1 : to, from == to ? y + 5 : y, from != to && to > from, line);
    }

    void head(int x, int y, bool rightwards, std::string_view line) {
        const int back = rightwards ? x - 9 : x + 9;
        out_ += fmt::format("<path d=\"M{} {}L{} {}L{} {}z\" fill=\"{}\"/>\n", x, y, back, y - 5,
                            back, y + 5, line);
    }

    Kind kind_;
    Lang lang_;
    std::vector<State> states_;
    std::string out_;
    int count_ = 0;
};

}  // namespace

std::string picture_of(Kind kind, Lang lang) { return Picture(kind, lang).svg(); }

}  // namespace michi::handover
