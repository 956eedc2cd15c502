// The team of a case on its page: who joins, changes and leaves, and who answered on a day.
#include "handover/handover.hpp"
#include "life/life.hpp"
#include "people/people.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::life {
namespace {

using record::Standing;
using web::Answer;

class TeamPage : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {life::part(), work::part(), handover::part(), people::part()}};
    Id<record::Case> id = town.child();

    std::string at(const std::string& page) { return "/w/cases/" + record::case_number(id) + page; }
    std::string page(const Subject& who, const std::string& query = "") {
        return page_text(town.get(who, at("/team" + query)));
    }
    Answer join(web::Typed typed) { return town.post(town.miura, at("/team"), std::move(typed)); }
    std::string member(Id<Organisation> organisation) {
        return std::to_string(town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT max(id) FROM case_member WHERE case_id = $1 AND organisation_id = $2", id,
                organisation);
        }));
    }
    std::int64_t rows() {
        return town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>("SELECT count(*) FROM case_member WHERE case_id = $1",
                                          id);
        });
    }
    /// A request to this organisation, as far as it went.
    Id<handover::Handover> request(Id<Organisation> to) {
        Id<handover::Handover> sent;
        town.write([&](Tx& tx) {
            sent = handover::send(tx, *town.vault,
                                  {.case_id = id,
                                   .kind = handover::Kind::together,
                                   .from = town.centre,
                                   .to = to,
                                   .title = "園のこと",
                                   .request = "お願いします。",
                                   .items = Mask(Field::contact),
                                   .by = town.miura.account,
                                   .answer_due = town.now().today},
                                  town.now())
                       .value();
        });
        return sent;
    }
};
ON_EACH_ENGINE(TeamPage);

TEST_P(TeamPage, adds_an_organisation_that_reads_nothing_by_it) {
    const std::string nursing = std::to_string(town.nursing.value);
    EXPECT_EQ(
        join({{"organisation", nursing}, {"sector", "medical"}, {"person", "森下さん"}}).status,
        303);
    const std::string seen = page(town.miura);
    EXPECT_NE(seen.find("つくし訪問看護ステーション"), seen.npos);
    EXPECT_NE(seen.find("森下さん"), seen.npos);
    EXPECT_NE(seen.find("名前だけ（記録は読めません）"), seen.npos);
    EXPECT_EQ(town.get(town.tsukushi, at("")).status, 404) << "named, and no more";
    EXPECT_EQ(town.get(town.tsukushi, at("/team")).status, 404);
}

TEST_P(TeamPage, takes_an_organisation_that_no_list_has_once) {
    for (int i = 0; i < 2; ++i)
        join({{"named", "みどり園"},
              {"sector", "education"},
              {"trade", "nursery"},
              {"person", "主任" + std::to_string(i)}});
    EXPECT_EQ(rows(), 2);
    EXPECT_EQ(town.ask([](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM organisation WHERE name = 'みどり園'");
    }),
              1);
}

TEST_P(TeamPage, knows_an_organisation_by_its_name_and_takes_none_that_helps_in_no_case) {
    const web::Typed named{{"named", "つくし訪問看護ステーション"}, {"sector", "medical"}};
    EXPECT_EQ(join(named).status, 303);
    EXPECT_EQ(member(town.nursing), std::to_string(town.ask([](Tx& tx) {
                  return tx.value<std::int64_t>("SELECT max(id) FROM case_member");
              })));
    EXPECT_EQ(join(named).status, 422) << "typed or chosen, the same part is taken once";
    const std::string centre = std::to_string(town.centre.value);
    EXPECT_EQ(join({{"organisation", centre}, {"sector", "medical"}}).status, 422);
    EXPECT_EQ(join({{"named", "若葉県医療的ケア児支援センター"}, {"sector", "medical"}}).status,
              422);
    EXPECT_EQ(join({{"organisation", "99999"}, {"sector", "medical"}}).status, 422);
    EXPECT_EQ(rows(), 1);
}

