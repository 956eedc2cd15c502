#include "directory/opening.hpp"

#include <algorithm>
#include <bitset>
#include <string>
#include <vector>

#include "base/fold.hpp"
#include "base/text.hpp"

namespace michi::directory {
namespace {

using Days = std::bitset<kDays>;

constexpr std::string_view kMarks[] = {"日", "月", "火", "水", "木", "金", "土"};
constexpr int kNoon = 12 * 60, kMidnight = 24 * 60;

/// Width folded, every wave as "〜", spaces gone.
std::string plain(std::string_view text) {
    std::string made = fold_width(text);
    for (std::string_view dash : {"～", "~", "−", "‐", "–"})
        for (auto at = made.find(dash); at != made.npos; at = made.find(dash, at))
            made.replace(at, dash.size(), "〜");
    std::erase_if(made, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
    return made;
}

/// Reads from the front of a text, piece by piece.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}
    bool done() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }
    bool take(std::string_view piece) {
        if (!rest_.starts_with(piece)) return false;
        rest_.remove_prefix(piece.size());
        return true;
    }
    bool take_one_of(std::initializer_list<std::string_view> pieces) {
        return std::ranges::any_of(pieces, [&](std::string_view piece) { return take(piece); });
    }
    std::optional<int> number() {
        int value = 0;
        std::size_t size = 0;
        for (; size < rest_.size() && size < 4 && rest_[size] >= '0' && rest_[size] <= '9'; ++size)
            value = value * 10 + (rest_[size] - '0');
        if (size == 0) return std::nullopt;
        rest_.remove_prefix(size);
        return value;
    }
    std::optional<int> weekday() {
        for (int day = 0; day < 7; ++day)
            if (take(kMarks[day])) {
                if (!take("曜日")) take("曜");
                return day;
            }
        return std::nullopt;
    }

