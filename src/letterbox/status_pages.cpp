// 受付番号で確かめる: the state by the code and the one thing given, the answer by the code and the word. Wrong
// codes slow their own network; six wrong second answers close that code for half an hour.

#include <charconv>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/receipt_code.hpp"
#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "letterbox/pages.hpp"
#include "policy/past_decision.hpp"
#include "published/published.hpp"

namespace michi::letterbox {

void render(const StatusView& v, web::Out& out);
void render(const AnswerView& v, web::Out& out);
void render(const SentView& v, web::Out& out);

namespace {

using published::public_shell;
using published::spoken_at;
using record::Code;
using web::Answer;
using web::Context;

constexpr std::int64_t kSitting = 30LL * 60 * 1000;  // ms in which the thread is gone on with

/// Why somebody was sent to enter the code.
constexpr std::array kWhys{Code{"1", "letterbox.receipt_closed"_w},
                           Code{"2", "letterbox.open_again"_w}};

StatusView status_view(Context& c, Id<Organisation> centre) {
    StatusView v;
    v.action = spoken_at(c, "/contact/status");
    v.answer_action = spoken_at(c, "/contact/answer");
    v.code = c.form.text("code");
    v.birth = c.form.text("birth");
    v.standing = standing_of(c, centre);
    return v;
}

Answer refuse(Context& c, std::string_view field, Word why) {
    StatusView v = status_view(c, centre_for(c.tx, ""));
    v.refusals.add(field, why);
    c.keeps = true;  // the guess is counted
    return unlisted(c.refuse(std::move(v), public_shell(c, "letterbox.title_status"_w)));
}

/// What was found, or the word that says why it was not.
struct Opened {
    std::optional<Correspondence> thread;
    std::string code;
    std::string_view field{"code"};
    Word why;
};

web::Try second_at(const Correspondence& thread) {
    return {kSeconds, std::to_string(thread.id.value), {}};
}

Opened by_code(Context& c) {
    Opened o;
    if (web::turn_of(c, {kCodes, {}, {}}).refused_for > 0) {
        o.why = "letterbox.code_wait"_w;
        return o;
    }
    o.code = read_receipt_code(c.form.text("code"));
    auto thread = o.code.empty() ? std::nullopt : thread_with(c.tx, c.vault, o.code);
    if (!thread) {
        web::note_try(c, {kCodes, {}, {}});
        c.trace(TraceKind::denied, "letterbox.code", "");
        o.why = "letterbox.code_unknown"_w;
        return o;
    }
    if (web::turn_of(c, second_at(*thread)).refused_for > 0)
        o.why = "letterbox.code_locked"_w;
    else
        o.thread = std::move(thread);
    return o;
}

/// A wrong second answer is counted at this code.
void wrong_second(Context& c, Opened& o, std::string_view field, Word why) {
    web::note_try(c, second_at(*o.thread));
    c.trace(TraceKind::denied, "letterbox.second",
            "message_thread/" + std::to_string(o.thread->id.value));
    o.thread.reset();
    o.field = field;
    o.why = why;
}

Opened by_word(Context& c) {
    Opened o = by_code(c);
    if (!o.thread) return o;
    const std::string word = c.form.text("word");
    if (compared(word).empty()) {
        o.thread.reset();
        o.field = "word";
        o.why = "letterbox.say_word"_w;
    } else if (!is_word(c.tx, c.vault, o.code, word)) {
        wrong_second(c, o, "word", "letterbox.word_wrong"_w);
    }
    return o;
}

bool is_in_charge(Context& c, const Correspondence& thread) {
    if (!thread.consultation) return false;
    const auto r = consultation::find_reception(c.tx, c.vault, thread.consultation);
    return bool(r.in_charge);
}

// ---- one sitting: the page that was opened goes on without asking the word again ----
std::string ticket_for(const Context& c, Id<Thread> id, std::int64_t until) {
    const std::string what = std::to_string(id.value) + "." + std::to_string(until);
    return what + "." + base64url(c.vault.mac("letterbox-open", what).data);
}

std::optional<std::int64_t> number_off(std::string_view& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end == text.data() + text.size() || *end != '.')
        return std::nullopt;
    text.remove_prefix(std::size_t(end - text.data()) + 1);
    return number;
}

Id<Thread> thread_of_ticket(const Context& c, const std::string& ticket) {
    std::string_view rest = ticket;
    const auto id = number_off(rest);
    const auto until = id ? number_off(rest) : std::nullopt;
    if (!until || *until < c.now.at.ms) return {};
    return ticket_for(c, {*id}, *until) == ticket ? Id<Thread>{*id} : Id<Thread>{};
}

AnswerView answer_view(Context& c, const Correspondence* thread) {
    AnswerView v;
    v.action = spoken_at(c, "/contact/answer/more");
    v.standing = standing_of(c, thread ? thread->centre : centre_for(c.tx, ""));
    if (!thread) return v;
    v.is_open = true;
    v.ticket = ticket_for(c, thread->id, c.now.at.ms + kSitting);
    // How the Centre reached them is theirs to know; what it noted of it is not.
    for (const Letter& letter : thread->letters)
        v.letters.push_back(letter_view(c, letter, past_decision(letter.words)));
    return v;
}

/// Its address is only sent to: there is no other face to go to by a link.
web::Shell answer_shell(Context& c) {
    web::Shell shell = public_shell(c, "letterbox.title_answer"_w);
    shell.family->plain.clear();
    shell.family->english.clear();
    return shell;
}

Answer refuse_more(Context& c, const Correspondence* thread, Refusals no) {
    AnswerView v = answer_view(c, thread);
    v.code = c.form.text("code");
    v.words = c.form.text("words");
    v.danger_kind = danger_kind(v.words);
    v.danger = danger_said(v.words, c.lang);
    v.refusals = std::move(no);
    c.keeps = true;
    return unlisted(c.refuse(std::move(v), answer_shell(c)));
}

/// Words of danger bring what still waited to be sorted into the queue.
void add_more(Context& c, const Correspondence& thread, const std::string& words) {
    add_letter(c.tx, c.vault, thread, Kind::asked, {}, words, c.now.at);
    Id<Consultation> taken = thread.consultation;
    if (!taken && !danger_kind(words).empty() && !is_held_back(c, words))
        taken = take_in(c.tx, c.vault, find_thread(c.tx, c.vault, thread.id));
    c.trace(TraceKind::create, "letterbox.write_on",
            taken ? consultation::at_reception(taken)
                  : "message_thread/" + std::to_string(thread.id.value));
}

}  // namespace

