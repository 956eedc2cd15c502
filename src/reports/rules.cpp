#include "reports/rules.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/municipality.hpp"

namespace michi::reports {
namespace {

std::string listed(std::string_view code, std::span<const Code> list) {
    const bool known = std::ranges::any_of(list, [&](const Code& c) { return c.id == code; });
    return std::string(known ? code : kUnheard);
}

std::string municipality_line(const Counted& c, std::string_view prefecture) {
    if (c.is_protected) return std::string(kHidden);
    if (c.municipality == consultation::kOutside) return std::string(kOutside);
    if (c.municipality.empty() || !find_municipality(c.municipality)) return std::string(kUnheard);
    return !prefecture.empty() && c.municipality.starts_with(prefecture) ? c.municipality
                                                                         : std::string(kOutside);
}

std::vector<std::string> topic_lines(const Counted& c, Unit unit) {
    std::vector<std::string> lines;
    for (const std::string& topic : c.topics)
        if (const auto line = listed(topic, consultation::kTopics);
            std::ranges::find(lines, line) == lines.end())
            lines.push_back(line);
    if (lines.empty()) lines.emplace_back(kUnheard);
    if (unit == Unit::consultations) lines.resize(1);
    return lines;
}

std::span<const Code> list_of(Dimension by) {
    switch (by) {
        case Dimension::topic:
            return consultation::kTopics;
        case Dimension::caller:
            return consultation::kCallers;
        case Dimension::channel:
            return consultation::kChannels;
        case Dimension::outcome:
            return consultation::kOutcomes;
        case Dimension::age:
            return kAgeBands;
        case Dimension::municipality:
            break;
    }
    return {};
}

Month of_period(Period period, Month month) {
    return month.plus(period == Period::now ? 0 : period == Period::before ? -1 : -12);
}

/// Distinct children, without a set for every line.
class Heads {
  public:
    void add(std::size_t line, Id<record::Child> child) { seen_.emplace_back(line, child.value); }
    std::vector<std::int64_t> counts(std::size_t lines) {
        std::ranges::sort(seen_);
        seen_.erase(std::ranges::unique(seen_).begin(), seen_.end());
        std::vector<std::int64_t> counts(lines);
        for (const auto& [line, child] : seen_) ++counts[line];
        return counts;
    }

