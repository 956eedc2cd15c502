// Asking in writing: one question a page, without script; a check page; the receipt. What is typed is kept sealed
// under a cookie, so that going back, a restart and a second click lose and double nothing. After two hours without
// a page it opens by the writer's word alone: others may use the device. After a day it is gone.

#include <algorithm>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/receipt_code.hpp"
#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "letterbox/pages.hpp"
#include "people/people.hpp"
#include "published/published.hpp"

namespace michi::letterbox {

void render(const WaysView& v, web::Out& out);
void render(const AskView& v, web::Out& out);
void render(const KeptView& v, web::Out& out);
void render(const ReceiptView& v, web::Out& out);

namespace {

using published::spoken_at;
using web::Answer;
using web::Context;

constexpr int kCookieSeconds = int(kDraftKept / 1000);
constexpr std::size_t kMadeDigits = 6;

/// Over TLS no neighbour under another name of the domain can plant it.
constexpr std::string_view cookie_name(const Context& c) {
    return c.secure ? "__Host-michi_letter" : "michi_letter";
}

bool is_step(std::string_view name) { return std::ranges::find(kSteps, name) != kSteps.end(); }

Answer go(const Context& c, std::string path) {
    return c.see_other(web::Url::local(spoken_at(c, std::move(path))));
}

web::Shell shell_of(Context& c, Word title) { return published::public_shell(c, title); }

Word title_of(std::string_view step) {
    if (step == "words") return "letterbox.title_words"_w;
    if (step == "reply") return "letterbox.title_reply"_w;
    if (step == "check") return "letterbox.title_check"_w;
    return "letterbox.title_who"_w;
}

/// A choice that is none of the list is none.
template <class List>
std::string known(const std::string& id, const List& list) {
    return record::find_code(id, list) ? id : std::string{};
}

void read_step(const web::Form& form, std::string_view step, Draft& draft) {
    Asked& a = draft.asked;
    if (step == "who") a.asker = known(form.text("asker"), kAskers);
    if (step == "words") {
        a.words = legible(form.text("words"));
        a.office_kind = known(form.text("office_kind"), kOffices);
        a.office = legible(form.text("office"));
        const std::string town = form.text("municipality");
        a.municipality = find_municipality(town) ? town : std::string{};
    }
    if (step != "reply") return;
    a.way = form.maybe("way").value_or("here");
    if (known(a.way, kWays).empty()) a.way = "here";
    a.phone = legible(form.text("phone"));
    a.call_time = known(form.text("call_time"), kTimes);
    a.name = legible(form.text("name"));
    a.address = legible(form.text("address"));
    draft.seconds = {form.text("word"), form.text("birth")};
}

std::string made_word() {
    std::string digits;
    while (digits.size() < kMadeDigits)
        for (const char byte : random_bytes(kMadeDigits)) {
            const auto drawn = static_cast<unsigned char>(byte);
            if (drawn < 250 && digits.size() < kMadeDigits)
                digits += static_cast<char>('0' + drawn % 10);
        }
    return digits;
}

std::string new_code() {
    std::string code;
    while (code.empty()) code = receipt_code(random_bytes(kReceiptBytes));
    return code;
}

/// Written, under its code; what stays of the draft is the receipt alone.
void send(Context& c, Draft& draft) {
    const Asked asked = draft.asked;
    Seconds seconds = draft.seconds;
    if (compared(seconds.word).empty()) draft.made_word = seconds.word = made_word();
    const bool flood = is_held_back(c, asked.words);
    draft.code = new_code();
    const auto id = begin_thread(c.tx, c.vault,
                                 {.centre = centre_for(c.tx, asked.municipality),
                                  .code = draft.code,
                                  .asked = asked,
                                  .seconds = seconds,
                                  .lang = c.lang == Lang::en ? "en" : "ja"},
                                 c.now.at);
    std::string object = "message_thread/" + std::to_string(id.value);
    if (!flood)
        object = consultation::at_reception(take_in(c.tx, c.vault, find_thread(c.tx, c.vault, id)));
    c.trace(TraceKind::create, "letterbox.write", std::move(object), 0, flood ? "to_sort" : "");
    draft.is_sent = true;
    draft.danger = danger_kind(asked.words);
    draft.asked = {.municipality = asked.municipality, .words = {}, .way = asked.way};
    draft.seconds = {.word = {}, .birth = seconds.birth.empty() ? "" : "1"};
}

/// What was written, and a receipt, is shown no more.
Answer leave(Context& c, std::string path) {
    end_draft(c.tx, c.vault, c.cookie(cookie_name(c)));
    Answer answer = go(c, std::move(path));
    answer.cookies.push_back(web::cookie_for(c, cookie_name(c), "", 0));
    return answer;
}

/// Whether another page kept something there after this one was made, and it would be written over.
bool is_written_elsewhere(const Context& c, std::string_view step, const Draft& kept,
                          const Draft& typed) {
    const std::string was = c.form.text("was"), now = mark_of(c, step, kept);
    return !was.empty() && was != now && now != mark_of(c, step, Draft{}) &&
           (step == "check" || now != mark_of(c, step, typed));
}

/// What this browser has: a draft, a receipt.
std::optional<Draft> found_at(Context& c) {
    return draft_with(c.tx, c.vault, c.cookie(cookie_name(c)), c.now.at);
}

/// Nobody has been at it for so long that somebody else may sit there now.
bool is_closed(const Context& c, const Draft& draft) {
    return draft.saved_at.ms + kDraftOpen < c.now.at.ms;
}

/// What a page that was sent goes on with. A new one where its time ran out, so that what was just typed is not
/// lost; one that is closed only for the page that showed what stands there. A page as it first stands showed nothing.
Draft draft_for(Context& c, std::string_view step) {
    Draft draft = found_at(c).value_or(Draft{});
    if (draft.id && !draft.is_sent && is_closed(c, draft) &&
        (c.form.text("was") != mark_of(c, step, draft) ||
         c.form.text("was") == mark_of(c, step, Draft{})))
        return {};
    return draft;
}

KeptView kept_view(Context& c, const Draft& draft) {
    KeptView v;
    v.action = address_of(c, "continue");
    v.another = address_of(c, "another");
    v.when = detail_date(draft.saved_at.in_japan(), c.now.today);
    v.has_word = !compared(draft.seconds.word).empty();
    v.standing = standing_of(c, centre_for(c.tx, ""));
    return v;
}

Answer refuse(Context& c, std::string_view step, const Draft& draft, Refusals no) {
    AskView v = ask_view(c, step, draft);
    v.refusals = std::move(no);
    return unlisted(c.refuse(std::move(v), shell_of(c, title_of(step))));
}

/// Both texts stand there; the next sending decides.
Answer refuse_moved(Context& c, std::string_view step, const Draft& kept, const Draft& typed) {
    Refusals no;
    const bool check = step == "check";
    no.add(check             ? kWhole
           : step == "words" ? "words"
           : step == "who"   ? "asker"
                             : "way",
           check ? "letterbox.check_moved"_w : "letterbox.written_elsewhere"_w);
    AskView v = ask_view(c, step, typed);
    v.was = mark_of(c, step, kept);
    if (step == "words") v.elsewhere = kept.asked.words;
    v.refusals = std::move(no);
    return unlisted(c.refuse(std::move(v), shell_of(c, title_of(step))));
}

/// What was kept goes on under its token, and so does its receipt; what has begun, under a new one.
Answer keep_and_go(Context& c, const Draft& draft, std::string path) {
    // A token counts where it opens a draft that was begun here; whatever else a browser brings is not used.
    if (!draft.id) end_draft(c.tx, c.vault, c.cookie(cookie_name(c)));
    const std::string token = draft.id ? std::string(c.cookie(cookie_name(c))) : random_token();
    keep_draft(c.tx, c.vault, token, draft, c.now.at);
    Answer answer = go(c, std::move(path));
    answer.cookies.push_back(web::cookie_for(c, cookie_name(c), token, kCookieSeconds));
    return answer;
}

/// What is refused is kept too, and said on a page of its own address: whoever goes back from there finds a page,
/// not the browser's question whether to send again.
Answer ask_again(Context& c, std::string_view step, const Draft& draft) {
    Answer answer = keep_and_go(c, draft, std::string(kPath).append(step));
    answer.location += answer.location.find('?') == std::string::npos ? "?again=1" : "&again=1";
    return answer;
}

/// By its word, tried as often as that of a thread.
Answer continue_kept(Context& c) {
    const auto draft = found_at(c);
    if (!draft || draft->is_sent) return go(c, std::string(kPath) + "who");
    const web::Try at{kSeconds, "draft/" + std::to_string(draft->id), {}};
    const std::string word = compared(draft->seconds.word);
    Refusals no;
    if (web::turn_of(c, at).refused_for > 0)
        no.add("word", "letterbox.kept_locked"_w);
    else if (word.empty() || compared(c.form.text("word")) != word) {
        web::note_try(c, at);
        no.add("word", "letterbox.word_wrong_draft"_w);
    }
    if (!no.any()) return keep_and_go(c, *draft, std::string(kPath) + "words");
    KeptView v = kept_view(c, *draft);
    v.refusals = std::move(no);
    c.keeps = true;  // the guess is counted
    return unlisted(c.refuse(std::move(v), shell_of(c, "letterbox.title_kept"_w)));
}

}  // namespace

Answer show_ways(Context& c) {
    c.require(Act::visit_public, {});
    WaysView v;
    v.standing = standing_of(c, centre_for(c.tx, ""));
    v.write = address_of(c, "who");
    v.status = spoken_at(c, "/contact/status");
    return c.page(std::move(v), shell_of(c, "letterbox.ways_title"_w));
}

Answer show_step(Context& c) {
    c.require(Act::visit_public, {});
    const std::string step = c.part("step").empty() ? "who" : std::string(c.part("step"));
    if (!is_step(step)) throw NotFound{};
    auto draft = found_at(c);
    if (draft && draft->is_sent && !is_closed(c, *draft)) return go(c, "/contact/done");
    if (draft && draft->is_sent) draft.reset();
    if (draft && is_closed(c, *draft))
        return unlisted(c.page(kept_view(c, *draft), shell_of(c, "letterbox.title_kept"_w)));
    const bool words_missing = !draft || trimmed(draft->asked.words).empty();
    if (step == "reply" && words_missing) return go(c, std::string(kPath) + "words");
    if (step == "check" && words_missing) return go(c, std::string(kPath) + "who");
    if (draft && c.query.has("again"))
        if (Refusals no = reasons_against(step, draft->asked, draft->seconds); no.any())
            return refuse(c, step, *draft, std::move(no));
    return unlisted(
        c.page(ask_view(c, step, draft.value_or(Draft{})), shell_of(c, title_of(step))));
}

Answer keep_step(Context& c) {
    c.require(Act::visit_public, {});
    const std::string step(c.part("step"));
    if (step == "close") return leave(c, "/resources");
    if (step == "another") return leave(c, std::string(kPath) + "who");
    if (step == "continue") return continue_kept(c);
    if (!is_step(step)) throw NotFound{};
    Draft draft = draft_for(c, step);
    if (draft.is_sent && step == "check") return go(c, "/contact/done");
    // What was typed on a page that was still open begins another message.
    if (draft.is_sent) draft = {};
    const Draft kept = draft;
    read_step(c.form, step, draft);
    if (is_written_elsewhere(c, step, kept, draft)) return refuse_moved(c, step, kept, draft);
    if (step == "check" && trimmed(draft.asked.words).empty())
        return go(c, std::string(kPath) + "words");
    if (Refusals no = reasons_against(step, draft.asked, draft.seconds); no.any())
        return c.wants_json ? refuse(c, step, draft, std::move(no)) : ask_again(c, step, draft);
    if (step == "check") {
        // Under the same token: a second click brings it before the browser has another, and must find the receipt.
        send(c, draft);
        return keep_and_go(c, draft, "/contact/done");
    }
    return keep_and_go(c, draft, std::string(kPath).append(kSteps[step_place(step) + 1]));
}

Answer show_receipt(Context& c) {
    c.require(Act::visit_public, {});
    const auto draft = found_at(c);
    if (!draft || !draft->is_sent) return go(c, "/contact/status");
    if (is_closed(c, *draft)) return go_to_status(c, "1");
    ReceiptView v;
    v.code = draft->code;
    v.spoken = spoken_receipt_code(v.code, c.lang);
    v.made_word = draft->made_word;
    v.has_birth = !draft->seconds.birth.empty();
    v.calls = draft->asked.way == "phone";
    v.danger_kind = draft->danger;
    v.danger = danger_said_of(v.danger_kind, c.lang);
    v.status = spoken_at(c, "/contact/status");
    v.close = address_of(c, "close");
    v.another = address_of(c, "another");
    v.standing = standing_of(c, centre_for(c.tx, draft->asked.municipality));
    return unlisted(c.page(std::move(v), shell_of(c, "letterbox.title_done"_w)));
}

}  // namespace michi::letterbox
