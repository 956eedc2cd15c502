// Basic facts of the child, and the family's consent.

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "people/people.hpp"
#include "work/course.hpp"
#include "work/merge.hpp"
#include "work/pages.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;
using web::Url;

struct Line {
    std::string name, now;
    Word label;
};

std::vector<Line> lines_of(const record::Shown& seen) {
    return {{"kanji", seen.kanji, "work.kanji"_w},
            {"kana", seen.kana, "work.kana"_w},
            {"birth", seen.birth ? seen.birth->iso() : "", "work.birth"_w}};
}

ProfileField field_of(const Line& line) {
    return {line.name, line.now, line.now, {}, {}, {}, line.label, false};
}

void fill_choices(Context& c, ProfileView& v, const Opened& o) {
    v.municipalities.clear();
    v.stays.clear();
    if (!o.may(Field::location)) return;
    const auto home = people::find_organisation(c.tx, o.brief.centre);
    for (const auto& m : municipalities_of(home.municipality))
        v.municipalities.push_back(
            {std::string(m.code), {}, std::string(m.name), m.code == v.municipality.value, false});
    v.stays = choices(record::kStays, v.stay.value);
}

ProfileView profile_view(Context& c, const Opened& o) {
    ProfileView v;
    v.who = identity(c, o);
    v.may_edit = c.may(Act::edit_case, o.around).allowed();
    if (o.may(Field::identity) && !c.masked)
        for (const auto& line : lines_of(o.seen)) v.fields.push_back(field_of(line));
    v.municipality = field_of({"municipality", o.seen.municipality, "work.municipality"_w});
    v.stay = field_of({"stay", o.seen.stay, "work.stay"_w});
    fill_choices(c, v, o);
    if (o.may(Field::contact) && !c.masked)
        for (const auto& f : record::family_of(c.tx, c.vault, o.brief)) {
            const auto* relation =
                record::find_code(f.relation.shown(o.decision), record::kRelations);
            v.family.push_back(
                {mark("f"),
                 (relation ? std::string(word_text(relation->word, c.lang)) + " " : "") +
                     f.name.shown(o.decision),
                 f.phone.shown(o.decision), f.call_rule.shown(o.decision), false});
        }
    return v;
}

web::Shell shell(const Opened& o) {
    return {.title = record::case_number(o.brief.id), .active = "cases"};
}

std::string as_read(const Context& c, const ProfileField& field, const std::string& value) {
    if (value.empty()) return std::string(word_text("work.not_known"_w, c.lang));
    if (field.name == "municipality") return municipality_name(value);
    const auto* stay = field.name == "stay" ? record::find_code(value, record::kStays) : nullptr;
    return stay ? std::string(word_text(stay->word, c.lang)) : value;
}

/// One field of the form against what is stored now; a field that the form does not have stays as it is.
/// Where two people wrote, both texts, who and when are shown until one is chosen.
void take(Context& c, const Opened& o, ProfileField& field, Refusals& no) {
    const auto typed = c.form.maybe(field.name);
    if (!typed) return;
    const std::string now = field.value, mine = trimmed(*typed),
                      was = c.form.text("was_" + field.name);
    const Merged result = merge(was, mine, now);
    field.value = result == Merged::theirs ? now : mine;
    if (result != Merged::conflict) return;
    field.conflict = true;
    field.theirs = as_read(c, field, now);
    if (const auto written = record::last_written(c.tx, o.brief.child, field.name)) {
        field.theirs_by = people::name_of(c.tx, c.vault, written->by);
        field.theirs_at = written->at.clock();
    }
    no.add(field.name, "work.conflict"_w);
}

/// What the fields say; a date that cannot be read is a refusal at its field.
record::IdentityChange read_identity(const Opened& o, const ProfileView& v, Refusals& no) {
    record::IdentityChange after;
    for (const ProfileField& field : v.fields) {
        if (field.name == "kanji") after.kanji = field.value;
        if (field.name == "kana") after.kana = field.value;
        if (field.name != "birth") {
            no.add(check_name(field.name, field.value));
        } else if (field.value.empty()) {
            after.birth = std::optional<Date>();
        } else if (const auto read = read_date("birth", field.value)) {
            after.birth = read->date;
        } else {
            no.add(read.error());
        }
    }
    if (!o.may(Field::location)) return after;
    const std::string &town = v.municipality.value, &stay = v.stay.value;
    after.municipality = town;
    after.stay = stay;
    if (!town.empty() && !find_municipality(town))
        no.add("municipality", "work.municipality_unknown"_w);
    if (!stay.empty() && !record::find_code(stay, record::kStays))
        no.add("stay", "work.stay_unknown"_w);
    return after;
}

/// Names of what differs from the form as it was opened; the values themselves stay out of the course.
std::string changed_fields(const ProfileView& v) {
    std::string names;
    const auto note = [&](const ProfileField& field, Word label) {
        if (field.value != field.was)
            names += (names.empty() ? "" : "・") + std::string(word_text(label, Lang::ja));
    };
    for (const auto& field : v.fields) note(field, field.label);
    note(v.municipality, "work.municipality"_w);
    note(v.stay, "work.stay"_w);
    return names;
}

}  // namespace

Answer show_profile(Context& c) {
    const Opened o = open_case(c, Act::read_case);
    return c.page(profile_view(c, o), shell(o));
}

