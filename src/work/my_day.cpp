// 今日の仕事: what is mine now, what others owe, what is only watched; the head's view over the team.

#include <fmt/format.h>

#include <array>

#include "base/era.hpp"
#include "base/municipality.hpp"
#include "base/working_days.hpp"
#include "people/people.hpp"
#include "platform/derived.hpp"
#include "work/desk.hpp"
#include "work/pages.hpp"
#include "work/rows.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr int kPage = 50, kReturned = 4, kLookedAt = 40, kAgenda = 12;
constexpr int kBeginOfDay = 8 * 60 + 30;
constexpr int kEndOfDay = 17 * 60 + 15;  // what comes later is seen the next working day
constexpr std::array<std::string_view, 7> kTabs{"ours", "theirs",   "watch", "acts",
                                                "all",  "returned", "turns"};

struct Group {
    std::string_view id, tone;
    Word title;
};
constexpr std::array kGroups{
    Group{"over", "over", "work.group_overdue"_w}, Group{"today", "today", "work.group_today"_w},
    Group{"week", "", "work.group_week"_w}, Group{"later", "", "work.group_later"_w}};

/// Today and the rest of the week together: what 「週を見る」 shows.
constexpr std::string_view kWeek = "days";

bool of_centre(Role role) {
    return role == Role::centre_counsellor || role == Role::centre_head ||
           role == Role::receptionist;
}

Date last_working_day(Date today) {
    Date day = today - 1;
    while (!is_working_day(day)) day = day - 1;
    return day;
}

Instant last_evening(Date today) { return at_in_japan(last_working_day(today), kEndOfDay); }

/// What came while the office was closed ends when it opens; what came since yesterday evening goes on.
Instant opening_after(Date today) {
    const bool closed_before = last_working_day(today) != today - 1;
    return closed_before && is_working_day(today) ? at_in_japan(today, kBeginOfDay) : Instant{};
}

bool is_tab(std::string_view tab) {
    return std::ranges::find(kTabs, tab) != kTabs.end() ||
           std::ranges::any_of(record::kSides, [&](const auto& s) { return s.id == tab; });
}

Id<Account> person_of(const Context& c, Id<Account> otherwise) {
    const std::string whose = c.query.text("who");
    if (whose == "all") return {};
    if (whose == "me") return c.who.account;
    const Id<Account> one{c.query.number("who")};
    return one ? one : otherwise;
}

Asked asked_of(const Context& c) {
    Asked asked = own_list(c.who);
    asked.person = person_of(c, asked.person);
    if (const auto tab = c.query.text("tab"); is_tab(tab)) asked.tab = tab;
    if (asked.tab == "turns" && of_centre(c.who.role)) asked.tab = "ours";
    if (const auto turn = c.query.text("turn"); asked.tab == "turns" && turn_named(turn))
        asked.turn = turn;
    if (c.query.text("tab") == "fresh") {
        asked.tab = "returned";
        asked.since = last_evening(c.now.today);
        asked.until = opening_after(c.now.today);
    }
    if (const auto due = c.query.text("due");
        due == kWeek || std::ranges::any_of(kGroups, [&](const Group& g) { return g.id == due; }))
        asked.due = due;
    if (const auto code = c.query.text("muni"); find_municipality(code)) asked.municipality = code;
    return asked;
}

/// The address of a list; what is as usual is left out.
std::string href_of(const Context& c, const Asked& asked, bool team = false,
                    std::int64_t page = 1) {
    Url url("/w");
    if (team) url.query("view", "team");
    if (asked.since.ms)
        url.query("tab", "fresh");
    else if (asked.tab != own_list(c.who).tab)
        url.query("tab", asked.tab);
    if (!asked.turn.empty()) url.query("turn", asked.turn);
    if (asked.person != own_list(c.who).person)
        url.query("who", !asked.person                   ? "all"
                         : asked.person == c.who.account ? "me"
                                                         : std::to_string(asked.person.value));
    if (!asked.due.empty()) url.query("due", asked.due);
    if (!asked.municipality.empty()) url.query("muni", asked.municipality);
    if (page > 1) url.query("page", std::to_string(page));
    return std::string(url.text());
}

Figure figure(Context& c, const Asked& asked, bool on = false) {
    return {href_of(c, asked), count(c.tx, c.vault, c.who, asked, c.now.today), on};
}

