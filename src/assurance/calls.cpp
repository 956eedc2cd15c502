// 確認が古いもの: whom to call, in which order, and how the call ended.

#include <algorithm>

#include "assurance/pages.hpp"
#include "base/era.hpp"
#include "people/people.hpp"
#include "platform/sheet.hpp"

namespace michi::assurance {
namespace {

using directory::Field;
using web::Answer;
using web::Context;
using web::Url;

struct End {
    std::string_view id;
    CallEnd end;
};
constexpr End kEnds[] = {{"no_answer", CallEnd::no_answer},
                         {"later", CallEnd::later},
                         {"unchanged", CallEnd::unchanged}};

struct Line {
    std::shared_ptr<const Entry> entry;
    CallPlace place;
    CallOrder order;
    Freshness fresh{};
};

struct Calls {
    std::vector<Line> lines;
    std::map<Id<directory::Service>, LastCall> last;
};

bool is_asked(const Entry& entry, const web::Form& query) {
    const std::string kind = query.text("kind"), place = query.text("place");
    return !entry.gone && entry.values[Field::closed] != "closed" &&
           (kind.empty() || entry.kind == kind) &&
           (place.empty() || entry.values[Field::municipality] == place);
}

Calls calls_of(Context& c, const web::Form& query) {
    const auto all = directory::snapshot(c.tx);
    const auto times = directory::times_set_aside(c.tx);
    Calls calls{{}, last_calls(c.tx)};
    for (const auto& entry : all->listings) {
        if (!is_asked(*entry, query)) continue;
        const Freshness fresh = freshness_of(*all, *entry, c.now.today);
        if (fresh == Freshness::confirmed) continue;
        const auto call = calls.last.find(entry->id);
        const auto candidate = times.find(entry->id);
        const CallPlace place{
            .tried_today = call != calls.last.end() && call->second.on == c.now.today,
            .last_word = directory::last_word(*entry),
            .candidate_times = candidate == times.end() ? 0 : candidate->second,
            .id = entry->id.value};
        calls.lines.push_back({entry, place, call_order(place, c.now.today), fresh});
    }
    std::ranges::sort(calls.lines, {}, &Line::order);
    return calls;
}

std::string last_line(const Context& c, const Entry& entry, std::optional<Date> last) {
    if (!last) return std::string(word_text("assurance.never_asked"_w, c.lang));
    const std::string day = list_date(*last, c.now.today);
    const bool by_call = entry.confirmed_on == last && !entry.confirmed_by.empty();
    return by_call ? say("assurance.last_by"_w, c.lang, {{"day", day}, {"who", entry.confirmed_by}})
                   : say("assurance.last_on"_w, c.lang, {{"day", day}});
}

std::string tried_line(Context& c, const LastCall& call) {
    const std::string day = list_date(call.on, c.now.today);
    const std::string who = people::name_of(c.tx, c.vault, call.by);
    if (call.end == CallEnd::no_answer)
        return say("assurance.tried_no_answer"_w, c.lang,
                   {{"day", day}, {"who", who}, {"n", std::to_string(call.tries)}});
    if (call.end == CallEnd::later)
        return say("assurance.tried_later"_w, c.lang, {{"day", day}, {"who", who}});
    return {};
}

CallRow row_of(Context& c, const Calls& calls, const Line& line) {
    const Entry& entry = *line.entry;
    CallRow row;
    row.number = directory::service_number(entry.id);
    row.name = entry.values[Field::name];
    row.place = place_of(entry);
    row.phone = directory::first_phone(entry.values[Field::phone]);
    row.phone_digits = directory::digits_of(row.phone);
    row.kind = kind_word(entry.kind);
    row.fresh = word_of(line.fresh);
    row.tone = tone_of(line.fresh);
    row.last = last_line(c, entry, line.place.last_word);
    row.candidate = line.place.candidate_times;
    if (const auto call = calls.last.find(entry.id); call != calls.last.end())
        row.tried = tried_line(c, call->second);
    return row;
}

Url list_address(const web::Form& form) {
    Url url("/w/resources/stale");
    for (const char* name : {"kind", "place", "page"})
        if (!form.text(name).empty()) url.query(name, form.text(name));
    return url;
}

std::string said_of(Context& c) {
    const std::string number = c.query.text("said");
    const auto* end = std::ranges::find(kEnds, c.query.text("end"), &End::id);
    if (number.empty() || end == std::end(kEnds)) return {};
    const Word word = end->end == CallEnd::unchanged   ? "assurance.said_unchanged"_w
                      : end->end == CallEnd::no_answer ? "assurance.said_no_answer"_w
                                                       : "assurance.said_later"_w;
    return say(word, c.lang, {{"number", number}});
}

}  // namespace

Answer show_calls(Context& c) {
    c.require(Act::edit_directory, {});
    const auto all = directory::snapshot(c.tx);
    const Calls calls = calls_of(c, c.query);
    const PageOf page = page_of(calls.lines.size(), c.query.number("page"));
    CallsView v;
    for (std::size_t i = page.from; i < std::min(page.from + kPage, calls.lines.size()); ++i)
        v.rows.push_back(row_of(c, calls, calls.lines[i]));
    v.kind = c.query.text("kind");
    v.place = c.query.text("place");
    v.kinds = kind_choices(*all, v.kind);
    v.places = place_choices(*all, v.place);
    v.said = said_of(c);
    v.total = static_cast<std::int64_t>(calls.lines.size());
    v.page = page.page;
    v.pages = page.pages;
    v.waiting = count_waiting(c.tx);
    return c.page(std::move(v), staff_shell(c, "assurance.calls_title"_w));
}

Answer record_call(Context& c) {
    c.require(Act::edit_directory, {});
    const auto entry = entry_of(c);
    const std::string said = c.form.text("end");
    const std::string number = directory::service_number(entry->id);
    if (said == "changed") return c.see_other(Url("/w/resources").segment(number).segment("edit"));
    const auto* end = std::ranges::find(kEnds, said, &End::id);
    if (end == std::end(kEnds)) throw NotFound{};
    if (end->end == CallEnd::unchanged)
        directory::confirm(c.tx, entry->id, c.now.today, c.who.name);
    insert_call(c.tx, entry->id, end->end, c.now.today, c.who.account, c.now.at);
    c.trace(TraceKind::change, "assurance.call", number, 0, said);
    return c.see_other(list_address(c.form).query("said", number).query("end", said));
}

Answer calls_file(Context& c) {
    c.require(Act::edit_directory, {});
    const Calls calls = calls_of(c, c.query);
    const auto text = [&](Word word) { return std::string(word_text(word, c.lang)); };
    Sheet sheet;
    sheet.name = text("assurance.calls_title"_w);
    sheet.header = {text("assurance.number"_w),    text("assurance.name"_w),
                    text("assurance.kind"_w),      text("assurance.place"_w),
                    text("assurance.phone"_w),     text("assurance.state"_w),
                    text("assurance.last_word"_w), text("assurance.candidate_times"_w)};
    for (const Line& line : calls.lines) {
        const CallRow row = row_of(c, calls, line);
        sheet.rows.push_back(
            {row.number, row.name, text(row.kind), row.place, row.phone, text(row.fresh),
             line.place.last_word ? line.place.last_word->iso() : "", row.candidate});
    }
    c.trace(TraceKind::export_, "assurance.calls", "", 0, std::to_string(calls.lines.size()));
    return c.file(csv(sheet), "text/csv; charset=utf-8", "stale-" + c.now.today.iso() + ".csv");
}

}  // namespace michi::assurance
