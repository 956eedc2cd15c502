// 伝えてよい範囲: what the family allows to be told to whom, an answer recorded, and the ledger.

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/said_day.hpp"
#include "people/people.hpp"
#include "work/naming.hpp"
#include "work/pages.hpp"
#include "work/shown.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr std::array kAnswers{record::Code{"1", "work.allowed"_w},
                              record::Code{"0", "work.not_allowed"_w}};

std::string category_names(const Context& c, Mask categories) {
    std::string names;
    for (const auto& category : consent::kCategories)
        if (has(categories, category.field))
            names.append(names.empty() ? "" : "・").append(word_text(category.word, c.lang));
    return names;
}

void fill_ledger(Context& c, ConsentView& v, const Opened& o) {
    std::map<std::int64_t, Mask> open;
    for (const auto& receiver : consent::matrix(c.tx, o.brief.id))
        open[receiver.organisation.value] = consent::consented(receiver, c.now.today);
    Naming naming(c, o.brief, o.decision);
    for (const auto& told : consent::ledger(c.tx, o.brief.id)) {
        if (!naming.may_know(told.organisation)) continue;
        const auto* path = consent::path_named(told.path);
        const Mask closed = Mask(told.categories & ~open[told.organisation.value]);
        LedgerRow row{
            .when = list_date(told.told_at.in_japan(), c.now.today) + " " + told.told_at.clock(),
            .organisation = told.organisation_name,
            .path = path ? path->word : "consent.path_request"_w,
            .categories = category_names(c, told.categories),
            .link = told.link.starts_with("H-") ? told.link : "",
            .by = naming.person(told.told_by),
            .out = {}};
        if (told.revoked_at)
            row.out = say("work.ledger_revoked"_w, c.lang,
                          {{"when", list_date(told.revoked_at->in_japan(), c.now.today)}});
        else if (closed)
            row.out = say("work.ledger_out"_w, c.lang, {{"what", category_names(c, closed)}});
        v.ledger.push_back(std::move(row));
    }
}

/// What the form holds, as it was typed.
void fill_form(Context& c, ConsentView& v, RecordState state) {
    const std::string organisation = c.form.text("organisation");
    for (const auto& category : consent::kCategories) {
        auto answers = choices(kAnswers, c.form.text(category.id));
        if (state == RecordState::closed)
            answers.erase(answers.begin());  // a no can always be said
        v.asks.push_back({std::string(category.id), category.word, std::move(answers)});
    }
    v.bases = choices(consent::kBases, c.form.maybe("basis").value_or("oral"));
    v.speakers = choices(record::kRelations, c.form.text("speaker"));
    for (const auto& who : people::accounts_of(c.tx, c.vault, c.who.organisation))
        if (who.enabled && record::is_centre_role(who.role))
            v.hearers.push_back(
                {std::to_string(who.id.value),
                 {},
                 who.name,
                 std::to_string(who.id.value) ==
                     c.form.maybe("heard_by").value_or(std::to_string(c.who.account.value)),
                 false});
    v.expires = c.form.text("expires");
    for (const auto& org : people::organisations(c.tx, ""))
        if (org.kind != "centre" && org.kind != "prefecture" && org.kind != "family")
            v.organisations.push_back({std::to_string(org.id.value),
                                       {},
                                       org.name,
                                       organisation == std::to_string(org.id.value),
                                       false});
}

ConsentView consent_view(Context& c, const Opened& o) {
    ConsentView v;
    v.who = identity(c, o);
    v.rows = consent_rows(c, o, consent::matrix(c.tx, o.brief.id));
    v.categories = consent_words();
    const Decision may = c.may(Act::change_consent, o.around);
    v.may_change = may.allowed();
    v.ask_code = may.step_up();
    if (v.may_change) fill_form(c, v, o.brief.state);
    v.closed = o.brief.state == RecordState::closed;
    fill_ledger(c, v, o);
    return v;
}

bool among(const std::vector<Choice>& list, const std::string& value) {
    return std::ranges::any_of(list, [&](const Choice& x) { return x.value == value; });
}

/// What was said, as the form tells it; a day that cannot be read is a refusal at its field.
consent::Said read_said(const Context& c, const ConsentView& v, Id<record::Case> id, Refusals& no) {
    consent::Said said{.case_id = id,
                       .organisation = {},
                       .answers = {},
                       .basis = c.form.text("basis"),
                       .speaker = c.form.text("speaker"),
                       .heard_by = {},
                       .expires = {}};
    if (among(v.organisations, c.form.text("organisation")))
        said.organisation = {c.form.number("organisation")};
    if (said.basis == "oral" && among(v.hearers, c.form.text("heard_by")))
        said.heard_by = {c.form.number("heard_by")};
    for (std::size_t i = 0; i < consent::kCategories.size(); ++i) {
        const std::string typed = c.form.text(consent::kCategories[i].id);
        if (typed == "1") said.answers[i] = consent::Answer::yes;
        if (typed == "0") said.answers[i] = consent::Answer::no;
    }
    said.expires =
        read_said_day("expires", c.form.text("expires"), Toward::coming, c.now.today, no);
    return said;
}

web::Shell consent_shell(const Opened& o) {
    return {.title = record::case_number(o.brief.id), .active = "cases"};
}

}  // namespace

Answer show_consent(Context& c) {
    const Opened o = open_case(c, Act::read_case);
    return c.page(consent_view(c, o), consent_shell(o));
}

Answer record_consent(Context& c) {
    const Opened o = open_case(c, Act::read_case);
    if (!c.may(Act::change_consent, o.around).allowed()) c.require(Act::change_consent, o.around);
    ConsentView v = consent_view(c, o);
    const consent::Said said = read_said(c, v, o.brief.id, v.refusals);
    v.refusals.add(consent::reasons_not_to_record(said, c.now.today));
    if (!v.refusals.any() && people::factor_is_fresh(c, v.refusals))
        v.refusals.add(consent::record(c.tx, c.vault, c.who, said, c.now));
    if (v.refusals.any()) return c.refuse(std::move(v), consent_shell(o));
    return c.see_other(Url("/w/cases").segment(record::case_number(o.brief.id)).segment("consent"));
}

}  // namespace michi::work