TEST_P(TeamPage, makes_no_row_of_a_role_that_stays_and_none_twice) {
    const std::string nursing = std::to_string(town.nursing.value);
    join({{"organisation", nursing}, {"sector", "medical"}, {"person", "森下さん"}});
    join({{"organisation", nursing}, {"sector", "health"}, {"person", "森下さん"}});
    town.pass_days(3);
    const std::string path = at("/team/" + member(town.nursing));
    EXPECT_EQ(town.post(town.miura, path, {{"sector", "health"}, {"person", "森下さん"}}).status,
              303);
    EXPECT_EQ(rows(), 2) << "nothing changed";
    EXPECT_EQ(town.post(town.miura, path, {{"sector", "medical"}, {"person", "森下さん"}}).status,
              422);
}

TEST_P(TeamPage, takes_the_turns_of_whom_it_ends) {
    Id<work::Action> step;
    town.write([&](Tx& tx) {
        record::Member city;
        city.organisation = town.city;
        city.standing = Standing::helps;
        city.sector = "municipality";
        city.since = town.now().today;
        record::add_member(tx, *town.vault, id, city);
        step = work::add_action(tx, *town.vault,
                                {.case_id = id,
                                 .centre = town.centre,
                                 .key = record::find_case(tx, *town.vault, id).key,
                                 .what = "訪問の日を決める",
                                 .holder = {"m", town.city, town.kimura.account, {}},
                                 .due = town.now().today,
                                 .created_by = town.miura.account},
                                town.now().at);
    });
    EXPECT_EQ(
        town.post(town.miura, at("/team/" + member(town.city)) + "/end", {{"until", "2026-11-25"}})
            .status,
        303);
    EXPECT_EQ(town.ask([&](Tx& tx) {
        return work::find_action(tx, *town.vault, step).holder.organisation;
    }),
              town.centre);
}

TEST_P(TeamPage, refuses_the_same_part_twice_and_says_so_at_the_field) {
    const web::Typed typed{{"organisation", std::to_string(town.nursing.value)},
                           {"sector", "medical"}};
    EXPECT_EQ(join(typed).status, 303);
    const Answer again = join(typed);
    EXPECT_EQ(again.status, 422);
    EXPECT_NE(again.body.find("organisation-err"), std::string::npos);
    EXPECT_EQ(rows(), 1);
}

TEST_P(TeamPage, ends_a_role_and_begins_the_next) {
    join({{"organisation", std::to_string(town.nursing.value)}, {"sector", "medical"}});
    town.pass_days(5);
    EXPECT_EQ(town.post(town.miura, at("/team/" + member(town.nursing)),
                        {{"sector", "health"}, {"person", "大野さん"}})
                  .status,
              303);
    EXPECT_EQ(rows(), 2);
    const std::string seen = page(town.miura);
    EXPECT_NE(seen.find("チームから外れた機関・前の役割"), seen.npos);
    EXPECT_NE(seen.find("大野さん"), seen.npos);
}

TEST_P(TeamPage, ends_a_member_which_then_reads_the_case_no_more) {
    const auto sent = request(town.city);
    const std::string H = "/w/handovers/" + handover::handover_number(sent);
    EXPECT_EQ(town.deed(town.kimura, H, "accept").status, 303);
    const std::string path = at("/team/" + member(town.city));
    const Answer held = town.post(town.miura, path + "/end", {{"until", "2026-11-25"}});
    EXPECT_EQ(held.status, 409) << "something is under way with it";
    EXPECT_EQ(town.deed(town.kimura, H, "answer", {{"text", "できました。"}}).status, 303);
    // Somebody who helps without a request is ended here.
    town.write([&](Tx& tx) {
        tx.run("UPDATE handover SET state = 'closed', is_open = 0 WHERE id = $1", sent);
    });
    EXPECT_EQ(town.get(town.kimura, at("")).status, 200);
    EXPECT_EQ(town.post(town.miura, path + "/end", {{"until", "2026-11-25"}}).status, 303);
    EXPECT_EQ(town.get(town.kimura, at("")).status, 404);
    EXPECT_NE(page(town.miura).find("北浜市 障がい福祉課"), std::string::npos)
        << "who helped stays on record";
}

