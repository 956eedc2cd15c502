#include <map>
#include <thread>

#include "directory/directory.hpp"
#include "handover/handover.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::handover {
namespace {

using web::Answer;
using web::Typed;

class Handovers : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {work::part(), handover::part()}};

    Answer sent(Id<record::Case> id, std::string_view kind, Id<Organisation> to, const Subject& by,
                const std::string& key = {}) {
        Typed typed{{"case", record::case_number(id)},
                    {"kind", std::string(kind)},
                    {"receiver", std::to_string(to.value)},
                    {"title", "入園までの支え"},
                    {"request", "園の受け入れをお願いします。"}};
        if (by.organisation == town.centre) typed.emplace_back("item", "contact");
        return town.post(by, "/w/handovers", std::move(typed), key);
    }
    /// The place of a request that was sent.
    std::string request(Id<record::Case> id, std::string_view kind = "transfer") {
        const Answer answer = sent(id, kind, town.city, town.miura);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.location;
    }
    Answer act(const Subject& who, const std::string& place, const std::string& deed,
               Typed typed = {}) {
        if (typed.empty())
            typed = {{"text", "伝えます。"},
                     {"owner_name", "木村 彩"},
                     {"next_step", "家庭訪問"},
                     {"on", "2026-11-25"}};
        return town.deed(who, place, deed, std::move(typed));
    }
    std::string owner(Id<record::Case> id) {
        return town.ask([&](Tx& tx) {
            return people::find_organisation(
                       tx, record::find_case(tx, *town.vault, id).responsible.shown(Town::all()))
                .name;
        });
    }
    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    /// Sent, accepted, contacted and answered: the family is to be asked.
    std::string answered(Id<record::Case> id) {
        const std::string place = request(id);
        for (const char* deed : {"accept", "contact", "answer"})
            EXPECT_EQ(act(town.kimura, place, deed).status, 303) << deed;
        return place;
    }
    Answer family_says(const std::string& place, const std::string& what) {
        return act(town.miura, place, "confirm",
                   {{"family_answer", what}, {"on", "2026-11-25"}, {"text", "電話で"}});
    }
};
ON_EACH_ENGINE(Handovers);

TEST_P(Handovers, stay_with_the_sender_until_accepted_and_come_back_when_given_back) {
    const auto id = town.child();
    const std::string place = request(id);
    EXPECT_EQ(owner(id), "若葉県医療的ケア児支援センター");
    EXPECT_EQ(act(town.kimura, place, "receive").status, 303);
    EXPECT_EQ(owner(id), "若葉県医療的ケア児支援センター");
    EXPECT_EQ(act(town.kimura, place, "accept").status, 303);
    EXPECT_EQ(owner(id), "北浜市 障がい福祉課");
    EXPECT_EQ(act(town.kimura, place, "give_back",
                  {{"reason_code", "no_capacity"}, {"text", "担当が休みに入りました。"}})
                  .status,
              303);
    EXPECT_EQ(owner(id), "若葉県医療的ケア児支援センター");
}

TEST_P(Handovers, say_before_they_leave_who_else_reads_them) {
    const web::Typed typed{{"case", record::case_number(town.child())},   {"kind", "inquiry"},
                           {"receiver", std::to_string(town.city.value)}, {"title", "園のこと"},
                           {"request", "空きを教えてください。"},         {"item", "identity"}};
    const Answer check = town.post(town.miura, "/w/handovers/check", typed);
    EXPECT_NE(check.body.find("「共有の記録」の同意がある、ほかの機関も読みます。"),
              std::string::npos);
}