Figure tab(Context& c, const Asked& now, std::string_view id, std::int64_t known) {
    Asked asked;
    asked.tab = id;
    asked.person = now.person;
    return {href_of(c, asked), known, now.tab == id && !now.since.ms};
}

void fill_tabs(Context& c, MyDayView& v, const Asked& now) {
    const Counts n = counts(c.tx, c.who, now.person, c.now.today);
    v.ours = tab(c, now, "ours", n.ours);
    v.theirs = tab(c, now, "theirs", n.theirs);
    v.watch = tab(c, now, "watch", n.watch);
    v.all = tab(c, now, "all", n.all);
    Asked other;
    other.person = c.who.account;
    if (!of_centre(c.who.role)) {
        Asked every;
        every.tab = "turns";
        every.person = now.person;
        v.turns = tab(c, now, "turns", static_cast<std::int64_t>(desk_lines(c, every).size()));
    }
    v.mine = {href_of(c, other), counts(c.tx, c.who, other.person, c.now.today).ours,
              now.person == c.who.account};
    other.person = {};
    v.everyone = {href_of(c, other), counts(c.tx, c.who, {}, c.now.today).ours, !now.person};
}

std::size_t group_of(const Subject& who, const WorkRow& row, const WorkLine& line, Date today) {
    const ActionRow& action = line.action;
    if (row.overdue) return 0;
    if (action.due <= today || is_new_request(who, line)) return 1;
    return action.due <= today + (7 - today.weekday()) % 7 ? 2 : 3;
}

void set_pages(MyDayView& v, std::int64_t total) {
    v.total = total;
    v.pages = std::max<std::int64_t>(1, (v.total + kPage - 1) / kPage);
    v.page = std::clamp<std::int64_t>(v.page, 1, v.pages);
}

void link_pages(const Context& c, MyDayView& v, const Asked& asked) {
    if (v.page > 1) v.previous = href_of(c, asked, v.team_open, v.page - 1);
    if (v.page < v.pages) v.next = href_of(c, asked, v.team_open, v.page + 1);
}

/// A receiver's day: a group for each turn, counted over the same lines as its rows.
void fill_turns(Context& c, MyDayView& v, const Asked& asked) {
    const auto lines = desk_lines(c, asked);
    set_pages(v, static_cast<std::int64_t>(lines.size()));
    const auto from = static_cast<std::size_t>(v.page - 1) * kPage;
    for (std::size_t i = from; i < std::min(lines.size(), from + kPage); ++i) {
        const DeskLine& at = lines[i];
        WorkRow row = desk_row(c, at);
        row.first = i == from;
        if (row.first && at.line.has_case) v.peek = peek_of(c, at.line.action.case_id);
        if (i == from || lines[i - 1].turn != at.turn) {
            Asked of_turn = asked;
            of_turn.turn = row_of(at.turn).id;
            v.groups.push_back({row_of(at.turn).title,
                                "",
                                href_of(c, of_turn),
                                std::ranges::count(lines, at.turn, &DeskLine::turn),
                                {}});
        }
        v.groups.back().rows.push_back(std::move(row));
    }
    link_pages(c, v, asked);
}

void fill_rows(Context& c, MyDayView& v, const Asked& asked) {
    set_pages(v, count(c.tx, c.vault, c.who, asked, c.now.today));
    std::array<WorkGroup, kGroups.size()> groups;
    bool first = true;
    for (const auto& line :
         worklist(c.tx, c.vault, c.who, asked, c.now.today, kPage, int(v.page - 1) * kPage)) {
        WorkRow row = row_of(c, line);
        row.first = first;
        if (first && line.has_case) v.peek = peek_of(c, line.action.case_id);
        first = false;
        groups[group_of(c.who, row, line, c.now.today)].rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].rows.empty()) continue;
        Asked of_group = asked;
        of_group.due = kGroups[i].id;
        groups[i].title = kGroups[i].title;
        groups[i].tone = kGroups[i].tone;
        const Figure n = figure(c, of_group);
        groups[i].href = n.href;
        groups[i].count = n.count;
        v.groups.push_back(std::move(groups[i]));
    }
    link_pages(c, v, asked);
}

