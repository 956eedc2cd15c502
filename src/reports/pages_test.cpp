#include <regex>

#include "consultation/consultation.hpp"
#include "consultation/store.hpp"
#include "directory/table.hpp"
#include "directory/workbook.hpp"
#include "reports/reports.hpp"
#include "reports/store.hpp"
#include "town.hpp"

namespace michi::reports {
namespace {

using web::Answer;

constexpr const char* kPage = "/w/reports/monthly/202611";
constexpr const char* kLastMonth = "/w/reports/monthly/202610";
const std::string kChild = "さえき ひなた";

class Months : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {consultation::part(), reports::part()}};

    void receive(Tx& tx, Date day, Id<record::Case> child,
                 const std::function<void(consultation::Answers&)>& say = {}) {
        const Now then{at_in_japan(day, 600), day};
        const auto id = consultation::receive(tx, *town.vault, town.miura, "phone", then);
        auto draft = consultation::find_reception(tx, *town.vault, id);
        draft.answers.cls = child ? "individual" : "area";
        draft.answers.caller_kind = child ? "mother" : "school";
        draft.answers.municipality = town.home;
        draft.answers.words = "ひみつの話";
        draft.answers.topics = {"nursery"};
        if (say) say(draft.answers);
        draft.version = consultation::save_draft(tx, *town.vault, draft, draft.answers, then);
        consultation::register_reception(
            tx, *town.vault, town.miura, draft,
            {.existing = child, .in_charge = town.miura.account, .number = {}}, then);
    }
    /// In an edition that was made before the child came under 住所秘匿.
    Id<record::Case> secret_since_the_edition() {
        town.pass_days(10);
        Id<record::Case> child;
        town.write([&](Tx& tx) {
            child = town.child(tx, kChild, false);
            receive(tx, *Date::from_ymd(2026, 11, 5), child);
        });
        EXPECT_EQ(publish(town.ito, kPage).status, 303);
        EXPECT_NE(town.get(town.miura, of_the_town("consultations")).body.find("/w/intake/R-"),
                  std::string::npos);
        town.write([&](Tx& tx) {
            tx.run("UPDATE case_record SET is_protected = 1 WHERE id = $1", child);
        });
        return child;
    }
    std::string of_the_town(const std::string& unit) {
        return std::string(kPage) + "/list?unit=" + unit + "&by=municipality&code=" + town.home +
               "&edition=1";
    }
    /// A month with every kind of line, one before and one a year before.
    void some_months(int size = 30) {
        town.write([&](Tx& tx) {
            std::vector<Id<record::Case>> children;
            for (int i = 0; i < 5; ++i) children.push_back(town.child(tx, kChild, false));
            tx.run("UPDATE case_record SET is_protected = 1 WHERE id = $1", children[0]);
            for (int i = 0; i < size; ++i) {
                const auto child = i % 3 ? children[std::size_t(i) % 5] : Id<record::Case>{};
                const Date day = i % 10 == 8   ? *Date::from_ymd(2026, 10, 3)
                                 : i % 10 == 9 ? *Date::from_ymd(2025, 11, 4)
                                               : *Date::from_ymd(2026, 11, 1 + i % 20);
                receive(tx, day, child, [&](consultation::Answers& a) {
                    if (i % 4 == 0) a.topics = {"respite", "nursery"};
                    if (i % 7 == 0) a.topics.clear();
                    if (i % 5 == 0) a.municipality = town.next;
                    if (i % 11 == 0) a.municipality.clear();
                    if (i % 6 == 0) a.cls = "individual";
                });
            }
        });
    }
    Answer publish(const Subject& who, const std::string& place) {
        return town.post(who, place + "/publish", {{"text", ""}});
    }
};
ON_EACH_ENGINE(Months);

std::string plain(std::string text) {
    for (std::size_t at; (at = text.find("\\u0026")) != std::string::npos;)
        text.replace(at, 6, "&");
    return text;
}

/// Every figure of a page with the address of its list.
std::vector<std::pair<std::int64_t, std::string>> figures_in(const std::string& json) {
    static const std::regex kFigure(R"re("n":(\d+),"shown":"[^"]*","href":"([^"]+)")re");
    std::vector<std::pair<std::int64_t, std::string>> figures;
    for (std::sregex_iterator it(json.begin(), json.end(), kFigure), end; it != end; ++it)
        figures.emplace_back(std::stoll((*it)[1]), plain((*it)[2]));
    return figures;
}

