#include "directory/directory.hpp"
#include "directory/listing.hpp"
#include "directory/topics.hpp"
#include "town.hpp"

namespace michi::directory {
namespace {

using web::Typed;

class Places : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part()}};
    Id<Service> add(const std::string& name, std::string_view kind,
                    Visibility visibility = Visibility::open) {
        Id<Service> id;
        town.write([&](Tx& tx) {
            Values values;
            values[Field::name] = name;
            values[Field::municipality] = town.home;
            values[Field::phone] = "0000-11-4520";
            id = add_service(tx, kind, values, visibility);
        });
        return id;
    }
};
ON_EACH_ENGINE(Places);

TEST_P(Places, are_found_by_kind_and_words_never_stand_in_the_address) {
    add("北浜こども療育センター つくし", "short_stay");
    add("かもめ", "medical_visiting_nurse");
    const auto all = town.get(town.miura, "/w/resources");
    EXPECT_EQ(all.status, 200);
    EXPECT_NE(all.body.find("つくし"), std::string::npos);
    const auto sent = town.post(town.miura, "/w/resources/search",
                                {{"words", "夜間のケアがつらい"}, {"kind", "short_stay"}});
    ASSERT_EQ(sent.status, 303);
    EXPECT_EQ(sent.location.find("%E5"), std::string::npos) << sent.location;
    const auto found = town.get(town.miura, sent.location).body;
    EXPECT_NE(found.find("つくし"), std::string::npos);
    EXPECT_EQ(found.find("かもめ"), std::string::npos);
    EXPECT_EQ(town.get(town.kimura, sent.location).body.find("夜間のケア"), std::string::npos)
        << "another person's words stay hers";
}

TEST_P(Places, of_the_centre_alone_are_not_there_for_others) {
    const auto id = add("内部だけ", "short_stay", Visibility::centre);
    const std::string address = "/w/resources/" + service_number(id);
    EXPECT_EQ(town.get(town.miura, address).status, 200);
    EXPECT_EQ(town.get(town.kimura, address).status, 404);
    EXPECT_EQ(town.get(town.kimura, "/w/resources").body.find("内部だけ"), std::string::npos);
    EXPECT_EQ(town.json(town.kimura, "/w/resources").body.find("内部だけ"), std::string::npos);
}

TEST_P(Places, what_a_telephone_call_told_is_shown_with_its_day) {
    const auto id = add("つくし", "short_stay");
    const std::string address = "/w/resources/" + service_number(id);
    EXPECT_EQ(town.post(town.miura, address + "/facts",
                        {{"condition", "ventilator"},
                         {"answer", "yes"},
                         {"detail", "日中のみ"},
                         {"way", "phone"},
                         {"as_of", "2026-11-12"}})
                  .status,
              303);
    EXPECT_NE(town.get(town.miura, address).body.find("日中のみ"), std::string::npos);
    const auto found =
        town.get(town.miura, "/w/resources?asked=1&care=ventilator&care=suction").body;
    EXPECT_NE(found.find("11/12"), std::string::npos);
    EXPECT_NE(found.find("class=\"u\""), std::string::npos) << "suction is not known";
    EXPECT_EQ(town.post(town.kimura, address + "/facts", {{"condition", "ventilator"}}).status,
              403);
}

TEST_P(Places, a_call_is_answered_by_one_button_and_taken_back_by_another) {
    const auto id = add("つくし", "short_stay");
    const std::string address = "/w/resources/" + service_number(id);
    const std::string question = "?care=ventilator&need=night&asked=1";
    const auto page = town.get(town.miura, address + question).body;
    EXPECT_NE(page.find("data-key=\"1 o\""), std::string::npos) << "a number and a letter";
    const auto sent = town.post(
        town.miura, address + "/told",
        {{"told", "ventilator:yes"}, {"care", "ventilator"}, {"need", "night"}, {"asked", "1"}});
    ASSERT_EQ(sent.status, 303);
    EXPECT_NE(sent.location.find("need=night"), std::string::npos) << "the question stays";
    const auto after = town.get(town.miura, sent.location).body;
    EXPECT_NE(after.find("記録しました: 人工呼吸器 できる"), std::string::npos);
    EXPECT_NE(town.get(town.miura, "/w/resources?asked=1&care=ventilator").body.find("class=\"y\""),
              std::string::npos);
    EXPECT_EQ(town.post(town.ito, address + "/told/1/withdraw", {}).status, 404)
        << "only who recorded it";
    EXPECT_EQ(town.post(town.miura, address + "/told/1/withdraw", {}).status, 303);
    EXPECT_EQ(town.get(town.miura, "/w/resources?asked=1&care=ventilator").body.find("class=\"y\""),
              std::string::npos);
    EXPECT_EQ(town.post(town.miura, address + "/told", {{"told", "age:yes"}}).status, 422)
        << "an age needs a number";
    EXPECT_EQ(town.post(town.kimura, address + "/told", {{"told", "night:yes"}}).status, 403);
}