void fill_aside(Context& c, MyDayView& v, const Asked& now) {
    Asked asked;
    asked.person = now.person;
    asked.tab = "returned";
    v.returned_count = figure(c, asked);
    auto lines = worklist(c.tx, c.vault, c.who, asked, c.now.today, kLookedAt);
    std::ranges::sort(lines, std::ranges::greater{},
                      [](const WorkLine& line) { return line.action.created_at.ms; });
    for (const auto& line : lines)
        if (v.returned.size() < kReturned) v.returned.push_back(returned_of(c, line));
    asked.since = last_evening(c.now.today);
    asked.until = opening_after(c.now.today);
    v.fresh = figure(c, asked);
    v.fresh_word = last_working_day(c.now.today) == c.now.today - 1 ? "work.fresh_evening"_w
                                                                    : "work.fresh_holidays"_w;
    Asked today;
    today.person = now.person;
    today.due = "today";
    for (const auto& line : worklist(c.tx, c.vault, c.who, today, c.now.today, kLookedAt))
        if (!line.action.due_time.empty() && v.agenda.size() < kAgenda)
            v.agenda.push_back(row_of(c, line));
    today.due = kWeek;
    v.week = href_of(c, today);
}

void fill_balls(Context& c, MyDayView& v) {
    const Counts n = counts(c.tx, c.who, {}, c.now.today);
    std::int64_t start = 0;
    for (const auto& side : record::kSides) {
        const auto found = n.by_side.find(std::string(side.id));
        if (found == n.by_side.end()) continue;
        Asked asked;
        asked.tab = side.id;
        const std::int64_t width = n.acts ? found->second * 100 / n.acts : 0;
        v.balls.push_back({mark(side.id), href_of(c, asked), found->second, start, width});
        start += width;
    }
    Asked asked;
    asked.tab = "acts";
    v.acts = {href_of(c, asked), n.acts, false};
}

void fill_filter(Context& c, MyDayView& v, const Asked& now) {
    v.narrowed = !now.due.empty() || !now.turn.empty() || !now.municipality.empty() ||
                 now.person != own_list(c.who).person;
    for (const auto& m : municipalities_of(people::home_prefecture(c.tx, c.who.organisation)))
        v.municipalities.push_back(
            {std::string(m.code), {}, std::string(m.name), m.code == now.municipality, false});
}

LoadRow load_of(Context& c, Id<Account> account, std::string name) {
    Asked asked;
    asked.person = account;
    const Counts n = counts(c.tx, c.who, account, c.now.today);
    LoadRow row{.name = std::move(name), .account = account.value};
    row.ours = {href_of(c, asked), n.ours, false};
    asked.due = "over";
    row.over = figure(c, asked);
    asked.due = {};
    asked.tab = "theirs";
    row.theirs = {href_of(c, asked), n.theirs, false};
    asked.tab = "watch";
    row.watch = {href_of(c, asked), n.watch, false};
    return row;
}

void fill_team(Context& c, MyDayView& v) {
    for (const auto& one : people::accounts_of(c.tx, c.vault, c.who.organisation)) {
        if (!one.enabled || !of_centre(one.role)) continue;
        v.colleagues.push_back({std::to_string(one.id.value), {}, one.name, false, false});
        v.team.push_back(load_of(c, one.id, one.name));
    }
}

/// All that the page reads and that changes during a day; the team's table is made anew each time.
constexpr std::array<std::string_view, 8> kRead{"account", "action",  "case_member", "case_record",
                                                "child",   "consent", "entry",       "handover"};

/// Computed anew only after one of those tables has changed, since everybody looks at it all day.
MyDayView day_of(Context& c, const Asked& asked, bool team, std::int64_t page) {
    MyDayView v;
    v.today = header_date(c.now.today);
    v.tab = asked.since.ms ? "fresh" : asked.tab;
    v.due = asked.due;
    v.own = mark_of(people::find_organisation(c.tx, c.who.organisation));
    v.of_centre = of_centre(c.who.role);
    v.whose = !asked.person                   ? "all"
              : asked.person == c.who.account ? "me"
                                              : std::to_string(asked.person.value);
    v.may_assign = c.who.role == Role::centre_head;
    v.team_open = team;
    v.page = page;
    fill_tabs(c, v, asked);
    if (asked.tab == "turns")
        fill_turns(c, v, asked);
    else
        fill_rows(c, v, asked);
    v.back = href_of(c, asked, team, v.page);
    fill_aside(c, v, asked);
    if (v.of_centre) fill_balls(c, v);
    fill_filter(c, v, asked);
    return v;
}

