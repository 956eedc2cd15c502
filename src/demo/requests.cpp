#include "demo/requests.hpp"

#include <algorithm>
#include <set>

#include "consent/consent.hpp"
#include "demo/days.hpp"
#include "demo/plots.hpp"
#include "demo/story.hpp"
#include "policy/past_decision.hpp"

namespace michi::demo {
namespace {

using handover::Deed;
using handover::Kind;

constexpr std::string_view kLogins[] = {"kimura", "hanaoka", "todai"};

class Sending {
  public:
    Sending(Tx& tx, Vault& vault, const Town& town, const std::vector<Id<record::Case>>& cases,
            Now now)
        : tx_(tx), vault_(vault), town_(town), cases_(cases), now_(now) {}

    /// Whose case: who can be spoken of by few first, so that the others leave them one.
    void choose(std::vector<Plot> plots) {
        std::ranges::stable_sort(plots, {}, [](const Plot& plot) {
            return plot.of.ages.below - plot.of.ages.from + 100 * (plot.of.where != Where::ward);
        });
        for (Plot& plot : plots)
            if (const auto chosen = take_case(plot)) chosen_.push_back({std::move(plot), *chosen});
    }

    /// In the order of their days, so that a greater number is a later request; H-0412 has its place among them.
    void send_all() {
        std::ranges::stable_sort(chosen_, std::ranges::greater{},
                                 [](const Chosen& one) { return one.plot.sent_days_ago; });
        std::int64_t number = kStoryRequest - std::ranges::count_if(chosen_, [](const Chosen& one) {
                                  return one.plot.sent_days_ago >= kStorySent;
                              });
        for (const Chosen& one : chosen_) {
            if (number == kStoryRequest) ++number;
            send(one, number++);
        }
    }

  private:
    struct About {
        Id<record::Case> id;
        const Subject* there;
    };
    struct Chosen {
        Plot plot;
        About about;
    };

    void send(const Chosen& one, std::int64_t number) {
        const Plot& plot = one.plot;
        const auto& [id, there] = one.about;
        const Subject& ours = town_.people.at(plot.sent_days_ago % 2 ? "ito" : "miura");
        const bool asked_of_us = plot.kind == Kind::pull || plot.kind == Kind::advice;
        const Subject &from = asked_of_us ? *there : ours, &to = asked_of_us ? ours : *there;
        const Date sent_on = back(now_.today, plot.sent_days_ago);
        const Date due = plot.due_in >= 0 ? add_working_days(now_.today, plot.due_in)
                                          : back(now_.today, -plot.due_in);
        if (!asked_of_us) allow(id, to.organisation, ours, at_in_japan(sent_on, 9 * 60));
        const auto sent =
            handover::send(tx_, vault_,
                           {.case_id = id,
                            .kind = plot.kind,
                            .from = from.organisation,
                            .to = to.organisation,
                            .title = std::string(plot.title),
                            .request = std::string(plot.request),
                            .items = asked_of_us ? Mask{} : Mask(Field::contact | Field::medical),
                            .by = from.account,
                            .answer_due = due,
                            .number = number},
                           {at_in_japan(sent_on, 10 * 60 + 20), sent_on});
        for (const Step& step : plot.steps) act(sent.value(), step, from, to);
    }

    /// Municipal requests go to a municipality whose officer signs in, about a child who lives there.
    std::optional<About> take_case(const Plot& plot) {
        const Side side = plot.side;
        const Date sent_on = back(now_.today, plot.sent_days_ago);
        for (const auto id : cases_) {
            if (used_.contains(id.value)) continue;
            const auto brief = record::find_case(tx_, vault_, id);
            const int age = years_on(past_decision(brief.birth).value_or(sent_on), sent_on);
            if (brief.opened_on >= sent_on || brief.is_protected ||
                !fits(plot.of, age, past_decision(brief.stay) == "hospital"))
                continue;
            const Subject* there =
                side == Side::nursing ? &town_.people.at("tsukushi") : &town_.people.at("okada");
            if (side == Side::city) {
                const auto* officer = std::ranges::find_if(kLogins, [&](std::string_view login) {
                    return town_.people.at(std::string(login)).municipality ==
                           past_decision(brief.municipality);
                });
                if (officer == std::end(kLogins)) continue;
                there = &town_.people.at(std::string(*officer));
            }
            used_.insert(id.value);
            return About{id, there};
        }
        return std::nullopt;
    }

    void allow(Id<record::Case> id, Id<Organisation> who, const Subject& by, Instant at) {
        consent::Said said{.case_id = id,
                           .organisation = who,
                           .answers = {},
                           .basis = "oral",
                           .speaker = "mother",
                           .heard_by = by.account,
                           .expires = {}};
        consent::answer_all(said,
                            ((Field::identity | Field::contact) | Field::medical) | Field::notes,
                            consent::Answer::yes);
        consent::record(tx_, vault_, by, said, {at, at.in_japan()});
    }

    void act(Id<handover::Handover> id, const Step& step, const Subject& from, const Subject& to) {
        const auto before = handover::find_request(tx_, vault_, id);
        const auto move = std::ranges::find_if(handover::moves(), [&](const handover::Move& m) {
            return m.kind == before.kind && m.deed == step.deed && m.from == before.state;
        });
        const Subject& who =
            move != handover::moves().end() && move->by == handover::By::sender ? from : to;
        const Date day = back(now_.today, step.days_ago);
        const bool refusing = step.deed == Deed::decline || step.deed == Deed::give_back;
        const handover::Attempt attempt{
            .deed = step.deed,
            .by_organisation = who.organisation,
            .by = who.account,
            .now = {at_in_japan(day, 14 * 60 + 10), day},
            .text = std::string(step.text),
            .reason_code = refusing ? "outside_duty" : "",
            .owner_name = to.name,
            .next_step = step.deed == Deed::accept || step.deed == Deed::answer
                             ? "家庭訪問の日を決める"
                             : "",
            .family_answer = step.deed == Deed::confirm ? "yes" : "",
            .on = day,
            .watch_dates = {}};
        handover::save(tx_, vault_, before, handover::perform(attempt, before).value(), attempt);
    }

    Tx& tx_;
    Vault& vault_;
    const Town& town_;
    const std::vector<Id<record::Case>>& cases_;
    Now now_;
    std::set<std::int64_t> used_;
    std::vector<Chosen> chosen_;
};

}  // namespace

void send_requests(Tx& tx, Vault& vault, const Town& town,
                   const std::vector<Id<record::Case>>& cases, Now now) {
    Sending sending(tx, vault, town, cases, now);
    sending.choose(plots());
    sending.send_all();
}

}  // namespace michi::demo
