// 今日の仕事: what is mine now, what others owe, what is only watched.

#include <fmt/format.h>

#include <array>

#include "base/age.hpp"
#include "base/era.hpp"
#include "base/fold.hpp"
#include "people/people.hpp"
#include "platform/derived.hpp"
#include "work/pages.hpp"
#include "work/shown.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;

constexpr int kRows = 60;
constexpr std::size_t kPeekCharacters = 120;
constexpr std::array<std::string_view, 4> kTabs{"ours", "theirs", "watch", "all"};

std::string context_line(const Context& c, const WorkLine& line) {
    if (!line.has_case)
        return line.action.consultation ? "R-" + std::to_string(line.action.consultation.value)
                                        : std::string{};
    std::string text = shown_name(c, line.action.case_id, line.kanji.reveal(), line.kana.reveal());
    const std::string age = age_line(line.birth.reveal(), c.now.today);
    if (!age.empty()) text += "（" + age + "）";
    if (!line.municipality.empty() && !line.is_protected)
        text += "・" + municipality_name(line.municipality);
    const auto given = [&](const record::Code& kind) {
        return ("," + line.care + ",").find("," + std::string(kind.id) + ",") != std::string::npos;
    };
    if (const auto first = std::ranges::find_if(record::kCareKinds, given);
        first != record::kCareKinds.end()) {
        text += "・" + std::string(word_text(first->word, c.lang));
        if (first->id.size() < line.care.size()) text += word_text("work.and_more"_w, c.lang);
    }
    return text;
}

void set_consent(WorkRow& row, const WorkLine& line) {
    if (!line.has_case) return;
    const int cells = line.consent_asked * int(consent::kCategories.size());
    row.consent = line.consent_asked == 0     ? "no"
                  : line.consent_yes >= cells ? "ok"
                  : line.consent_yes > 0      ? "part"
                                              : "no";
    row.consent_word = row.consent == "ok"     ? "work.consent_ok"_w
                       : row.consent == "part" ? "work.consent_part"_w
                                               : "work.consent_missing"_w;
}

/// The last thing that was said, for the row under the cursor.
void set_peek(Context& c, WorkRow& row, const WorkLine& line) {
    if (!line.last_entry || c.masked) return;
    Id<record::Case> id;
    const auto entry = record::find_entry(c.tx, c.vault, line.last_entry, id);
    if (entry.visible == record::Visible::centre && entry.organisation != c.who.organisation)
        return;
    row.peek_when = list_date(entry.at.in_japan(), c.now.today);
    row.peek_title = entry.title.reveal();
    row.peek_text = std::string(first_characters(entry.text.reveal(), kPeekCharacters));
}

bool may_finish(const Context& c, const ActionRow& action) {
    Circumstances around;
    around.relation = c.who.organisation == action.holder.organisation || action.holder.side == "c"
                          ? Relation::centre
                          : Relation::member;
    if (c.who.role == Role::municipal_officer || c.who.role == Role::partner ||
        c.who.role == Role::local_coordinator)
        around.relation = Relation::member;
    return c.may(Act::finish_action, around).allowed();
}

WorkRow row_of(Context& c, const WorkLine& line) {
    WorkRow row = action_row(c, line.action, may_finish(c, line.action));
    row.context = context_line(c, line);
    set_consent(row, line);
    return row;
}

Word group_of(const WorkRow& row, const ActionRow& action, Date today) {
    if (row.overdue) return "work.group_overdue"_w;
    if (row.today) return "work.group_today"_w;
    const int to_sunday = (7 - today.weekday()) % 7;
    return action.due <= today + to_sunday ? "work.group_week"_w : "work.group_later"_w;
}

void put(std::vector<WorkGroup>& groups, Word title, WorkRow row) {
    if (groups.empty() || groups.back().title != title)
        groups.push_back({title,
                          title == "work.group_overdue"_w ? "over"
                          : title == "work.group_today"_w ? "today"
                                                          : "",
                          {}});
    groups.back().rows.push_back(std::move(row));
}

std::vector<BallCount> ball_counts(const Counts& n) {
    std::vector<BallCount> balls;
    std::int64_t total = 0, start = 0;
    for (const auto& [side, count] : n.by_side) total += count;
    for (const auto& side : record::kSides) {
        const auto found = n.by_side.find(std::string(side.id));
        if (found == n.by_side.end()) continue;
        const std::int64_t width = total ? found->second * 100 / total : 0;
        balls.push_back({mark(side.id), found->second, start, width});
        start += width;
    }
    return balls;
}

std::string tab_of(const Context& c) {
    const std::string tab = c.query.text("tab");
    if (tab == "side") {
        const std::string side = c.query.text("side");
        if (std::ranges::any_of(record::kSides, [&](const auto& s) { return s.id == side; }))
            return side;
    }
    return std::ranges::find(kTabs, tab) == kTabs.end() ? "ours" : tab;
}

void fill_rail(Context& c, MyDayView& v) {
    for (const auto& line : worklist(c.tx, c.vault, c.who, "ours", kRows)) {
        if (line.action.returned && v.returned.size() < 6) v.returned.push_back(row_of(c, line));
        if (line.action.due == c.now.today && !line.action.due_time.empty())
            v.agenda.push_back(row_of(c, line));
    }
}

/// All that the page reads from the database; the rest of it is the address' (`undo`).
constexpr std::array<std::string_view, 6> kRead{"action",     "case_record", "child",
                                                "child_care", "consent",     "entry"};

/// Computed anew only after one of those tables has changed, since everybody looks at it all day.
MyDayView day_of(Context& c, const std::string& tab) {
    const Counts n = counts(c.tx, c.who);
    MyDayView v;
    v.today = header_date(c.now.today);
    v.tab = tab;
    v.ours = n.ours;
    v.theirs = n.theirs;
    v.watch = n.watch;
    v.all = n.all;
    v.of_centre = c.who.role == Role::centre_counsellor || c.who.role == Role::centre_head ||
                  c.who.role == Role::receptionist;
    for (const auto& line : worklist(c.tx, c.vault, c.who, tab, kRows)) {
        WorkRow row = row_of(c, line);
        if (v.shown++ == 0) set_peek(c, row, line);
        const Word title = group_of(row, line.action, c.now.today);
        put(v.groups, title, std::move(row));
    }
    fill_rail(c, v);
    v.balls = ball_counts(n);
    for (const auto& ball : v.balls) v.balls_total += ball.count;
    return v;
}

}  // namespace

Answer my_day(Context& c) {
    c.require(Act::see_worklist, {});
    const std::string tab = tab_of(c);
    const std::string what =
        fmt::format("work.day/{}/{}/{}/{}/{}/{}/{}", c.who.organisation.value, c.who.account.value,
                    int(c.who.role), tab, c.now.today.iso(), int(c.lang), c.masked);
    MyDayView v = *derived(c.tx, what, kRead, [&] { return day_of(c, tab); });
    v.undo = c.query.number("undo");
    c.trace(TraceKind::list, "work.my_day", "", 0, "rows=" + std::to_string(v.shown));
    return c.page(std::move(v),
                  {.title = std::string(word_text("work.my_day"_w, c.lang)), .active = "work"});
}

}  // namespace michi::work