/// Only whole lists of one's own are kept: they are few, and what people look at. Without names a list is
/// made anew: what hides them reads more tables, and it is asked for seldom.
bool is_usual(const Context& c, const Asked& asked, bool team, std::int64_t page) {
    return !team && !c.masked && page <= 1 && asked.due.empty() && asked.turn.empty() &&
           asked.municipality.empty() && (!asked.person || asked.person == c.who.account);
}

std::string name_of_day(const Context& c, const Asked& asked) {
    return fmt::format("work.day/{}/{}/{}/{}/{}/{}", c.who.organisation.value, c.who.account.value,
                       int(c.who.role), href_of(c, asked), c.now.today.iso(), int(c.lang));
}

/// Words of danger stand above everybody's day at the Centre, whoever has them in charge: those that wait for an
/// answer (consultation), and those to be sorted before that (letterbox).
void say_alarms(Context& c, MyDayView& v) {
    static constexpr std::array<std::string_view, 2> kWritten{"consultation", "message_thread"};
    const auto of = [&](Sql sql) { return c.tx.value<std::int64_t>(sql, c.who.organisation); };
    const auto alarms =
        derived(c.tx, fmt::format("work.alarms/{}", c.who.organisation.value), kWritten, [&] {
            return std::pair(of("SELECT count(*) FROM consultation WHERE centre_id = $1"
                                " AND state = 1 AND alarm = 1 AND waits_since IS NOT NULL"),
                             of("SELECT count(*) FROM message_thread WHERE centre_id = $1"
                                " AND state = 0 AND alarm = 1"));
        });
    std::tie(v.alarms_waiting, v.alarms_to_sort) = *alarms;
}

/// The green line after 受け取る in the row, as long as it stands so.
void say_received(const Context& c, MyDayView& v) {
    const std::int64_t request = c.query.number("received");
    for (const auto& group : v.groups)
        for (const WorkRow& row : group.rows)
            if (request && row.request == request && row.receive.empty())
                v.received = {row.lead.empty() ? row.context : row.lead, row.due, row.href};
}

}  // namespace

/// Where everybody begins whose role has no page of a later folder (web/flight.cpp).
Answer home(Context& c) {
    if (ever(c.who.role, Act::see_worklist)) return my_day(c);
    c.require(Act::open_page, {});
    return start(c);
}

Answer my_day(Context& c) {
    c.require(Act::see_worklist, {});
    const Asked asked = asked_of(c);
    const bool team = c.who.role == Role::centre_head && c.query.text("view") == "team";
    const std::int64_t page = c.query.number("page");
    const auto make = [&] { return day_of(c, asked, team, page); };
    MyDayView v = is_usual(c, asked, team, page)
                      ? *derived(c.tx, name_of_day(c, asked), kRead, make)
                      : make();
    say_received(c, v);
    if (v.of_centre) say_alarms(c, v);
    v.undo = undoable(c, {});
    v.density = c.tx.value<std::string>("SELECT density FROM account WHERE id = $1", c.who.account);
    if (team) fill_team(c, v);
    c.trace(TraceKind::list, "work.my_day", "", 0, "rows=" + std::to_string(v.total));
    return c.page(std::move(v),
                  {.title = std::string(word_text("work.my_day"_w, c.lang)), .active = "work"});
}

Answer set_density(Context& c) {
    const std::string density = c.form.text("density");
    c.tx.run("UPDATE account SET density = $2 WHERE id = $1", c.who.account,
             density == "dense" || density == "roomy" ? density : std::string{});
    Answer answer = c.see_other(Url("/w"));
    if (const auto back = c.form.text("back"); web::is_local_path(back)) answer.location = back;
    return answer;
}

Answer peek_action(Context& c) {
    const Id<Action> id{c.number("action")};
    const auto action = visible_action(c.tx, c.vault, c.who, id, c.now.today);
    if (!action || !action->case_id)
        consent::absent(c, Act::read_case, "action/" + std::to_string(id.value));
    open_case(c, action->case_id, Act::read_case);
    return c.page(peek_of(c, action->case_id),
                  {.title = record::case_number(action->case_id), .active = "work"});
}

}  // namespace michi::work