TEST_P(Handovers, of_advice_are_read_by_their_two_sides_and_by_nobody_else) {
    const auto id = town.child();
    const std::string page = "/w/cases/" + record::case_number(id);
    act(town.kimura, request(id, "together"), "accept");
    const Answer with_nursing = sent(id, "together", town.nursing, town.miura);
    ASSERT_EQ(with_nursing.status, 303) << with_nursing.body;
    act(town.tsukushi, with_nursing.location, "accept");
    ASSERT_NE(town.get(town.tsukushi, page).body.find("園の受け入れをお願いします。"),
              std::string::npos)
        << "the station reads the shared notes";
    const auto told_nursing = [&] {
        return count(
            "SELECT count(*) FROM disclosure WHERE path = 'shared_note'"
            " AND organisation_id = (SELECT id FROM organisation WHERE name LIKE 'つくし%')");
    };
    const auto before = told_nursing();
    Typed question{{"case", record::case_number(id)},
                   {"kind", "advice"},
                   {"receiver", std::to_string(town.centre.value)},
                   {"title", "進め方の相談"},
                   {"request", "家族への切り出し方を教えてください。"}};
    const std::string form =
        town.get(town.kimura, "/w/handovers/new?case=" + record::case_number(id)).body;
    EXPECT_NE(form.find("<h1>センターに相談する</h1>"), std::string::npos);
    EXPECT_EQ(form.find("渡す情報"), std::string::npos) << "the Centre knows the child";
    const std::string check = town.post(town.kimura, "/w/handovers/check", question).body;
    EXPECT_NE(check.find("センターとこちらの機関だけが読みます"), std::string::npos);
    EXPECT_EQ(check.find("ほかの機関も読みます"), std::string::npos);
    const Answer asked = town.post(town.kimura, "/w/handovers", question);
    ASSERT_EQ(asked.status, 303) << asked.body;
    EXPECT_EQ(
        act(town.miura, asked.location, "answer", {{"text", "まず訪問をすすめます。"}}).status,
        303);
    for (const std::string words :
         {"家族への切り出し方を教えてください。", "まず訪問をすすめます。"}) {
        EXPECT_NE(town.get(town.kimura, page).body.find(words), std::string::npos)
            << "who asked: " << words;
        EXPECT_NE(town.get(town.miura, page).body.find(words), std::string::npos) << words;
        for (const Subject& other : {town.tsukushi, town.hanaoka})
            EXPECT_EQ(town.get(other, page).body.find(words), std::string::npos)
                << other.name << ": " << words;
    }
    EXPECT_EQ(town.get(town.tsukushi, asked.location).status, 404);
    EXPECT_NE(town.get(town.kimura, "/w?tab=returned").body.find("まず訪問をすすめます。"),
              std::string::npos)
        << "it came back to who asked";
    EXPECT_EQ(told_nursing(), before) << "the ledger says nothing that was not told";
}

TEST_P(Handovers, go_on_saying_what_was_told_when_they_were_sent) {
    const auto id = town.child("さえき ひなた");
    const std::string place = request(id, "inquiry");
    const auto told = [&](const Subject& who) {
        const std::string page = town.get(who, place).body;
        const auto from = page.find("<dt>伝えた日");
        return from == page.npos ? page : page.substr(from, page.find("</dl>", from) - from);
    };
    const std::string before = told(town.miura), received = told(town.kimura);
    EXPECT_NE(before.find("共有の記録 0件"), std::string::npos) << before;
    EXPECT_NE(before.find("11月25日"), std::string::npos) << "the day it went";
    town.post(town.miura, "/w/cases/" + record::case_number(id) + "/entries",
              {{"kind", "phone"}, {"text", "園と話した。"}, {"shared", "1"}});
    town.allow(id, town.city, Mask(Field::medical), consent::Answer::no);
    town.pass_days(3);
    EXPECT_EQ(told(town.miura), before) << "what went is what went";
    town.allow(id, town.city, Mask(Field::medical), consent::Answer::yes);
    EXPECT_EQ(told(town.kimura), received);
    town.door.masked.insert("miura");
    EXPECT_EQ(town.get(town.miura, place).body.find("共有の記録 0件"), std::string::npos)
        << "hidden with the names";
}

TEST_P(Handovers, that_a_place_declines_are_kept_where_the_next_person_looks_for_a_place) {
    Id<directory::Service> service;
    town.write([&](Tx& tx) {
        directory::Values values;
        values[directory::Field::name] = "北浜つくし";
        values[directory::Field::municipality] = town.home;
        service = directory::add_service(tx, "short_stay", values);
        tx.run(
            "INSERT INTO assurance_keeper (organisation_id, provider_id, by_account, at)"
            " SELECT $1, provider_id, $2, 1 FROM directory_service WHERE id = $3",
            town.city, town.miura.account, service);
    });
    const std::string place = request(town.child());
    act(town.kimura, place, "decline",
        {{"reason_code", "no_capacity"}, {"text", "手が足りません。"}});
    std::string kept;
    town.write([&](Tx& tx) {
        kept = tx.value<std::string>(
            "SELECT reason || ' ' || request || ' ' || words FROM directory_refusal");
    });
    EXPECT_EQ(kept, "full " + place.substr(place.rfind('/') + 1) + " ")
        << "the reason of the list and the number; the words are the child's";
}

