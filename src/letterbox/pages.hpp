// The handlers of the letterbox and what they share; only the capability's own files include this.
#pragma once

#include "letterbox/rules.hpp"
#include "letterbox/store.hpp"
#include "letterbox/views.hpp"
#include "web/tries.hpp"
#include "web/web.hpp"

namespace michi::letterbox {

// ---- whoever asks: question_pages.cpp, status_pages.cpp ----
web::Answer show_ways(web::Context& c);
web::Answer show_step(web::Context& c);
web::Answer keep_step(web::Context& c);
web::Answer show_receipt(web::Context& c);
web::Answer show_status(web::Context& c);
web::Answer find_status(web::Context& c);
web::Answer open_answer(web::Context& c);
web::Answer show_answer_again(web::Context& c);
web::Answer write_on(web::Context& c);
web::Answer show_sent(web::Context& c);
// ---- the Centre: thread_pages.cpp, sort_pages.cpp ----
web::Answer show_thread(web::Context& c);
web::Answer answer_thread(web::Context& c);
web::Answer told_otherwise(web::Context& c);
web::Answer show_sorting(web::Context& c);
web::Answer sort(web::Context& c);

// ---- shared ----
/// The Centre of that municipality where somebody can read; the first where none says it is there for it. Throws
/// NotFound.
Id<Organisation> centre_for(Tx& tx, std::string_view municipality);
bool somebody_reads(Tx& tx, Id<Organisation> centre);
Standing standing_of(web::Context& c, Id<Organisation> centre);
inline constexpr std::string_view kPath = "/contact/message/";
std::size_t step_place(std::string_view step);  // among kSteps
std::string address_of(const web::Context& c,
                       std::string_view step);  // in the language of the page
AskView ask_view(web::Context& c, std::string_view step, const Draft& draft);
/// Of what stands there of one page, told to nobody: two pages of one browser know by it what the other kept.
std::string mark_of(const web::Context& c, std::string_view step, const Draft& draft);
/// To where a code is entered, with the sentence why (kWhys of status_pages.cpp).
web::Answer go_to_status(web::Context& c, std::string_view why);
/// No search engine lists it; nothing of it is kept anywhere.
web::Answer unlisted(web::Answer answer);
/// "body", "despair", "".
std::string danger_kind(std::string_view words);
/// What is said to whoever wrote words of danger; "" of others.
std::string danger_said(std::string_view words, Lang lang);
/// The same of its kind.
std::string danger_said_of(std::string_view kind, Lang lang);
/// The kind for the address of the page after sending, and back.
std::string danger_mark(std::string_view kind);
std::string danger_of_mark(std::string_view mark);
/// `words`: as far as whoever asks may read them.
LetterView letter_view(const web::Context& c, const Letter& letter, const std::string& words);

inline constexpr std::int64_t kHour = 60LL * 60 * 1000;
/// Codes that are none, of one network; nobody else waits for them.
inline constexpr web::TryLimit kCodes{
    .kind = "letterbox code", .window = kHour, .of_household = {5, 10}};
/// Wrong second answers at one code: after six it is locked for half an hour.
inline constexpr web::TryLimit kSeconds{
    .kind = "letterbox second", .window = kHour / 2, .of_one = {6, 6}};
/// What one network may put into the queue; more is taken, kept and sorted by hand.
inline constexpr web::TryLimit kShare{
    .kind = "letterbox share", .window = kHour, .of_household = {10, 10}};

/// What the writer of one thread may add: whoever proved code and word waits for no stranger of the same network.
inline constexpr web::TryLimit kMore{.kind = "letterbox more", .window = kHour, .of_one = {30, 30}};
/// What one network may put into the queue by words of danger: beyond its share of all others, and bounded so that
/// a flood of them hides nobody's. What is beyond waits to be sorted, red and first.
inline constexpr web::TryLimit kDangerShare{
    .kind = "letterbox danger", .window = kHour, .of_household = {20, 20}};
/// Whether it waits for a hand before the queue; counts it where it does not.
bool is_held_back(web::Context& c, std::string_view words);

std::int64_t delay_of_code(web::Context& c);

}  // namespace michi::letterbox