Answer save_profile(Context& c) {
    const Opened o = open_case(c, Act::edit_case);
    ProfileView v = profile_view(c, o);
    for (auto& field : v.fields) take(c, o, field, v.refusals);
    if (!v.municipalities.empty()) take(c, o, v.municipality, v.refusals);
    if (!v.stays.empty()) take(c, o, v.stay, v.refusals);
    const record::IdentityChange after = read_identity(o, v, v.refusals);
    fill_choices(c, v, o);
    if (v.refusals.any()) return c.refuse(std::move(v), shell(o));
    const std::string changed = changed_fields(v);
    record::save_identity(c.tx, c.vault, o.brief, after, c.who.account, c.now.at);
    if (!changed.empty()) wrote(c, o.brief.id, "work.wrote_profile"_w, {{"fields", changed}});
    c.trace(TraceKind::change, "record.identity", "case/" + std::to_string(o.brief.id.value),
            o.brief.id.value);
    return c.see_other(Url("/w/cases").segment(record::case_number(o.brief.id)).segment("profile"));
}

namespace {

struct Basis {
    std::string_view id;
    Word word;
};
constexpr std::array kBases{Basis{"oral", "work.basis_oral"_w},
                            Basis{"paper", "work.basis_paper"_w}};

ConsentView consent_view(Context& c, const Opened& o) {
    ConsentView v;
    v.who = identity(c, o);
    v.rows = consent_rows(c, o, consent::matrix(c.tx, o.brief.id));
    v.categories = consent_words();
    v.may_change = c.may(Act::change_consent, o.around).allowed();
    v.bases = choices(kBases, "oral");
    v.speakers = choices(record::kRelations, "mother");
    for (const auto& org : people::organisations(c.tx, ""))
        if (org.kind != "centre" && org.kind != "prefecture")
            v.organisations.push_back({std::to_string(org.id.value),
                                       {},
                                       org.name,
                                       c.form.text("organisation") == std::to_string(org.id.value),
                                       false});
    for (const auto& told : consent::ledger(c.tx, o.brief.id)) {
        if (!record::may_name(o.brief, o.decision, c.who.organisation, told.organisation)) continue;
        std::string names;
        for (const auto& category : consent::kCategories)
            if (told.categories.find(category.id) != std::string::npos)
                names +=
                    (names.empty() ? "" : "・") + std::string(word_text(category.word, c.lang));
        v.ledger.push_back({list_date(told.told_at.in_japan(), c.now.today), told.organisation_name,
                            names, told.link, people::name_of(c.tx, c.vault, told.told_by)});
    }
    return v;
}

}  // namespace

Answer show_consent(Context& c) {
    const Opened o = open_case(c, Act::read_case);
    return c.page(consent_view(c, o), shell(o));
}

Answer record_consent(Context& c) {
    const Opened o = open_case(c, Act::change_consent);
    ConsentView v = consent_view(c, o);
    const Id<Organisation> organisation{c.form.number("organisation")};
    const bool known = std::ranges::any_of(v.organisations, [&](const Choice& x) {
        return x.value == std::to_string(organisation.value);
    });
    if (!known) v.refusals.add("organisation", "work.say_receiver"_w);
    std::optional<Date> expires;
    if (!trimmed(c.form.text("expires")).empty()) {
        const auto read = read_date("expires", c.form.text("expires"));
        if (read)
            expires = read->date;
        else
            v.refusals.add(read.error());
    }
    const auto answered = [&](std::string_view id) {
        return c.form.has(id) && !c.form.text(id).empty();
    };
    if (std::ranges::none_of(consent::kCategories, [&](const auto& k) { return answered(k.id); }))
        v.refusals.add("organisation", "work.say_category"_w);
    if (v.refusals.any()) return c.refuse(std::move(v), shell(o));
    std::string heard;
    for (const auto& category : consent::kCategories) {
        if (!answered(category.id)) continue;
        heard += std::string(heard.empty() ? "" : "・") +
                 std::string(word_text(category.word, Lang::ja)) +
                 (c.form.text(category.id) == "1" ? "○" : "×");
        consent::record_answer(
            c.tx,
            {.case_id = o.brief.id,
             .organisation = organisation,
             .category = std::string(category.id),
             .answer = c.form.text(category.id) == "1" ? consent::Answer::yes : consent::Answer::no,
             .basis = c.form.text("basis") == "paper" ? "paper" : "oral",
             .speaker = c.form.text("speaker"),
             .expires = expires},
            c.who.account, c.now.at);
    }
    const auto* speaker = record::find_code(c.form.text("speaker"), record::kRelations);
    wrote(c, o.brief.id, "work.wrote_consent"_w,
          {{"who", people::find_organisation(c.tx, organisation).name},
           {"what", heard},
           {"basis", std::string(word_text(c.form.text("basis") == "paper" ? "work.basis_paper"_w
                                                                           : "work.basis_oral"_w,
                                           Lang::ja))},
           {"speaker", speaker ? std::string(word_text(speaker->word, Lang::ja)) : "―"}});
    c.trace(TraceKind::consent, "consent.record", "case/" + std::to_string(o.brief.id.value),
            o.brief.id.value, "organisation=" + std::to_string(organisation.value));
    return c.see_other(Url("/w/cases").segment(record::case_number(o.brief.id)).segment("consent"));
}

}  // namespace michi::work