TEST_P(Handovers, are_declined_only_with_a_reason_and_the_sender_sees_it_at_once) {
    const auto id = town.child();
    const std::string place = request(id);
    EXPECT_EQ(act(town.kimura, place, "decline", {{"text", "手が足りません。"}}).status, 422);
    EXPECT_EQ(act(town.kimura, place, "decline", {{"reason_code", "no_capacity"}}).status, 422);
    EXPECT_EQ(act(town.kimura, place, "decline",
                  {{"reason_code", "not_a_reason"}, {"text", "手が足りません。"}})
                  .status,
              422);
    EXPECT_EQ(act(town.kimura, place, "decline",
                  {{"reason_code", "no_capacity"}, {"text", "手が足りません。"}})
                  .status,
              303);
    const std::string page = town.get(town.miura, place).body;
    EXPECT_NE(page.find("手が足りない"), std::string::npos) << "the reason of the list";
    EXPECT_NE(page.find("手が足りません。"), std::string::npos) << "the words";
    EXPECT_NE(town.get(town.miura, "/w").body.find("次の進め方を決める"), std::string::npos)
        << "it is the sender's turn";
}

TEST_P(Handovers, that_are_over_stay_readable_for_both_sides_without_the_childs_name) {
    const auto id = town.child("さえき ひなた");
    const std::string place = request(id);
    EXPECT_NE(town.get(town.kimura, place).body.find("さえき ひなた"), std::string::npos);
    act(town.kimura, place, "decline", {{"reason_code", "other"}, {"text", "転居しました。"}});
    const Answer page = town.get(town.kimura, place);
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.body.find("さえき ひなた"), std::string::npos);
    EXPECT_EQ(town.get(town.kimura, "/w/cases/" + record::case_number(id)).status, 404);
    EXPECT_EQ(town.get(town.hanaoka, place).status, 404)
        << "a third organisation knows nothing of it";
    EXPECT_EQ(act(town.kimura, place, "accept").status, 409);
}

TEST_P(Handovers, close_after_the_familys_no_by_taking_the_case_back) {
    const auto id = town.child();
    const std::string place = answered(id);
    EXPECT_EQ(family_says(place, "no").status, 303);
    EXPECT_EQ(act(town.miura, place, "finish").status, 422)
        << "not complete without the family's yes";
    EXPECT_EQ(act(town.miura, place, "take_back",
                  {{"reason_code", "family_refused"}, {"text", "母はセンターを望んでいます。"}})
                  .status,
              303);
    EXPECT_EQ(owner(id), "若葉県医療的ケア児支援センター");
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND kind = 'follow_up'"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL"), 1);
}

TEST_P(Handovers, whose_family_is_not_reached_are_asked_again_or_closed_with_a_reason_why_not) {
    const auto id = town.child();
    const std::string place = answered(id);
    EXPECT_EQ(family_says(place, "unreachable").status, 303);
    EXPECT_EQ(
        act(town.miura, place, "take_back", {{"reason_code", "other"}, {"text", "戻す"}}).status,
        409);
    EXPECT_EQ(family_says(place, "unreachable").status, 303) << "asked again";
    EXPECT_EQ(act(town.miura, place, "close", {{"text", "3回電話しました。"}}).status, 422)
        << "no reason of the list";
    EXPECT_EQ(act(town.miura, place, "close", {{"reason_code", "not_reached"}}).status, 422)
        << "no words";
    EXPECT_EQ(act(town.miura, place, "close",
                  {{"reason_code", "not_reached"}, {"text", "3回電話しました。"}})
                  .status,
              303);
    EXPECT_NE(town.get(town.miura, place).body.find("家族と連絡がとれない"), std::string::npos);
    EXPECT_EQ(owner(id), "北浜市 障がい福祉課");
    EXPECT_EQ(
        count(
            "SELECT count(*) FROM action WHERE done_at IS NULL AND kind = 'act' AND holder_organisation = 3"),
        1)
        << "the new responsible has the turn";
}

