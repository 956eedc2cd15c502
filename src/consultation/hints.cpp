// What the right-hand side says while somebody types: who may be known already, what can be told in this
// call, which sentence of the Act applies, whom one may ask to tell.

#include "base/age.hpp"
#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"
#include "consent/consent.hpp"
#include "consultation/pages.hpp"
#include "directory/directory.hpp"
#include "people/people.hpp"
#include "record/persons.hpp"
#include "record/record.hpp"

namespace michi::consultation {
namespace {

using web::Context;

constexpr std::size_t kShown = 5;

// ---- same person? ----
std::string because(const Context& c, const PersonLikeness& l) {
    std::string same;
    const auto put = [&](bool holds, Word word) {
        if (!holds) return;
        if (!same.empty()) same += word_text("consultation.and"_w, c.lang);
        same += word_text(word, c.lang);
    };
    put(l.phone, "consultation.same_phone"_w);
    put(l.kana, "consultation.same_kana"_w);
    put(l.name, "consultation.same_kanji"_w);
    put(l.birth, "consultation.same_birth"_w);
    std::string text =
        same.empty() ? "" : say("consultation.same_because"_w, c.lang, {{"what", same}});
    if (l.kana_near) text += word_text("consultation.because_kana_near"_w, c.lang);
    if (l.birth_near) text += word_text("consultation.because_birth_near"_w, c.lang);
    return text;
}

std::string last_contact(Context& c, const record::CaseBrief& brief) {
    for (const auto& entry : record::entries_of(c.tx, c.vault, brief, Relation::centre,
                                                c.who.organisation, {"", false}, 3)) {
        return say("consultation.last_contact"_w, c.lang,
                   {{"when", list_date(entry.at.in_japan(), c.now.today)},
                    {"who", people::name_of(c.tx, c.vault, entry.author)}});
    }
    return {};
}

std::string about(const Context& c, const record::CaseBrief& brief, const record::Shown& seen) {
    std::string text = municipality_text(c, seen.municipality);
    if (seen.birth) text += (text.empty() ? "" : "・") + age_text(age_on(*seen.birth, c.now.today));
    if (brief.state == RecordState::closed)
        text += (text.empty() ? "" : "・") +
                std::string(word_text("consultation.closed_case"_w, c.lang));
    return text;
}

std::string called(const Context& c, const record::Shown& seen) {
    const std::string san(word_text("consultation.san"_w, c.lang));
    return c.masked ? san : seen.name() + " " + san;
}

/// Whom to ask about a record that is not the reader's to see; nothing of it is told, not even its number.
std::string whom_to_ask(Context& c, const record::CaseBrief& brief) {
    if (brief.centre != c.who.organisation)
        return people::find_organisation(c.tx, brief.centre).name;
    const std::string name = people::name_of(c.tx, c.vault, brief.in_charge);
    return name.empty() ? std::string(word_text("consultation.the_head"_w, c.lang)) : name;
}

HintRow row_of(Context& c, const record::CaseBrief& brief, const Answers& a) {
    const auto around = consent::circumstances(c.tx, c.who, brief, c.now.today);
    const Decision decision = c.may(Act::read_case, around);
    const bool may = decision.allowed() && (!brief.is_protected || around.in_protected_team);
    HintRow row;
    if (!may) {
        row.ask = whom_to_ask(c, brief);
        return row;
    }
    row.readable = true;
    row.number = record::case_number(brief.id);
    const record::Shown seen = record::shown(brief, decision);
    row.name = called(c, seen);
    row.about = about(c, brief, seen);
    row.last = last_contact(c, brief);
    row.chosen = a.existing == row.number;
    row.other = std::ranges::find(a.others, row.number) != a.others.end();
    return row;
}

bool told_already(const std::vector<HintRow>& rows, const HintRow& row) {
    return std::ranges::any_of(
        rows, [&](const HintRow& r) { return r.number == row.number && r.ask == row.ask; });
}

// ---- what can be told in this call ----
std::string known_of(const Context& c, const directory::Match& match) {
    std::string yes, not_known;
    for (const auto& reason : match.reasons) {
        const auto* condition = directory::find_condition(reason.condition);
        if (!condition || reason.answer == directory::Answer::no) continue;
        std::string& text = reason.answer == directory::Answer::yes ? yes : not_known;
        text += (text.empty() ? "" : "・") + std::string(word_text(condition->word, c.lang));
    }
    if (!yes.empty()) yes = say("consultation.place_yes"_w, c.lang, {{"what", yes}});
    if (!not_known.empty()) yes += say("consultation.place_ask"_w, c.lang, {{"what", not_known}});
    return yes;
}

bool add_best(const Context& c, std::vector<PlaceRow>& rows, const directory::Found& found) {
    if (found.matches.empty() || found.matches.front().no > 0) return false;
    const auto& match = found.matches.front();
    rows.push_back({match.listing->values[directory::Field::name],
                    match.listing->values[directory::Field::phone], known_of(c, match),
                    directory::service_number(match.listing->id)});
    return true;
}

void add_places(Context& c, std::vector<PlaceRow>& rows, const Answers& a,
                const std::vector<std::string>& suggested) {
    directory::Asked asked;
    const auto birth = birth_of(a);
    asked.kinds = directory::open_to_age(
        directory::kinds_for_topics(a.topics.empty() ? suggested : a.topics),
        birth && *birth ? std::optional(age_on(**birth, c.now.today).years) : std::nullopt,
        c.now.today);
    if (asked.kinds.empty() || !find_municipality(a.municipality)) return;
    asked.municipality = a.municipality;
    asked.within_km = 0;  // in the family's own municipality first, else the nearest that fits
    for (const auto& [kind, answer] : a.care)
        if (answer == "1" && directory::find_condition(kind)) asked.conditions.push_back(kind);
    asked.conditions.emplace_back("vacancy");
    asked.may_see = directory::Visibility::centre;
    asked.today = c.now.today;
    const auto all = directory::snapshot(c.tx);
    if (!add_best(c, rows, directory::search(*all, asked))) {
        asked.within_km.reset();
        add_best(c, rows, directory::search(*all, asked));
    }
}

std::vector<PlaceRow> places(Context& c, const Answers& a,
                             const std::vector<std::string>& suggested) {
    std::vector<PlaceRow> rows;
    for (const auto& o : people::organisations(c.tx, "municipality"))
        if (!a.municipality.empty() && o.municipality == a.municipality)
            rows.push_back({o.name, o.phone, {}, {}});
    add_places(c, rows, a, suggested);
    return rows;
}

// ---- whom the family may allow to be told ----
std::vector<TellRow> tell_rows(Context& c, const Answers& a) {
    std::vector<Id<Organisation>> team;
    if (const auto id = readable_case(c, a.existing)) {
        const auto brief = record::find_case(c.tx, c.vault, id);
        const Decision decision =
            c.may(Act::read_case, consent::circumstances(c.tx, c.who, brief, c.now.today));
        for (const auto& member : record::team_of(c.tx, c.vault, brief))
            if (const auto there = member.organisation.shown(decision)) team.push_back(there);
    }
    std::vector<TellRow> rows;
    for (const auto& o : people::organisations(c.tx, "")) {
        if (!may_be_told(o)) continue;
        const std::string id = std::to_string(o.id.value);
        const bool on = std::ranges::find(a.tell, id) != a.tell.end();
        const bool near = !a.municipality.empty() && o.municipality == a.municipality;
        if (!on && !near && std::ranges::find(team, o.id) == team.end()) continue;
        const auto& side = record::side_of(o.kind == "municipality" ? "m" : "o");
        rows.push_back({id, o.name, std::string(side.id), side.mark, on});
    }
    std::ranges::stable_sort(rows, {}, [](const TellRow& row) { return row.side != "m"; });
    return rows;
}

KnownPerson known_from(const Answers& a) {
    const auto birth = birth_of(a);
    return {.names = {fold(a.child_kanji)},
            .kana = {fold(a.child_kana)},
            .phones = {read_phone(a.caller_phone).digits},
            .birth = birth ? *birth : std::nullopt,
            .family = {fold(a.caller_kana)}};
}

}  // namespace

std::vector<HintRow> same_persons(Context& c, const Answers& a) {
    auto& persons = c.tx.memory<record::Persons>();
    persons.keep_up(c.tx, c.vault);
    std::vector<HintRow> rows;
    const auto put = [&](HintRow row) {
        if (!told_already(rows, row)) rows.push_back(std::move(row));
    };
    if (const auto chosen = readable_case(c, a.existing))
        put(row_of(c, record::find_case(c.tx, c.vault, chosen), a));
    for (const auto& l : persons.index().alike(known_from(a), SearchScope::everything(), kShown)) {
        HintRow row = row_of(c, record::find_case(c.tx, c.vault, {l.id}), a);
        if (row.readable) row.because = because(c, l);
        if (auto* first = rows.empty() ? nullptr : &rows.front();
            first && row.readable && first->number == row.number)
            first->because = row.because;
        put(std::move(row));
    }
    return rows;
}

LiveView live(Context& c, const Reception& r, const Answers& a) {
    LiveView v;
    v.id = reception_number(r.id);
    v.suggested = suggested_topics(fold(a.words));
    v.rows = same_persons(c, a);
    v.rules = explanation(a, c.now.today);
    v.classes = class_choices(a);
    v.asks_school = school_matters(a, c.now.today);
    v.enrolled = {{"1", "consultation.enrolled_yes"_w, {}, a.enrolled == "1", false},
                  {"0", "consultation.enrolled_no"_w, {}, a.enrolled == "0", false}};
    v.tell = tell_rows(c, a);
    v.places = places(c, a, v.suggested);
    return v;
}

}  // namespace michi::consultation
