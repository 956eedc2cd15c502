// The yearly asking: whom, by when, who answered, whom to remind.

#include <algorithm>
#include <set>

#include "assurance/pages.hpp"
#include "base/era.hpp"
#include "base/said_day.hpp"
#include "base/working_days.hpp"
#include "people/people.hpp"

namespace michi::assurance {
namespace {

using directory::Field;
using web::Answer;
using web::Context;
using web::Url;

constexpr std::size_t kMostLetters = 5000, kNameLimit = 200, kFaxLimit = 60;

struct Age {
    std::string_view id;
    Word word;
};
constexpr std::array kAges{Age{"6", "assurance.older_6"_w}, Age{"12", "assurance.older_12"_w},
                           Age{"18", "assurance.older_18"_w}, Age{"0", "assurance.older_any"_w}};
constexpr std::array kSteps{Step::sent,         Step::remind_1_due, Step::reminded_1,
                            Step::remind_2_due, Step::reminded_2,   Step::unconfirmed,
                            Step::answered,     Step::revoked};

struct Choosing {
    std::vector<std::string> kinds;
    std::string place;
    int older_than{kOldAfterMonths};
};

Choosing choosing_of(const web::Form& form) {
    Choosing chosen{form.texts("kind"), form.text("place"), kOldAfterMonths};
    if (std::ranges::find(kAges, form.text("older"), &Age::id) != kAges.end())
        chosen.older_than = static_cast<int>(form.number("older"));
    return chosen;
}

bool is_awaited(const Letter& letter, Date today) {
    const Step step = step_of(letter, today);
    return step != Step::answered && step != Step::unconfirmed && step != Step::revoked;
}

/// Whom another sheet is asking already.
std::set<Id<directory::Service>> being_asked(Tx& tx, Date today) {
    std::set<Id<directory::Service>> asked;
    for (const Letter& letter : all_letters(tx))
        if (letter.campaign && is_awaited(letter, today)) asked.insert(letter.service);
    return asked;
}

bool is_older(const Entry& entry, int months, Date today) {
    const auto last = directory::last_word(entry);
    return months == 0 || !last || add_months(*last, months) < today;
}

std::vector<Id<directory::Service>> chosen_entries(Tx& tx, const Choosing& chosen, Date today) {
    const auto asked = being_asked(tx, today);
    const auto all = directory::snapshot(tx);
    std::vector<Id<directory::Service>> found;
    for (const auto& entry : all->listings) {
        const bool kind = chosen.kinds.empty() ||
                          std::ranges::find(chosen.kinds, entry->kind) != chosen.kinds.end();
        const bool place =
            chosen.place.empty() || entry->values[Field::municipality] == chosen.place;
        const bool open = !entry->gone && entry->values[Field::closed] != "closed" &&
                          entry->visibility != directory::Visibility::centre;
        if (kind && place && open && !asked.contains(entry->id) &&
            is_older(*entry, chosen.older_than, today))
            found.push_back(entry->id);
    }
    return found;
}

struct Count {
    std::int64_t sent{}, answered{}, waiting{}, due_now{}, unconfirmed{};
    void add(Step step) {
        ++sent;
        answered += step == Step::answered;
        unconfirmed += step == Step::unconfirmed;
        due_now += step == Step::remind_1_due || step == Step::remind_2_due;
        waiting += step != Step::answered && step != Step::unconfirmed && step != Step::revoked;
    }
};

CampaignsView campaigns_view(Context& c, const web::Form& asked) {
    const auto all = directory::snapshot(c.tx);
    const Choosing chosen = choosing_of(asked);
    CampaignsView v;
    for (const Campaign& campaign : campaigns(c.tx)) {
        Count count;
        for (const Letter& letter : letters_of(c.tx, campaign.id))
            count.add(step_of(letter, c.now.today));
        v.rows.push_back({campaign_number(campaign.id), campaign.name,
                          list_date(campaign.begun_on, c.now.today),
                          list_date(campaign.due_on, c.now.today), count.sent, count.answered,
                          count.due_now, count.unconfirmed});
    }
    v.kinds = kind_choices(*all, "");
    for (Choice& kind : v.kinds)
        kind.on = std::ranges::find(chosen.kinds, kind.value) != chosen.kinds.end();
    v.places = place_choices(*all, chosen.place);
    v.ages = choices(kAges, std::to_string(chosen.older_than));
    v.asked = asked.has("older");
    if (v.asked)
        v.chosen = static_cast<std::int64_t>(chosen_entries(c.tx, chosen, c.now.today).size());
    v.name =
        asked.maybe("name").value_or(say("assurance.campaign_name"_w, c.lang,
                                         {{"year", fiscal_year_name(fiscal_year(c.now.today))}}));
    v.due =
        asked.maybe("due").value_or(document_date(add_working_days(c.now.today, kDueWorkingDays)));
    const auto earlier = campaigns(c.tx);
    v.fax = asked.maybe("fax").value_or(earlier.empty() ? "" : earlier.front().fax);
    return v;
}

Url address_of(Id<Campaign> id) {
    return Url("/w/resources/campaigns").segment(campaign_number(id));
}

Campaign campaign_of(Context& c) {
    c.require(Act::edit_directory, {}, "campaign/" + std::to_string(c.number("C")));
    return find_campaign(c.tx, {c.number("C")});
}

std::string_view tone_of(Step step) {
    switch (step) {
        case Step::answered:
            return "ok";
        case Step::remind_1_due:
        case Step::remind_2_due:
            return "part";
        case Step::unconfirmed:
            return "no";
        default:
            return "gray";
    }
}

LetterRow letter_row(const Context& c, const Letter& letter, const Entry* entry, Step step) {
    LetterRow row;
    row.id = std::to_string(letter.id.value);
    row.number = directory::service_number(letter.service);
    if (entry) {
        row.name = entry->values[Field::name];
        row.place = place_of(*entry);
        row.phone = directory::first_phone(entry->values[Field::phone]);
    }
    row.step = word_of(step);
    row.tone = tone_of(step);
    const auto day = step == Step::answered ? letter.answered_on : next_step_on(letter);
    if (day) row.next = list_date(*day, c.now.today);
    row.may_answer = step != Step::answered;
    row.revoked = letter.revoked;
    return row;
}

void fill_letters(Context& c, CampaignView& v, const std::vector<Letter>& letters) {
    const auto all = directory::snapshot(c.tx);
    std::map<std::string, Count> areas;
    Count whole;
    std::vector<std::pair<const Letter*, Step>> listed;
    for (const Letter& letter : letters) {
        const Step step = step_of(letter, c.now.today);
        const Entry* entry = all->find(letter.service);
        areas[entry ? entry->values[Field::municipality] : ""].add(step);
        whole.add(step);
        v.remind_1 += step == Step::remind_1_due;
        v.remind_2 += step == Step::remind_2_due;
        if (v.step.empty() || v.step == std::to_string(static_cast<int>(step)))
            listed.emplace_back(&letter, step);
    }
    v.sent = whole.sent;
    v.answered = whole.answered;
    v.waiting = whole.waiting;
    v.unconfirmed = whole.unconfirmed;
    for (const auto& [code, count] : areas) {
        const auto* place = find_municipality(code);
        v.areas.push_back({place ? std::string(place->name)
                                 : std::string(word_text("assurance.no_place"_w, c.lang)),
                           count.sent, count.answered, count.waiting, count.unconfirmed});
    }
    const PageOf page = page_of(listed.size(), c.query.number("page"));
    v.page = page.page;
    v.pages = page.pages;
    v.total = static_cast<std::int64_t>(listed.size());
    for (std::size_t i = page.from; i < std::min(page.from + kPage, listed.size()); ++i)
        v.letters.push_back(
            letter_row(c, *listed[i].first, all->find(listed[i].first->service), listed[i].second));
}

}  // namespace

Answer show_campaigns(Context& c) {
    c.require(Act::edit_directory, {});
    return c.page(campaigns_view(c, c.query), staff_shell(c, "assurance.campaigns_title"_w));
}

Answer start_campaign(Context& c) {
    c.require(Act::edit_directory, {});
    const Choosing chosen = choosing_of(c.form);
    Refusals no = check_text("name", c.form.text("name"), kNameLimit);
    if (trimmed(c.form.text("name")).empty()) no.add("name", "assurance.say_campaign"_w);
    no.add(check_text("fax", c.form.text("fax"), kFaxLimit));
    const auto due = read_said_day("due", c.form.text("due"), Toward::coming, c.now.today);
    if (!due)
        no.add(due.error());
    else if (*due <= c.now.today)
        no.add("due", "assurance.say_due"_w);
    auto entries = chosen_entries(c.tx, chosen, c.now.today);
    if (entries.empty()) no.add("older", "assurance.nobody_chosen"_w);
    if (entries.size() > kMostLetters)
        no.add("older", "assurance.too_many_chosen"_w, {{"n", std::to_string(kMostLetters)}});
    if (no.any()) {
        CampaignsView v = campaigns_view(c, c.form);
        v.asked = true;  // the form stands below what is chosen
        v.refusals = std::move(no);
        return c.refuse(std::move(v), staff_shell(c, "assurance.campaigns_title"_w));
    }
    const auto id = begin_campaign(c.tx, c.vault,
                                   {.name = trimmed(c.form.text("name")),
                                    .begun_on = c.now.today,
                                    .due_on = *due,
                                    .kinds = chosen.kinds,
                                    .municipality = chosen.place,
                                    .older_than = chosen.older_than,
                                    .fax = trimmed(c.form.text("fax")),
                                    .services = std::move(entries),
                                    .by = c.who.account,
                                    .at = c.now.at});
    c.trace(TraceKind::create, "assurance.campaign", "campaign/" + std::to_string(id.value));
    return c.see_other(address_of(id));
}

Answer show_campaign(Context& c) {
    const Campaign campaign = campaign_of(c);
    CampaignView v;
    v.number = campaign_number(campaign.id);
    v.name = campaign.name;
    v.begun = detail_date(campaign.begun_on, c.now.today);
    v.due = detail_date(campaign.due_on, c.now.today);
    v.step = c.query.text("step");
    for (const Step step : kSteps) {
        const std::string id = std::to_string(static_cast<int>(step));
        v.steps.push_back({id, word_of(step), {}, id == v.step, false});
    }
    fill_letters(c, v, letters_of(c.tx, campaign.id));
    return c.page(std::move(v), staff_shell(c, "assurance.campaigns_title"_w));
}

Answer record_reminder(Context& c) {
    const Campaign campaign = campaign_of(c);
    const std::int64_t which = c.form.number("which");
    if (which != 1 && which != 2) throw NotFound{};
    note_reminder(c.tx, campaign.id, static_cast<int>(which), c.now.today);
    c.trace(TraceKind::send, "assurance.reminder", "campaign/" + std::to_string(campaign.id.value),
            0, std::to_string(which));
    return c.see_other(address_of(campaign.id));
}

}  // namespace michi::assurance
