#include "demo/letters.hpp"

#include "base/receipt_code.hpp"
#include "consultation/consultation.hpp"
#include "demo/days.hpp"
#include "letterbox/letterbox.hpp"
#include "people/opening.hpp"

namespace michi::demo {
namespace {

constexpr std::string_view kByNight =
    "夜分にすみません。先日お電話した佐伯です。\n\n"
    "園のことを待っているあいだ、夜の吸引が2時間おきで、昼に少し眠れるところがほしいです。"
    "短期入所は、人工呼吸器があっても使えるのでしょうか。見学だけでもできますか。";
constexpr std::string_view kMorning =
    "佐伯さま\n\n夜おそくにお書きくださり、ありがとうございます。眠れない日が続いていること、うかがいました。\n\n"
    "人工呼吸器のあるお子さんを受けている短期入所は、県内に2か所あります。どちらも見学ができます。"
    "日中だけあずかるところ（日中一時支援）も調べました。次のお電話のときに、いっしょに見ていきましょう。\n\n"
    "若葉県医療的ケア児支援センター";
constexpr std::string_view kOffice =
    "来年4月に、経管栄養が要るお子さんの入学を予定しています。教職員向けの研修で、"
    "医療的ケアの基本と緊急時の動きを話していただける方を紹介してもらえないでしょうか。2月の中ごろを考えています。";

}  // namespace

void open_the_centre(Tx& tx, const Town& town, Date today) {
    const Spans day{{9 * 60, 17 * 60}}, late{{9 * 60, 19 * 60}};
    people::Opening opening;
    for (std::size_t weekday = 1; weekday <= 5; ++weekday)
        opening.hours.week[weekday] = weekday == 3 ? late : day;
    opening.costs_nothing = true;
    people::keep_opening(tx, town.centre, opening);
    auto card = people::organisation_card(tx, town.centre);
    card.hours = people::week_text(opening.hours, Lang::ja);
    people::keep_card(tx, card, today);
}

Instant letter_written(Date today) { return at_in_japan(back(today, 2), 22 * 60 + 40); }
Instant office_wrote(Date today) { return at_in_japan(back(today, 1), 16 * 60 + 20); }

/// She wrote the night before last and read the answer in the morning.
void write_by_night(Tx& tx, Vault& vault, const Town& town, Now now) {
    const Subject& ito = town.people.at("ito");
    letterbox::Asked asked;
    asked.asker = "family";
    asked.municipality = "992020";
    asked.words = kByNight;
    asked.name = "佐伯";
    const auto posted =
        letterbox::post_letter(tx, vault,
                               {.centre = town.centre,
                                .code = receipt_code(kLetterSeed),
                                .asked = asked,
                                .seconds = {.word = std::string(kLetterWord), .birth = {}}},
                               letter_written(now.today));
    letterbox::answer_letter(tx, vault, posted.consultation, ito.account, kMorning,
                             at_in_japan(back(now.today, 1), 9 * 60 + 35));
    tx.run("UPDATE consultation SET in_charge = $2 WHERE id = $1", posted.consultation,
           ito.account);
    consultation::set_outcome(tx, vault, posted.consultation, "information");
}

void write_from_an_office(Tx& tx, Vault& vault, const Town& town, Now now) {
    letterbox::Asked asked;
    asked.asker = "office";
    asked.office_kind = "school";
    asked.office = "北浜市立みなと小学校";
    asked.municipality = "992020";
    asked.words = kOffice;
    letterbox::post_letter(tx, vault,
                           {.centre = town.centre,
                            .code = receipt_code("another receipt of the demonstration"),
                            .asked = asked,
                            .seconds = {.word = "みなと小学校", .birth = {}}},
                           office_wrote(now.today));
}

}  // namespace michi::demo
