#include <fmt/format.h>

#include "directory/directory.hpp"
#include "published/published.hpp"
#include "town.hpp"

namespace michi::published {
namespace {

using directory::Answer;
using directory::Field;
using directory::Values;
using directory::Visibility;

bool holds(const web::Answer& answer, std::string_view text) {
    return answer.body.find(text) != std::string::npos;
}

class PublicPages : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part(), published::part()}};

    Id<directory::Service> add(const std::string& name, Visibility visibility = Visibility::open,
                               const std::string& kind = "short_stay") {
        Values values;
        values[Field::name] = name;
        values[Field::organisation] = "社会福祉法人 うみべ会";
        values[Field::municipality] = town.home;
        values[Field::address] = "北浜市港町1-1";
        values[Field::phone] = "0000-12-0001";
        values[Field::note] = "内うちの注意";
        Id<directory::Service> id;
        town.write([&](Tx& tx) {
            id = directory::add_service(tx, kind, values, visibility);
            directory::confirm(tx, id, town.now().today - 3, "三浦 あかり");
        });
        return id;
    }
    void tell(Id<directory::Service> id, Answer answer, Visibility visibility) {
        town.write([&](Tx& tx) {
            directory::NewFact fact;
            fact.known.condition = "ventilator";
            fact.known.answer = answer;
            fact.known.detail = "日中のみ";
            fact.known.as_of = town.now().today;
            fact.known.source = "phone";
            fact.known.told_to = "三浦 あかり";
            fact.known.visibility = visibility;
            fact.by = town.miura.account;
            fact.at = town.now().at;
            directory::add_fact(tx, id, fact);
        });
    }
    web::Answer anybody(std::string_view target) {
        return town.site.answer_now({web::Method::get, target, {}, "", "192.0.2.1", false});
    }
    web::Answer ask(std::string_view target, std::string_view body) {
        static constexpr web::Header kForm[] = {
            {"content-type", "application/x-www-form-urlencoded"}};
        return town.site.answer_now({web::Method::post, target, kForm, body, "192.0.2.1", false});
    }
    static std::string number(Id<directory::Service> id) { return directory::service_number(id); }
};
ON_EACH_ENGINE(PublicPages);

TEST_P(PublicPages, show_whoever_comes_what_is_public) {
    add("うみべ");
    add("なかま", Visibility::partners);
    const auto answer = anybody("/resources");
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(holds(answer, "うみべ"));
    EXPECT_FALSE(holds(answer, "なかま"));
    EXPECT_FALSE(holds(answer, "内うちの注意"));
    EXPECT_FALSE(holds(answer, "三浦"));
}

TEST_P(PublicPages, set_no_cookie_and_may_be_kept) {
    add("うみべ");
    for (const char* page : {"/resources", "/easy/resources", "/resources?lang=en"}) {
        const auto answer = anybody(page);
        EXPECT_TRUE(answer.cookies.empty()) << page;
        EXPECT_TRUE(answer.shared) << page;
        EXPECT_FALSE(answer.any_origin) << page;
        EXPECT_FALSE(holds(answer, "<script")) << page;
        EXPECT_FALSE(holds(answer, "_csrf")) << page;
    }
}

TEST_P(PublicPages, look_the_same_to_somebody_who_is_signed_in) {
    add("うみべ");
    EXPECT_EQ(town.get(town.miura, "/resources").body, anybody("/resources").body);
}

TEST_P(PublicPages, are_not_sent_again_until_the_directory_changes) {
    const auto id = add("うみべ");
    const auto tag_of = [](const web::Answer& answer) {
        for (const auto& [name, value] : answer.headers)
            if (name == "ETag") return value;
        return std::string{};
    };
    const std::string tag = tag_of(anybody("/resources"));
    ASSERT_FALSE(tag.empty());
    const web::Header known[] = {{"if-none-match", tag}};
    const web::Request again{web::Method::get, "/resources", known, "", "192.0.2.1", false};
    EXPECT_EQ(town.site.answer_now(again).status, 304);
    tell(id, Answer::yes, Visibility::open);
    EXPECT_EQ(town.site.answer_now(again).status, 200);
    EXPECT_NE(tag_of(anybody("/resources?lang=en")), tag_of(anybody("/resources")));
}

TEST_P(PublicPages, do_not_say_which_entries_are_hidden) {
    const auto hidden = add("なかま", Visibility::centre);
    EXPECT_EQ(anybody("/resources/" + number(hidden)).status, 404);
    EXPECT_EQ(anybody("/resources/S-9999").status, 404);
    EXPECT_EQ(anybody("/resources/" + number(hidden)).body.size(),
              anybody("/resources/S-9999").body.size());
}