  private:
    std::string_view rest_;
};

bool take_wave(Reader& r) { return r.take_one_of({"〜", "-", "ー", "から"}); }

/// 8/13, 12月29日, 13日: days of the year, which a question for a day of the week does not ask.
bool take_date(Reader& r) {
    Reader before = r;
    if (!r.number()) return false;
    if (r.take("/") || r.take("月")) r.number();
    r.take("日");
    if (r.rest().starts_with(":") || r.rest().starts_with("時")) {
        r = before;
        return false;
    }
    r.take("午後");
    return true;
}

bool take_season(Reader& r) {
    return r.take_one_of({"年末年始", "年末", "年始",     "お盆休み", "盆休み", "盆休暇", "お盆",
                          "盆",       "正月", "夏季休暇", "冬季休暇", "GW",     "期間",   "休暇",
                          "翌年",     "等",   "まで",     "から",     "〜",     "-",      "ー"});
}

bool take_holiday(Reader& r) {
    return r.take_one_of(
        {"国民の祝日", "国民の休日", "祝祭日", "祝休日", "日祝祭日", "祝日", "祭日", "祝"});
}

/// Days of the week in a list of days; seasons and dates beside them are read over.
std::optional<Days> read_days(std::string_view text) {
    if (text.ends_with("以外")) {
        const auto others =
            read_days(text.substr(0, text.size() - std::string_view("以外").size()));
        return others && others->any() ? std::optional(~*others) : std::nullopt;
    }
    Days days;
    for (Reader r(text); !r.done();) {
        if (r.take_one_of({"、", ",", "，", "・", "･", "及び", "ならびに", "並びに", "と", "/",
                           "\n", "なし", "無し", "年中無休"}))
            continue;
        if (take_holiday(r))
            days.set(kHoliday);
        else if (r.take("平日"))
            for (int day = 1; day <= 5; ++day) days.set(static_cast<std::size_t>(day));
        else if (r.take("毎日"))
            for (int day = 0; day < 7; ++day) days.set(static_cast<std::size_t>(day));
        else if (const auto first = r.weekday()) {
            days.set(static_cast<std::size_t>(*first));
            Reader before = r;
            const auto last = r.take_one_of({"〜", "-", "から"}) ? r.weekday() : std::nullopt;
            if (!last)
                r = before;
            else
                for (int day = *first; day != *last; day = (day + 1) % 7)
                    days.set(static_cast<std::size_t>((day + 1) % 7));
        } else if (!take_date(r) && !take_season(r)) {
            return std::nullopt;
        }
    }
    return days;
}

std::optional<int> take_clock(Reader& r) {
    const bool afternoon = r.take("午後");
    if (!afternoon) r.take("午前");
    const auto hour = r.number();
    if (!hour) return std::nullopt;
    int minute = 0;
    if (r.take("時半"))
        minute = 30;
    else if (r.take("時")) {
        if (const auto read = r.number()) {
            minute = *read;
            r.take("分");
        }
    } else if (r.take_one_of({":", "："}))
        minute = r.number().value_or(99);
    else
        return std::nullopt;
    const int all = (*hour + (afternoon && *hour < 12 ? 12 : 0)) * 60 + minute;
    return minute < 60 && all <= kMidnight ? std::optional(all) : std::nullopt;
}

struct Span {
    int from{}, until{};
};
/// 09:00〜17:00 and nothing behind it that would be other hours.
std::optional<Span> take_span(Reader& r) {
    Reader before = r;
    const int from = take_clock(r).value_or(kMidnight);
    int until = take_wave(r) ? take_clock(r).value_or(0) : 0;
    r.take("まで");
    if (until == kMidnight - 1) until = kMidnight;
    if (from < until) return Span{from, until};
    r = before;
    return std::nullopt;
}

void open_on(Week& week, Days days, std::optional<Span> span) {
    for (int day = 0; day < kDays; ++day) {
        if (!days.test(static_cast<std::size_t>(day))) continue;
        week[static_cast<std::size_t>(day)].open = Answer::yes;
        if (span) {
            week[static_cast<std::size_t>(day)].from = span->from;
            week[static_cast<std::size_t>(day)].until = span->until;
        }
    }
}

/// 平日 08:30-17:15 土曜 09:00-18:00, as WAM NET's four columns are kept. False: other words.
bool read_parts(Week& week, std::string_view text) {
    constexpr std::pair<std::string_view, unsigned> kParts[] = {
        {"平日", 0b00111110}, {"土曜", 0b01000000}, {"日曜", 0b00000001}, {"祝日", 0b10000000}};
    if (std::ranges::none_of(kParts, [&](auto& part) { return text.starts_with(part.first); }))
        return false;
    while (!text.empty()) {
        const auto* part =
            std::ranges::find_if(kParts, [&](auto& p) { return text.starts_with(p.first); });
        if (part == std::end(kParts)) return true;
        text.remove_prefix(part->first.size());
        std::size_t end = text.size();
        for (const auto& next : kParts) end = std::min(end, text.find(next.first));
        Reader r(text.substr(0, end));
        const auto span = take_span(r);
        open_on(week, Days(part->second), r.done() ? span : std::nullopt);
        text.remove_prefix(end);
    }
    return true;
}

void read_hours(Week& week, std::string_view days, std::string_view hours) {
    if (read_parts(week, hours)) return;
    const auto open = days.empty() ? std::nullopt : read_days(days);
    if (!open || open->none()) return;
    Reader r(hours);
    const auto span = take_span(r);
    open_on(week, *open, r.done() ? span : std::nullopt);
    for (std::size_t day = 0; day < 7; ++day)
        if (!open->test(day)) week[day].open = Answer::no;
}

/// The days whose mark stands in a text that was not understood.
Days named_in(std::string_view text) {
    Days days;
    for (std::size_t day = 0; day < 7; ++day)
        if (text.find(std::string(kMarks[day]) + "曜") != text.npos ||
            text.find(std::string(kMarks[day]) + "・") != text.npos ||
            text.find("・" + std::string(kMarks[day])) != text.npos ||
            text.find(std::string(kMarks[day]) + "、") != text.npos)
            days.set(day);
    if (text.find("平日") != text.npos) days |= Days(0b00111110);
    if (text.find("祝") != text.npos) days.set(kHoliday);
    if (text.find("曜日") != text.npos && days.none()) days.set();
    return days;
}

/// Where two sentences contradict each other, nothing is known.
void close_on(Week& week, Days days) {
    for (std::size_t day = 0; day < kDays; ++day)
        if (days.test(day))
            week[day].open = week[day].open == Answer::yes ? Answer::not_known : Answer::no;
}

void doubt(Week& week, Days days) {
    for (std::size_t day = 0; day < kDays; ++day)
        if (days.test(day)) week[day] = {};
}

void limit(Week& week, Days days, std::optional<int> from, int until) {
    for (std::size_t day = 0; day < kDays; ++day) {
        if (!days.test(day)) continue;
        week[day].open = week[day].open == Answer::no ? Answer::not_known : Answer::yes;
        if (from) week[day].from = from;
        week[day].until = until;
    }
}

/// 土曜は18時30分まで, 木曜日、土曜日は午前のみ, 日曜・祝日はお休み. False: other words.
bool read_sentence(Week& week, std::string_view sentence) {
    std::string_view named = sentence, said;
    if (const auto topic = sentence.find("は"); topic != sentence.npos) {
        named = sentence.substr(0, topic);
        said = sentence.substr(topic + std::string_view("は").size());
    } else {
        for (std::string_view end : {"お休み", "休み", "休診", "休業", "休日", "休"})
            if (sentence.ends_with(end)) {
                named = sentence.substr(0, sentence.size() - end.size());
                said = end;
                break;
            }
    }
    const auto days = read_days(named);
    if (!days) return false;
    if (said.empty()) return doubt(week, *days), true;
    for (std::string_view end : {"です", "。"})
        if (said.ends_with(end)) said.remove_suffix(end.size());
    for (std::string_view closed : {"お休み", "休み", "休診", "休業", "休日", "休館", "休園", "休"})
        if (said == closed) return close_on(week, *days), true;
    for (std::string_view morning : {"午前のみ", "午前中のみ", "午前だけ"})
        if (said == morning) return limit(week, *days, {}, kNoon), true;
    Reader r(said);
    if (const auto span = take_span(r); span && r.done())
        return limit(week, *days, span->from, span->until), true;
    Reader until(said);
    if (const auto last = take_clock(until); last && until.take("まで") && until.done())
        return limit(week, *days, {}, *last), true;
    return false;
}

/// Brackets that hold nothing but days of the year say nothing about a day of the week.
bool take_dates_in_brackets(Reader& r) {
    if (!r.rest().starts_with("(")) return false;
    const auto end = r.rest().find(')');
    if (end == std::string_view::npos) return false;
    const auto days = read_days(r.rest().substr(1, end - 1));
    return days && days->none() && r.take(r.rest().substr(0, end + 1));
}

std::vector<std::string> sentences_of(std::string_view text) {
    std::vector<std::string> all(1);
    const std::string whole = plain(text);
    for (Reader r(whole); !r.done();) {
        if (take_dates_in_brackets(r)) continue;
        if (r.take_one_of({"。", "\n", "(", ")", "【", "】"})) {
            if (!all.back().empty()) all.emplace_back();
            continue;
        }
        const std::string_view next = first_characters(r.rest(), 1);
        all.back().append(next);
        r.take(next);
    }
    if (all.back().empty()) all.pop_back();
    return all;
}

void read_note(Week& week, std::string_view note) {
    for (const std::string& sentence : sentences_of(note)) {
        if (read_sentence(week, sentence)) continue;
        const bool loose = sentence.find("不定期") != sentence.npos ||
                           sentence.find("変更") != sentence.npos ||
                           sentence.find("カレンダー") != sentence.npos;
        doubt(week, loose ? Days().set() : named_in(sentence));
        for (std::string_view word : {"時", ":", "対応", "延長", "預かり", "考慮"})
            if (sentence.find(word) != sentence.npos)
                for (DayHours& day : week) day.more = true;
    }
}

}  // namespace