  private:
    std::vector<std::pair<std::size_t, std::int64_t>> seen_;
};

void add_to(Line& line, const Counted& c, Month month) {
    if (c.month == month) {
        ++line.all;
        ++(is_area(c) ? line.area : line.individual);
    }
    if (c.month == month.plus(-1)) ++line.before;
    if (c.month == month.plus(-12)) ++line.year_before;
}

Table table_of(std::span<const Counted> counted, Dimension by, Month month,
               std::string_view prefecture) {
    Table table{.by = by, .lines = {}, .total = {}};
    std::map<std::string, std::size_t> place;
    for (const std::string& code : codes_of(by, prefecture)) {
        place[code] = table.lines.size();
        table.lines.push_back({.code = code});
    }
    Heads heads, everybody;
    for (const Counted& c : counted) {
        add_to(table.lines[place.at(lines_of(c, by, Unit::consultations, prefecture).front())], c,
               month);
        add_to(table.total, c, month);
        if (c.month != month) continue;
        if (c.child) everybody.add(0, c.child);
        for (const std::string& line : lines_of(c, by, Unit::mentions, prefecture)) {
            ++table.lines[place.at(line)].mentions;
            ++table.total.mentions;
            if (c.child) heads.add(place.at(line), c.child);
        }
    }
    const auto persons = heads.counts(table.lines.size());
    for (std::size_t i = 0; i < persons.size(); ++i) table.lines[i].persons = persons[i];
    table.total.persons = everybody.counts(1)[0];
    return table;
}

bool small(std::int64_t count) { return count > 0 && count < kSmall; }

/// Takes small lines together until the sum is not small; a zero stands, it names nobody.
template <class Of>
std::vector<Line> gathered(const std::vector<Line>& lines, Of of) {
    std::vector<const Line*> rising;
    for (const Line& line : lines)
        if (of(line) > 0) rising.push_back(&line);
    std::ranges::stable_sort(rising, {}, [&](const Line* line) { return of(*line); });
    Line together{.code = std::string(kGathered)};
    std::vector<std::string_view> taken;
    for (const Line* line : rising) {
        if (!small(of(*line)) && !small(together.all)) break;
        together.all += of(*line);
        taken.push_back(line->code);
    }
    if (taken.empty()) return lines;
    together.mentions = together.all;
    std::vector<Line> kept;
    for (const Line& line : lines)
        if (std::ranges::find(taken, line.code) == taken.end()) kept.push_back(line);
    kept.push_back(together);
    return kept;
}

}  // namespace

// ---- months ----
std::optional<Month> Month::parse(std::string_view text) {
    std::string digits(text);
    if (digits.size() == 7 && digits[4] == '-') digits.erase(4, 1);
    if (digits.size() != 6 || digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const Month month{std::stoi(digits.substr(0, 4)), std::stoi(digits.substr(4))};
    if (month.year < 1990 || month.year > 2200 || month.number < 1 || month.number > 12)
        return std::nullopt;
    return month;
}

Month Month::plus(int months) const {
    const int count = year * 12 + number - 1 + months;
    return {count / 12, count % 12 + 1};
}

Date Month::first() const { return Date::from_ymd(year, number, 1).value(); }
Date Month::last() const { return plus(1).first() - 1; }
std::string Month::key() const { return first().iso().substr(0, 7); }
std::string Month::digits() const { return key().erase(4, 1); }

// ---- who stands where ----
bool is_area(const Counted& counted) { return counted.cls == "area"; }

std::vector<std::string> codes_of(Dimension by, std::string_view prefecture) {
    std::vector<std::string> codes;
    if (by == Dimension::municipality) {
        for (const auto& m : municipalities_of(prefecture)) codes.emplace_back(m.code);
        codes.emplace_back(kOutside);
        codes.emplace_back(kHidden);
    }
    for (const Code& code : list_of(by)) codes.emplace_back(code.id);
    codes.emplace_back(kUnheard);
    return codes;
}

std::vector<std::string> lines_of(const Counted& c, Dimension by, Unit unit,
                                  std::string_view prefecture) {
    switch (by) {
        case Dimension::topic:
            return topic_lines(c, unit);
        case Dimension::caller:
            return {listed(c.caller, consultation::kCallers)};
        case Dimension::channel:
            return {listed(c.channel, consultation::kChannels)};
        case Dimension::outcome:
            return {listed(c.outcome, consultation::kOutcomes)};
        case Dimension::age:
            return {listed(c.age, kAgeBands)};
        case Dimension::municipality:
            return {municipality_line(c, prefecture)};
    }
    return {};
}

bool stands_in(const Counted& c, const Cell& cell, Month month, std::string_view prefecture) {
    if (c.month != of_period(cell.period, month)) return false;
    if (!cell.cls.empty() && is_area(c) != (cell.cls == "area")) return false;
    if ((cell.unit == Unit::persons || cell.unit == Unit::first) && !c.child) return false;
    if (cell.unit == Unit::first && !c.is_first) return false;
    if (cell.unit == Unit::nameless && (c.child || is_area(c))) return false;
    if (!cell.by || cell.code.empty()) return true;
    const auto lines = lines_of(c, *cell.by, cell.unit, prefecture);
    return std::ranges::find(lines, cell.code) != lines.end();
}

std::int64_t count_of(std::span<const Counted> counted, const Cell& cell, Month month,
                      std::string_view prefecture) {
    std::int64_t count = 0;
    Heads heads;
    const bool of_children = cell.unit == Unit::persons || cell.unit == Unit::first;
    for (const Counted& c : counted) {
        if (!stands_in(c, cell, month, prefecture)) continue;
        if (of_children) heads.add(0, c.child);
        // The total of 延べ is the sum of its lines.
        else
            count += cell.unit == Unit::mentions && cell.code.empty() && cell.by
                         ? std::int64_t(lines_of(c, *cell.by, cell.unit, prefecture).size())
                         : 1;
    }
    return of_children ? heads.counts(1)[0] : count;
}

// ---- the report ----
Report report_of(std::span<const Counted> counted, Month month, std::string_view prefecture) {
    Report report;
    report.month = month;
    for (std::size_t i = 0; i < kDimensions.size(); ++i)
        report.tables.push_back(table_of(counted, Dimension(i), month, prefecture));
    report.total = report.tables.front().total;
    report.first = count_of(counted, {.unit = Unit::first}, month, prefecture);
    report.nameless = count_of(counted, {.unit = Unit::nameless}, month, prefecture);
    return report;
}

Report coarse(const Report& report) {
    Report out = report;
    out.is_coarse = true;
    out.has_split = !small(report.total.individual) && !small(report.total.area);
    out.has_persons = !small(report.total.persons);
    out.first = out.nameless = 0;
    for (Table& table : out.tables) {
        // One column alone: a second one over the same people would let a reader subtract.
        const bool by_mention = table.by == Dimension::topic;
        table.lines =
            gathered(table.lines, [&](const Line& l) { return by_mention ? l.mentions : l.all; });
        for (Line& line : table.lines) {
            const Line shown{.code = line.code,
                             .all = by_mention ? 0 : line.all,
                             .mentions = by_mention ? line.mentions : 0};
            line = shown;
        }
    }
    if (small(report.total.all)) {
        out.is_withheld = true;
        out.tables.clear();
        out.total = {};
    }
    return out;
}

Finding finding(const Report& report) {
    Finding found;
    if (report.tables.empty()) return found;
    std::int64_t most = 0, grown = 0;
    for (const Line& line : report.tables.front().lines) {
        if (line.code == kUnheard || line.code == "other") continue;
        if (line.all > most) {
            most = line.all;
            found.most = line.code;
        }
        if (line.all - line.year_before > grown && report.total.year_before > 0) {
            grown = line.all - line.year_before;
            found.grown = line.code;
        }
    }
    return found;
}

Refusals reasons_not_to_publish(Month month, Date today) {
    Refusals no;
    if (today <= month.last())
        no.add(kWhole, "reports.not_over"_w, {{"month", std::to_string(month.number)}});
    return no;
}

}  // namespace michi::reports