TEST_P(TeamPage, never_ends_who_is_responsible) {
    town.write([&](Tx& tx) {
        record::Member city;
        city.organisation = town.city;
        city.standing = Standing::carries;
        city.sector = "municipality";
        city.since = town.now().today;
        record::add_member(tx, *town.vault, id, city);
        record::set_responsible(tx, id, town.city, town.miura.account, town.now().today);
    });
    const std::string path = at("/team/" + member(town.city));
    EXPECT_EQ(town.post(town.miura, path + "/end", {{"until", "2026-11-25"}}).status, 409);
    EXPECT_EQ(town.get(town.miura, path).body.find("/end\""), std::string::npos)
        << "and the page offers no such form";
}

TEST_P(TeamPage, offers_whom_it_has_not_yet_by_what_they_are_and_by_name) {
    Id<Organisation> family;
    town.write([&](Tx& tx) {
        family = Town::organisation(tx, "family", "ご家族", "");
        people::create_organisation(tx, {{}, "partner", "わかば病院", "", "", "hospital"});
        people::create_organisation(tx, {{}, "partner", "あおば訪問看護", "", "", "nursing"});
    });
    const auto choice = [&] {
        const std::string seen = page(town.miura);
        const auto from = seen.find("id=\"organisation\"");
        return seen.substr(from, seen.find("</select>", from) - from);
    };
    const std::string before = choice();
    EXPECT_EQ(before.find("ご家族"), before.npos) << "no organisation";
    std::size_t last = 0;
    for (const char* name : {"北浜市", "南原町", "わかば病院", "あおば訪問看護", "つくし"}) {
        const auto at = before.find(name);
        ASSERT_NE(at, before.npos) << name;
        EXPECT_LT(last, at) << name;
        last = at;
    }
    EXPECT_EQ(join({{"organisation", std::to_string(family.value)}, {"sector", "medical"}}).status,
              422);
    join({{"organisation", std::to_string(town.nursing.value)}, {"sector", "medical"}});
    EXPECT_EQ(choice().find("つくし"), before.npos) << "it is there already";
}

TEST_P(TeamPage, says_the_last_day_that_was_in) {
    join({{"organisation", std::to_string(town.nursing.value)}, {"sector", "medical"}});
    town.pass_days(5);
    town.post(town.miura, at("/team/" + member(town.nursing)), {{"sector", "health"}});
    const std::string seen = page(town.miura);
    EXPECT_NE(seen.find("令和8年(2026年)11月25日から令和8年(2026年)11月29日まで"), seen.npos);
    EXPECT_EQ(seen.find("前の日まで"), seen.npos);
}

TEST_P(TeamPage, says_of_one_that_is_only_named_that_nothing_closes) {
    join({{"organisation", std::to_string(town.nursing.value)}, {"sector", "medical"}});
    request(town.city);
    const auto of = [&](Id<Organisation> who) {
        return page_text(town.get(town.miura, at("/team/" + member(who))));
    };
    EXPECT_EQ(of(town.nursing).find("開けなくなります"), std::string::npos);
    EXPECT_NE(of(town.nursing).find("読める範囲は変わりません"), std::string::npos);
}

TEST_P(TeamPage, says_what_was_saved) {
    const web::Typed nursing{{"organisation", std::to_string(town.nursing.value)},
                             {"sector", "medical"}};
    const auto said = [&](const Answer& saved) {
        return page_text(town.get(town.miura, saved.location));
    };
    EXPECT_NE(said(join(nursing)).find("チームに加えました。"), std::string::npos);
    const std::string path = at("/team/" + member(town.nursing));
    EXPECT_NE(said(town.post(town.miura, path, {{"sector", "health"}})).find("役割を変えました。"),
              std::string::npos);
    EXPECT_NE(said(town.post(town.miura, at("/team/" + member(town.nursing)) + "/end",
                             {{"until", "2026-11-25"}}))
                  .find("チームから外しました。"),
              std::string::npos);
    EXPECT_EQ(page(town.miura, "?said=nonsense").find("class=\"flash ok\""), std::string::npos);
}