TEST_P(Places, tell_their_room_by_day_and_unit_and_the_newest_word_of_each_counts) {
    const auto id = add("つくし", "short_stay");
    const std::string address = "/w/resources/" + service_number(id);
    const auto tell = [&](Typed more) {
        more.push_back({"condition", "vacancy"});
        more.push_back({"as_of", "2026-11-24"});
        return town.post(town.miura, address + "/facts", more).status;
    };
    EXPECT_EQ(tell({{"state", "has"},
                    {"available", "2"},
                    {"maximum", "4"},
                    {"unit", "bed"},
                    {"times", "水曜"}}),
              303);
    EXPECT_EQ(tell({{"state", "waitlist"}, {"waiting", "3"}, {"unit", "bed"}, {"times", "金曜"}}),
              303);
    EXPECT_EQ(tell({{"state", "has"},
                    {"available", "1"},
                    {"maximum", "4"},
                    {"unit", "bed"},
                    {"times", "水曜"}}),
              303);
    EXPECT_EQ(tell({{"state", "has"}, {"available", "5"}, {"maximum", "4"}}), 422)
        << "more than all";
    EXPECT_EQ(tell({{"state", "has"}, {"available", "たくさん"}}), 422);
    const auto page = town.get(town.miura, address).body;
    EXPECT_NE(page.find("空きあり 1床 （全4床） 水曜"), std::string::npos);
    EXPECT_NE(page.find("順番待ち 金曜 待っている人 3人"), std::string::npos);
    EXPECT_NE(page.find("前に聞いたこと（1）"), std::string::npos) << "2 beds of the first word";
}

TEST_P(Places, an_answer_for_the_centre_alone_is_not_told_to_partners) {
    const auto id = add("つくし", "short_stay");
    const std::string address = "/w/resources/" + service_number(id);
    ASSERT_EQ(town.post(town.miura, address + "/facts",
                        {{"condition", "nurse"},
                         {"answer", "no"},
                         {"detail", "看護師が辞めた"},
                         {"reader", "centre"},
                         {"as_of", "2026-11-12"}})
                  .status,
              303);
    EXPECT_NE(town.get(town.miura, address).body.find("看護師が辞めた"), std::string::npos);
    EXPECT_EQ(town.get(town.kimura, address).body.find("看護師が辞めた"), std::string::npos);
    EXPECT_EQ(town.get(town.kimura, "/w/resources?asked=1&need=nurse").body.find("看護師が辞めた"),
              std::string::npos);
}

TEST_P(Places, are_asked_for_a_day_and_an_hour_as_their_lists_say) {
    town.write([&](Tx& tx) {
        for (const auto& [name, hours] :
             {std::pair{"土曜もあく園", "07:30〜18:00"}, std::pair{"わからない園", ""}}) {
            Values values;
            values[Field::name] = name;
            values[Field::municipality] = town.home;
            values[Field::days] = *hours ? "月火水木金土" : "";
            values[Field::hours] = hours;
            add_service(tx, "childcare_nursery", values);
        }
    });
    const auto at = [&](const std::string& hour) {
        return town.get(town.miura, "/w/resources?asked=1&day=sat&hour=" + hour).body;
    };
    EXPECT_NE(at("15").find("土曜 15:00 ― 月火水木金土 07:30〜18:00"), std::string::npos);
    EXPECT_NE(at("15").find("class=\"y\""), std::string::npos);
    EXPECT_NE(at("15").find("class=\"u\""), std::string::npos) << "nothing said is not known";
    EXPECT_NE(at("19").find("class=\"n\""), std::string::npos);
}