TEST_P(Handovers, without_any_first_contact_end_with_the_words_why) {
    const auto id = town.child();
    const std::string place = request(id);
    EXPECT_EQ(act(town.kimura, place, "accept").status, 303);
    EXPECT_EQ(act(town.kimura, place, "note", {{"text", "電話に出られませんでした。"}}).status,
              303);
    EXPECT_EQ(act(town.kimura, place, "answer", {{"text", "連絡がとれません。"}}).status, 303);
    EXPECT_EQ(family_says(place, "yes").status, 303);
    EXPECT_EQ(act(town.miura, place, "finish").status, 422);
    EXPECT_EQ(act(town.kimura, place, "contact", {{"on", "2026-11-25"}}).status, 303)
        << "it came after all";
    EXPECT_EQ(act(town.miura, place, "finish").status, 303);
}

TEST_P(Handovers, put_follow_ups_of_one_three_and_six_months_into_the_senders_days_at_acceptance) {
    const auto id = town.child();
    const std::string place = answered(id);
    const auto days = [&] {
        return town.ask([](Tx& tx) {
            return tx.all(
                "SELECT due FROM action WHERE kind = 'follow_up' AND done_at IS NULL ORDER BY due",
                [](const Row& row) { return row.get<Date>(0); });
        });
    };
    EXPECT_EQ(days(), follow_up_dates(town.now().today));
    EXPECT_EQ(
        count("SELECT count(*) FROM action WHERE kind = 'follow_up' AND holder_organisation = 2"),
        3);
    family_says(place, "yes");
    EXPECT_EQ(
        act(town.miura, place, "finish", {{"watch_dates", "2026-12-22"}, {"watch_dates", "2/2"}})
            .status,
        303);
    EXPECT_EQ(days(), (std::vector{*Date::from_ymd(2026, 12, 22), *Date::from_ymd(2027, 2, 2)}))
        << "days chosen anew";
}

