// The Centre reads what was written and answers. What leaves the house has a page, a colour and a button of its
// own; notes about the consultation are written elsewhere.

#include "base/fold.hpp"
#include "consultation/consultation.hpp"
#include "letterbox/pages.hpp"
#include "people/people.hpp"
#include "record/record.hpp"

namespace michi::letterbox {

void render(const ThreadView& v, web::Out& out);

namespace {

using consultation::Reception;
using web::Answer;
using web::Context;

web::Url place_of(Id<Consultation> id) { return consultation::url_of(id).segment("thread"); }

web::Shell shell(const Context& c, const Reception& r) {
    return {.title = say("letterbox.thread_of"_w, c.lang,
                         {{"number", consultation::reception_number(r.id)}}),
            .active = "intake"};
}

Correspondence thread_of(Context& c, const Reception& r) {
    auto thread = letterbox::thread_of(c.tx, c.vault, r.id);
    if (!thread) throw NotFound{};
    return std::move(*thread);
}

/// How whoever wrote wants to be answered, as far as this reader may know it.
void fill_wishes(const Context& c, ThreadView& v, const Wishes& w, const Decision& opens) {
    const auto add = [&](Word label, const std::string& text) {
        if (!text.empty() && !c.masked) v.wishes.push_back({label, text});
    };
    const auto word = [&](const Code* code) {
        return code ? std::string(word_text(code->word, c.lang)) : std::string{};
    };
    add("letterbox.asker"_w, word(record::find_code(w.asker, kAskers)));
    add("letterbox.office"_w, w.office.shown(opens));
    add("letterbox.way"_w, word(record::find_code(w.way, kWays)));
    add("letterbox.name"_w, w.name.shown(opens));
    if (w.way == "phone") {
        add("letterbox.phone"_w, w.phone.shown(opens));
        add("letterbox.call_time"_w, word(record::find_code(w.call_time.shown(opens), kTimes)));
    }
    if (w.way == "letter") add("letterbox.address"_w, w.address.shown(opens));
}

/// A note of how somebody was reached is a note, and says how to reach them.
std::string shown_words(const Context& c, const Letter& letter, const Decision& opens) {
    if (c.masked) return {};
    if (letter.kind != Kind::told) return letter.words.shown(opens);
    return opens.opens(Field::notes) ? letter.note.shown(opens) : std::string{};
}

/// A protected child's letters are answered by whoever is in charge: a code may be in other hands.
bool may_answer(const Context& c, const Reception& r) {
    return c.may(Act::tell_family, consultation::around(c, r)).opens(Field::contact);
}

ThreadView view_of(Context& c, const Reception& r, const Correspondence& thread) {
    const Decision opens = c.may(Act::read_consultation, consultation::around(c, r));
    ThreadView v;
    v.number = consultation::reception_number(r.id);
    v.case_number = r.case_id ? record::case_number(r.case_id) : "";
    if (r.waits_since) v.spoken_age = consultation::age_text(*r.waits_since, c.now.at, c.lang);
    v.seen = std::int64_t(thread.letters.size());
    v.masked = c.masked;
    v.alarm = r.alarm;
    v.may_answer = may_answer(c, r) && !c.masked;
    v.is_office = thread.wishes.asker == "office";
    v.sent = c.query.has("sent");
    v.told_ways = choices(kTold, c.form.text("way"));
    fill_wishes(c, v, thread.wishes, opens);
    for (const Letter& letter : thread.letters) {
        v.letters.push_back(letter_view(c, letter, shown_words(c, letter, opens)));
        v.letters.back().who = people::name_of(c.tx, c.vault, letter.author);
    }
    return v;
}

/// Whatever ends the writer's wait ends it for what the page had seen: another answer, or more from the writer,
/// may have come since. `moved` says so, at the field that is tried again.
Refusals reasons_not_to_answer(Context& c, const Reception& r, const Correspondence& thread,
                               std::string_view field, Word moved) {
    Refusals no;
    if (!may_answer(c, r)) no.add(kWhole, "letterbox.answered_by_whoever_is_in_charge"_w);
    if (c.form.number("seen") != std::int64_t(thread.letters.size())) no.add(field, moved);
    return no;
}

Answer refuse(Context& c, const Reception& r, const Correspondence& thread, Refusals no) {
    ThreadView v = view_of(c, r, thread);
    v.words = c.form.text("words");
    v.note = c.form.text("note");
    v.refusals = std::move(no);
    return c.refuse(std::move(v), shell(c, r));
}

}  // namespace

Answer show_thread(Context& c) {
    const Reception r = consultation::open(c, Act::read_consultation);
    return c.page(view_of(c, r, thread_of(c, r)), shell(c, r));
}

Answer answer_thread(Context& c) {
    const Reception r = consultation::open(c, Act::tell_family);
    const Correspondence thread = thread_of(c, r);
    const std::string words = c.form.text("words"), step = c.form.text("step");
    Refusals no = reasons_not_to_answer(c, r, thread, "words", "letterbox.thread_moved"_w);
    no.add(reasons_against_words("words", words));
    if (no.any()) return refuse(c, r, thread, std::move(no));
    if (step != "send") {
        ThreadView v = view_of(c, r, thread);
        v.words = words;
        v.preview = step != "mend";
        return c.page(std::move(v), shell(c, r));
    }
    add_letter(c.tx, c.vault, thread, Kind::answered, c.who.account, words, c.now.at);
    c.trace(TraceKind::send, "letterbox.answer", consultation::at_reception(r.id), r.case_id.value);
    return c.see_other(place_of(r.id).query("sent", "1"));
}

Answer told_otherwise(Context& c) {
    const Reception r = consultation::open(c, Act::tell_family);
    const Correspondence thread = thread_of(c, r);
    const std::string way = c.form.text("way"), note = c.form.text("note");
    Refusals no = reasons_not_to_answer(c, r, thread, "way", "letterbox.thread_moved_told"_w);
    if (!record::find_code(way, kTold)) no.add("way", "letterbox.say_told"_w);
    no.add(check_text("note", note, kLongestWords));
    if (no.any()) return refuse(c, r, thread, std::move(no));
    std::string words = way;
    if (!trimmed(note).empty()) words += "\n" + note;
    add_letter(c.tx, c.vault, thread, Kind::told, c.who.account, words, c.now.at);
    c.trace(TraceKind::change, "letterbox.told", consultation::at_reception(r.id), r.case_id.value,
            way);
    return c.see_other(place_of(r.id));
}

void answer_letter(Tx& tx, Vault& vault, Id<Consultation> consultation, Id<Account> author,
                   std::string_view words, Instant at) {
    const auto thread = letterbox::thread_of(tx, vault, consultation);
    if (!thread) throw NotFound{};
    add_letter(tx, vault, *thread, Kind::answered, author, words, at);
}

}  // namespace michi::letterbox
