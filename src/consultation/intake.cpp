// The one-screen intake: a number at once, every word kept, registered when the caller hangs up.

#include <algorithm>

#include "base/era.hpp"
#include "base/working_days.hpp"
#include "consultation/pages.hpp"
#include "people/people.hpp"
#include "record/record.hpp"

namespace michi::consultation {
namespace {

using web::Answer;
using web::Context;

constexpr std::int64_t kLongestCall = 90 * 60 * 1000;  // ms; an older draft is no call any more

struct EraChoice {
    std::string_view id, name;
    Word word;
};
constexpr std::array kEras{EraChoice{"r", "reiwa", "consultation.era_reiwa"_w},
                           EraChoice{"h", "heisei", "consultation.era_heisei"_w},
                           EraChoice{"s", "showa", "consultation.era_showa"_w},
                           EraChoice{"w", "western", "consultation.era_western"_w}};

std::vector<Choice> era_choices(const Answers& a) {
    std::vector<Choice> list;
    for (const auto& era : kEras)
        list.push_back({std::string(era.id), era.word, std::string(era.name),
                        a.era == era.id || (a.era.empty() && era.id == "r"), false});
    return list;
}

std::vector<CareChip> care_chips(const Answers& a) {
    std::vector<CareChip> chips;
    for (const auto& kind : record::kCareKinds) {
        const auto found = a.care.find(std::string(kind.id));
        chips.push_back(
            {std::string(kind.id), kind.word, found == a.care.end() ? "" : found->second});
    }
    return chips;
}

void fill_choices(Context& c, IntakeView& v, const Answers& a) {
    v.channels = choices(kChannels, a.channel);
    v.callers = choices(kCallers, a.caller_kind);
    v.call_times = choices(kCallTimes, a.call_time);
    v.eras = era_choices(a);
    v.stays = choices(record::kStays, a.stay);
    v.hidings = choices(kHidings, a.hide_home);
    v.topics = topic_chips(a);
    v.urgencies = choices(kUrgencies, a.urgency);
    v.safeties = choices(kSafeties, a.safety);
    v.municipalities = municipality_choices(c, a);
    v.holders = colleagues(c, colleague(c, a.in_charge));
    v.outcomes = choices(kOutcomes, a.outcome);
    v.care = care_chips(a);
}

void fill_typed(const Context& c, IntakeView& v, const Answers& a) {
    v.caller_phone = a.caller_phone;
    v.caller_kana = a.caller_kana;
    v.child_kana = a.child_kana;
    v.child_kanji = a.child_kanji;
    v.year = a.year;
    v.month = a.month;
    v.day = a.day;
    v.birth_echo = birth_text(c, a);
    v.words = a.words;
    v.received_day = a.received_day;
    v.received_time = a.received_time;
    v.next_what = a.next_what;
    v.next_due = a.next_due;
    v.next_due_usual = list_date(next_working_day(c.now.today), c.now.today);
}

bool in_call(const Context& c, const Reception& r) {
    if (entered_afterwards(r.answers)) return false;
    return c.now.at.ms - r.started_at.ms < kLongestCall;
}

/// The desk takes the minimum and gives it on: its form begins with the twelve fields of a short call.
bool opens_whole(const Context& c, const Answers& a) {
    const bool child = names_a_child(a) || !a.care.empty() || !a.year.empty() ||
                       !a.municipality.empty() || !a.stay.empty();
    return c.who.role != Role::receptionist || child;
}

/// Registered or discarded elsewhere: which, and the way on.
Word how_ended(const Reception& r) {
    if (r.state == State::draft) return {};
    return r.state == State::discarded ? "consultation.was_discarded"_w
                                       : "consultation.not_draft"_w;
}

Answer tell_ended(const Context& c, const Reception& r) {
    std::string out = "{\"gone\":";
    web::json_string(out, word_text(how_ended(r), c.lang));
    return c.json({out + "}"}, 409);
}

/// A draft that hides where they live goes on with whoever took it, and with a head in their place.
bool is_of_another(const Context& c, const Reception& draft) {
    return !c.may(Act::edit_consultation, around(c, draft)).opens(Field::location);
}

IntakeView intake_view(Context& c, const Reception& r, const Answers& a, Refusals refusals = {}) {
    IntakeView v;
    v.id = v.number = reception_number(r.id);
    const bool phone = a.channel == "phone";
    v.title = phone ? "consultation.intake_title_phone"_w : "consultation.intake_title"_w;
    v.in_call_word = phone ? "consultation.in_phone_call"_w : "consultation.in_call"_w;
    v.started = r.started_at.iso();
    v.saved_at = r.saved_at.clock_seconds();
    v.saved_by = people::name_of(c.tx, c.vault, r.saved_by);
    v.version = r.version;
    fill_choices(c, v, a);
    fill_typed(c, v, a);
    v.in_call = in_call(c, r);
    v.whole = opens_whole(c, a) || refusals.any();
    v.unheard = unheard(a);
    v.live = live(c, r, a);
    v.ended = how_ended(r);
    if (r.state != State::draft) refusals.add(kWhole, v.ended);
    v.ask_code = refusals.on("code") != nullptr;
    v.refusals = std::move(refusals);
    return v;
}

web::Shell shell(const Context& c, const Reception& r, const Answers& a) {
    const Word title =
        a.channel == "phone" ? "consultation.intake_title_phone"_w : "consultation.intake_title"_w;
    return {.title = std::string(word_text(title, c.lang)) + " " + reception_number(r.id),
            .active = "intake",
            .focus = true};
}

Answer refuse(Context& c, const Reception& r, const Answers& a, Refusals no) {
    return c.refuse(intake_view(c, r, a, std::move(no)), shell(c, r, a));
}

/// Another window saved meanwhile: what differs there is shown beside what was typed here; nothing is overwritten.
bool overtaken(const Context& c, const Reception& now, const Answers& mine) {
    return c.form.has("version") && c.form.number("version") != now.version &&
           !(now.answers == mine);
}

Answer show_both(Context& c, const Reception& now, const Answers& mine) {
    Refusals no;
    no.add("conflict", "consultation.saved_elsewhere"_w);
    IntakeView v = intake_view(c, now, mine, std::move(no));
    const auto own = facts(c, mine);
    for (Fact& theirs : facts(c, now.answers))
        if (std::ranges::none_of(own, [&](const Fact& f) {
                return f.label == theirs.label && f.value == theirs.value;
            }))
            v.theirs.push_back(std::move(theirs));
    v.theirs_by = people::name_of(c.tx, c.vault, now.saved_by);
    v.theirs_at = now.saved_at.clock();
    return c.refuse(std::move(v), shell(c, now, mine));
}

/// Names are hidden: only the call that this person takes right now is shown as it is typed.
bool hides(const Context& c, const Reception& r) {
    return c.masked && !(in_call(c, r) && r.received_by == c.who.account);
}

Answer leave(Context& c, const Reception& draft) {
    if (!is_blank(draft.answers)) return c.see_other(web::Url("/w/intake"));
    set_discarded(c.tx, draft.id, true);
    c.trace(TraceKind::change, "consultation.discard", at_reception(draft.id));
    return c.see_other(web::Url("/w/intake"));
}

/// The browser shows a number as it was read here: there is no second reading in the script.
std::string as_written(const Context& c, const Answers& a) {
    if (c.form.text("caller_phone") == a.caller_phone) return {};
    std::string out = ",\"merged\":{\"caller_phone\":";
    web::json_string(out, a.caller_phone);
    return out + "}";
}

Id<record::Case> chosen_case(Context& c, const Answers& a, Refusals& no) {
    if (a.existing.empty()) return {};
    const auto id = readable_case(c, a.existing);
    if (!id) no.add("case", "consultation.case_unknown"_w);
    return id;
}

/// What was typed into a reception that ended elsewhere becomes one of its own.
Reception received_anew(Context& c, const Answers& a) {
    c.require(Act::receive_consultation, of_centre());
    const auto id = receive(c.tx, c.vault, c.who, a.channel, c.now);
    c.trace(TraceKind::create, "consultation.receive", at_reception(id));
    return find_reception(c.tx, c.vault, id);
}

/// A call in which the family says yes changes consent: the factor is asked for in its form, before
/// anything is written, once nothing else is wrong with it.
Refusals reasons_not_to_allow(Context& c, const Reception& before, const Answers& answers) {
    if (c.form.has("leave") || answers.tell.empty()) return {};
    Refusals no = reasons_not_to_register(c, before, answers);
    const auto existing = chosen_case(c, answers, no);
    return no.any() ? no : reasons_not_to_allow(c, answers, existing);
}

/// `there`: the reception of the page, which a refused form shows again.
Answer enter(Context& c, const Reception& there, const Reception& before, const Answers& answers) {
    Reception draft = before;
    draft.version = save_draft(c.tx, c.vault, before, answers, c.now, c.who.account);
    draft.answers = answers;
    if (c.form.has("leave")) return leave(c, draft);
    Refusals no = reasons_not_to_register(c, before, answers);
    const auto existing = chosen_case(c, answers, no);
    if (no.any()) return refuse(c, there, answers, std::move(no));
    draft.received_at = received_at(answers, before.started_at, c.now).value();
    keep_known(c, draft.answers);
    const auto case_id = register_reception(
        c.tx, c.vault, c.who, draft,
        {.existing = existing, .in_charge = colleague(c, answers.in_charge), .number = {}}, c.now);
    c.trace(TraceKind::change, "consultation.register", at_reception(draft.id), case_id.value);
    if (case_id) return c.see_other(web::Url("/w/cases").segment(record::case_number(case_id)));
    return c.see_other(url_of(draft.id));
}

}  // namespace

Answer start(Context& c) {
    c.require(Act::receive_consultation, of_centre());
    const std::string channel = c.form.maybe("channel").value_or("phone");
    const auto id = receive(c.tx, c.vault, c.who,
                            record::find_code(channel, kChannels) ? channel : "phone", c.now);
    c.trace(TraceKind::create, "consultation.receive", at_reception(id));
    return c.see_other(url_of(id));
}

Answer show(Context& c) {
    const Reception r = open(c, Act::read_consultation);
    if (r.state == State::discarded) throw NotFound{};
    if (r.state == State::registered || hides(c, r) || is_of_another(c, r))
        return show_received(c, r);
    return c.page(intake_view(c, r, r.answers), shell(c, r, r.answers));
}

Answer save(Context& c) {
    const Reception r = open(c, Act::edit_consultation);
    if (r.state != State::draft) return tell_ended(c, r);
    if (is_of_another(c, r)) throw Stale{};
    if (c.form.has("version") && c.form.number("version") != r.version) throw Stale{};
    const Answers answers = read_answers(c);
    const auto version = save_draft(c.tx, c.vault, r, answers, c.now, c.who.account);
    return c.json({"{\"version\":" + std::to_string(version) + ",\"saved_at\":\"" +
                   c.now.at.clock_seconds() + "\"" + as_written(c, answers) + "}"});
}

void look(Context& c) {
    const Reception r = find_reception(c.tx, c.vault, {c.number("R")});
    if (c.may(Act::read_consultation, around(c, r)).allowed())
        c.prepared = live(c, r, read_answers(c));
}

Answer hint(Context& c) {
    const Reception r = open(c, Act::read_consultation);
    auto* worked_out = std::any_cast<LiveView>(&c.prepared);
    LiveView v = worked_out ? std::move(*worked_out) : live(c, r, read_answers(c));
    if (!v.rows.empty())
        c.trace(TraceKind::search, "consultation.hint", at_reception(r.id), 0,
                "rows=" + std::to_string(v.rows.size()));
    return c.page(std::move(v), shell(c, r, r.answers));
}

Answer close(Context& c) {
    const Reception before = open(c, Act::edit_consultation);
    const Answers answers = read_answers(c);
    if (auto no = reasons_not_to_allow(c, before, answers); no.any())
        return refuse(c, before, answers, std::move(no));
    if (before.state != State::draft)
        return c.form.has("anew") ? enter(c, before, received_anew(c, answers), answers)
                                  : refuse(c, before, answers, {});
    if (is_of_another(c, before)) throw Stale{};
    if (overtaken(c, before, answers)) return show_both(c, before, answers);
    return enter(c, before, before, answers);
}

Answer discard(Context& c) {
    const Reception r = open(c, Act::edit_consultation);
    set_discarded(c.tx, r.id, true);
    c.trace(TraceKind::change, "consultation.discard", at_reception(r.id));
    return c.see_other(web::Url("/w/intake").query("undo", reception_number(r.id)));
}

Answer resume(Context& c) {
    const Reception r = open(c, Act::edit_consultation);
    set_discarded(c.tx, r.id, false);
    c.trace(TraceKind::change, "consultation.resume", at_reception(r.id));
    return c.see_other(url_of(r.id));
}

}  // namespace michi::consultation
