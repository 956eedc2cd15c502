// Answers as people read them, and the choices of the form.

#include "base/age.hpp"
#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"
#include "base/said_day.hpp"
#include "consent/consent.hpp"
#include "consultation/fields.hpp"
#include "consultation/pages.hpp"
#include "people/people.hpp"
#include "record/record.hpp"

namespace michi::consultation {
namespace {

using web::Context;
using web::Form;

std::string joined(const std::vector<std::string>& all, const std::string& gap = "・") {
    std::string text;
    for (const std::string& one : all) text += (text.empty() ? "" : gap) + one;
    return text;
}

bool counsels(Role role) { return role == Role::centre_counsellor || role == Role::centre_head; }

std::string care_text(const Context& c, const Answers& a) {
    std::vector<std::string> kinds;
    for (const auto& kind : record::kCareKinds)
        if (const auto found = a.care.find(std::string(kind.id)); found != a.care.end())
            kinds.push_back(std::string(word_text(kind.word, c.lang)) +
                            (found->second == "2" ? " ？" : ""));
    return joined(kinds);
}

std::string topics_text(const Context& c, const Answers& a) {
    std::vector<std::string> topics;
    for (const std::string& topic : a.topics)
        topics.push_back(code_text(c, record::find_code(topic, kTopics)));
    if (topics.size() > 1)
        topics.front() = say("consultation.main_of"_w, c.lang, {{"topic", topics.front()}});
    return joined(topics);
}

std::string tell_text(Context& c, const Answers& a) {
    std::vector<std::string> names;
    for (const auto& o : people::organisations(c.tx, ""))
        if (std::ranges::find(a.tell, std::to_string(o.id.value)) != a.tell.end())
            names.push_back(o.name);
    return joined(names);
}

std::string enrolled_text(const Context& c, const Answers& a) {
    if (a.enrolled.empty()) return {};
    return std::string(word_text(
        a.enrolled == "1" ? "consultation.enrolled_yes"_w : "consultation.enrolled_no"_w, c.lang));
}

}  // namespace

void take_moment(const Form& form, Date today, Answers& a) {
    a.received_day = form.text("received_day");
    a.received_time = form.text("received_time");
    if (trimmed(a.received_day).empty()) return;
    if (const auto day = read_said_day("received_day", a.received_day, Toward::past, today))
        a.received_day = plain_date(*day);
}

Refusals reasons_not_to_register(const Context& c, const Reception& r, const Answers& a) {
    Refusals no = reasons_not_to_register(a, c.now.today);
    if (const auto at = received_at(a, r.started_at, c.now); !at) no.add(at.error());
    return no;
}

std::string received_text(const Context& c, const Reception& r) {
    const auto moment = [&](Instant at) {
        return detail_date(at.in_japan(), c.now.today) + " " + at.clock();
    };
    if (r.received_at == r.started_at) return moment(r.started_at);
    return say("consultation.entered_afterwards"_w, c.lang,
               {{"when", moment(r.received_at)}, {"entered", moment(r.started_at)}});
}

Answers read_answers(const Context& c) {
    const Form& f = c.form;
    Answers a;
    for (const AnswerField& field : kAnswerFields) a.*field.member = f.text(field.id);
    a.channel = f.maybe("channel").value_or("phone");
    a.caller_phone = read_phone(a.caller_phone).shown;
    take_moment(f, c.now.today, a);
    a.topics = with_main_first(f.texts("topic"), f.text("main_topic"));
    a.tell = f.texts("tell");
    a.others = f.texts("other");
    if (std::ranges::find(a.others, a.existing) != a.others.end()) a.existing.clear();
    for (const auto& kind : record::kCareKinds)
        if (const auto answer = f.text("care_" + std::string(kind.id));
            answer == "1" || answer == "2")
            a.care[std::string(kind.id)] = answer;
    return a;
}

bool may_be_told(const people::OrganisationBrief& organisation) {
    return organisation.kind == "municipality" || organisation.kind == "partner";
}

void keep_known(Context& c, Answers& a) {
    std::erase_if(a.topics, [](const auto& id) { return !record::find_code(id, kTopics); });
    const auto all = people::organisations(c.tx, "");
    std::erase_if(a.tell, [&](const std::string& id) {
        return std::ranges::none_of(
            all, [&](const auto& o) { return std::to_string(o.id.value) == id && may_be_told(o); });
    });
}

Id<Account> colleague(Context& c, const std::string& id) {
    for (const auto& account : people::accounts_of(c.tx, c.vault, c.who.organisation))
        if (account.enabled && counsels(account.role) && std::to_string(account.id.value) == id)
            return account.id;
    return {};
}

std::vector<Choice> colleagues(Context& c, Id<Account> chosen) {
    std::vector<Choice> list;
    for (const auto& account : people::accounts_of(c.tx, c.vault, c.who.organisation))
        if (account.enabled && counsels(account.role))
            list.push_back(
                {std::to_string(account.id.value), {}, account.name, account.id == chosen, false});
    return list;
}

Id<record::Case> readable_case(Context& c, const std::string& number) {
    const std::string typed = fold_width(trimmed(number));
    const std::string digits =
        typed.starts_with("W-") || typed.starts_with("w-") ? typed.substr(2) : typed;
    const bool plain = !digits.empty() && digits.size() < 12 &&
                       digits.find_first_not_of("0123456789") == std::string::npos;
    if (!plain) return {};
    const auto brief =
        record::visible_case(c.tx, c.vault, c.who, {std::stoll(digits)}, c.now.today);
    if (!brief) return {};
    const auto around = consent::circumstances(c.tx, c.who, *brief, c.now.today);
    return c.may(Act::read_case, around).allowed() ? brief->id : Id<record::Case>{};
}

std::string code_text(const Context& c, const record::Code* code) {
    return code ? std::string(word_text(code->word, c.lang)) : std::string{};
}

std::string municipality_text(const Context& c, std::string_view code) {
    if (code == kOutside) return std::string(word_text("consultation.outside"_w, c.lang));
    const auto* m = find_municipality(code);
    return m ? std::string(m->name) : std::string{};
}

std::string birth_text(const Context& c, const Answers& a) {
    const auto birth = birth_of(a);
    if (!birth || !*birth) return {};
    const Date day = **birth;
    const auto number = [](int n) { return std::to_string(n); };
    const std::string western =
        say("consultation.birth_western"_w, c.lang,
            {{"y", number(day.year())}, {"m", number(day.month())}, {"d", number(day.day())}});
    const Age age = age_on(day, c.now.today);
    if (age.years < 0) return western;
    if (age.years < 1)
        return say("consultation.birth_echo_baby"_w, c.lang,
                   {{"western", western}, {"m", number(age.months)}});
    return say("consultation.birth_echo_pattern"_w, c.lang,
               {{"western", western}, {"y", number(age.years)}, {"m", number(age.months)}});
}

std::vector<TopicChip> topic_chips(const Answers& a) {
    std::vector<TopicChip> chips;
    const auto hints = suggested_topics(fold(a.words));
    for (const auto& topic : kTopics) {
        const bool on = std::ranges::find(a.topics, topic.id) != a.topics.end();
        chips.push_back({std::string(topic.id), topic.word, on, on && a.topics.front() == topic.id,
                         !on && std::ranges::find(hints, topic.id) != hints.end()});
    }
    return chips;
}

std::vector<Choice> municipality_choices(Context& c, const Answers& a) {
    std::vector<Choice> list;
    for (const auto& m : municipalities_of(people::home_prefecture(c.tx, c.who.organisation)))
        list.push_back(
            {std::string(m.code), {}, std::string(m.name), m.code == a.municipality, false});
    list.push_back(
        {std::string(kOutside), "consultation.outside"_w, {}, a.municipality == kOutside, false});
    if (!a.municipality.empty() && std::ranges::none_of(list, &Choice::on))
        if (const auto* other = find_municipality(a.municipality))
            list.push_back({a.municipality,
                            {},
                            std::string(other->prefecture) + std::string(other->name),
                            true,
                            false});
    return list;
}

std::vector<Choice> class_choices(const Answers& a) {
    auto list = choices(kClasses, a.cls);
    for (Choice& choice : list)
        choice.suggested = a.cls.empty() && !is_blank(a) && choice.value == class_of(a);
    return list;
}

namespace {

std::string joined_moment(const Answers& a) {
    return a.received_day + (a.received_day.empty() || a.received_time.empty() ? "" : " ") +
           a.received_time;
}

/// A day in full; 「あす」 as it was said on that day.
std::string due_text(const Answers& a) {
    const auto day = read_date("next_due", a.next_due);
    return day ? full_date(day->date) : a.next_due;
}

}  // namespace

std::vector<Fact> facts(Context& c, const Answers& a) {
    const auto holder = colleague(c, a.in_charge);
    const Fact all[] = {
        {"consultation.channel"_w, code_text(c, record::find_code(a.channel, kChannels))},
        {"consultation.class"_w, code_text(c, record::find_code(class_of(a), kClasses))},
        {"consultation.fact_caller"_w, code_text(c, record::find_code(a.caller_kind, kCallers))},
        {"consultation.caller_kana"_w, a.caller_kana},
        {"consultation.phone"_w,
         record::phone_text(a.caller_phone, a.call_time == record::kNotToBeCalled, c.lang)},
        {"consultation.received_when"_w, joined_moment(a)},
        {"consultation.call_back"_w, code_text(c, record::find_code(a.call_time, kCallTimes))},
        {"consultation.child_kana"_w, a.child_kana},
        {"consultation.child_kanji"_w, a.child_kanji},
        {"consultation.birth"_w, birth_text(c, a)},
        {"consultation.enrolled"_w, enrolled_text(c, a)},
        {"consultation.municipality"_w, municipality_text(c, a.municipality)},
        {"consultation.stay"_w, code_text(c, record::find_code(a.stay, record::kStays))},
        {"consultation.hide_home"_w, code_text(c, record::find_code(a.hide_home, kHidings))},
        {"consultation.care"_w, care_text(c, a)},
        {"consultation.topics"_w, topics_text(c, a)},
        {"consultation.urgency"_w, code_text(c, record::find_code(a.urgency, kUrgencies))},
        {"consultation.safety"_w, code_text(c, record::find_code(a.safety, kSafeties))},
        {"consultation.tell"_w, tell_text(c, a)},
        {"consultation.next"_w, a.next_what},
        {"consultation.next_due"_w, due_text(a)},
        {"consultation.in_charge"_w, people::name_of(c.tx, c.vault, holder)},
        {"consultation.outcome"_w, code_text(c, record::find_code(a.outcome, kOutcomes))},
        {"consultation.col_case"_w, a.existing},
        {"consultation.words"_w, a.words},
    };
    std::vector<Fact> heard;
    for (const Fact& fact : all)
        if (!fact.value.empty()) heard.push_back(fact);
    return heard;
}

}  // namespace michi::consultation
