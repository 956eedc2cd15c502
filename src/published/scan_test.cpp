// Words are planted in everything that is not public, and looked for in everything that is (D11).

#include "directory/archive.hpp"
#include "directory/directory.hpp"
#include "directory/refusal_store.hpp"
#include "published/published.hpp"
#include "town.hpp"

namespace michi::published {
namespace {

using directory::Answer;
using directory::Field;
using directory::Values;
using directory::Visibility;

constexpr std::string_view kWord = "planted";

class Planted : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part(), published::part()}};
    Id<directory::Service> shown;

    void SetUp() override {
        town.write([&](Tx& tx) {
            shown = add(tx, "みえる", Visibility::open, 3, false);
            hide_all(tx, shown);
            tell(tx, shown, "ventilator", Visibility::partners);
            tell(tx, shown, "suction", Visibility::centre);
            for (int i = 0; i < 3; ++i)
                directory::insert_refusal(tx, {.service = shown,
                                               .reason = "no_night_nurse",
                                               .words = "planted-refusal",
                                               .as_of = town.now().today,
                                               .way = "phone",
                                               .request = "planted-request",
                                               .by = town.miura.account,
                                               .at = town.now().at});
            add(tx, "planted-partners", Visibility::partners, 3, true);
            add(tx, "planted-centre", Visibility::centre, 3, true);
            add(tx, "planted-stale", Visibility::open, 600, true);
        });
    }
    Id<directory::Service> add(Tx& tx, const std::string& name, Visibility visibility, int days,
                               bool everything) {
        Values values;
        for (const auto& field : directory::field_names())
            values[field.field] = "planted-" + std::string(field.id);
        values[Field::name] = name;
        values[Field::kana] = everything ? "planted" : "みえる";
        values[Field::municipality] = town.home;
        values[Field::latitude] = values[Field::longitude] = "35.98765432";
        values[Field::closed] = values[Field::closed_on] = "";
        const auto id = directory::add_service(tx, "short_stay", values, visibility);
        directory::confirm(tx, id, town.now().today - days, "planted-person");
        if (days > 548)  // entered as long ago as it was confirmed
            tx.run("UPDATE directory_service SET entered_at = 1 WHERE id = $1", id);
        return id;
    }
    static void hide_all(Tx& tx, Id<directory::Service> id) {
        directory::Showing showing;
        for (const auto& field : directory::field_names())
            showing.fields.emplace(field.field, Visibility::centre);
        for (Field open : {Field::name, Field::kana, Field::municipality})
            showing.fields[open] = Visibility::open;
        directory::show_to(tx, id, showing);
    }
    void tell(Tx& tx, Id<directory::Service> id, const std::string& condition,
              Visibility visibility) {
        directory::NewFact fact;
        fact.known.condition = condition;
        fact.known.answer = Answer::yes;
        fact.known.detail = "planted-detail";
        fact.known.as_of = town.now().today;
        fact.known.source = "phone";
        fact.known.told_to = "planted-told";
        fact.known.visibility = visibility;
        fact.by = town.miura.account;
        fact.at = town.now().at;
        directory::add_fact(tx, id, fact);
    }
    web::Answer anybody(std::string_view target, std::string_view accept = "text/html") {
        const web::Header headers[] = {{"accept", accept}, {"host", "localhost"}};
        return town.site.answer_now({web::Method::get, target, headers, "", "192.0.2.1", false});
    }
    std::vector<std::string> everything_public() {
        const std::string one = "/resources/" + directory::service_number(shown);
        std::vector<std::string> all{"/resources",
                                     "/resources?lang=en",
                                     "/easy/resources",
                                     "/resources?care=ventilator&care=suction",
                                     one,
                                     one + "?lang=en",
                                     "/easy" + one,
                                     "/hsds",
                                     "/openapi.json",
                                     "/resources.csv",
                                     "/resources.sjis.csv",
                                     "/resources.lost.csv",
                                     "/sitemap.xml"};
        for (const char* more : {"", "?city="})
            all.push_back("/resources" + std::string(more) + (*more ? town.home : ""));
        for (const std::string edition : {"3.0", "3.1"})
            for (const std::string list : {"services", "organizations", "service_at_locations",
                                           "taxonomies", "taxonomy_terms"})
                for (const std::string how : {"", "?full=true", "?full_service=true",
                                              "?format=ndjson&full=true", "?minimal=true"})
                    all.push_back("/hsds/" + edition + "/" + list + how);
        return all;
    }
};
ON_EACH_ENGINE(Planted);

TEST_P(Planted, words_are_nowhere_where_everybody_may_look) {
    for (const std::string& target : everything_public())
        for (const char* accept : {"text/html", "application/json"}) {
            const auto answer = anybody(target, accept);
            EXPECT_EQ(answer.status, 200) << target;
            EXPECT_EQ(answer.body.find(kWord), std::string::npos)
                << target << " " << accept << ": "
                << answer.body.substr(answer.body.find(kWord), 60);
            EXPECT_EQ(answer.body.find("35.98765"), std::string::npos) << target;
        }
}

TEST_P(Planted, words_are_in_no_part_of_the_workbook) {
    auto book = directory::Archive::open(anybody("/resources.xlsx").body);
    ASSERT_TRUE(book);
    ASSERT_FALSE(book->names().empty());
    bool holds_the_public_name = false;
    for (const std::string& part : book->names()) {
        const auto text = book->read(part);
        ASSERT_TRUE(text) << part;
        EXPECT_EQ(text->find(kWord), std::string::npos) << part;
        EXPECT_EQ(text->find("35.98765"), std::string::npos) << part;
        holds_the_public_name |= text->find("みえる") != std::string::npos;
    }
    EXPECT_TRUE(holds_the_public_name);
}

TEST_P(Planted, words_do_not_show_in_totals_or_by_searching_for_them) {
    EXPECT_NE(anybody("/hsds/3.1/services").body.find("\"total_items\":1,"), std::string::npos);
    EXPECT_NE(anybody("/hsds/3.1/services?search=planted").body.find("\"total_items\":0,"),
              std::string::npos);
    EXPECT_NE(anybody("/hsds/3.1/service_at_locations").body.find("\"total_items\":0,"),
              std::string::npos);
    EXPECT_NE(anybody("/resources").body.find("1件"), std::string::npos);
}

TEST_P(Planted, words_are_there_for_the_centre_so_that_the_scan_can_see) {
    const auto inside = town.get(town.miura, "/w/resources/" + directory::service_number(shown));
    for (const char* word : {"planted-note", "planted-phone", "planted-detail"})
        EXPECT_NE(inside.body.find(word), std::string::npos) << word;
    EXPECT_NE(town.get(town.miura, "/w/resources").body.find("planted-centre"), std::string::npos);
}

}  // namespace
}  // namespace michi::published
