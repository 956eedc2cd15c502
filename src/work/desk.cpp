#include "work/desk.hpp"

#include <algorithm>

#include "base/era.hpp"
#include "work/naming.hpp"

namespace michi::work {
namespace {

using web::Context;

constexpr int kMost = 500;  // of each half: who is asked has few

Held held_by(const Context& c, const WorkLine& line) {
    return {.ours = line.action.holder.organisation == c.who.organisation,
            .asked = line.asked == c.who.organisation,
            .state = line.request_state,
            .side = line.action.holder.side};
}

Circumstances around_of(Context& c, const WorkLine& line) {
    if (!line.has_case) return {};
    return consent::circumstances(c.tx, c.who, line.brief, c.now.today);
}

/// What nobody has received belongs to today (worklist.cpp).
bool is_in_days(const DeskLine& at, std::string_view due, Date today) {
    if (due.empty()) return true;
    const Date answer = at.line.action.due;
    const Date day = at.turn == Turn::fresh && answer > today ? today : answer;
    const Date sunday = today + (7 - today.weekday()) % 7;
    const bool past = day < today;
    if (due == "over") return past && may_be_late(at.turn);
    if (due == "today") return day == today;
    if (due == "days") return day >= today && day <= sunday;
    return due == "week" ? day > today && day <= sunday : day > sunday;
}

}  // namespace

std::vector<DeskLine> desk_lines(Context& c, const Asked& asked) {
    Asked ours;
    ours.person = asked.person;
    ours.municipality = asked.municipality;
    std::vector<DeskLine> found;
    const auto add = [&](std::vector<WorkLine> lines) {
        for (WorkLine& line : lines) {
            const Turn turn = turn_of(held_by(c, line));
            found.push_back({turn, std::move(line)});
        }
    };
    add(worklist(c.tx, c.vault, c.who, ours, c.now.today, kMost));
    add(others_turns(c.tx, c.vault, c.who, asked.municipality, c.now.today, kMost));
    const auto wanted = turn_named(asked.turn);
    std::erase_if(found, [&](const DeskLine& at) {
        return (wanted && at.turn != *wanted) || !is_in_days(at, asked.due, c.now.today) ||
               (!may_be_late(at.turn) && !c.may(Act::read_case, around_of(c, at.line)).allowed());
    });
    std::ranges::stable_sort(found, {}, &DeskLine::turn);
    return found;
}

namespace {

/// Of a step of others only how far it is: what they do, and how late, is theirs.
void say_how_far(Context& c, WorkRow& row, const WorkLine& line) {
    row.what = word_text(said_of(held_by(c, line)), c.lang);
    if (line.action.due < c.now.today) row.due.clear();
    row.due_note.clear();
    row.overdue = row.today = row.returned = false;
    row.person = row.version = 0;
}

}  // namespace

WorkRow desk_row(Context& c, const DeskLine& at) {
    const WorkLine& line = at.line;
    WorkRow row = row_of(c, line);
    row.lead = row.context;
    row.request = line.request_state.empty() ? 0 : line.action.handover.value;
    if (row.request) row.href = "/w/handovers/H-" + std::to_string(row.request);
    if (!may_be_late(at.turn)) say_how_far(c, row, line);
    if (!line.request_state.empty() && line.asked == c.who.organisation)
        row.from = asked_by(c, line, c.may(Act::read_case, around_of(c, line)));
    return row;
}

}  // namespace michi::work
