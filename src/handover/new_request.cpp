#include "handover/new_request.hpp"

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/phone.hpp"
#include "base/phone_check.hpp"
#include "base/said_day.hpp"
#include "consent/consent.hpp"
#include "handover/handover.hpp"
#include "handover/pages.hpp"
#include "handover/telling.hpp"
#include "handover/views.hpp"
#include "people/people.hpp"

namespace michi::handover {
namespace {

using web::Answer;
using web::Context;
using web::Url;

using About = consent::Opened;

About open_case(Context& c, const web::Form& form, Act act) {
    const std::string number = form.text("case");
    const bool plain = number.size() > 2 && number.size() < 14 && number.starts_with("W-") &&
                       number.find_first_not_of("0123456789", 2) == std::string::npos;
    return consent::open_case(c, {plain ? std::stoll(number.substr(2)) : 0}, act);
}

Mask items_of(const web::Form& form) {
    Mask mask = 0;
    const auto chosen = form.texts("item");
    for (const auto& category : consent::kCategories)
        if (std::ranges::find(chosen, category.id) != chosen.end()) mask = mask | category.field;
    return mask;
}

bool has_the_case(const Context& c, const About& about) {
    return c.who.role == Role::municipal_officer && answers_for(about.brief, c.who.organisation);
}

/// A town that answers for the case hands it on to another one. Which one the family allows tells who helps.
bool may_hand_on(const Context& c, const About& about) {
    return has_the_case(c, about) && about.decision.opens(Field::location);
}

bool offered_kind(const Context& c, const About& about, Kind kind) {
    const bool centre = c.who.role == Role::centre_counsellor || c.who.role == Role::centre_head;
    if (centre) return !asks_for_the_case(kind);
    return kind == Kind::advice || (kind == Kind::pull && !has_the_case(c, about)) ||
           (kind == Kind::transfer && may_hand_on(c, about));
}

Word why_not_this_kind(const About& about) {
    return about.decision.opens(Field::location) ? "handover.say_kind"_w
                                                 : "handover.only_in_charge"_w;
}

/// To whom this reader's requests go.
bool is_receiver(const Context& c, const About& about, const people::OrganisationBrief& o) {
    if (o.id == c.who.organisation) return false;
    if (c.who.organisation == about.brief.centre)
        return o.kind == "municipality" || o.kind == "partner";
    return o.id == about.brief.centre || (may_hand_on(c, about) && o.kind == "municipality");
}

std::vector<work::ConsentRow> consent_rows(Context& c, const About& about) {
    std::vector<work::ConsentRow> rows;
    for (const auto& receiver : consent::matrix(c.tx, about.brief.id)) {
        if (!record::may_name(about.brief, about.decision, c.who.organisation,
                              receiver.organisation))
            continue;
        const auto& side = record::side_of(receiver.side);
        work::ConsentRow row{receiver.organisation.value,
                             receiver.name,
                             {},
                             {std::string(side.id), side.mark, side.word},
                             {}};
        for (const auto answer : consent::answers_on(receiver, c.now.today))
            row.cells.push_back({std::string(answer)});
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Those that the page offers, and no other.
std::vector<people::OrganisationBrief> receivers_of(Context& c, const About& about) {
    auto all = people::organisations(c.tx, "");
    std::erase_if(all, [&](const auto& o) { return !is_receiver(c, about, o); });
    return all;
}

void fill_choices(Context& c, NewView& v, const About& about) {
    for (const Kind kind : kKinds)
        if (offered_kind(c, about, kind))
            v.kinds.push_back(
                {std::string(name_of(kind)), word_of(kind), {}, name_of(kind) == v.kind, false});
    const bool only = c.who.organisation != about.brief.centre && !may_hand_on(c, about);
    const auto home_desk = people::desk_of(c.tx, about.seen.municipality);
    for (const auto& o : receivers_of(c, about)) {
        const std::string id = std::to_string(o.id.value);
        const bool home = v.receiver.empty() && o.id == home_desk;
        v.receivers.push_back({id, {}, o.name, id == v.receiver || home || only, false});
    }
    for (const auto& category : consent::kCategories)
        v.items.push_back({std::string(category.id),
                           category.word,
                           {},
                           std::ranges::find(v.chosen, category.id) != v.chosen.end(),
                           false});
}

/// Only the Centre names who is not in the list.
bool may_add(const Context& c, const About& about) {
    return c.may(Act::change_team, about.around).allowed();
}

NewView view_of(Context& c, const About& about, const web::Form& form,
                Id<Organisation> receiver = {}) {
    NewView v;
    v.case_number = record::case_number(about.brief.id);
    v.name = c.masked ? "" : about.seen.name();
    v.title = form.text("title");
    v.request = form.text("request");
    v.due = form.text("due");
    v.receiver = receiver ? std::to_string(receiver.value) : form.text("receiver");
    v.outside = receiver ? "" : form.text("outside");
    v.trades = choices(record::kTrades, form.text("trade"));
    const bool centre = c.who.role == Role::centre_counsellor || c.who.role == Role::centre_head;
    v.kind = form.maybe("kind").value_or(centre ? "inquiry" : "advice");
    v.chosen = form.texts("item");
    v.consent = consent_rows(c, about);
    for (const auto& category : consent::kCategories) v.categories.push_back(category.word);
    fill_choices(c, v, about);
    v.may_add = may_add(c, about);
    v.asks_centre = std::ranges::all_of(v.kinds, [](const Choice& k) {
        const auto kind = kind_named(k.value);
        return kind && asks_for_the_case(*kind);
    });
    return v;
}

web::Shell shell(const Context& c) {
    return {.title = std::string(word_text("handover.new_title"_w, c.lang)), .active = "handovers"};
}

/// The family's yes by telephone, told now: recorded before the gate looks. The factor is asked for
/// first, within this form.
Refusals record_oral(Context& c, const record::CaseBrief& brief, Id<Organisation> receiver) {
    Refusals no;
    if (c.form.text("oral") != "1") return no;
    const auto around = consent::circumstances(c.tx, c.who, brief, c.now.today);
    if (!c.may(Act::change_consent, around).allowed()) c.require(Act::change_consent, around);
    consent::Said said{.case_id = brief.id,
                       .organisation = receiver,
                       .answers = {},
                       .basis = "oral",
                       .speaker = c.form.text("speaker"),
                       .heard_by = c.who.account,
                       .expires = {}};
    consent::answer_all(said, items_of(c.form), consent::Answer::yes);
    no = consent::reasons_not_to_record(said, c.now.today);
    if (!no.any() && people::factor_is_fresh(c, no))
        no = consent::record(c.tx, c.vault, c.who, said, c.now);
    for (auto& refusal : no.items) {
        if (refusal.field == "categories") refusal.field = "items";
        if (refusal.field == "organisation") refusal.field = "receiver";
    }
    return no;
}

struct Asked {
    NewRequest request;
    Refusals refusals;
};

Asked read(Context& c, const About& about) {
    Asked asked;
    const auto kind = kind_named(c.form.text("kind"));
    const Id<Organisation> receiver{c.form.number("receiver")};
    if (!kind || !offered_kind(c, about, *kind)) {
        asked.refusals.add("kind", why_not_this_kind(about));
        return asked;  // nothing of what a receiver may be told is said
    }
    const auto offered = receivers_of(c, about);
    if (std::ranges::find(offered, receiver, &people::OrganisationBrief::id) == offered.end())
        asked.refusals.add("receiver", "handover.say_receiver"_w);
    const std::string title = trimmed(c.form.text("title"));
    if (title.empty()) asked.refusals.add("title", "handover.say_title"_w);
    asked.refusals.add(check_text("title", title, 600));
    Date due = answer_due(c.now.today, false);
    if (const auto day =
            read_said_day("due", c.form.text("due"), Toward::coming, c.now.today, asked.refusals)) {
        if (*day < c.now.today) asked.refusals.add("due", "handover.due_past"_w);
        due = *day;
    }
    asked.request = {.case_id = about.brief.id,
                     .kind = kind.value_or(Kind::inquiry),
                     .from = c.who.organisation,
                     .to = receiver,
                     .title = title,
                     .request = trimmed(c.form.text("request")),
                     .items = items_of(c.form),
                     .by = c.who.account,
                     .answer_due = due,
                     .number = 0};
    return asked;
}

/// What leaves without the name does not say it in its words either.
Refusals reasons_to_reword(Context& c, const record::CaseBrief& brief, const NewRequest& r) {
    if (asks_for_the_case(r.kind) || !r.to) return {};
    return reasons_not_to_write(c, brief, r.to, {{"title", r.title}, {"request", r.request}});
}

/// Where a protected child lives is not written beside who helps.
Id<Organisation> create_outside(Context& c, const About& about, const std::string& name) {
    const std::string trade = c.form.text("trade");
    const auto id = people::create_organisation(
        c.tx, {.id = {},
               .kind = "partner",
               .name = name,
               .municipality = about.brief.is_protected ? "" : about.seen.municipality,
               .phone = read_phone(c.form.text("outside_phone")).shown,
               .trade = record::trade_of(trade) ? trade : std::string{}});
    c.trace(TraceKind::create, "people.organisation", "organisation/" + std::to_string(id.value),
            about.brief.id.value);
    return id;
}

Answer again(Context& c, const About& about, Refusals no) {
    NewView v = view_of(c, about, c.form);
    v.missing = (no.on("items") || no.on("speaker") || no.on("code")) &&
                c.may(Act::change_consent, about.around).allowed();
    v.ask_code = c.who.assurance != Assurance::fresh;
    v.oral = c.form.text("oral") == "1";
    v.speakers = choices(record::kRelations, c.form.text("speaker"));
    v.refusals = std::move(no);
    return c.refuse(std::move(v), shell(c));
}

}  // namespace

Answer new_request(Context& c) {
    return c.page(view_of(c, open_case(c, c.query, Act::start_handover), c.query), shell(c));
}

/// The same name is the same organisation. The form comes back as it was, with the new one chosen.
Answer add_outside(Context& c) {
    const About about = open_case(c, c.form, Act::send_handover);
    if (!may_add(c, about)) c.require(Act::change_team, about.around);
    const std::string name = trimmed(c.form.text("outside"));
    Refusals no = check_name("outside", name);
    if (name.empty()) no.add("outside", "handover.say_outside"_w);
    no.add(check_phone("outside_phone", c.form.text("outside_phone")));
    if (no.any()) return again(c, about, std::move(no));
    Id<Organisation> receiver;
    for (const auto& o : people::organisations(c.tx, "partner"))
        if (o.name == name) receiver = o.id;
    if (!receiver) receiver = create_outside(c, about, name);
    NewView v = view_of(c, about, c.form, receiver);
    return c.page(std::move(v), shell(c));
}

Answer check_request(Context& c) {
    const About about = open_case(c, c.form, Act::start_handover);
    const record::CaseBrief& brief = about.brief;
    Asked asked = read(c, about);
    if (asked.refusals.on("kind")) return again(c, about, std::move(asked.refusals));
    Refusals no =
        asked.refusals.on("receiver") ? Refusals{} : record_oral(c, brief, asked.request.to);
    Refusals gate = reasons_not_to_send(c.tx, c.vault, brief, asked.request, c.now.today);
    // The yes just told is not recorded yet: what keeps it back is said, not that it is missing.
    if (no.any()) std::erase_if(gate.items, [](const Refusal& r) { return r.field == "items"; });
    asked.refusals.add(std::move(gate));
    asked.refusals.add(reasons_to_reword(c, brief, asked.request));
    asked.refusals.add(no);
    if (asked.refusals.any()) return again(c, about, std::move(asked.refusals));
    NewView v = view_of(c, about, c.form);
    v.checking = true;
    v.receiver_name = people::find_organisation(c.tx, asked.request.to).name;
    v.kind_text = std::string(word_text(word_of(asked.request.kind), c.lang));
    v.due = document_date(asked.request.answer_due);
    v.inward = asks_for_the_case(asked.request.kind);
    v.between = is_between_two(asked.request.kind);
    if (v.inward) return c.page(std::move(v), shell(c));
    const Telling telling{brief, asked.request.to, carried(asked.request.kind, asked.request.items),
                          is_on_paper(c, asked.request.to)};
    v.told = told_lines(c, telling, about.decision);
    v.called = called(c, telling, about.decision);
    return c.page(std::move(v), shell(c));
}

Answer send_request(Context& c) {
    const About about = open_case(c, c.form, Act::send_handover);
    const record::CaseBrief& brief = about.brief;
    if (c.form.has("rewrite")) return c.page(view_of(c, about, c.form), shell(c));
    Asked asked = read(c, about);
    if (asked.refusals.on("kind")) return again(c, about, std::move(asked.refusals));
    asked.refusals.add(reasons_to_reword(c, brief, asked.request));
    if (asked.refusals.any()) return again(c, about, std::move(asked.refusals));
    const auto sent = send(c.tx, c.vault, asked.request, c.now);
    if (!sent) return again(c, about, sent.error());
    c.trace(TraceKind::send, "handover.send", "handover/" + std::to_string(sent->value),
            brief.id.value, "to=" + std::to_string(asked.request.to.value));
    return c.see_other(Url("/w/handovers").segment(handover_number(*sent)));
}

}  // namespace michi::handover