TEST_P(PublicPages, ask_to_telephone_where_nothing_may_be_said) {
    const auto id = add("うみべ");
    const std::string page = "/resources/" + number(id), asked = "/resources?care=ventilator";
    EXPECT_TRUE(holds(anybody(asked), "お電話でおたずねください"));
    tell(id, Answer::yes, Visibility::partners);
    EXPECT_FALSE(holds(anybody(page), "日中のみ"));
    EXPECT_TRUE(holds(anybody(asked), "まだお知らせできることがありません"));
    tell(id, Answer::yes, Visibility::open);
    EXPECT_TRUE(holds(anybody(page), "対応しています：日中のみ"));
    EXPECT_TRUE(holds(anybody("/easy" + page), "できます"));
}

TEST_P(PublicPages, offer_the_telephone_of_the_centre_when_nothing_is_found) {
    town.write([&](Tx& tx) {
        tx.run("UPDATE organisation SET phone = '0000-11-0001' WHERE id = $1", town.centre);
    });
    add("うみべ");
    const auto answer = anybody("/resources?kind=peer_group");
    EXPECT_TRUE(holds(answer, "若葉県医療的ケア児支援センター"));
    EXPECT_TRUE(holds(answer, "tel:0000110001"));
    EXPECT_TRUE(holds(answer, "あてはまるところは、ここには見つかりませんでした。"));
}

TEST_P(PublicPages, find_by_kind_and_municipality_in_the_address_and_by_words_in_a_form) {
    add("うみべ");
    add("やまべ", Visibility::open, "peer_group");
    EXPECT_FALSE(holds(anybody("/resources?kind=peer_group"), "うみべ<"));
    EXPECT_TRUE(holds(anybody("/resources?city=" + town.home), "うみべ<"));
    EXPECT_FALSE(holds(anybody("/resources?city=" + town.next), "うみべ<"));
    EXPECT_TRUE(
        holds(anybody("/resources?words=やまべ"), "うみべ<"));  // words in an address are not read
    const auto found = ask("/resources", "words=%E3%82%84%E3%81%BE%E3%81%B9");
    EXPECT_EQ(found.status, 200);
    EXPECT_TRUE(holds(found, "やまべ<"));
    EXPECT_FALSE(holds(found, "うみべ<"));
    EXPECT_FALSE(found.shared);
    EXPECT_TRUE(found.cookies.empty());
}

TEST_P(PublicPages, read_words_aloud_and_take_away_what_was_read) {
    add("うみべ", Visibility::open, "short_stay");
    add("やまべ", Visibility::open, "peer_group");
    const std::string said =
        "words=%E5%A4%9C%E3%81%AE%E3%82%B1%E3%82%A2%E3%81%8C%E3%81%A4%E3%82%89%E3%81%84";
    const auto found = ask("/resources", said);  // 夜のケアがつらい
    EXPECT_TRUE(holds(found, "うみべ<"));
    EXPECT_FALSE(holds(found, "やまべ<"));
    EXPECT_TRUE(holds(found, "<b>短期入所</b>"));
    const auto less = ask("/resources", said + "&not=short_stay");
    EXPECT_FALSE(holds(less, "<b>短期入所</b>"));
    EXPECT_TRUE(holds(less, "name=\"not\" value=\"short_stay\""));
    const auto none = ask("/resources", "words=%E3%81%B4%E3%82%88%E3%81%B4%E3%82%88");
    EXPECT_TRUE(holds(none, "ことばでは見つかりません。種類からさがす"));
    EXPECT_TRUE(holds(none, "/resources?kind=short_stay"));
}

TEST_P(PublicPages, keep_the_words_when_more_is_chosen_and_bring_back_what_was_taken_away) {
    add("うみべ", Visibility::open, "short_stay");
    const std::string said = "words=%E5%A4%9C";  // 夜
    const auto found = ask("/resources", said);
    EXPECT_FALSE(holds(found, "method=\"get\" action=\"/resources#found\""))
        << "the form below would lose the words";
    const auto chosen = ask("/resources", said + "&city=" + town.home + "&care=suction");
    EXPECT_TRUE(holds(chosen, "<b>短期入所</b>"));
    EXPECT_TRUE(holds(chosen, "name=\"city\" value=\"" + town.home + "\""))
        << "what is taken away keeps the choice";
    EXPECT_FALSE(holds(found, "はずしたものをもどす"));
    EXPECT_TRUE(holds(ask("/resources", said + "&not=short_stay"), "はずしたものをもどす"));
}

TEST_P(PublicPages, tell_of_119_and_of_places_that_listen_and_hide_nothing) {
    add("うみべ", Visibility::open, "medical_hospital");
    add("やまべ", Visibility::open, "health_centre");
    const auto breath =  // 息をしていない
        ask("/resources", "words=%E6%81%AF%E3%82%92%E3%81%97%E3%81%A6%E3%81%84%E3%81%AA%E3%81%84");
    EXPECT_TRUE(holds(breath, "tel:119"));
    EXPECT_TRUE(holds(breath, "うみべ<"));
    const auto despair =  // 死にたい
        ask("/resources", "words=%E6%AD%BB%E3%81%AB%E3%81%9F%E3%81%84");
    EXPECT_TRUE(holds(despair, "/resources?kind=health_centre"));
    EXPECT_TRUE(holds(despair, "やまべ<"));
    EXPECT_FALSE(holds(despair, "tel:119"));
    EXPECT_FALSE(holds(ask("/resources", "words=%E5%A4%9C"), "class=\"dng\""));
}