TEST_P(Places, stand_in_a_table_of_the_same_answers) {
    const auto id = add("つくし", "short_stay");
    const auto page = town.get(town.miura, "/w/resources?asked=1&care=ventilator&look=table").body;
    EXPECT_NE(page.find("<th scope=\"col\">人工呼吸器</th>"), std::string::npos);
    EXPECT_NE(page.find("class=\"mark u\""), std::string::npos);
    EXPECT_NE(page.find("value=\"" + service_number(id) + "\" form=\"chosen\""), std::string::npos);
}

TEST_P(Places, are_compared_and_what_differs_comes_first) {
    const auto one = add("つくし", "short_stay"), other = add("ゆうなぎ", "short_stay");
    const auto tell = [&](Id<Service> id, std::string condition, Answer answer) {
        town.write([&](Tx& tx) {
            KnownFact fact;
            fact.condition = std::move(condition);
            fact.answer = answer;
            fact.as_of = town.now().today;
            fact.source = "phone";
            add_fact(tx, id, {.known = fact, .by = town.miura.account, .at = town.clock});
        });
    };
    tell(one, "ventilator", Answer::yes);
    tell(other, "ventilator", Answer::no);
    tell(one, "suction", Answer::yes);
    tell(other, "suction", Answer::yes);
    const std::string both =
        "/w/resources/compare?asked=1&care=ventilator&id=" + service_number(one) +
        "&id=" + service_number(other);
    const auto page = town.get(town.miura, both).body;
    const auto differs = page.find("ちがうところ（"), same = page.find("同じところ（");
    EXPECT_GT(page.find("<th scope=\"row\">人工呼吸器"), differs);
    EXPECT_LT(page.find("<th scope=\"row\">人工呼吸器"), same);
    EXPECT_GT(page.find("<th scope=\"row\">吸引"), same);
    const auto alone = town.get(town.miura, "/w/resources/compare?id=" + service_number(one)).body;
    EXPECT_NE(alone.find("2つか3つ選んで"), std::string::npos);
    const auto hidden = add("内部だけ", "short_stay", Visibility::centre);
    EXPECT_EQ(town.get(town.kimura, both + "&id=" + service_number(hidden)).body.find("内部だけ"),
              std::string::npos);
}

TEST_P(Places, set_aside_for_a_case_keep_the_question) {
    const auto id = add("つくし", "short_stay");
    const auto about = record::case_number(town.child());
    const auto sent = town.post(town.miura, "/w/resources/" + service_number(id) + "/candidate",
                                {{"case", about}, {"asked", "1"}, {"need", "night"}, {"set", "1"}});
    ASSERT_EQ(sent.status, 303);
    EXPECT_NE(sent.location.find("need=night"), std::string::npos);
    EXPECT_NE(town.get(town.miura, sent.location).body.find("候補（1）"), std::string::npos);
}

TEST_P(Places, that_are_missing_become_a_regional_issue) {
    const auto sent = town.post(town.miura, "/w/resources/issue",
                                {{"asked", "1"}, {"kind", "short_stay"}, {"from", town.home}});
    ASSERT_EQ(sent.status, 303);
    EXPECT_EQ(sent.location, "/w/issues?new=1");
}

TEST_P(Places, are_found_by_words_that_the_page_reads_aloud_and_that_can_be_taken_away) {
    add("つくし", "short_stay");
    add("かもめ", "medical_visiting_nurse");
    add("どんぐり", "childcare_nursery");
    const auto sent = town.post(town.miura, "/w/resources/search",
                                {{"words", "人工呼吸器の子を夜あずかってくれるところ"}});
    ASSERT_EQ(sent.status, 303);
    const auto page = town.get(town.miura, sent.location).body;
    EXPECT_NE(page.find("つくし"), std::string::npos);
    EXPECT_EQ(page.find("どんぐり"), std::string::npos);
    EXPECT_NE(page.find("<b>短期入所</b>"), std::string::npos);
    EXPECT_NE(page.find("<b>人工呼吸器</b>"), std::string::npos);
    EXPECT_NE(page.find("not=short_stay"), std::string::npos);
    const auto less = town.get(town.miura, sent.location + "&not=short_stay").body;
    EXPECT_EQ(less.find("<b>短期入所</b>"), std::string::npos);
    EXPECT_NE(less.find("<b>人工呼吸器</b>"), std::string::npos);
}