Answer go_to_status(Context& c, std::string_view why) {
    std::string at = spoken_at(c, "/contact/status");
    at.append(at.find('?') == std::string::npos ? "?s=" : "&s=").append(why);
    return c.see_other(web::Url::local(std::move(at)));
}

Answer show_status(Context& c) {
    c.require(Act::visit_public, {});
    StatusView v = status_view(c, centre_for(c.tx, ""));
    if (const auto* why = record::find_code(c.query.text("s"), kWhys)) v.why = why->word;
    return unlisted(c.page(std::move(v), public_shell(c, "letterbox.title_status"_w)));
}

Answer find_status(Context& c) {
    c.require(Act::visit_public, {});
    Opened o = by_code(c);
    if (o.thread && o.thread->has_birth) {
        const std::string birth = c.form.text("birth");
        if (trimmed(birth).empty()) return refuse(c, "birth", "letterbox.say_birth"_w);
        if (!is_birth(c.tx, c.vault, o.code, birth))
            wrong_second(c, o, "birth", "letterbox.birth_wrong"_w);
    }
    if (!o.thread) return refuse(c, o.field, o.why);
    StatusView v = status_view(c, o.thread->centre);
    v.code = o.code;
    v.found = true;
    v.progress = word_of(progress(o.thread->letters, is_in_charge(c, *o.thread)));
    v.has_answer = has_answer(o.thread->letters);
    v.when = detail_date(o.thread->begun_at.in_japan(), c.now.today);
    return unlisted(c.page(std::move(v), public_shell(c, "letterbox.title_status"_w)));
}

/// A thread is opened by sending code and word; its address alone, from the history, opens nothing.
Answer show_answer_again(Context& c) {
    c.require(Act::visit_public, {});
    return go_to_status(c, "2");
}

Answer open_answer(Context& c) {
    c.require(Act::visit_public, {});
    const Opened o = by_word(c);
    if (!o.thread) return refuse(c, o.field, o.why);
    c.trace(TraceKind::view, "letterbox.read",
            "message_thread/" + std::to_string(o.thread->id.value));
    return unlisted(c.page(answer_view(c, &*o.thread), answer_shell(c)));
}

Answer write_on(Context& c) {
    c.require(Act::visit_public, {});
    const std::string words = legible(c.form.text("words"));
    Refusals no = reasons_against_words("words", words);
    std::optional<Correspondence> thread;
    if (const auto id = thread_of_ticket(c, c.form.text("ticket"))) {
        thread = find_thread(c.tx, c.vault, id);
    } else {
        Opened o = by_word(c);
        if (!o.thread) no.add(o.field, c.form.has("code") ? o.why : "letterbox.sitting_over"_w);
        thread = std::move(o.thread);
    }
    if (thread && !somebody_reads(c.tx, thread->centre))
        no.add("words", "letterbox.nobody_reads"_w);
    const web::Try sent{kMore, thread ? std::to_string(thread->id.value) : "", {}};
    if (!no.any() && web::turn_of(c, sent).refused_for > 0) no.add("words", "letterbox.too_many"_w);
    if (no.any()) return refuse_more(c, thread ? &*thread : nullptr, std::move(no));
    web::note_try(c, sent);
    add_more(c, *thread, words);
    std::string at = spoken_at(c, "/contact/answer/sent");
    // An address stays in the browser's history: it says nothing to whoever reads it there.
    if (const auto mark = danger_mark(danger_kind(words)); !mark.empty())
        at.append(at.find('?') == std::string::npos ? "?s=" : "&s=").append(mark);
    return c.see_other(web::Url::local(std::move(at)));
}

Answer show_sent(Context& c) {
    c.require(Act::visit_public, {});
    SentView v;
    v.status = spoken_at(c, "/contact/status");
    v.standing = standing_of(c, centre_for(c.tx, ""));
    v.danger_kind = danger_of_mark(c.query.text("s"));
    v.danger = danger_said_of(v.danger_kind, c.lang);
    return unlisted(c.page(std::move(v), public_shell(c, "letterbox.title_sent"_w)));
}

}  // namespace michi::letterbox
