// 仕分け待ち: what came in such numbers from one network that it waits for a hand. Taken in or put aside, many in
// one act; what was put aside can be taken back.

#include <algorithm>
#include <charconv>

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

SortLetter letter_of(const Context& c, const Letter& letter, const Decision& opens) {
    const std::string& words = letter.words.shown(opens);
    SortLetter v;
    v.when = list_date(letter.at.in_japan(), c.now.today) + " " + letter.at.clock();
    v.alarm = !danger_kind(words).empty();
    if (c.masked) return v;
    v.words = first_characters(words, kShownWords);
    if (v.words.size() < words.size()) v.rest = words;
    return v;
}

std::vector<SortRow> rows_of(Context& c, State state, int at_most, std::int64_t skip = 0) {
    const Decision opens = c.may(Act::see_intake_list, consultation::of_centre());
    std::vector<SortRow> rows;
    for (const auto& thread : threads_in(c.tx, c.vault, c.who.organisation, state, at_most, skip)) {
        SortRow row;
        row.id = std::to_string(thread.id.value);
        row.seen = seen_of(thread);
        row.alarm = thread.alarm;
        if (const auto* asker = record::find_code(thread.wishes.asker, kAskers))
            row.asker = asker->word;
        for (const Letter& letter : thread.letters)
            row.letters.push_back(letter_of(c, letter, opens));
        rows.push_back(std::move(row));
    }
    return rows;
}

SortView view_of(Context& c) {
    SortView v;
    v.masked = c.masked;
    v.rows = rows_of(c, State::to_sort, kAtMost);
    const Id<Organisation> centre = c.who.organisation;
    v.more = count_threads(c.tx, centre, State::to_sort) - std::int64_t(v.rows.size());
    const std::int64_t aside = count_threads(c.tx, centre, State::aside);
    v.pages = std::max<std::int64_t>(1, (aside + kAsideAtMost - 1) / kAsideAtMost);
    v.page = std::clamp<std::int64_t>(c.query.number("page"), 1, v.pages);
    v.aside = rows_of(c, State::aside, kAsideAtMost, (v.page - 1) * kAsideAtMost);
    return v;
}

web::Shell shell(const Context& c) {
    return {.title = std::string(word_text("letterbox.sort_title"_w, c.lang)), .active = "intake"};
}

/// Those of this Centre that were chosen and still stand so.
std::vector<Correspondence> chosen(Context& c, State state) {
    std::vector<Correspondence> all;
    for (const std::string& one : c.form.texts("thread")) {
        std::int64_t id = 0;
        std::from_chars(one.data(), one.data() + one.size(), id);
        auto thread = thread_at(c.tx, c.vault, c.who.organisation, {id});
        if (thread && thread->state == state && all.size() < std::size_t(kAtMost))
            all.push_back(std::move(*thread));
    }
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
    const auto threads = chosen(c, back ? State::aside : State::to_sort);
    if (threads.empty() || (deed != "take" && deed != "aside" && !back))
        return refuse(c, "letterbox.say_threads"_w);
    if (deed == "aside" && have_moved(c, threads)) return refuse(c, "letterbox.threads_moved"_w);
    // Words of danger are never put aside in a sweep of advertisements.
    if (deed == "aside" && threads.size() > 1 &&
        std::ranges::any_of(threads, &Correspondence::alarm))
        return refuse(c, "letterbox.alarm_alone"_w);
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
