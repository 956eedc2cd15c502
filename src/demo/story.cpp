#include "demo/story.hpp"

#include "base/era.hpp"
#include "consent/consent.hpp"
#include "consultation/consultation.hpp"
#include "demo/days.hpp"
#include "handover/handover.hpp"
#include "record/facts.hpp"
#include "record/guardians.hpp"
#include "record/record.hpp"
#include "work/work.hpp"

namespace michi::demo {
namespace {

constexpr std::string_view kWords =
    "来年4月から保育園に入れたい。会社から、1月に復職できるか今月中に返事がほしいと言われている。"
    "市の窓口では「看護師がいる園は空きがない」と言われ、次にどこへ聞けばよいか分からなくなった。\n\n"
    "夜は2時間おきに吸引。父は夜勤があり、ほとんど母ひとり。「このまま辞めるしかないのかなと思う」\n\n"
    "訪問看護は週2回（つくし）。短期入所は使ったことがない。";

consultation::Answers the_call(const Town& town) {
    consultation::Answers a;
    a.caller_kind = "mother";
    a.caller_phone = "090-0000-4417";
    a.caller_kana = "さえき まいこ";
    a.call_time = "evening";
    a.child_kana = "さえき ひなた";
    a.child_kanji = "佐伯 ひなた";
    a.era = "r";
    a.year = "6";
    a.month = "7";
    a.day = "12";
    a.municipality = "992020";
    a.stay = "home";
    a.care = {{"ventilator", "1"},
              {"tracheostomy", "1"},
              {"suction", "1"},
              {"tube_feeding", "1"},
              {"oxygen", "2"}};
    a.words = std::string(kWords);
    a.topics = {"nursery", "work", "night_care"};
    a.urgency = "days";
    a.safety = "worry";
    a.next_what = "北浜市から届いた途中経過を、母へ折り返す";
    a.tell = {std::to_string(town.municipalities.at("992020").value)};
    return a;
}

/// Consents are asked anew each fiscal year; who is asked in March answers for the one that comes.
Date until_asked_anew(Date asked) {
    return *Date::from_ymd(fiscal_year(add_months(asked, 1)) + 1, 3, 31);
}

/// What the mother said about one receiver: yes to these, no to those.
void allow(Tx& tx, Vault& vault, Id<record::Case> id, Id<Organisation> who, Mask yes, Mask no,
           const Subject& by, Instant at, std::string_view basis = "oral") {
    consent::Said said{.case_id = id,
                       .organisation = who,
                       .answers = {},
                       .basis = std::string(basis),
                       .speaker = "mother",
                       .heard_by = basis == "oral" ? by.account : Id<Account>{},
                       .expires = until_asked_anew(at.in_japan())};
    consent::answer_all(said, yes, consent::Answer::yes);
    consent::answer_all(said, no, consent::Answer::no);
    consent::record(tx, vault, by, said, {at, at.in_japan()});
}

void add_team(Tx& tx, Vault& vault, Id<record::Case> id, const Town& town, Date since) {
    const auto member = [&](Id<Organisation> organisation, record::Standing standing,
                            std::string sector, std::string person) {
        record::add_member(tx, vault, id,
                           {.organisation = organisation,
                            .organisation_name = {},
                            .standing = standing,
                            .sector = std::move(sector),
                            .person = std::move(person),
                            .since = since,
                            .until = {}});
    };
    member(town.hospital, record::Standing::outside, "medical", "");
    member(town.nursing, record::Standing::helps, "medical", "森下さん");
}

void add_entries(Tx& tx, Vault& vault, Id<record::Case> id, const Town& town, Now now) {
    const auto entry = [&](Date day, int minutes, std::string side, std::string title,
                           std::string text, const Subject& by) {
        record::add_entry(tx, vault,
                          {.case_id = id,
                           .at = at_in_japan(day, minutes),
                           .kind = "phone",
                           .side = std::move(side),
                           .author = by.account,
                           .organisation = by.organisation,
                           .visible = record::Visible::both,
                           .title = std::move(title),
                           .text = std::move(text),
                           .topics = {},
                           .minutes = std::nullopt,
                           .link = {}});
    };
    entry(
        back(now.today, 12), 13 * 60 + 30, "o", "訪問看護つくしと電話",
        "週2回を週3回にできるのは来年1月から。夜間は対応していない。夜間対応のある事業所を3か所紹介してもらった。",
        town.people.at("miura"));
}

/// H-0412: asked two working days ago, received, accepted, an interim reply yesterday.
void send_request(Tx& tx, Vault& vault, Id<record::Case> id, const Town& town, Now now) {
    const Subject &ito = town.people.at("ito"), &kimura = town.people.at("kimura");
    const Date sent_on = back(now.today, kStorySent), replied_on = back(now.today, 1);
    const auto sent = handover::send(
        tx, vault,
        {.case_id = id,
         .kind = handover::Kind::together,
         .from = town.centre,
         .to = town.municipalities.at("992020"),
         .title = "園の受け入れの見通しと、支える体制づくり",
         .request = "① 看護師のいる園の空き　② 医療的ケア児枠の見込み　③ 育休を延ばす書類の出し方",
         .items = Field::contact | Field::medical,
         .by = ito.account,
         .answer_due = add_working_days(now.today, 2),
         .number = kStoryRequest},
        {at_in_japan(sent_on, 11 * 60 + 5), sent_on});
    const auto act = [&](handover::Deed deed, Date day, int minutes, std::string text) {
        const auto before = handover::find_request(tx, vault, *sent);
        const handover::Attempt attempt{.deed = deed,
                                        .by_organisation = kimura.organisation,
                                        .by = kimura.account,
                                        .now = {at_in_japan(day, minutes), day},
                                        .text = std::move(text),
                                        .reason_code = {},
                                        .owner_name = "木村 彩",
                                        .next_step = {},
                                        .family_answer = {},
                                        .on = std::nullopt,
                                        .watch_dates = {}};
        handover::save(tx, vault, before, handover::perform(attempt, before).value(), attempt);
    };
    act(handover::Deed::receive, sent_on, 15 * 60 + 32, "");
    act(handover::Deed::accept, replied_on, 10 * 60, "");
    act(handover::Deed::note, replied_on, 10 * 60 + 12,
        "①② 公立2園（みなと園・しおかぜ園）に照会中。1月の利用調整会議で検討。金曜に見通しを返します。③ 申込みは12/10まで。不承諾通知が必要です。");
}

void add_turns(Tx& tx, Vault& vault, const record::CaseBrief& brief, const Town& town, Now now) {
    const Subject& ito = town.people.at("ito");
    const auto turn = [&](std::string what, work::Holder holder, Date due, bool returned) {
        work::add_action(tx, vault,
                         {.case_id = brief.id,
                          .consultation = {},
                          .handover = {},
                          .centre = town.centre,
                          .key = brief.key,
                          .kind = work::ActionKind::act,
                          .what = std::move(what),
                          .holder = std::move(holder),
                          .waiting_side = "f",
                          .waiting_name = "母",
                          .waiting_since = back(now.today, 3),
                          .due = due,
                          .due_time = {},
                          .returned = returned,
                          .created_by = ito.account},
                         at_in_japan(back(now.today, 1), 16 * 60 + 30));
    };
    turn("夜間対応の訪看3か所に聞く", {"c", town.centre, ito.account, {}},
         add_working_days(now.today, 1), false);
}

/// Hours of today: what has a time stands in the day's plan. Nobody visits or meets while offices are closed.
void set_hours(Tx& tx, const Subject& who, Date today) {
    if (!is_working_day(today)) return;
    static constexpr std::string_view kHours[] = {"10:00", "14:00", "15:30", "17:00"};
    const auto planned = tx.all(
        "SELECT id FROM action WHERE holder_account = $1 AND due > $2 AND kind = 'act'"
        " AND done_at IS NULL AND case_id <> 231 ORDER BY due, id LIMIT 4",
        [](const Row& row) { return row.integer(0); }, who.account, today);
    for (std::size_t i = 0; i < planned.size(); ++i)
        tx.run("UPDATE action SET due = $3, due_time = $2 WHERE id = $1", planned[i], kHours[i],
               today);
}

}  // namespace

Instant story_called(Date today) { return at_in_japan(back(today, 3), 17 * 60 + 20); }

void tell_story(Tx& tx, Vault& vault, const Town& town, Now now) {
    const Subject& ito = town.people.at("ito");
    const Now then = now_at(story_called(now.today));
    auto draft = consultation::find_reception(tx, vault,
                                              consultation::receive(tx, vault, ito, "phone", then));
    draft.answers = the_call(town);
    draft.answers.next_due = back(now.today, 2).iso();
    draft.version = consultation::save_draft(tx, vault, draft, draft.answers, then);
    const auto id = consultation::register_reception(
        tx, vault, ito, draft, {.existing = {}, .in_charge = ito.account, .number = {kStoryCase}},
        then);
    consultation::set_outcome(tx, vault, draft.id, "liaised");
    const auto city = town.municipalities.at("992020");
    allow(tx, vault, id, city, ((Field::identity | Field::contact) | Field::medical) | Field::notes,
          Mask(Field::family), ito, {then.at.ms + 11 * 60 * 1000});
    allow(tx, vault, id, town.nursing, kConsented, 0, ito,
          at_in_japan(worked(now.today - 54), 14 * 60), "paper");
    add_team(tx, vault, id, town, then.today);
    add_entries(tx, vault, id, town, now);
    const Date read_on = worked(now.today - 51);  // from the score sheet that the family brought
    record::save_facts(tx, vault, record::find_case(tx, vault, id),
                       {{"power_hours", "4"}, {"score", "36"}, {"score_on", read_on.iso()}},
                       ito.account, at_in_japan(read_on, 15 * 60));
    const auto brief = record::find_case(tx, vault, id);
    record::link_guardian(tx, brief, record::family_of(tx, vault, brief).front().id,
                          town.people.at("maiko").account, ito.account, back(now.today, 2));
    send_request(tx, vault, id, town, now);
    // What she was promised is to tell her what the city has answered so far.
    tx.run(
        "UPDATE action SET returned = 1, answered_by = (SELECT max(h.id) FROM handover h WHERE h.case_id = $1)"
        " WHERE case_id = $1 AND side = 'c' AND done_at IS NULL",
        id);
    add_turns(tx, vault, brief, town, now);
    set_hours(tx, ito, now.today);
}

}  // namespace michi::demo
