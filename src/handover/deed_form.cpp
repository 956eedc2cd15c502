// The form of one deed: what it asks for, in the words of whoever does it, and the way out of it.

#include "base/era.hpp"
#include "handover/pages.hpp"

namespace michi::handover {
namespace {

using web::Context;
using web::Url;

struct FamilyAnswer {
    std::string_view id;
    Word word;
};
constexpr std::array kFamilyAnswers{FamilyAnswer{"yes", "handover.family_yes"_w},
                                    FamilyAnswer{"no", "handover.family_no"_w},
                                    FamilyAnswer{"unreachable", "handover.family_unreachable"_w}};

constexpr std::size_t kUsualWatchDates = 3;  // after one, three and six months

/// A box for each day, and never fewer than the usual number.
void fill_watch_dates(RequestView& v, const web::Form& form, const Request& r) {
    std::vector<std::string> days = form.texts("watch_dates");
    if (days.empty())
        for (const Date date : r.watch_dates) days.push_back(document_date(date));
    if (days.size() < kUsualWatchDates) days.resize(kUsualWatchDates);
    for (std::string& day : days) {
        const std::size_t n = v.watch_dates.size() + 1;
        v.watch_dates.push_back({n == 1 ? "watch_dates" : "watch_dates_" + std::to_string(n),
                                 std::move(day), static_cast<std::int64_t>(n)});
    }
}

}  // namespace

/// Who takes care over there is a person of the receiver's.
std::string owner_of(const work::Naming& naming, const Opened& o) {
    return naming.may_know(o.request.to) ? o.request.owner_name.shown(o.decision) : std::string{};
}

void fill_form(Context& c, RequestView& v, const Opened& o, std::string_view deed) {
    const Request& r = o.request;
    v.deed = deed;
    for (const Deed d : kDeeds) {
        if (name_of(d) != deed) continue;
        v.deed_word = word_of(d);
        v.text_label = label_of(d);
        v.text_needed = needs_words(d, r);
        if (needs_reason(d, r))
            v.reasons = choices(reasons_for(r.kind, d), c.form.text("reason_code"));
    }
    v.owner_label = v.is_receiver ? "handover.owner_ours"_w : "handover.owner"_w;
    v.next_label = v.is_receiver ? "handover.next_step_ours"_w : "handover.next_step_theirs"_w;
    v.family_answers = choices(kFamilyAnswers, c.form.text("family_answer"));
    v.text = c.form.text("text");
    v.owner_name =
        c.form.maybe("owner_name").value_or(owner_of(work::Naming(c, o.brief, o.decision), o));
    v.next_step = c.form.maybe("next_step").value_or(r.next_step.shown(o.decision));
    v.on = c.form.maybe("on").value_or(document_date(c.now.today));
    fill_watch_dates(v, c.form, r);
}

/// Whoever is unsure asks the Centre first: in writing where the case is theirs to help with, else by telephone.
void fill_way_out(Context& c, RequestView& v, const Opened& o) {
    if (c.who.organisation == o.brief.centre) return;
    const work::Naming naming(c, o.brief, o.decision);
    v.centre_phone = naming.phone(people::find_organisation(c.tx, o.brief.centre));
    if (c.may(Act::start_handover, o.around).allowed())
        v.ask = Url("/w/handovers/new")
                    .query("case", record::case_number(o.brief.id))
                    .query("kind", name_of(Kind::advice))
                    .text();
}

}  // namespace michi::handover