TEST_P(PublicPages, name_the_kinds_that_the_words_ask_for_and_nothing_is_of) {
    add("うみべ", Visibility::open, "short_stay");
    const auto found = ask("/resources", "words=%E6%AD%AF%E5%8C%BB%E8%80%85");  // 歯医者
    EXPECT_TRUE(holds(found, "<b class=\"pk\">歯科"));
    EXPECT_FALSE(holds(found, "ことばでは見つかりません"));
    const auto easy = ask("/easy/resources", "words=%E5%91%BC%E5%90%B8%E5%99%A8");  // 呼吸器
    EXPECT_TRUE(holds(easy, "<rt>じんこう</rt>"));
}

TEST_P(PublicPages, take_what_is_not_known_as_not_asked) {
    add("うみべ");
    const auto answer = anybody("/resources?kind=nothing&city=12&care=x&page=-4&near=1&lang=fr");
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(holds(answer, "うみべ"));
}

TEST_P(PublicPages, are_lists_of_fifty) {
    for (int i = 0; i < 51; ++i) add(fmt::format("かしょ{:02}", i));
    EXPECT_TRUE(holds(anybody("/resources"), "page=2"));
    EXPECT_TRUE(holds(anybody("/resources?page=2"), "51件"));
    EXPECT_EQ(anybody("/resources?page=99").status, 200);
}

// ---- だれに見せるか ----
TEST_P(PublicPages, follow_what_the_centre_decides) {
    const auto id = add("うみべ");
    const std::string page = "/w/resources/" + number(id) + "/audience";
    const auto form = town.get(town.miura, page);
    ASSERT_EQ(form.status, 200);
    const auto at = form.body.find("name=\"seen\" value=\"") + 19;
    const std::string seen = form.body.substr(at, form.body.find('"', at) - at);
    EXPECT_EQ(town.post(town.miura, page,
                        {{"seen", seen}, {"entry", "0"}, {"field_phone", "2"}, {"field_note", "0"}})
                  .status,
              303);
    EXPECT_FALSE(holds(anybody("/resources"), "0000-12-0001"));
    EXPECT_TRUE(holds(anybody("/resources/" + number(id)), "内うちの注意"));
    EXPECT_EQ(town.post(town.miura, page, {{"seen", seen}, {"entry", "2"}}).status, 409);
    EXPECT_EQ(anybody("/resources/" + number(id)).status, 200);
}

TEST_P(PublicPages, are_decided_by_the_centre_alone) {
    const std::string page = "/w/resources/" + number(add("うみべ")) + "/audience";
    for (const auto& who : {town.kimura, town.tsukushi, town.ken})
        EXPECT_NE(town.get(who, page).status, 200);
    EXPECT_EQ(anybody(page).status, 303);
}

TEST_P(PublicPages, publish_an_answer_only_when_it_is_marked) {
    const auto id = add("うみべ");
    tell(id, Answer::yes, Visibility::partners);
    const std::string page = "/w/resources/" + number(id) + "/audience";
    const auto form = town.get(town.miura, page);
    const auto value = [&](std::string_view before) {
        const auto at = form.body.find(before) + before.size();
        return form.body.substr(at, form.body.find('"', at) - at);
    };
    EXPECT_EQ(town.post(town.miura, page,
                        {{"seen", value("name=\"seen\" value=\"")},
                         {"entry", "0"},
                         {"fact_" + value("id=\"fact_"), "0"}})
                  .status,
              303);
    EXPECT_TRUE(holds(anybody("/resources/" + number(id)), "対応しています"));
}

TEST_P(PublicPages, show_partners_what_is_for_partners_and_no_more) {
    const auto id = add("うみべ");
    town.write([&](Tx& tx) {
        directory::show_to(
            tx, id,
            {.entry = Visibility::open,
             .fields = {{Field::phone, Visibility::centre}, {Field::address, Visibility::partners}},
             .facts = {}});
    });
    const auto page = town.get(town.tsukushi, "/w/resources/" + number(id));
    EXPECT_TRUE(holds(page, "北浜市港町1-1"));
    EXPECT_FALSE(holds(page, "0000-12-0001"));
    EXPECT_FALSE(holds(page, "内うちの注意"));
    const auto inside = town.get(town.miura, "/w/resources/" + number(id));
    EXPECT_TRUE(holds(inside, "0000-12-0001"));
    EXPECT_TRUE(holds(inside, "内うちの注意"));
    EXPECT_FALSE(holds(town.get(town.tsukushi, "/w/resources"), "0000-12-0001"));
    EXPECT_FALSE(holds(anybody("/resources/" + number(id)), "北浜市港町1-1"));
}

}  // namespace
}  // namespace michi::published
