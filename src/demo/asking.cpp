#include "demo/asking.hpp"

#include <algorithm>

#include "assurance/assurance.hpp"
#include "assurance/code.hpp"
#include "demo/days.hpp"
#include "directory/directory.hpp"
#include "directory/refusal_store.hpp"

namespace michi::demo {
namespace {

using assurance::Change;
using assurance::Letter;

/// Begun so many days ago; every third place answered; the others were reminded so often.
struct Asking {
    std::string_view name;
    std::vector<std::string> kinds;
    int days;
    int reminders;
};

Id<assurance::Campaign> begin(Tx& tx, Vault& vault, const Town& town, Now now,
                              const Asking& asking) {
    std::vector<Id<directory::Service>> services;
    const auto all = directory::snapshot(tx);
    for (const auto& entry : all->listings)
        if (std::ranges::find(asking.kinds, entry->kind) != asking.kinds.end() &&
            !directory::last_word(*entry))
            services.push_back(entry->id);
    const Date begun = next_working_day(now.today - asking.days);
    return assurance::begin_campaign(tx, vault,
                                     {.name = std::string(asking.name),
                                      .begun_on = begun,
                                      .due_on = add_working_days(begun, 15),
                                      .kinds = asking.kinds,
                                      .municipality = {},
                                      .older_than = 6,
                                      .fax = "0000-10-0002",
                                      .services = std::move(services),
                                      .by = town.people.at("miura").account,
                                      .at = at_in_japan(begun, 10 * 60)});
}

void go_through(Tx& tx, Id<assurance::Campaign> id, const Asking& asking, Now now) {
    int at = 0;
    Date due{};
    for (const Letter& letter : assurance::letters_of(tx, id)) {
        due = letter.due_on;
        if (at++ % 3 != 0) continue;
        const Date answered = worked(std::min(letter.sent_on + 2 + at % 9, now.today));
        assurance::note_answer(tx, letter.id, at % 2 ? "link" : "paper", answered);
        directory::confirm(tx, letter.service, answered, "事業所");
    }
    for (int which = 1; which <= asking.reminders; ++which) {
        due = add_working_days(due, 12);
        assurance::note_reminder(tx, id, which, due);
    }
}

/// A place that sent its sheet back by the link: a new number, and what it can do.
void place_answers(Tx& tx, Vault& vault, const Letter& letter, Now now) {
    const auto all = directory::snapshot(tx);
    const auto* entry = all->find(letter.service);
    assurance::note_answer(tx, letter.id, "link", worked(now.today));
    assurance::propose(
        tx, vault,
        {.service = letter.service,
         .origin = assurance::Origin::office,
         .letter = letter.id,
         .organisation = {},
         .code = {},
         .changes = {Change{"f:phone", entry->values[directory::Field::phone], "0000-12-9001"},
                     Change{"c:suction", "", "yes||||看護師のいる日中"},
                     Change{"c:vacancy", "", "has|1||2|水曜"}},
         .words = "4月から看護師が2人になりました。",
         .name = {},
         .contact = {},
         .may_publish = true,
         .at = {now.at.ms - 20LL * 3'600'000}});
}

Id<assurance::Proposal> visitor_writes(Tx& tx, Vault& vault, Id<directory::Service> service,
                                       const std::string& words, int days, Now now) {
    return assurance::propose(
        tx, vault,
        {.service = service,
         .origin = assurance::Origin::visitor,
         .letter = {},
         .organisation = {},
         .code = assurance::code_for(vault, "assurance-answer", "demo/" + std::to_string(days)),
         .changes = {},
         .words = words,
         .name = "匿名の家族",
         .contact = {},
         .may_publish = false,
         .at = at_in_japan(now.today - days, 21 * 60)});
}

/// Places that said no: one so often for one reason that an answer is proposed.
void places_refuse(Tx& tx, const Town& town, Now now) {
    const auto refuse = [&](Id<directory::Service> service, std::string_view reason,
                            std::string_view words, int days) {
        const Date day = worked(now.today - days);
        const auto& who = town.people.at(days % 2 ? "ito" : "miura");
        directory::insert_refusal(tx, {.service = service,
                                       .reason = std::string(reason),
                                       .words = std::string(words),
                                       .as_of = day,
                                       .way = "phone",
                                       .by = who.account,
                                       .at = at_in_japan(day, 15 * 60)});
    };
    std::size_t found = 0;
    const auto all = directory::snapshot(tx);
    for (const auto& entry : all->listings) {
        if (entry->kind != "short_stay" || entry->fact("night") || entry->gone) continue;
        if (++found == 1) {
            refuse(entry->id, "no_night_nurse", "夜勤は介護職だけ", 143);
            refuse(entry->id, "no_night_nurse", "", 61);
            refuse(entry->id, "no_night_nurse", "来年度に増やしたい", 9);
        } else {
            refuse(entry->id, "full", "年内はいっぱい", 20);
            return;
        }
    }
}

}  // namespace

void ask_places(Tx& tx, Vault& vault, const Town& town, Now now) {
    places_refuse(tx, town, now);
    const Asking kAll[] = {{"短期入所・日中一時の確認", {"short_stay", "daytime_respite"}, 110, 2},
                           {"訪問看護の確認", {"medical_visiting_nurse"}, 66, 1},
                           {"児童発達支援・放課後等デイの確認",
                            {"child_development_support", "after_school_day_service"},
                            12,
                            0}};
    Id<assurance::Campaign> newest;
    for (const Asking& asking : kAll) {
        newest = begin(tx, vault, town, now, asking);
        go_through(tx, newest, asking, now);
    }
    assurance::settle_campaigns(tx, now.today);
    const auto letters = assurance::letters_of(tx, newest);
    if (letters.size() < 4) return;
    place_answers(tx, vault, letters[1], now);
    visitor_writes(tx, vault, letters[2].service,
                   "受け入れの条件\n呼吸器の子も日中なら受けていると聞きました。", 1, now);
    const auto decided = visitor_writes(tx, vault, letters[3].service,
                                        "閉まっている\n看板がなくなっていました。", 9, now);
    assurance::note_decision(
        tx, vault, decided,
        {.taken = {},
         .outcome = assurance::Outcome::not_taken,
         .reason = "電話で確かめました。場所はそのままで、看板だけ工事中とのことです。",
         .by = town.people.at("ito").account,
         .at = at_in_japan(worked(now.today - 8), 11 * 60)});
}

}  // namespace michi::demo
