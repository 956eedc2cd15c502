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

bool is_in_days(const DeskLine& at, std::string_view due, Date today) {
    if (due.empty()) return true;
    const Date day = at.line.action.due, sunday = today + (7 - today.weekday()) % 7;
    const bool past = day < today;
    if (due == "over") return past && may_be_late(at.turn);
    if (due == "today") return day == today;
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

/// Who asked, shortly: there is one Centre for the reader.
std::string sender_of(Context& c, const WorkLine& line, const Decision& read) {
    const auto from = people::find_organisation(c.tx, line.asked_by);
    if (from.kind == "centre") return std::string(word_text("record.side_centre"_w, c.lang));
    return Naming(c, line.brief, read).organisation(from);
}

void offer_receipt(Context& c, WorkRow& row, const WorkLine& line, Circumstances around) {
    around.mine = Mine::colleague;
    if (!c.may(Act::receive_handover, around).allowed()) return;
    row.receive = "/w/handovers/H-" + std::to_string(line.action.handover.value) + "/receive";
    row.request_version = line.request_version;
}

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
    const Circumstances around = around_of(c, line);
    if (line.request_state.empty() || line.asked != c.who.organisation) return row;
    row.from = say("work.asked_by"_w, c.lang,
                   {{"who", sender_of(c, line, c.may(Act::read_case, around))}});
    if (at.turn == Turn::fresh) offer_receipt(c, row, line, around);
    return row;
}

}  // namespace michi::work
