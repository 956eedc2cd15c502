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

class FamilyPaper : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part(), published::part()}};

    std::string add(const std::string& name, Visibility visibility = Visibility::open) {
        Values values;
        values[Field::name] = name;
        values[Field::municipality] = town.home;
        values[Field::phone] = "0000-12-0001 内線 12";
        values[Field::email] = "inside@example.test";
        values[Field::contact] = "担当の山本";
        values[Field::note] = "内うちの注意";
        Id<directory::Service> id;
        town.write(
            [&](Tx& tx) { id = directory::add_service(tx, "short_stay", values, visibility); });
        return directory::service_number(id);
    }
    void tell(const std::string& number, std::string condition, Answer answer, std::string detail,
              Visibility visibility) {
        town.write([&](Tx& tx) {
            directory::NewFact fact;
            fact.known.condition = std::move(condition);
            fact.known.answer = answer;
            fact.known.detail = std::move(detail);
            fact.known.as_of = town.now().today;
            fact.known.source = "phone";
            fact.known.told_to = "三浦 あかり";
            fact.known.visibility = visibility;
            fact.by = town.miura.account;
            fact.at = town.now().at;
            directory::add_fact(tx, *directory::service_id(number), fact);
        });
    }
    std::string paper(const std::string& question) {
        const auto answer = town.get(town.ito, "/print/resources?" + question);
        EXPECT_EQ(answer.status, 200);
        return answer.body;
    }
};
ON_EACH_ENGINE(FamilyPaper);

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST_P(FamilyPaper, tells_what_is_known_and_lists_what_to_ask) {
    const auto place = add("うみべ");
    tell(place, "ventilator", Answer::yes, "日中のみ", Visibility::partners);
    const auto page = paper("care=ventilator&care=suction&id=" + place);
    EXPECT_TRUE(holds(page, "✓ 人工呼吸器　対応しています：日中のみ"));
    EXPECT_TRUE(holds(page, "□ 吸引")) << "nobody said";
    EXPECT_TRUE(holds(page, "□ 空き")) << "everybody asks";
    EXPECT_TRUE(holds(page, "令和8年11月25日（水）")) << "the day of the information";
    EXPECT_TRUE(holds(page, "tel:0000120001"));
}

TEST_P(FamilyPaper, holds_nothing_of_the_centre_alone_and_no_person) {
    const auto place = add("うみべ"), hidden = add("なかだけ", Visibility::centre);
    tell(place, "nurse", Answer::no, "看護師が辞めた", Visibility::centre);
    tell(place, "ventilator", Answer::yes, "", Visibility::partners);
    for (const char* form : {"plain", "easy", "large"}) {
        const auto page = paper(
            fmt::format("form={}&care=ventilator&need=nurse&id={}&id={}", form, place, hidden));
        for (std::string_view inside :
             {"看護師が辞めた", "なかだけ", "三浦", "山本", "内うち", "inside@example", "内線"})
            EXPECT_FALSE(holds(page, inside)) << form << " " << inside;
        EXPECT_TRUE(holds(page, "1件は入れていません")) << form;
    }
}

TEST_P(FamilyPaper, is_read_in_easy_words_with_their_readings) {
    const auto page = paper("form=easy&id=" + add("うみべ"));
    EXPECT_TRUE(holds(page, "<ruby>聞<rp>"));
    EXPECT_TRUE(holds(page, "何日"));
    EXPECT_FALSE(holds(page, "《"));
}

TEST_P(FamilyPaper, holds_six_places_and_says_how_many_it_left_out) {
    std::string question;
    for (int i = 0; i < 8; ++i) question += fmt::format("id={}&", add(fmt::format("園{}", i)));
    const auto page = paper(question);
    EXPECT_TRUE(holds(page, "園5"));
    EXPECT_FALSE(holds(page, "園6"));
    EXPECT_TRUE(holds(page, "2件は入れていません"));
}

TEST_P(FamilyPaper, says_room_in_its_own_words) {
    const auto place = add("うみべ");
    tell(place, "vacancy", Answer::yes, "週1回まで", Visibility::partners);
    for (const char* form : {"plain", "easy"}) {
        const auto page = paper(fmt::format("form={}&id={}", form, place));
        EXPECT_TRUE(holds(page, "✓ 空きがある　週1回まで（11月25日（水））")) << form;
        EXPECT_FALSE(holds(page, "□ 空き")) << "it was told";
    }
}

TEST_P(FamilyPaper, is_kept_as_a_print) {
    std::vector<std::string> kept;
    town.database->on_seal([&](Tx&, std::vector<Trace>&& traces) {
        for (const Trace& trace : traces) kept.push_back(trace.action);
    });
    paper("id=" + add("うみべ"));
    EXPECT_NE(std::ranges::find(kept, "published.paper"), kept.end());
}

}  // namespace
}  // namespace michi::published
