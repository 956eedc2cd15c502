// Basic facts of the child, and the family's consent.

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "people/people.hpp"
#include "work/merge.hpp"
#include "work/pages.hpp"
#include "work/shown.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;
using web::Url;

struct Line {
    std::string name, now;
    Word label;
};

std::vector<Line> lines_of(const record::CaseBrief& b) {
    const auto birth = b.birth.reveal();
    return {{"kanji", b.kanji.reveal(), "work.kanji"_w},
            {"kana", b.kana.reveal(), "work.kana"_w},
            {"birth", birth ? birth->iso() : "", "work.birth"_w}};
}

ProfileView profile_view(Context& c, const Opened& o) {
    ProfileView v;
    v.who = identity(c, o);
    v.may_edit = c.may(Act::edit_case, o.around).allowed();
    if (o.may(Field::identity) && !c.masked)
        for (const auto& line : lines_of(o.brief))
            v.fields.push_back({line.name, line.now, line.now, {}, line.label, false});
    const auto home = people::find_organisation(c.tx, o.brief.centre);
    if (!o.brief.is_protected || o.may(Field::location))
        for (const auto& m : municipalities_of(home.municipality))
            v.municipalities.push_back({std::string(m.code), {}, std::string(m.name), m.code == o.brief.municipality, false});
    v.municipality_was = o.brief.municipality;
    v.stays = choices(record::kStays, o.brief.stay);
    v.stay_was = o.brief.stay;
    if (o.may(Field::contact) && !c.masked)
        for (const auto& f : record::family_of(c.tx, c.vault, o.brief)) {
            const auto* relation = record::find_code(f.relation, record::kRelations);
            v.family.push_back({mark("f"), (relation ? std::string(word_text(relation->word, c.lang)) + " " : "") + f.name.reveal(),
                                f.phone.reveal(), f.call_rule.reveal(), false});
        }
    return v;
}

web::Shell shell(const Opened& o) { return {.title = record::case_number(o.brief.id), .active = "cases"}; }

/// One field of the form against what is stored now.
std::string merged(const Context& c, const std::string& name, const std::string& now, bool& conflict) {
    const std::string was = c.form.text("was_" + name), mine = trimmed(c.form.text(name));
    const Merged result = merge(was, mine, now);
    conflict = result == Merged::conflict;
    return result == Merged::theirs ? now : mine;
}

}  // namespace

Answer show_profile(Context& c) {
    const Opened o = open_case(c, Act::read_case);
    return c.page(profile_view(c, o), shell(o));
}

Answer save_profile(Context& c) {
    const Opened o = open_case(c, Act::edit_case);
    ProfileView v = profile_view(c, o);
    record::Identity after{.municipality = {}, .stay = {}};
    bool conflict = false;
    for (auto& field : v.fields) {
        const std::string now = field.value;
        field.value = merged(c, field.name, now, conflict);
        if (conflict) {
            field.conflict = true;
            field.theirs = now;
            field.was = now;
            v.refusals.add(field.name, "work.conflict"_w);
        } else {
            field.was = now;
        }
        if (field.name != "birth") v.refusals.add(check_name(field.name, field.value));
    }
    const auto value = [&](std::size_t i) { return i < v.fields.size() ? v.fields[i].value : std::string{}; };
    after.kanji = value(0);
    after.kana = value(1);
    if (!value(2).empty()) {
        const auto read = read_date("birth", value(2));
        if (read) after.birth = read->date;
        else v.refusals.add(read.error());
    }
    after.municipality = merged(c, "municipality", o.brief.municipality, conflict);
    after.stay = merged(c, "stay", o.brief.stay, conflict);
    if (!after.municipality.empty() && !find_municipality(after.municipality)) v.refusals.add("municipality", "work.municipality_unknown"_w);
    if (v.refusals.any()) return c.refuse(std::move(v), shell(o));
    record::save_identity(c.tx, c.vault, o.brief, after);
    c.trace(TraceKind::change, "record.identity", "case/" + std::to_string(o.brief.id.value), o.brief.id.value);
    return c.see_other(Url("/w/cases").segment(record::case_number(o.brief.id)).segment("profile"));
}

namespace {

struct Basis {
    std::string_view id;
    Word word;
};
constexpr std::array kBases{Basis{"oral", "work.basis_oral"_w}, Basis{"paper", "work.basis_paper"_w}};

ConsentView consent_view(Context& c, const Opened& o) {
    ConsentView v;
    v.who = identity(c, o);
    v.rows = consent_rows(c, o.brief.id);
    v.categories = consent_words();
    v.may_change = c.may(Act::change_consent, o.around).allowed();
    v.bases = choices(kBases, "oral");
    v.speakers = choices(record::kRelations, "mother");
    for (const auto& org : people::organisations(c.tx, ""))
        if (org.kind != "centre" && org.kind != "prefecture")
            v.organisations.push_back({std::to_string(org.id.value), {}, org.name, c.form.text("organisation") == std::to_string(org.id.value), false});
    for (const auto& told : consent::ledger(c.tx, o.brief.id)) {
        std::string names;
        for (const auto& category : consent::kCategories)
            if (told.categories.find(category.id) != std::string::npos)
                names += (names.empty() ? "" : "・") + std::string(word_text(category.word, c.lang));
        v.ledger.push_back({list_date(told.told_at.in_japan(), c.now.today), told.organisation_name, names, told.link,
                            people::name_of(c.tx, c.vault, told.told_by)});
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
    const bool known = std::ranges::any_of(v.organisations, [&](const Choice& x) { return x.value == std::to_string(organisation.value); });
    if (!known) v.refusals.add("organisation", "work.say_receiver"_w);
    std::optional<Date> expires;
    if (!trimmed(c.form.text("expires")).empty()) {
        const auto read = read_date("expires", c.form.text("expires"));
        if (read) expires = read->date;
        else v.refusals.add(read.error());
    }
    const auto answered = [&](std::string_view id) { return c.form.has(id) && !c.form.text(id).empty(); };
    if (std::ranges::none_of(consent::kCategories, [&](const auto& k) { return answered(k.id); }))
        v.refusals.add("organisation", "work.say_category"_w);
    if (v.refusals.any()) return c.refuse(std::move(v), shell(o));
    for (const auto& category : consent::kCategories) {
        if (!answered(category.id)) continue;
        consent::record_answer(c.tx, {.case_id = o.brief.id, .organisation = organisation, .category = std::string(category.id),
                                      .answer = c.form.text(category.id) == "1" ? consent::Answer::yes : consent::Answer::no,
                                      .basis = c.form.text("basis") == "paper" ? "paper" : "oral",
                                      .speaker = c.form.text("speaker"), .expires = expires},
                               c.who.account, c.now.at);
    }
    c.trace(TraceKind::consent, "consent.record", "case/" + std::to_string(o.brief.id.value), o.brief.id.value,
            "organisation=" + std::to_string(organisation.value));
    return c.see_other(Url("/w/cases").segment(record::case_number(o.brief.id)).segment("consent"));
}

}  // namespace michi::work