TEST_P(TeamPage, is_printed_with_its_title_its_day_and_who_printed_it) {
    const std::string seen = page(town.miura);
    for (const char* words : {"支えるチームと担当の移り変わり", "取扱注意",
                              "令和8年(2026年)11月25日 10:00現在　出力 三浦 あかり"})
        EXPECT_NE(seen.find(words), seen.npos) << words;
}

TEST_P(TeamPage, names_who_was_in_charge_where_it_is_known) {
    join({{"organisation", std::to_string(town.city.value)},
          {"sector", "municipality"},
          {"person", "木村 彩"}});
    const std::string centre = page(town.miura, "?on=2026-11-25");
    EXPECT_NE(centre.find("若葉県医療的ケア児支援センター（三浦 あかり）です。"), centre.npos);
    EXPECT_NE(centre.find("/team#answered"), centre.npos) << "a telephone shows the answer";
    town.pass_days(2);
    town.write([&](Tx& tx) {
        record::set_responsible(tx, id, town.city, town.miura.account, town.now().today);
    });
    const std::string city = page(town.miura, "?on=2026-11-27");
    EXPECT_NE(city.find("北浜市 障がい福祉課（木村 彩）です。"), city.npos);
    EXPECT_NE(page(town.miura, "?on=2026-11-26").find("センター（三浦 あかり）です。"), city.npos)
        << "who was in charge at the Centre then stays on record";
}

TEST_P(TeamPage, says_who_was_responsible_on_a_day) {
    town.pass_days(6);
    town.write([&](Tx& tx) {
        record::set_responsible(tx, id, town.city, town.miura.account, town.now().today);
    });
    const std::string centre = page(town.miura, "?on=2026-11-30"),
                      city = page(town.miura, "?on=2026-12-01"),
                      before = page(town.miura, "?on=2026-11-24");
    EXPECT_NE(centre.find("担当していたのは、若葉県医療的ケア児支援センター（"), centre.npos);
    EXPECT_NE(city.find("担当していたのは、北浜市 障がい福祉課です。"), city.npos);
    EXPECT_NE(before.find("記録にありません"), before.npos);
    EXPECT_EQ(town.get(town.miura, at("/team?on=2027-01-01")).status, 422);
    EXPECT_EQ(town.get(town.miura, at("/team?on=さきごろ")).status, 422);
}

TEST_P(TeamPage, of_a_protected_child_names_nobody_to_others_than_its_team) {
    join({{"organisation", std::to_string(town.nursing.value)}, {"sector", "medical"}});
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    EXPECT_NE(page(town.miura).find("つくし訪問看護"), std::string::npos) << "she is in charge";
    const std::string seen = page(town.ito, "?on=2026-11-25");
    EXPECT_EQ(seen.find("つくし訪問看護"), seen.npos);
    EXPECT_EQ(town.get(town.ito, at("/team/" + member(town.nursing))).status, 404);
    EXPECT_EQ(town.post(town.ito, at("/team"),
                        {{"organisation", std::to_string(town.city.value)}, {"sector", "health"}})
                  .status,
              404);
}

TEST_P(TeamPage, is_changed_by_counsellors_of_the_Centre_while_the_case_is_open) {
    const web::Typed typed{{"organisation", std::to_string(town.nursing.value)},
                           {"sector", "medical"}};
    EXPECT_EQ(town.post(town.kimura, at("/team"), typed).status, 403);
    EXPECT_EQ(town.post(town.sato, at("/team"), typed).status, 403);
    town.write([&](Tx& tx) { record::set_state(tx, id, RecordState::closed); });
    EXPECT_EQ(join(typed).status, 403);
    EXPECT_EQ(rows(), 0);
}

}  // namespace
}  // namespace michi::life
