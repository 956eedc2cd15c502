// 仕分け待ち: what came in such numbers from one network that it waits for a hand. Taken in or put aside, many in
// one act; what was put aside can be taken back.

#include <algorithm>

#include "base/era.hpp"
#include "base/text.hpp"
#include "consultation/consultation.hpp"
#include "letterbox/pages.hpp"

namespace michi::letterbox {

void render(const SortView& v, web::Out& out);

namespace {

using web::Answer;
using web::Context;

constexpr int kAtMost = 200, kAsideAtMost = 50;
constexpr std::size_t kShownWords = 120;

/// What the page showed of a thread: itself and how many letters stood in it.
std::string seen_of(const Correspondence& thread) {
    return std::to_string(thread.id.value) + "." + std::to_string(thread.letters.size());
}

/// Whether it is among those chosen, whatever came to it since.
bool is_chosen(const Context& c, const Correspondence& thread) {
    const std::string id = std::to_string(thread.id.value) + ".";
    return std::ranges::any_of(c.form.texts("thread"),
                               [&](const std::string& one) { return one.starts_with(id); });
}

std::vector<SortRow> rows_of(Context& c, State state, int at_most) {
    const Decision opens = c.may(Act::see_intake_list, consultation::of_centre());
    std::vector<SortRow> rows;
    for (const auto& thread : threads_in(c.tx, c.vault, c.who.organisation, state, at_most)) {
        SortRow row;
        row.id = std::to_string(thread.id.value);
        row.seen = seen_of(thread);
        row.on = c.form.has("thread") ? is_chosen(c, thread) : thread.alarm;
        row.when =
            list_date(thread.begun_at.in_japan(), c.now.today) + " " + thread.begun_at.clock();
        row.alarm = thread.alarm;
        if (const auto* asker = record::find_code(thread.asked.asker, kAskers))
            row.asker = asker->word;
        if (!c.masked && !thread.letters.empty())
            row.words = first_characters(thread.letters.front().words.shown(opens), kShownWords);
        rows.push_back(std::move(row));
    }
    return rows;
}

SortView view_of(Context& c) {
    SortView v;
    v.masked = c.masked;
    v.rows = rows_of(c, State::to_sort, kAtMost);
    v.aside = rows_of(c, State::aside, kAsideAtMost);
    return v;
}

web::Shell shell(const Context& c) {
    return {.title = std::string(word_text("letterbox.sort_title"_w, c.lang)), .active = "intake"};
}

/// Those of this Centre that were chosen and still wait.
std::vector<Correspondence> chosen(Context& c, State state, int at_most) {
    auto all = threads_in(c.tx, c.vault, c.who.organisation, state, at_most);
    std::erase_if(all, [&](const Correspondence& one) { return !is_chosen(c, one); });
    return all;
}

/// More came to one of them after the page was opened: nobody puts aside what nobody read.
bool have_moved(const Context& c, const std::vector<Correspondence>& threads) {
    const auto seen = c.form.texts("thread");
    return std::ranges::any_of(threads, [&](const Correspondence& one) {
        return std::ranges::find(seen, seen_of(one)) == seen.end();
    });
}

Answer refuse(Context& c, Word why) {
    SortView v = view_of(c);
    v.refusals.add("thread", why);
    return c.refuse(std::move(v), shell(c));
}

}  // namespace

Answer show_sorting(Context& c) {
    c.require(Act::see_intake_list, consultation::of_centre());
    SortView v = view_of(c);
    c.trace(TraceKind::list, "letterbox.sorting", "", 0,
            "rows=" + std::to_string(v.rows.size() + v.aside.size()));
    return c.page(std::move(v), shell(c));
}

Answer sort(Context& c) {
    c.require(Act::receive_consultation, consultation::of_centre());
    const std::string deed = c.form.text("deed");
    const bool back = deed == "back";
    const auto threads =
        chosen(c, back ? State::aside : State::to_sort, back ? kAsideAtMost : kAtMost);
    if (threads.empty() || (deed != "take" && deed != "aside" && !back))
        return refuse(c, "letterbox.say_threads"_w);
    if (deed == "aside" && have_moved(c, threads))
        return refuse(c, "letterbox.threads_moved"_w);
    for (const auto& thread : threads) {
        if (deed == "take")
            take_in(c.tx, c.vault, thread);
        else
            put_aside(c.tx, thread.id, !back);
        c.trace(TraceKind::change, "letterbox.sort",
                "message_thread/" + std::to_string(thread.id.value), 0, deed);
    }
    return c.see_other(web::Url("/w/intake/sort"));
}

}  // namespace michi::letterbox
