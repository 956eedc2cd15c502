// The one-screen intake, the queue, and what was received.

#include "base/age.hpp"
#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "consultation/consultation.hpp"
#include "consultation/hints.hpp"
#include "consultation/views.hpp"
#include "people/people.hpp"

namespace michi::consultation {
namespace {

using web::Answer;
using web::Context;
using web::Form;

constexpr int kQueueLength = 100;
constexpr std::int64_t kLongestCall = 90 * 60 * 1000;  // ms; an older draft is no call any more

struct EraChoice {
    std::string_view id, name;
    Word word;
};
constexpr std::array kEras{EraChoice{"r", "reiwa", "consultation.era_reiwa"_w},
                           EraChoice{"h", "heisei", "consultation.era_heisei"_w},
                           EraChoice{"s", "showa", "consultation.era_showa"_w},
                           EraChoice{"w", "western", "consultation.era_western"_w}};

Answers read_answers(const Form& f) {
    Answers a;
    a.channel = f.maybe("channel").value_or("phone");
    a.cls = f.text("class");
    a.caller_kind = f.text("caller_kind");
    a.caller_phone = f.text("caller_phone");
    a.caller_kana = f.text("caller_kana");
    a.call_time = f.text("call_time");
    a.child_kana = f.text("child_kana");
    a.child_kanji = f.text("child_kanji");
    a.era = f.text("era");
    a.year = f.text("year");
    a.month = f.text("month");
    a.day = f.text("day");
    a.municipality = f.text("municipality");
    a.stay = f.text("stay");
    a.words = f.text("words");
    a.urgency = f.text("urgency");
    a.safety = f.text("safety");
    a.next_what = f.text("next_what");
    a.next_due = f.text("next_due");
    a.topics = f.texts("topic");
    a.tell = f.texts("tell");
    for (const auto& kind : record::kCareKinds)
        if (const auto answer = f.text("care_" + std::string(kind.id));
            answer == "1" || answer == "2")
            a.care[std::string(kind.id)] = answer;
    return a;
}

Circumstances around(const Context& c, const Reception& r) {
    Circumstances circumstances;
    circumstances.relation = r.centre == c.who.organisation ? Relation::centre : Relation::none;
    return circumstances;
}

Reception open(Context& c, Act act) {
    const Id<Consultation> id{c.number("R")};
    Reception r = find_reception(c.tx, c.vault, id);
    c.require(act, around(c, r), "consultation/" + std::to_string(id.value), r.case_id.value);
    return r;
}

std::string birth_echo(const Answers& a, Date today) {
    const auto birth = birth_of(a);
    if (!birth || !*birth) return {};
    const Date day = **birth;
    return std::to_string(day.year()) + "年" + std::to_string(day.month()) + "月" +
           std::to_string(day.day()) + "日生まれ ・ " + age_text(age_on(day, today));
}

std::vector<Choice> topic_choices(const Answers& a) {
    auto list = choices(kTopics, "");
    const auto hints = suggested_topics(fold(a.words));
    for (Choice& choice : list) {
        choice.on = std::ranges::find(a.topics, choice.value) != a.topics.end();
        choice.suggested = !choice.on && std::ranges::find(hints, choice.value) != hints.end();
    }
    return list;
}

std::vector<Choice> era_choices(const Answers& a) {
    std::vector<Choice> list;
    for (const auto& era : kEras)
        list.push_back({std::string(era.id), era.word, std::string(era.name),
                        a.era == era.id || (a.era.empty() && era.id == "r"), false});
    return list;
}

std::vector<Choice> municipality_choices(const Context& c, const Answers& a) {
    std::vector<Choice> list;
    const auto home = people::find_organisation(c.tx, c.who.organisation);
    for (const auto& m : municipalities_of(home.municipality))
        list.push_back(
            {std::string(m.code), {}, std::string(m.name), m.code == a.municipality, false});
    if (!a.municipality.empty() && std::ranges::none_of(list, &Choice::on))
        if (const auto* other = find_municipality(a.municipality))
            list.push_back({a.municipality,
                            {},
                            std::string(other->prefecture) + std::string(other->name),
                            true,
                            false});
    return list;
}

std::vector<TellRow> tell_rows(const Context& c, const Answers& a) {
    std::vector<TellRow> rows;
    for (const auto& o : people::organisations(c.tx, "municipality")) {
        const std::string id = std::to_string(o.id.value);
        const bool on = std::ranges::find(a.tell, id) != a.tell.end();
        if (on || (!a.municipality.empty() && o.municipality == a.municipality))
            rows.push_back({id, o.name, "m", "record.mark_municipality"_w, on});
    }
    return rows;
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

IntakeView intake_view(Context& c, const Reception& r, const Answers& a, Refusals refusals = {}) {
    IntakeView v;
    v.id = v.number = reception_number(r.id);
    v.channel = a.channel;
    v.started = r.started_at.iso();
    v.saved_at = r.saved_at.clock_seconds();
    v.version = r.version;
    v.channels = choices(kChannels, a.channel);
    v.callers = choices(kCallers, a.caller_kind);
    v.call_times = choices(kCallTimes, a.call_time);
    v.eras = era_choices(a);
    v.stays = choices(record::kStays, a.stay);
    v.topics = topic_choices(a);
    v.urgencies = choices(kUrgencies, a.urgency);
    v.safeties = choices(kSafeties, a.safety);
    v.classes = choices(kClasses, a.cls);
    v.municipalities = municipality_choices(c, a);
    v.care = care_chips(a);
    v.tell = tell_rows(c, a);
    v.caller_phone = a.caller_phone;
    v.caller_kana = a.caller_kana;
    v.child_kana = a.child_kana;
    v.child_kanji = a.child_kanji;
    v.year = a.year;
    v.month = a.month;
    v.day = a.day;
    v.birth_echo = birth_echo(a, c.now.today);
    v.words = a.words;
    v.next_what = a.next_what;
    v.next_due = a.next_due;
    v.holder = c.who.name;
    v.existing = c.form.text("case");
    v.eligibility = sentence(eligibility(a, c.now.today));
    v.in_call = c.now.at.ms - r.started_at.ms < kLongestCall;
    v.unheard = unheard(a);
    v.hint = hints(c, r, a);
    v.refusals = std::move(refusals);
    return v;
}

web::Shell shell(const Context& c, std::string_view number, bool focus) {
    return {.title = std::string(word_text("consultation.intake_title"_w, c.lang)) + " " +
                     std::string(number),
            .active = "intake",
            .focus = focus};
}

// ---- handlers ----
Answer start(Context& c) {
    Circumstances own;
    own.relation = Relation::centre;
    c.require(Act::receive_consultation, own);
    const std::string channel = c.form.maybe("channel").value_or("phone");
    const auto id = receive(c.tx, c.vault, c.who,
                            record::find_code(channel, kChannels) ? channel : "phone", c.now);
    c.trace(TraceKind::create, "consultation.receive", "consultation/" + std::to_string(id.value));
    return c.see_other(web::Url("/w/intake").segment(reception_number(id)));
}

std::string code_text(const Context& c, const record::Code* code) {
    return code ? std::string(word_text(code->word, c.lang)) : std::string{};
}

std::string municipality_name(std::string_view code) {
    const auto* m = find_municipality(code);
    return m ? std::string(m->name) : std::string{};
}

std::vector<Fact> facts(const Context& c, const Answers& a) {
    const Fact all[] = {
        {"consultation.channel"_w, code_text(c, record::find_code(a.channel, kChannels))},
        {"consultation.fact_caller"_w, code_text(c, record::find_code(a.caller_kind, kCallers))},
        {"consultation.caller_kana"_w, a.caller_kana},
        {"consultation.phone"_w, a.caller_phone},
        {"consultation.call_back"_w, code_text(c, record::find_code(a.call_time, kCallTimes))},
        {"consultation.fact_child"_w, a.child_kanji.empty() ? a.child_kana : a.child_kanji},
        {"consultation.birth"_w, birth_echo(a, c.now.today)},
        {"consultation.municipality"_w, municipality_name(a.municipality)},
        {"consultation.urgency"_w, code_text(c, record::find_code(a.urgency, kUrgencies))},
        {"consultation.safety"_w, code_text(c, record::find_code(a.safety, kSafeties))},
    };
    std::vector<Fact> heard;
    for (const Fact& fact : all)
        if (!fact.value.empty()) heard.push_back(fact);
    return heard;
}

ReceptionView reception_view(Context& c, const Reception& r, Refusals refusals = {}) {
    ReceptionView v;
    v.id = v.number = reception_number(r.id);
    v.when = detail_date(r.started_at.in_japan(), c.now.today) + " " + r.started_at.clock();
    v.received_by = people::name_of(c.tx, c.vault, r.received_by);
    v.words = r.answers.words;
    v.case_number = r.case_id ? record::case_number(r.case_id) : "";
    v.facts = facts(c, r.answers);
    v.outcomes = choices(kOutcomes, r.outcome);
    v.eligibility = sentence(eligibility(r.answers, c.now.today));
    v.may_set_outcome = c.may(Act::edit_consultation, around(c, r)).allowed();
    v.refusals = std::move(refusals);
    return v;
}

Answer show(Context& c) {
    const Reception r = open(c, Act::read_consultation);
    if (r.state == State::draft)
        return c.page(intake_view(c, r, r.answers), shell(c, reception_number(r.id), true));
    return c.page(reception_view(c, r), shell(c, reception_number(r.id), false));
}

Answer save(Context& c) {
    Reception r = open(c, Act::edit_consultation);
    if (r.state != State::draft) throw Stale{};
    if (c.form.has("version") && c.form.number("version") != r.version) throw Stale{};
    const auto version = save_draft(c.tx, c.vault, r, read_answers(c.form), c.now);
    return c.json({"{\"version\":" + std::to_string(version) + ",\"saved_at\":\"" +
                   c.now.at.clock_seconds() + "\"}"});
}

Answer hint(Context& c) {
    const Reception r = open(c, Act::read_consultation);
    return c.page(hints(c, r, read_answers(c.form)), shell(c, reception_number(r.id), true));
}

Id<record::Case> chosen_case(const Context& c, Refusals& no) {
    const std::string joined = c.form.has("join") ? c.form.text("join") : c.form.text("case");
    if (joined.empty()) return {};
    const std::string digits = joined.starts_with("W-") ? joined.substr(2) : joined;
    const bool plain = !digits.empty() && digits.size() < 12 &&
                       digits.find_first_not_of("0123456789") == std::string::npos;
    const Id<record::Case> id{plain ? std::stoll(digits) : 0};
    try {
        const auto brief = record::find_case(c.tx, c.vault, id);
        if (c.may(Act::read_case, consent::circumstances(c.tx, c.who, brief, c.now.today))
                .allowed())
            return id;
    } catch (const NotFound&) {
    }
    no.add("case", "consultation.case_unknown"_w);
    return {};
}

Answer close(Context& c) {
    const Reception before = open(c, Act::edit_consultation);
    const Answers answers = read_answers(c.form);
    if (before.state != State::draft) {
        Refusals no;
        no.add(kWhole, "consultation.not_draft"_w);
        return c.refuse(intake_view(c, before, answers, no),
                        shell(c, reception_number(before.id), true));
    }
    Reception draft = before;
    draft.version = save_draft(c.tx, c.vault, before, answers, c.now);
    draft.answers = answers;
    if (c.form.has("leave")) return c.see_other(web::Url("/w/intake"));
    Refusals no = reasons_not_to_register(answers);
    const auto existing = chosen_case(c, no);
    if (no.any())
        return c.refuse(intake_view(c, before, answers, no),
                        shell(c, reception_number(before.id), true));
    const auto case_id =
        register_reception(c.tx, c.vault, c.who, draft,
                           {.existing = existing, .in_charge = c.who.account, .number = {}}, c.now);
    c.trace(TraceKind::change, "consultation.register",
            "consultation/" + std::to_string(draft.id.value), case_id.value);
    if (case_id) return c.see_other(web::Url("/w/cases").segment(record::case_number(case_id)));
    return c.see_other(web::Url("/w/intake").segment(reception_number(draft.id)));
}

Answer outcome(Context& c) {
    const Reception r = open(c, Act::edit_consultation);
    const std::string chosen = c.form.text("outcome");
    if (!record::find_code(chosen, kOutcomes)) {
        Refusals no;
        no.add("outcome", "consultation.say_outcome"_w);
        return c.refuse(reception_view(c, r, no), shell(c, reception_number(r.id), false));
    }
    set_outcome(c.tx, r.id, chosen);
    c.trace(TraceKind::change, "consultation.outcome", "consultation/" + std::to_string(r.id.value),
            r.case_id.value, chosen);
    return c.see_other(web::Url("/w/intake").segment(reception_number(r.id)));
}

ReceptionRow queue_row(const Context& c, const ReceptionLine& line) {
    ReceptionRow row;
    row.number = reception_number(line.id);
    row.when = list_date(line.started_at.in_japan(), c.now.today) + " " + line.started_at.clock();
    row.channel = code_text(c, record::find_code(line.channel, kChannels));
    row.caller = code_text(c, record::find_code(line.caller_kind, kCallers));
    row.municipality = municipality_name(line.municipality);
    row.words = c.masked ? "" : std::string(first_characters(line.words.reveal(), 60));
    row.topic = code_text(c, record::find_code(line.main_topic, kTopics));
    row.outcome = code_text(c, record::find_code(line.outcome, kOutcomes));
    row.case_number = line.case_id ? record::case_number(line.case_id) : "";
    row.received_by = people::name_of(c.tx, c.vault, line.received_by);
    row.draft = line.state == State::draft;
    row.overdue =
        line.state == State::registered && outcome_overdue(line.started_at.in_japan(), c.now.today);
    return row;
}

Answer queue(Context& c) {
    Circumstances own;
    own.relation = Relation::centre;
    c.require(Act::see_intake_list, own);
    QueueView v;
    v.view = c.query.text("view");
    if (v.view != "draft" && v.view != "open") v.view.clear();
    const auto count = [&](std::string_view view) {
        return count_receptions(c.tx, c.who.organisation, view);
    };
    v.all = count("");
    v.drafts = count("draft");
    v.open = count("open");
    for (const auto& line : receptions(c.tx, c.vault, c.who.organisation, v.view, kQueueLength))
        v.rows.push_back(queue_row(c, line));
    c.trace(TraceKind::list, "consultation.queue", "", 0, "rows=" + std::to_string(v.rows.size()));
    return c.page(std::move(v),
                  {.title = std::string(word_text("consultation.queue_title"_w, c.lang)),
                   .active = "intake"});
}

using web::Method;
using web::Route;
constexpr std::array kRoutes{
    Route{Method::get, "/w/intake", queue, Act::see_intake_list},
    Route{Method::post, "/w/intake", start, Act::receive_consultation},
    Route{Method::get, "/w/intake/{R}", show, Act::read_consultation},
    Route{Method::post, "/w/intake/{R}", close, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/draft", save, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/hint", hint, Act::read_consultation},
    Route{Method::post, "/w/intake/{R}/outcome", outcome, Act::edit_consultation},
};

}  // namespace

web::Part part() { return {"consultation", kRoutes}; }

}  // namespace michi::consultation