Week week_of(const Values& values) {
    Week week;
    read_hours(week, plain(values[Field::days]), plain(values[Field::hours]));
    if (const std::string closed = plain(values[Field::closed_days]); !closed.empty()) {
        if (const auto days = read_days(closed))
            close_on(week, *days);
        else
            doubt(week, named_in(closed));
    }
    read_note(week, values[Field::hours_note]);
    return week;
}

Answer open_at(const Week& week, const When& when) {
    const DayHours& day = week[static_cast<std::size_t>(when.day)];
    if (day.open == Answer::no) return day.more ? Answer::not_known : Answer::no;
    if (day.open == Answer::not_known || !when.minute) return day.open;
    if (!day.until) return Answer::not_known;
    const bool before = day.from && *when.minute < *day.from;
    if (before || *when.minute >= *day.until) return day.more ? Answer::not_known : Answer::no;
    return day.from ? Answer::yes : Answer::not_known;
}

constexpr std::string_view kDayNames[] = {"sun", "mon", "tue", "wed",
                                          "thu", "fri", "sat", "holiday"};

std::optional<int> day_named(std::string_view id) {
    const auto* found = std::ranges::find(kDayNames, id);
    return found == std::end(kDayNames) ? std::nullopt
                                        : std::optional(static_cast<int>(found - kDayNames));
}

std::string_view name_of_day(int day) { return kDayNames[static_cast<std::size_t>(day)]; }

std::optional<int> read_minute(std::string_view typed) {
    const std::string text = plain(typed);
    Reader clock(text);
    if (const auto minute = take_clock(clock); minute && clock.done() && *minute < kMidnight)
        return minute;
    Reader whole(text);
    const auto hour = whole.number();
    if (!hour || !whole.done()) return std::nullopt;
    if (text.size() == 4 && *hour / 100 < 24 && *hour % 100 < 60)
        return *hour / 100 * 60 + *hour % 100;
    return *hour < 24 ? std::optional(*hour * 60) : std::nullopt;
}

}  // namespace michi::directory