TEST_P(Places, that_words_name_are_found_from_a_case_of_other_topics) {
    add("つくし", "short_stay");
    add("しろい歯科", "medical_dental");
    const auto id = town.child();
    town.write([&](Tx& tx) {
        record::add_entry(tx, *town.vault,
                          {.case_id = id,
                           .at = town.clock,
                           .kind = "phone",
                           .author = town.miura.account,
                           .organisation = town.centre,
                           .title = "電話",
                           .text = "預け先",
                           .topics = "respite"});
    });
    Typed form{{"case", record::case_number(id)}, {"words", "歯医者"}};
    const std::vector<std::string> topics{"respite"};
    for (const std::string& kind : kinds_for_topics(topics)) form.emplace_back("kind", kind);
    const auto sent = town.post(town.miura, "/w/resources/search", form);
    ASSERT_EQ(sent.status, 303);
    const auto page = town.get(town.miura, sent.location).body;
    EXPECT_NE(page.find("しろい歯科"), std::string::npos);
}

TEST_P(Places, that_words_do_not_find_lead_to_the_kinds_and_to_no_regional_issue) {
    add("つくし", "short_stay");
    const auto sent = town.post(town.miura, "/w/resources/search", {{"words", "ぴよぴよ"}});
    const auto page = town.get(town.miura, sent.location).body;
    EXPECT_NE(page.find("ことばでは見つかりません。種類からさがす"), std::string::npos);
    EXPECT_NE(page.find("/w/resources?kind=short_stay&amp;asked=1"), std::string::npos);
    EXPECT_EQ(page.find("/w/resources/issue"), std::string::npos);
    const std::string token = sent.location.substr(sent.location.find("s=") + 2);
    const auto recorded = town.post(town.miura, "/w/resources/issue",
                                    {{"asked", "1"}, {"s", token.substr(0, token.find('&'))}});
    EXPECT_EQ(recorded.location.find("/w/issues"), std::string::npos)
        << "words alone say nothing of a lack";
}

TEST_P(Places, of_the_topics_of_a_case_are_asked_first_and_each_can_be_taken_away) {
    add("つくし", "short_stay");
    add("どんぐり", "childcare_nursery");
    const auto id = town.child();
    town.write([&](Tx& tx) {
        record::add_entry(tx, *town.vault,
                          {.case_id = id,
                           .at = town.clock,
                           .kind = "phone",
                           .author = town.miura.account,
                           .organisation = town.centre,
                           .title = "電話",
                           .text = "預け先",
                           .topics = "respite"});
    });
    const std::string about = "/w/resources?case=" + record::case_number(id);
    const auto page = town.get(town.miura, about).body;
    EXPECT_NE(page.find("つくし"), std::string::npos);
    EXPECT_EQ(page.find("どんぐり"), std::string::npos);
    EXPECT_NE(page.find("短期入所 はずす"), std::string::npos);
    const auto all = town.get(town.miura, about + "&asked=1").body;
    EXPECT_NE(all.find("どんぐり"), std::string::npos);
    const auto call = town.get(town.miura, "/w/resources?topic=nursery").body;
    EXPECT_NE(call.find("どんぐり"), std::string::npos);
    EXPECT_EQ(call.find("つくし"), std::string::npos);
}

TEST_P(Places, outside_of_the_law_are_answered_no_with_its_article) {
    add("あおば", "after_school_day_service");
    const auto page = town.get(town.miura, "/w/resources?asked=1&age=2").body;
    EXPECT_NE(page.find("児童福祉法第6条の2の2第3項"), std::string::npos);
    EXPECT_NE(page.find("class=\"n\""), std::string::npos);
}

TEST_P(Places, words_of_families_are_kept_by_the_centre_alone) {
    EXPECT_EQ(town.get(town.miura, "/w/resources/phrases").status, 200);
    EXPECT_EQ(town.get(town.tsukushi, "/w/resources/phrases").status, 403);
    EXPECT_EQ(
        town.post(town.miura, "/w/resources/phrases", {{"words", "プール"}, {"kind", "peer_group"}})
            .status,
        303);
    EXPECT_EQ(town.post(town.miura, "/w/resources/phrases", {{"words", "プール"}}).status, 422);
    EXPECT_NE(town.get(town.miura, "/w/resources/phrases").body.find("プール"), std::string::npos);
}

}  // namespace
}  // namespace michi::directory