std::size_t rows_in(const std::string& json, const char* mark) {
    std::size_t rows = 0;
    for (std::size_t at = json.find(mark); at != std::string::npos; at = json.find(mark, at + 1))
        ++rows;
    return rows;
}

/// The whole list, page after page.
std::size_t length_of(Town& town, std::string address) {
    static const std::regex kLater(R"re("later":"([^"]*)")re");
    std::size_t length = 0;
    while (!address.empty()) {
        const Answer page = town.json(town.miura, address);
        EXPECT_EQ(page.status, 200) << address;
        length += rows_in(page.body, "{\"number\":") + rows_in(page.body, "{\"case_number\":");
        std::smatch later;
        address = std::regex_search(page.body, later, kLater) ? plain(later[1]) : "";
    }
    return length;
}

TEST_P(Months, every_figure_is_the_length_of_the_list_behind_it) {
    some_months(70);
    const auto figures = figures_in(town.json(town.miura, kPage).body);
    EXPECT_GT(figures.size(), 300U);
    std::size_t above_zero = 0;
    for (const auto& [n, address] : figures) {
        EXPECT_EQ(length_of(town, address), std::size_t(n)) << address;
        above_zero += n > 0;
    }
    EXPECT_GT(above_zero, 60U);
}

TEST_P(Months, of_the_list_keep_what_was_published_beside_the_word_published) {
    town.pass_days(10);
    some_months();
    const auto line = [&] {
        const std::string json = town.json(town.miura, "/w/reports").body;
        const auto from = json.find("{\"digits\":\"202611\"");
        return from == json.npos ? json : json.substr(from, json.find('}', from) - from);
    };
    const auto figures = [](const std::string& text) {
        return text.substr(text.find("\"all\""), text.find("\"running\"") - text.find("\"all\""));
    };
    EXPECT_NE(line().find("\"edition\":0"), std::string::npos);
    ASSERT_EQ(publish(town.ito, kPage).status, 303);
    const std::string before = line();
    EXPECT_NE(before.find("\"edition\":1,\"changed\":false"), std::string::npos) << before;
    town.write([&](Tx& tx) { receive(tx, *Date::from_ymd(2026, 11, 5), {}); });
    const std::string after = line();
    EXPECT_EQ(figures(before), figures(after));
    EXPECT_NE(after.find("\"edition\":1,\"changed\":true"), std::string::npos) << after;
    const std::string page = town.get(town.miura, "/w/reports").body;
    EXPECT_NE(page.find("確定後に記録が変わりました"), std::string::npos);
    EXPECT_NE(page.find("/w/reports/monthly/202611/list?unit=consultations&amp;edition=1"),
              std::string::npos)
        << "and so do the lists behind them";
}

TEST_P(Months, figures_of_an_edition_stay_and_so_do_their_lists) {
    town.pass_days(10);
    some_months();
    ASSERT_EQ(publish(town.ito, kPage).status, 303);
    const auto before = town.json(town.miura, std::string(kPage) + "?edition=1");
    const auto file =
        town.get(town.ito, std::string(kPage) + "/csv?purpose=council&edition=1").body;
    town.write([&](Tx& tx) {
        tx.run("UPDATE consultation SET class = 'area'");
        for (const auto id : tx.all("SELECT id FROM consultation", [](const Row& row) {
                 return Id<consultation::Consultation>{row.integer(0)};
             }))
            consultation::recode(tx, *town.vault, id, [](consultation::Codes& codes) {
                codes.caller_kind = "other";
                codes.outcome = "referred";
            });
        receive(tx, *Date::from_ymd(2026, 11, 5), {});
    });
    town.pass_days(400);
    const auto after = town.json(town.miura, std::string(kPage) + "?edition=1");
    EXPECT_EQ(figures_in(before.body), figures_in(after.body));
    EXPECT_NE(figures_in(town.json(town.miura, kPage).body), figures_in(after.body))
        << "the records of now say something else";
    EXPECT_EQ(town.get(town.ito, std::string(kPage) + "/csv?purpose=council&edition=1").body, file);
    for (const auto& [n, address] : figures_in(after.body))
        EXPECT_EQ(length_of(town, address), std::size_t(n)) << address;
}

TEST_P(Months, say_the_unit_in_every_header) {
    some_months();
    const std::string page = town.get(town.miura, kPage).body;
    static const std::regex kHead(R"re(<th scope="col" class="num">([^<]*)</th>)re");
    int heads = 0;
    for (std::sregex_iterator it(page.begin(), page.end(), kHead), end; it != end; ++it, ++heads) {
        const std::string head = (*it)[1];
        EXPECT_TRUE(head.starts_with("件数") || head.starts_with("延べ") ||
                    head.starts_with("実人数"))
            << head;
    }
    EXPECT_EQ(heads, 6 * 6 + 1);
}

TEST_P(Months, hold_no_name_and_no_words_of_anybody) {
    some_months();
    for (const std::string& place :
         {std::string("/w/reports"), std::string(kPage),
          std::string(kPage) + "/list?unit=consultations",
          std::string(kPage) + "/list?unit=persons", std::string("/print/monthly/202611"),
          std::string(kPage) + "/csv?purpose=council"}) {
        const Answer page = town.get(town.miura, place);
        EXPECT_EQ(page.status, 200) << place;
        EXPECT_EQ(page.body.find(kChild), std::string::npos) << place;
        EXPECT_EQ(page.body.find("ひみつ"), std::string::npos) << place;
    }
}

TEST_P(Months, list_shows_no_municipality_of_a_child_whose_address_is_secret) {
    town.write([&](Tx& tx) {
        const auto child = town.child(tx, kChild, false);
        tx.run("UPDATE case_record SET is_protected = 1 WHERE id = $1", child);
        receive(tx, *Date::from_ymd(2026, 11, 5), child);
    });
    const std::string name(find_municipality(town.home)->name);
    EXPECT_EQ(town.get(town.miura, std::string(kPage) + "/list?unit=consultations")
                  .body.find(">" + name + "<"),
              std::string::npos);
    EXPECT_EQ(length_of(town, std::string(kPage) + "/list?by=municipality&code=hidden"), 1U);
    EXPECT_EQ(length_of(town, std::string(kPage) + "/list?by=municipality&code=" + town.home), 0U);
}

TEST_P(Months, list_shows_no_municipality_of_a_call_that_hides_where_they_live) {
    town.write([&](Tx& tx) {
        receive(tx, *Date::from_ymd(2026, 11, 5), {}, [](auto& a) { a.hide_home = "1"; });
    });
    EXPECT_EQ(length_of(town, std::string(kPage) + "/list?by=municipality&code=hidden"), 1U);
    EXPECT_EQ(length_of(town, std::string(kPage) + "/list?by=municipality&code=" + town.home), 0U);
}

TEST_P(Months,
       child_that_became_secret_is_in_the_figures_of_an_older_edition_and_named_under_no_town) {
    const auto child = secret_since_the_edition();
    for (const char* unit : {"consultations", "persons"}) {
        const std::string place = of_the_town(unit), page = town.get(town.miura, place).body;
        EXPECT_EQ(page.find("/w/intake/R-"), std::string::npos) << place;
        EXPECT_EQ(page.find(record::case_number(child)), std::string::npos) << place;
        EXPECT_EQ(length_of(town, place), 1U) << "the published figure stands";
    }
}

TEST_P(Months, child_that_became_secret_never_stands_beside_its_town_in_an_older_edition) {
    const auto child = secret_since_the_edition();
    const std::string name(find_municipality(town.home)->name);
    for (const char* rest :
         {"unit=consultations", "unit=consultations&by=topic&code=nursery",
          "unit=mentions&by=topic&code=nursery", "unit=consultations&by=caller&code=mother"}) {
        const std::string place = std::string(kPage) + "/list?" + rest + "&edition=1";
        const std::string page = town.get(town.miura, place).body;
        EXPECT_NE(page.find(record::case_number(child)), std::string::npos) << place;
        EXPECT_EQ(page.find(">" + name + "<"), std::string::npos) << place;
    }
}

// ---- files ----
TEST_P(Months, file_asks_for_a_purpose_and_keeps_it) {
    some_months();
    const Answer asked = town.get(town.miura, std::string(kPage) + "/csv");
    EXPECT_EQ(asked.status, 422);
    EXPECT_NE(asked.body.find("使いみちを選んでください"), std::string::npos);
    EXPECT_EQ(town.get(town.miura, std::string(kPage) + "/csv?purpose=fun").status, 422);
    const Answer file = town.get(town.miura, std::string(kPage) + "/csv?purpose=council");
    ASSERT_EQ(file.status, 200);
    EXPECT_EQ(file.type, "text/csv; charset=utf-8");
    EXPECT_EQ(file.file_name, "月次報告_202611.csv");
}

TEST_P(Months, files_say_the_same_as_the_page) {
    some_months();
    const std::string text = town.get(town.miura, std::string(kPage) + "/csv?purpose=council").body;
    const auto table = directory::read_csv(std::string_view(text).substr(3));
    ASSERT_TRUE(table);
    auto archive = directory::Archive::open(
        town.get(town.miura, std::string(kPage) + "/xlsx?purpose=council").body);
    ASSERT_TRUE(archive);
    const auto sheets = directory::read_workbook(*archive);
    ASSERT_TRUE(sheets);
    EXPECT_EQ(sheets->size(), 2U);
    for (std::size_t row = 0; row < table->rows(); ++row)
        for (std::size_t column = 0; column < 11; ++column)
            EXPECT_EQ(table->at(row, column), (*sheets)[0].at(row, column)) << row;
    const auto counted = town.ask([&](Tx& tx) {
        return reports::counted(tx, *town.vault, town.centre, Month{2026, 11});
    });
    EXPECT_EQ(table->at(1, 4),
              std::to_string(std::ranges::count(counted, Month{2026, 11}, &Counted::month)));
}

TEST_P(Months, file_is_given_only_after_the_second_factor_of_these_minutes) {
    town.door.people["miura"].assurance = Assurance::second_factor;
    const Answer asked = town.get(town.miura, std::string(kPage) + "/xlsx?purpose=council");
    EXPECT_EQ(asked.status, 303);
    EXPECT_TRUE(asked.location.starts_with("/w/step-up?then=")) << asked.location;
    EXPECT_NE(asked.location.find("purpose"), std::string::npos)
        << "the way back leads to the file";
    EXPECT_EQ(town.get(town.miura, kPage).status, 200);
    town.door.people["miura"].assurance = Assurance::fresh;
    EXPECT_NE(
        town.get(town.miura, std::string(kPage) + "?purpose=council").body.find("確認できました"),
        std::string::npos);
}

TEST_P(Months, receptionist_sees_figures_and_lists_and_takes_no_file) {
    some_months();
    EXPECT_EQ(town.get(town.sato, kPage).status, 200);
    EXPECT_EQ(town.get(town.sato, std::string(kPage) + "/list?unit=consultations").status, 200);
    EXPECT_EQ(town.get(town.sato, kPage).body.find("name=\"purpose\""), std::string::npos);
    EXPECT_GE(town.get(town.sato, std::string(kPage) + "/csv?purpose=council").status, 403);
}

TEST_P(Months, are_not_known_to_municipalities_and_partners) {
    some_months();
    for (const Subject* who : {&town.kimura, &town.tsukushi})
        for (const std::string& place :
             {std::string("/w/reports"), std::string(kPage),
              std::string(kPage) + "/list?unit=consultations",
              std::string(kPage) + "/csv?purpose=council", std::string("/print/monthly/202611")}) {
            const Answer page = town.get(*who, place);
            EXPECT_TRUE(page.status == 403 || page.status == 404) << place << " " << page.status;
            EXPECT_EQ(page.body.find("/w/intake/R-"), std::string::npos);
        }
}

TEST_P(Months, that_are_none_are_not_found) {
    for (const char* place :
         {"/w/reports/monthly/202613", "/w/reports/monthly/2026-11", "/w/reports/monthly/x",
          "/print/monthly/20261", "/w/reports/monthly/202611?edition=1",
          "/w/reports/monthly/202611?edition=x", "/w/reports/monthly/202611/list?unit=names",
          "/w/reports/monthly/202611/list?by=topic&code=x"})
        EXPECT_EQ(town.get(town.miura, place).status, 404) << place;
    EXPECT_EQ(town.get(town.miura, kPage).status, 200)
        << "a month without consultations is a page of zeros";
}

// ---- publishing ----
TEST_P(Months, are_published_by_the_head_when_they_are_over) {
    some_months();
    EXPECT_EQ(publish(town.ito, kPage).status, 409) << "November goes on";
    const std::string later = "月が終わると、ここで確定できます";
    EXPECT_NE(town.get(town.ito, kPage).body.find(later), std::string::npos);
    EXPECT_EQ(town.get(town.miura, kPage).body.find(later), std::string::npos) << "not hers to do";
    EXPECT_EQ(town.get(town.ito, kLastMonth).body.find(later), std::string::npos);
    EXPECT_EQ(publish(town.miura, kLastMonth).status, 403);
    EXPECT_EQ(publish(town.ito, kLastMonth).location, "/w/reports/monthly/202610?edition=1");
    EXPECT_EQ(publish(town.ito, kLastMonth).location, "/w/reports/monthly/202610?edition=2");
    EXPECT_NE(town.get(town.miura, "/w/reports").body.find("第2版"), std::string::npos);
}

TEST_P(Months, prefecture_sees_published_months_only_coarsely_and_opens_no_list) {
    town.pass_days(10);
    some_months(70);
    EXPECT_EQ(town.get(town.ken, kPage).status, 404);
    ASSERT_EQ(publish(town.ito, kPage).status, 303);
    const std::string page = town.json(town.ken, kPage).body;
    EXPECT_EQ(figures_in(page).size(), 0U) << "no figure has an address";
    EXPECT_NE(page.find("\"is_coarse\":true"), std::string::npos);
    static const std::regex kNumber(R"re("n":(\d+),"shown")re");
    for (std::sregex_iterator it(page.begin(), page.end(), kNumber), end; it != end; ++it) {
        const auto n = std::stoll((*it)[1]);
        EXPECT_TRUE(n == 0 || n >= 10) << n;
    }
    EXPECT_GE(town.get(town.ken, std::string(kPage) + "/list?unit=consultations").status, 403);
    EXPECT_EQ(town.get(town.ken, kLastMonth).status, 404);
    EXPECT_EQ(town.get(town.ken, std::string(kPage) + "/csv?purpose=council").status, 200);
}

TEST_P(Months, of_another_prefecture_are_not_there) {
    town.pass_days(10);
    some_months(70);
    ASSERT_EQ(publish(town.ito, kPage).status, 303);
    town.write([&](Tx& tx) {
        tx.run("UPDATE organisation SET municipality = '131016' WHERE id = $1", town.prefecture);
    });
    EXPECT_EQ(town.get(town.ken, kPage).status, 404);
    EXPECT_EQ(
        town.get(town.ken, std::string(kPage) + "?centre=" + std::to_string(town.centre.value))
            .status,
        404);
}

TEST_P(Months, every_look_file_and_edition_is_in_the_audit) {
    std::vector<std::string> kept;
    town.database->on_seal([&](Tx&, std::vector<Trace>&& traces) {
        for (const Trace& t : traces) kept.push_back(t.action + " " + t.object + " " + t.detail);
    });
    const auto last = [&] { return kept.empty() ? std::string() : kept.back(); };
    const std::string month = "month/" + std::to_string(town.centre.value) + "/202610";
    town.get(town.miura, kLastMonth);
    EXPECT_EQ(last(), "see_month " + month + " ");
    town.get(town.miura, std::string(kLastMonth) + "/list?unit=consultations");
    EXPECT_EQ(last(), "reports.behind " + month + " rows=0 of=0");
    town.get(town.miura, std::string(kLastMonth) + "/xlsx?purpose=prefecture");
    EXPECT_EQ(last(), "reports.file " + month + " format=xlsx purpose=prefecture edition=0");
    town.get(town.miura, "/print/monthly/202610");
    EXPECT_EQ(last(), "reports.print " + month + " edition=0");
    publish(town.ito, kLastMonth);
    EXPECT_EQ(last(), "reports.publish " + month + " edition=1");
}

}  // namespace
}  // namespace michi::reports