TEST_P(Handovers, go_on_paper_to_who_is_no_user_and_we_write_down_what_comes_back) {
    const auto id = town.child();
    const Answer added = town.post(town.miura, "/w/handovers/outside",
                                   {{"case", record::case_number(id)},
                                    {"outside", "みどり訪問看護"},
                                    {"trade", "nursing"},
                                    {"title", "夜間の対応"}});
    EXPECT_EQ(added.status, 200);
    EXPECT_NE(added.body.find("夜間の対応"), std::string::npos) << "what was typed stays";
    town.post(town.miura, "/w/handovers/outside",
              {{"case", record::case_number(id)}, {"outside", "みどり訪問看護"}});
    EXPECT_EQ(count("SELECT count(*) FROM organisation WHERE name = 'みどり訪問看護'"), 1);
    EXPECT_EQ(town.post(town.miura, "/w/handovers/outside",
                        {{"case", record::case_number(id)}, {"outside", " "}})
                  .status,
              422);
    const Id<Organisation> there{
        count("SELECT id FROM organisation WHERE name = 'みどり訪問看護'")};
    town.allow(id, there, Field::identity | Field::contact);
    const Answer sent_there = sent(id, "together", there, town.miura);
    ASSERT_EQ(sent_there.status, 303) << sent_there.body;
    const std::string place = sent_there.location;
    EXPECT_NE(town.get(town.miura, place).body.find("みちしるべを使っていません"),
              std::string::npos);
    for (const char* deed : {"receive", "accept", "answer"})
        EXPECT_EQ(act(town.miura, place, deed).status, 303) << deed;
    EXPECT_NE(town.get(town.miura, "/w?who=all&tab=returned").body.find("みどり訪問看護"),
              std::string::npos)
        << "it came back to our day";
    EXPECT_EQ(act(town.miura, place, "close").status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM handover WHERE is_open = 1"), 0);
}

TEST_P(Handovers, of_users_are_received_by_nobody_else) {
    const std::string place = request(town.child());
    EXPECT_EQ(act(town.miura, place, "accept").status, 403);
}

TEST_P(Handovers, are_printed_as_a_letter_that_holds_what_is_allowed_and_leaves_a_trace) {
    const auto id = town.child("さえき ひなた");
    const std::string place = request(id);
    const std::string letter = town.get(town.miura, place + "/letter").body;
    for (const std::string held :
         {"御中", "さえき ひなた", "園の受け入れをお願いします。", "取扱注意"})
        EXPECT_NE(letter.find(held), std::string::npos) << held;
    EXPECT_EQ(town.get(town.hanaoka, place + "/letter").status, 404);
    town.door.masked.insert("miura");
    EXPECT_EQ(town.get(town.miura, place + "/letter").body.find("さえき"), std::string::npos);
}

TEST_P(Handovers, are_reminded_kindly_without_a_name_and_it_stands_in_the_course) {
    const auto id = town.child("さえき ひなた");
    const std::string place = request(id);
    town.pass_days(20);
    EXPECT_NE(town.get(town.miura, "/w/handovers").body.find(place + "/reminder"),
              std::string::npos);
    const std::string words = town.get(town.miura, place + "/reminder").body;
    EXPECT_NE(words.find("その後いかがでしょうか"), std::string::npos);
    EXPECT_EQ(words.find("さえき"), std::string::npos);
    EXPECT_EQ(town.get(town.kimura, place + "/reminder").status, 403);
    EXPECT_EQ(town.post(town.miura, place + "/reminder", {{"text", " "}, {"way", "fax"}}).status,
              422);
    EXPECT_EQ(town.post(town.miura, place + "/reminder",
                        {{"text", "その後いかがですか。"}, {"way", "fax"}})
                  .status,
              303);
    EXPECT_NE(town.get(town.miura, "/w/cases/" + record::case_number(id))
                  .body.find("やわらかく催促（FAX）"),
              std::string::npos);
}

TEST_P(Handovers, of_advice_are_answered_by_the_Centre) {
    const auto id = town.child();
    act(town.kimura, request(id, "together"), "accept");
    const Answer asked = sent(id, "advice", town.centre, town.kimura);
    ASSERT_EQ(asked.status, 303) << asked.body;
    EXPECT_EQ(act(town.kimura, asked.location, "answer").status, 403) << "not by who asked";
    EXPECT_EQ(act(town.miura, asked.location, "answer").status, 303);
    EXPECT_EQ(act(town.kimura, asked.location, "close").status, 303);
    EXPECT_EQ(sent(id, "advice", town.nursing, town.kimura).status, 422)
        << "nobody else is asked about a child";
}

TEST_P(Handovers, leave_the_responsible_organisation_its_case_when_another_request_ends) {
    const auto id = town.child();
    const std::string place = answered(id);
    family_says(place, "yes");
    act(town.miura, place, "finish");
    act(town.miura, place, "close");
    const std::string question = request(id, "inquiry");
    act(town.kimura, question, "answer");
    EXPECT_EQ(act(town.miura, question, "close").status, 303);
    EXPECT_EQ(town.get(town.kimura, "/w/cases/" + record::case_number(id)).status, 200);
}

TEST_P(Handovers, are_not_ended_by_ticking_off_their_turn_but_by_a_deed) {
    const auto id = town.child();
    const std::string place = request(id);
    const auto action = count("SELECT id FROM action WHERE done_at IS NULL AND kind = 'act'");
    act(town.kimura, place, "accept");
    const auto turn = count("SELECT id FROM action WHERE done_at IS NULL AND kind = 'act'");
    EXPECT_NE(action, turn);
    const Answer ticked =
        town.post(town.kimura, "/w/actions/" + std::to_string(turn) + "/finish", {});
    EXPECT_EQ(ticked.location.substr(0, 13), "/w/handovers/");
    EXPECT_EQ(
        town.post(town.kimura, "/w/actions/" + std::to_string(turn) + "/pass", {{"side", "f"}})
            .status,
        409);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND kind = 'act'"), 1);
}

/// Fifty people at once; answers how many got which status, and checks that every refusal speaks.
template <class Deed>
std::map<int, int> fifty(Deed&& deed) {
    std::vector<Answer> answers(50);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 50; ++i)
            threads.emplace_back([&, i] { answers[std::size_t(i)] = deed(i); });
    }
    std::map<int, int> statuses;
    for (const Answer& answer : answers) {
        ++statuses[answer.status];
        EXPECT_TRUE(answer.status == 303 || answer.body.find("。") != std::string::npos)
            << answer.body;
    }
    return statuses;
}

