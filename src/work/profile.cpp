// Basic facts of the child and its family. The facts are shown, corrected and merged field by field, all from the table of
// record/fields.hpp.

#include <algorithm>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "people/people.hpp"
#include "record/facts.hpp"
#include "work/course.hpp"
#include "work/merge.hpp"
#include "work/pages.hpp"

namespace michi::work {
namespace {

using record::FactKind;
using web::Answer;
using web::Context;
using web::Url;

constexpr std::string_view kNewMember = "family.new.";

std::string_view input_of(FactKind kind) {
    switch (kind) {
        case FactKind::choice:
        case FactKind::answer:
        case FactKind::place:
            return "choice";
        case FactKind::text:
            return "text";
        case FactKind::phone:
            return "tel";
        case FactKind::number:
            return "number";
        default:
            return "line";
    }
}

std::vector<Choice> choices_of(Context& c, const Opened& o, const record::FactField& field,
                               const std::string& value) {
    std::vector<Choice> list;
    if (field.kind == FactKind::place) {
        const auto home = people::home_prefecture(c.tx, o.brief.centre);
        for (const auto& m : municipalities_of(home))
            list.push_back({std::string(m.code), {}, std::string(m.name), m.code == value, false});
        if (!value.empty() && std::ranges::none_of(list, &Choice::on))
            list.push_back({value, {}, record::shown_fact(field, value, c.lang), true, false});
        return list;
    }
    for (const auto& code : field.list)
        list.push_back({std::string(code.id), code.word, {}, code.id == value, false});
    return list;
}

ProfileField field_of(Context& c, const Opened& o, const record::Fact& fact) {
    ProfileField view;
    view.name = fact.id;
    view.value = view.was = fact.value;
    view.label = fact.field->label;
    view.input = input_of(fact.field->kind);
    view.shown = record::shown_fact(*fact.field, fact.value, c.lang);
    if (view.input == "choice") view.choices = choices_of(c, o, *fact.field, fact.value);
    return view;
}

/// Who hides the names neither sees nor changes who it is and how the family is reached, nor what is told of it
/// in words: with ○○ for its names these would be saved.
bool is_hidden(const Context& c, const record::FactField& field) {
    return c.masked && (field.of == Field::identity || field.of == Field::contact ||
                        field.kind == FactKind::text);
}

ProfileView profile_view(Context& c, const Opened& o, const std::vector<record::Fact>& facts) {
    ProfileView v;
    v.who = identity(c, o);
    v.may_edit = c.may(Act::edit_case, o.around).allowed();
    v.may_protect = c.may(Act::see_protection, o.around).allowed();
    v.place_hidden = !o.may(Field::location);
    v.family_hidden = !o.may(Field::contact) || c.masked;
    for (const auto& fact : facts) {
        if (is_hidden(c, *fact.field)) continue;
        auto view = field_of(c, o, fact);
        if (!fact.member) {
            const bool care = fact.field->kind == FactKind::answer;
            (care ? v.care : v.fields).push_back(std::move(view));
            continue;
        }
        const std::string id = std::to_string(fact.member.value);
        if (v.family.empty() || v.family.back().id != id) v.family.push_back({id, {}, {}});
        MemberForm& member = v.family.back();
        if (member.fields.size() < 2)
            member.title += (member.title.empty() ? "" : " ") + view.shown;
        member.fields.push_back(std::move(view));
        if (fact.field->id == "call_time" && fact.value == record::kNotToBeCalled)
            for (ProfileField& field : member.fields) field.never = field.input == "tel";
    }
    if (!v.may_edit || c.masked || !o.may(Field::contact)) return v;
    MemberForm fresh{"new", {}, {}};
    for (const auto& field : record::kFamilyFields)
        fresh.fields.push_back(
            field_of(c, o, {&field, {}, std::string(kNewMember) + std::string(field.id), {}}));
    v.family.push_back(std::move(fresh));
    return v;
}

/// How a member is told from the others: what they are to the child, and the name.
std::string member_name(const std::vector<record::Family>& family, Id<record::FamilyMember> id,
                        const Decision& decision, Lang lang) {
    const auto one = std::ranges::find(family, id, &record::Family::id);
    if (!id || one == family.end()) return {};
    const auto* relation = record::find_code(one->relation.shown(decision), record::kRelations);
    std::string text = relation ? std::string(word_text(relation->word, lang)) : "";
    const std::string& name = one->name.shown(decision);
    return name.empty() || text.empty() ? text + name : text + " " + name;
}

web::Shell shell(const Opened& o) {
    return {.title = record::case_number(o.brief.id), .active = "cases"};
}

/// What one form changes, by the id of each field.
struct Changes {
    std::map<std::string, std::string> values;
    std::vector<Word> labels;
};

/// One field of the form against what is stored now; a field that the form does not have stays as it is.
/// Where two people wrote, both texts, who and when are shown until one is chosen.
void take(Context& c, const Opened& o, const record::FactField& fact, ProfileField& field,
          Changes& changes, Refusals& no) {
    const auto typed = c.form.maybe(field.name);
    if (!typed) return;
    const auto read = record::read_fact(fact, field.name, *typed);
    const std::string now = field.value, was = c.form.text("was_" + field.name);
    const std::string mine = read ? *read : *typed;
    const Merged result = merge(was, mine, now);
    field.value = result == Merged::theirs ? now : mine;
    for (Choice& choice : field.choices) choice.on = choice.value == field.value;
    if (!read) return no.add(read.error());
    if (result == Merged::mine) {
        changes.values[field.name] = mine;
        changes.labels.push_back(fact.label);
    }
    if (result != Merged::conflict) return;
    field.conflict = true;
    field.theirs = now.empty() ? std::string(word_text("work.not_known"_w, c.lang))
                               : record::shown_fact(fact, now, c.lang);
    if (const auto written = record::last_written(c.tx, o.brief.child, field.name)) {
        field.theirs_by = people::name_of(c.tx, c.vault, written->by);
        field.theirs_at = written->at.clock();
    }
    no.add(field.name, "work.conflict"_w);
}

const record::FactField* fact_behind(std::string_view id) {
    const auto dot = id.rfind('.');
    return dot == id.npos ? record::find_field(record::kChildFields, id)
                          : record::find_field(record::kFamilyFields, id.substr(dot + 1));
}

/// A day stands in its field as people read it; what the form was opened with stays as it is stored.
void show_days(const Context& c, ProfileView& v) {
    const auto each = [&](std::vector<ProfileField>& fields) {
        for (auto& field : fields)
            if (const auto* fact = fact_behind(field.name); fact && fact->kind == FactKind::date)
                field.value = record::shown_fact(*fact, field.value, c.lang);
    };
    each(v.fields);
    for (auto& member : v.family) each(member.fields);
}

void take_all(Context& c, const Opened& o, ProfileView& v, Changes& changes) {
    const auto each = [&](std::vector<ProfileField>& fields) {
        for (auto& field : fields)
            if (const auto* fact = fact_behind(field.name))
                take(c, o, *fact, field, changes, v.refusals);
    };
    each(v.fields);
    each(v.care);
    for (auto& member : v.family) each(member.fields);
}

/// Names of what was corrected; the values themselves stay out of the course.
std::string names_of(const Changes& changes) {
    std::string names;
    for (const Word label : changes.labels)
        names += (names.empty() ? "" : "・") + std::string(word_text(label, Lang::ja));
    return names;
}

std::string ids_of(const Changes& changes) {
    std::string ids;
    for (const auto& [id, value] : changes.values) ids += (ids.empty() ? "fields=" : ",") + id;
    return ids;
}

/// What was heard when the case was opened is no change: it is what the first change changed.
void fill_changes(Context& c, FactsHistoryView& v, const Opened& o) {
    const auto family = record::family_of(c.tx, c.vault, o.brief);
    const Instant opened = at_in_japan(o.brief.opened_on, 0);
    auto all = record::history_of(c.tx, c.vault, o.brief, o.decision);
    std::ranges::reverse(all);
    std::map<std::pair<const record::FactField*, Id<record::FamilyMember>>, std::string> last;
    for (const auto& past : all) {
        if (is_hidden(c, *past.field)) continue;
        std::string shown = record::shown_fact(*past.field, past.value, c.lang);
        std::string& before = last[{past.field, past.member}];
        if (past.at != opened)
            v.rows.push_back(
                {.field = past.field->label,
                 .of = c.masked ? "" : member_name(family, past.member, o.decision, c.lang),
                 .before = before,
                 .value = shown,
                 .by = people::name_of(c.tx, c.vault, past.by),
                 .at = full_date(past.at.in_japan()) + " " + past.at.clock()});
        before = std::move(shown);
    }
    std::ranges::reverse(v.rows);
}

}  // namespace

Answer show_profile(Context& c) {
    const Opened o = open_case(c, Act::read_case);
    ProfileView v = profile_view(c, o, record::facts_of(c.tx, c.vault, o.brief, o.decision));
    show_days(c, v);
    return c.page(std::move(v), shell(o));
}

Answer save_profile(Context& c) {
    const Opened o = open_case(c, Act::edit_case);
    ProfileView v = profile_view(c, o, record::facts_of(c.tx, c.vault, o.brief, o.decision));
    Changes changes;
    take_all(c, o, v, changes);
    show_days(c, v);
    if (v.refusals.any()) return c.refuse(std::move(v), shell(o));
    if (!changes.values.empty()) {
        record::save_facts(c.tx, c.vault, o.brief, changes.values, c.who.account, c.now.at);
        wrote(c, o.brief.id, "work.wrote_profile"_w, {{"fields", names_of(changes)}});
    }
    c.trace(TraceKind::change, "record.facts", "case/" + std::to_string(o.brief.id.value),
            o.brief.id.value, ids_of(changes));
    return c.see_other(Url("/w/cases")
                           .segment(record::case_number(o.brief.id))
                           .segment("profile")
                           .query("said", changes.values.empty() ? "same" : "saved"));
}

Answer show_facts_history(Context& c) {
    const Opened o = open_case(c, Act::edit_case);
    FactsHistoryView v;
    v.who = identity(c, o);
    v.place_hidden = !o.may(Field::location);
    fill_changes(c, v, o);
    return c.page(std::move(v), shell(o));
}

}  // namespace michi::work
