#include "directory/end_command.hpp"

#include <algorithm>

#include "base/era.hpp"
#include "base/said_day.hpp"
#include "directory/ending.hpp"

namespace michi::directory {
namespace {

std::string names_of(const std::vector<KeptList>& lists) {
    std::string names;
    for (const KeptList& one : lists)
        if (!one.ended_on) names.append(names.empty() ? "" : "、").append(one.list.name);
    return names;
}

std::string sentences(const Refusals& no) {
    std::string text;
    for (const Refusal& one : no.items)
        text.append(text.empty() ? "" : " ").append(say(one.word, Lang::ja, one.args));
    return text;
}

void trace_end(Tx& tx, const KeptList& list) {
    Trace trace;
    trace.kind = TraceKind::change;
    trace.action = "directory.list_ended";
    trace.object = std::to_string(list.list.id.value);
    trace.detail = std::to_string(list.rows);
    tx.trace(std::move(trace));
}

}  // namespace

EndedByCommand end_by_command(Database& database, std::string_view name, std::string_view since,
                              bool rehearse, Now now) {
    EndedByCommand result;
    Refusals no;
    const auto day =
        since.empty() ? now.today : read_said_day("ended_on", since, Toward::past, now.today, no);
    const auto act = [&](Tx& tx) {
        const auto lists = kept_lists(tx);
        const auto found = std::ranges::find_if(
            lists, [&](const KeptList& one) { return one.list.name == name && !one.ended_on; });
        if (found == lists.end())
            return no.add(kWhole, "directory.import_end_unknown"_w,
                          {{"list", std::string(name)}, {"lists", names_of(lists)}});
        if (!day) return;
        const Ending ending = ending_of(tx, found->list.id);
        no = rehearse ? check_end(*found, *day, now.today)
                      : end_list(tx, *found, *day, found->rows, {}, now);
        if (no.any()) return;
        if (!rehearse) trace_end(tx, *found);
        result.text =
            say(rehearse ? "directory.import_end_shown"_w : "directory.import_ended"_w, Lang::ja,
                {{"list", found->list.name},
                 {"day", detail_date(*day, now.today)},
                 {"going", std::to_string(ending.going.size())},
                 {"staying", std::to_string(ending.staying.size())}});
    };
    if (rehearse)
        database.read(act);
    else
        database.write_now(act);
    result.done = !no.any();
    if (no.any()) result.text = sentences(no);
    return result;
}

}  // namespace michi::directory