TEST_P(Handovers,
       between_accepting_and_withdrawing_have_one_winner_of_fifty_and_the_others_are_told) {
    const auto id = town.child();
    const std::string place = request(id);
    std::atomic<int> told{};
    const auto statuses = fifty([&](int i) {
        const Typed typed{{"version", "1"}, {"text", "いま"}, {"owner_name", "木村 彩"}};
        const Answer answer = i % 2 ? town.post(town.kimura, place + "/accept", typed)
                                    : town.post(town.miura, place + "/recall", typed);
        told += answer.status == 409 &&
                answer.body.find("をしたので、この依頼の状態が変わりました") != std::string::npos;
        return answer;
    });
    EXPECT_EQ(statuses, (std::map<int, int>{{303, 1}, {409, 49}}));
    EXPECT_EQ(told, 49) << "who did what, and when";
    EXPECT_EQ(count("SELECT count(*) FROM handover_event"), 2);
    EXPECT_EQ(count("SELECT count(*) FROM handover WHERE version = 2"), 1);
    const bool accepted = count("SELECT count(*) FROM handover WHERE state = 'accepted'") == 1;
    EXPECT_EQ(owner(id), accepted ? "北浜市 障がい福祉課" : "若葉県医療的ケア児支援センター");
}

TEST_P(Handovers, of_one_child_are_one_open_transfer_of_fifty_and_the_others_hear_its_number) {
    const auto id = town.child();
    std::atomic<int> named{};
    const auto statuses = fifty([&](int i) {
        const Answer answer = sent(id, "transfer", i % 2 ? town.city : town.other_city,
                                   i % 3 ? town.miura : town.ito);
        named += answer.body.find("もう引継ぎの途中です（H-0001") != std::string::npos;
        return answer;
    });
    EXPECT_EQ(statuses, (std::map<int, int>{{303, 1}, {409, 49}}));
    EXPECT_EQ(named, 49);
    EXPECT_EQ(count("SELECT count(*) FROM handover"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL"), 1);
}

TEST_P(Handovers, get_their_numbers_without_gap_or_double_under_fifty_threads) {
    std::vector<Id<record::Case>> cases;
    for (int i = 0; i < 50; ++i) cases.push_back(town.child());
    const auto statuses =
        fifty([&](int i) { return sent(cases[std::size_t(i)], "inquiry", town.city, town.miura); });
    EXPECT_EQ(statuses, (std::map<int, int>{{303, 50}}));
    EXPECT_EQ(count("SELECT max(id) FROM handover"), 50);
    EXPECT_EQ(count("SELECT count(*) FROM handover"), 50);
}

TEST_P(Handovers, ask_for_each_deed_in_its_own_words) {
    const std::string place = request(town.child());
    const auto form = [&](const Subject& who, const std::string& deed) {
        const std::string page = town.get(who, place + "?act=" + deed).body;
        const auto from = page.find("id=\"deed\"");
        return from == page.npos ? std::string{}
                                 : page.substr(from, page.find("</section>", from) - from);
    };
    const auto has = [](const std::string& text, const std::string& part) {
        return text.find(part) != text.npos;
    };
    std::string shown = form(town.kimura, "accept");
    for (const char* words : {"<h2>引き受ける</h2>", "こちらの担当者の名前", "こちらで次に行うこと",
                              "ひとこと<span class=\"opt\">任意", "data-submit>引き受ける<"})
        EXPECT_TRUE(has(shown, words)) << words;
    EXPECT_FALSE(has(shown, "送る"));
    act(town.kimura, place, "accept");
    shown = form(town.kimura, "contact");
    EXPECT_TRUE(has(shown, "家族とのやりとり<span class=\"opt\">任意")) << shown;
    shown = form(town.kimura, "answer");
    EXPECT_TRUE(has(shown, "返事の内容</label>")) << "without it there is no answer";
    act(town.kimura, place, "contact");
    act(town.kimura, place, "answer");
    EXPECT_TRUE(has(form(town.miura, "confirm"), "家族の言葉"));
}

TEST_P(Handovers, have_a_way_to_the_Centre_at_every_deed) {
    town.write([&](Tx& tx) {
        tx.run("UPDATE organisation SET phone = '0000-11-0001' WHERE id = $1", town.centre);
    });
    const std::string place = request(town.child());
    std::string page = town.get(town.kimura, place + "?act=decline").body;
    EXPECT_NE(page.find("href=\"tel:0000110001\""), page.npos) << "who is only asked telephones";
    EXPECT_EQ(page.find("kind=advice"), page.npos) << "no link that would be refused";
    act(town.kimura, place, "accept");
    page = town.get(town.kimura, place + "?act=answer").body;
    const auto link = page.find("href=\"/w/handovers/new?");
    ASSERT_NE(link, page.npos);
    EXPECT_NE(page.find("センターに相談する", link), page.npos);
    const Answer opened =
        town.get(town.kimura, "/w/handovers/new?case=" + record::case_number({1}) + "&kind=advice");
    EXPECT_EQ(opened.status, 200);
    EXPECT_NE(opened.body.find("value=\"advice\" checked"), std::string::npos);
    EXPECT_NE(opened.body.find("<h1>センターに相談する</h1>"), std::string::npos);
    EXPECT_NE(town.get(town.miura, "/w/handovers/new?case=" + record::case_number({1}))
                  .body.find("渡す情報"),
              std::string::npos);
    EXPECT_EQ(town.get(town.miura, place).body.find("センターに相談する"), std::string::npos)
        << "the Centre asks nobody";
}

TEST_P(Handovers, tell_an_officer_who_answers_now_and_when_it_is_no_longer_theirs) {
    const auto id = town.child();
    const std::string place = request(id);
    const auto says = [&](const std::string& words) {
        return town.get(town.kimura, place).body.find(words) != std::string::npos;
    };
    EXPECT_TRUE(says("<dt>担当の機関</dt><dd>若葉県医療的ケア児支援センター</dd>"));
    act(town.kimura, place, "accept");
    EXPECT_TRUE(says("<dt>担当の機関</dt><dd>北浜市 障がい福祉課</dd>"));
    act(town.kimura, place, "give_back", {{"reason_code", "other"}, {"text", "転居しました。"}});
    EXPECT_TRUE(says("この件は、こちらの手を離れました")) << "not a word about who has it then";
    EXPECT_FALSE(says("<dt>担当の機関</dt>"));
}

TEST_P(Handovers, answered_after_the_asker_left_lie_with_whoever_has_the_case_in_charge) {
    const auto id = town.child();
    const std::string place = request(id, "inquiry");
    const auto mori = town.join("mori", "森 一", town.centre, Role::centre_counsellor);
    town.write([&](Tx& tx) {
        record::set_in_charge(tx, id, mori.account, town.ito.account, town.now().today);
        tx.run("UPDATE account SET state = 0 WHERE id = $1", town.miura.account);
    });
    EXPECT_EQ(act(town.kimura, place, "answer").status, 303);
    EXPECT_EQ(count("SELECT max(holder_account) FROM action WHERE done_at IS NULL"
                    " AND side = 'c'"),
              mori.account.value);
}

TEST_P(Handovers, closed_today_stand_in_the_list_of_who_closed_two_hundred) {
    const auto id = town.child();
    std::string last;
    for (int n = 0; n < 3; ++n) {
        last = request(id, "inquiry");
        EXPECT_EQ(act(town.miura, last, "recall").status, 303);
        town.pass_days(1);
    }
    const auto listed =
        town.ask([&](Tx& tx) { return requests(tx, *town.vault, town.centre, true, {}, 1); });
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_EQ("/w/handovers/" + handover_number(listed.front().id), last);
    EXPECT_EQ(town.ask([&](Tx& tx) { return count_requests(tx, town.centre, true, {}); }), 3);
    EXPECT_EQ(town.ask([&](Tx& tx) { return count_requests(tx, town.city, false, id); }), 3);
    EXPECT_EQ(town.ask([&](Tx& tx) { return count_requests(tx, town.city, true, {}); }), 0);
}

}  // namespace
}  // namespace michi::handover
