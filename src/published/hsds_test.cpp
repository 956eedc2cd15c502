// What another directory told goes in and comes out again, with what is known here over it.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "directory/directory.hpp"
#include "directory/import.hpp"
#include "directory/seen.hpp"
#include "published/published.hpp"
#include "town.hpp"

namespace michi::published {
namespace {

namespace json = boost::json;
using directory::Answer;
using directory::Field;
using directory::Values;
using directory::Visibility;

const std::string kFirst = "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a01",
                  kBody = "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a02",
                  kPlace = "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a03",
                  kSecond = "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a04";

std::string told(const std::string& id, const std::string& name,
                 const std::string& status = "active") {
    return R"({"id": ")" + id + R"(", "name": ")" + name + R"(", "status": ")" + status +
           R"(", "licenses": "番号12", "last_modified": "2020-01-02T03:04:05Z",
        "phones": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a05", "number": "0834-22-0001"}],
        "contacts": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a06", "name": "受付",
          "phones": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a07", "number": "0834-22-0002"}]}],
        "attributes": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a08", "value": "独自の分類"}],
        "organization": {"id": ")" +
           kBody + R"(", "name": "Umibe", "description": "海", "tax_id": "9"},
        "service_at_locations": [{"id": ")" +
           kPlace + R"(", "description": "二階",
          "location": {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a09", "location_type": "physical",
            "transportation": "駅から歩いて5分", "addresses": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a10",
            "address_1": "岐山通1-1", "city": "周南市", "state_province": "山口県", "postal_code": "",
            "country": "JP", "address_type": "physical"}]}}]})";
}

std::string id_in(const json::value& object) { return std::string(object.at("id").as_string()); }

class Retelling : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part(), published::part()}};

    void take(const std::string& services) {
        const auto file = directory::open_file("a.json", "[" + services + "]");
        ASSERT_TRUE(file);
        town.write([&](Tx& tx) { directory::take(tx, *file, {}, town.now()); });
    }
    web::Answer get(const std::string& target) {
        return town.site.answer_now({web::Method::get, target, {}, "", "192.0.2.1", false});
    }
    json::object object(const std::string& target) {
        const auto answer = get(target);
        EXPECT_EQ(answer.status, 200) << target;
        return json::parse(answer.body).as_object();
    }
    json::object service(const std::string& id = kFirst) {
        return object("/hsds/3.1/services/" + id);
    }
    Id<directory::Service> number_of(std::string_view name) {
        Id<directory::Service> found{};
        town.write([&](Tx& tx) {
            const auto all = directory::snapshot(tx);
            for (const auto& listing : all->listings)
                if (listing->values[Field::name] == name) found = listing->id;
        });
        return found;
    }
    void edit(std::string_view name, Field field, const std::string& text) {
        const auto id = number_of(name);
        town.write([&](Tx& tx) {
            Values own;
            own[field] = text;
            directory::edit_service(tx, id, own);
        });
    }
    void show(std::string_view name, Field field, Visibility to) {
        const auto id = number_of(name);
        town.write([&](Tx& tx) {
            directory::show_to(tx, id, {Visibility::open, {{field, to}}, {}});
        });
    }
};
ON_EACH_ENGINE(Retelling);

TEST_P(Retelling, a_service_keeps_its_identifiers_and_all_that_no_field_holds) {
    take(told(kFirst, "うみべ"));
    const json::object seen = service();
    EXPECT_EQ(seen.at("licenses"), "番号12");
    EXPECT_EQ(seen.at("last_modified"), "2020-01-02T03:04:05Z");
    EXPECT_EQ(seen.at("organization").at("tax_id"), "9");
    EXPECT_EQ(seen.at("service_at_locations").at(0).at("location").at("transportation"),
              "駅から歩いて5分");
    EXPECT_EQ(object("/hsds/3.0/organizations/" + kBody).at("description"), "海");
    EXPECT_EQ(object("/hsds/3.1/service_at_locations/" + kPlace).at("description"), "二階");
    EXPECT_EQ(id_in(object("/hsds/3.1/service_at_locations/" + kPlace).at("service")), kFirst);
}

TEST_P(Retelling, what_the_centre_writes_stands_over_what_was_told) {
    take(told(kFirst, "うみべ"));
    edit("うみべ", Field::phone, "0834-99-0001");
    const std::string seen = json::serialize(service());
    EXPECT_NE(seen.find("0834-99-0001"), std::string::npos);
    EXPECT_EQ(seen.find("0834-22-0001"), std::string::npos);
    EXPECT_EQ(seen.find("0834-22-0002"), std::string::npos) << "nor at a contact";
    EXPECT_NE(seen.find("番号12"), std::string::npos) << "the rest stays";
    EXPECT_NE(service().at("last_modified"), "2020-01-02T03:04:05Z") << "it changed here";
}

TEST_P(Retelling, a_new_address_takes_the_place_of_the_places_told) {
    take(told(kFirst, "うみべ"));
    edit("うみべ", Field::address, "山口県下松市大手町3-3-3");
    const std::string seen = json::serialize(service());
    EXPECT_NE(seen.find("大手町"), std::string::npos);
    EXPECT_EQ(seen.find("岐山通"), std::string::npos);
    EXPECT_EQ(get("/hsds/3.1/service_at_locations/" + kPlace).status, 404);
}

TEST_P(Retelling, what_the_centre_hides_is_told_to_nobody) {
    take(told(kFirst, "うみべ"));
    show("うみべ", Field::phone, Visibility::partners);
    show("うみべ", Field::contact, Visibility::centre);
    for (const char* target :
         {"/hsds/3.1/services?full=true", "/hsds/3.0/service_at_locations?full=true",
          "/hsds/3.1/organizations?full_service=true"}) {
        const std::string seen = get(target).body;
        EXPECT_EQ(seen.find("0834-22"), std::string::npos) << target;
        EXPECT_EQ(seen.find("受付"), std::string::npos) << target;
        EXPECT_NE(seen.find("うみべ"), std::string::npos) << target;
    }
}

TEST_P(Retelling, an_answer_stands_beside_the_attributes_told) {
    take(told(kFirst, "うみべ"));
    const auto id = number_of("うみべ");
    town.write([&](Tx& tx) {
        directory::NewFact fact;
        fact.known.condition = "ventilator";
        fact.known.answer = Answer::yes;
        fact.known.as_of = town.now().today;
        fact.known.source = "phone";
        fact.known.visibility = Visibility::open;
        fact.by = town.miura.account, fact.at = town.now().at;
        directory::add_fact(tx, id, fact);
    });
    const std::string seen = json::serialize(service().at("attributes"));
    EXPECT_NE(seen.find("独自の分類"), std::string::npos);
    EXPECT_NE(seen.find("\"yes\""), std::string::npos);
}

TEST_P(Retelling, services_of_one_body_are_told_as_one_organization) {
    take(told(kFirst, "うみべ") + "," + told(kSecond, "なぎさ"));
    const json::object page = object("/hsds/3.1/organizations?full_service=true");
    ASSERT_EQ(page.at("total_items").to_number<int>(), 1);
    EXPECT_EQ(id_in(page.at("contents").at(0)), kBody);
    EXPECT_EQ(page.at("contents").at(0).at("services").as_array().size(), 2u);
}

TEST_P(Retelling, the_same_file_again_changes_nothing_and_what_is_missing_in_it_stays) {
    take(told(kFirst, "うみべ") + "," + told(kSecond, "なぎさ"));
    const std::string before = get("/hsds/3.1/services?full=true&format=ndjson").body;
    take(told(kSecond, "なぎさ"));
    EXPECT_EQ(get("/hsds/3.1/services?full=true&format=ndjson").body, before);
}

TEST_P(Retelling, a_service_that_is_over_is_told_as_defunct_and_shown_to_nobody_else) {
    take(told(kFirst, "うみべ"));
    take(told(kFirst, "うみべ", "defunct"));
    EXPECT_EQ(service().at("status"), "defunct");
    EXPECT_EQ(object("/hsds/3.1/services").at("total_items").to_number<int>(), 1);
    EXPECT_EQ(object("/hsds/3.1/organizations").at("total_items").to_number<int>(), 0);
    EXPECT_EQ(get("/resources").body.find("うみべ"), std::string::npos);
    EXPECT_EQ(get("/resources.csv").body.find("うみべ"), std::string::npos);
}

TEST_P(Retelling, an_entry_of_our_own_that_closes_is_told_as_defunct_for_eighteen_months) {
    Id<directory::Service> id;
    town.write([&](Tx& tx) {
        Values values;
        values[Field::name] = "ひだまり";
        values[Field::address] = "山口県周南市岐山通1-1";
        id = directory::add_service(tx, "short_stay", values);
        directory::confirm(tx, id, town.now().today, "三浦");
    });
    const json::object before = object("/hsds/3.1/services").at("contents").at(0).as_object();
    EXPECT_EQ(before.at("status"), "active");
    const std::string name(before.at("id").as_string());
    const auto last = [&] { return service(name).at("metadata").at(0).as_object(); };
    EXPECT_NE(last().at("last_action_type"), "delete");
    EXPECT_EQ(last().at("updated_by"), "センター") << "never a person";
    EXPECT_EQ(last().at("resource_id").as_string(), name);
    edit("ひだまり", Field::closed, "closed");
    EXPECT_EQ(service(name).at("status"), "defunct");
    EXPECT_EQ(last().at("last_action_type"), "delete");
    EXPECT_EQ(last().at("replacement_value"), "defunct");
}

TEST_P(Retelling, one_office_with_three_services_at_two_places_is_one_organization) {
    town.write([&](Tx& tx) {
        for (const char* kind :
             {"short_stay", "after_school_day_service", "nursery_visit_support"}) {
            Values values;
            values[Field::name] = "ひだまり";
            values[Field::organisation] = "社会福祉法人 ひだまり会";
            values[Field::address] = "山口県周南市岐山通1-1";
            values[Field::sites] = "東分室：山口県下松市大手町3-3-3";
            directory::confirm(tx, directory::add_service(tx, kind, values), town.now().today,
                               "三浦");
        }
    });
    EXPECT_EQ(object("/hsds/3.1/services").at("total_items").to_number<int>(), 3);
    EXPECT_EQ(object("/hsds/3.1/organizations").at("total_items").to_number<int>(), 1);
    EXPECT_EQ(object("/hsds/3.1/service_at_locations").at("total_items").to_number<int>(), 6);
    const json::object body =
        object("/hsds/3.1/organizations?full=true").at("contents").at(0).as_object();
    EXPECT_EQ(body.at("locations").as_array().size(), 2u);
}

// ---- as clients meet it ----
using Headers = std::vector<web::Header>;

class Clients : public Retelling {
  public:
    web::Answer ask(web::Method method, const std::string& target, const Headers& given = {}) {
        return town.site.answer_now({method, target, given, "", "192.0.2.1", false});
    }
    static std::string header(const web::Answer& answer, std::string_view name) {
        for (const auto& [key, value] : answer.headers)
            if (key == name) return value;
        return {};
    }
};
ON_EACH_ENGINE(Clients);

TEST_P(Clients, of_other_hosts_are_told_that_they_may_ask) {
    for (const char* address : {"/hsds/3.1/services", "/hsds/3.0", "/hsds/3.1/organizations/"}) {
        const auto answer = ask(
            web::Method::options, address,
            {{"origin", "https://kosodate.example"}, {"access-control-request-method", "POST"}});
        EXPECT_EQ(answer.status, 204) << address;
        EXPECT_TRUE(answer.any_origin) << address;
        EXPECT_NE(header(answer, "Access-Control-Allow-Methods").find("POST"), std::string::npos);
        EXPECT_NE(header(answer, "Access-Control-Allow-Headers").find("Content-Type"),
                  std::string::npos);
        EXPECT_TRUE(answer.body.empty());
    }
    EXPECT_TRUE(ask(web::Method::post, "/hsds/3.1/services").any_origin);
    for (const char* address : {"/", "/resources", "/sign-in", "/hsds/3.1/nothing/at/all"}) {
        const auto answer = ask(web::Method::options, address);
        EXPECT_GE(answer.status, 404) << address;
    }
    EXPECT_EQ(ask(web::Method::options, "/resources").status, 405) << "a page for people";
    EXPECT_FALSE(ask(web::Method::options, "/resources").any_origin);
}

TEST_P(Clients, may_write_a_slash_behind_a_list) {
    EXPECT_EQ(ask(web::Method::get, "/hsds/3.1/services/").body,
              ask(web::Method::get, "/hsds/3.1/services").body);
    EXPECT_EQ(ask(web::Method::get, "/hsds/3.1/").status, 200);
    EXPECT_EQ(ask(web::Method::get, "/resources/").status, 404)
        << "pages for people are one address";
}

TEST_P(Clients, are_told_every_mistake_as_a_problem_in_one_language) {
    struct Row {
        web::Method method;
        const char* address;
        int status;
    };
    const Row rows[] = {{web::Method::get, "/hsds/3.1/services?page=0", 400},
                        {web::Method::get, "/hsds/3.1/services?proximity=10", 400},
                        {web::Method::get, "/hsds/3.1/services?day=%FF", 400},
                        {web::Method::get, "/hsds/3.1/services/none", 404},
                        {web::Method::get, "/hsds/2.0/services", 404},
                        {web::Method::get, "/hsds/3.1/nothing/at/all", 404},
                        {web::Method::post, "/hsds/3.1/services/none", 405}};
    const auto is_english = [](const std::string& text) {
        return std::ranges::all_of(text,
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    };
    for (const Row& row : rows)
        for (const auto& [accepted, english] :
             std::vector<std::pair<const char*, bool>>{{"", false},
                                                       {"ja,en;q=0.8", false},
                                                       {"de, en-GB;q=0.9, ja;q=0.1", true},
                                                       {"en", true},
                                                       {"fr", false}}) {
            const auto answer = ask(row.method, row.address, {{"accept-language", accepted}});
            EXPECT_EQ(answer.status, row.status) << row.address;
            ASSERT_EQ(answer.type, "application/problem+json") << row.address;
            EXPECT_TRUE(answer.any_origin) << row.address;
            const auto problem = json::parse(answer.body).as_object();
            EXPECT_EQ(problem.at("status").as_int64(), row.status);
            for (const char* part : {"title", "detail", "next"})
                EXPECT_EQ(is_english(std::string(problem.at(part).as_string())), english)
                    << row.address << " " << accepted << " " << part << " " << answer.body;
        }
}

TEST_P(Clients, asking_for_what_is_near_get_no_service_of_which_that_is_not_known) {
    take(told(kFirst, "海辺の園"));
    EXPECT_EQ(object("/hsds/3.1/services").at("total_items").as_int64(), 1);
    for (const char* list : {"services", "organizations", "service_at_locations"})
        EXPECT_EQ(object(std::string("/hsds/3.1/") + list + "?postcode=7450045&proximity=1000")
                      .at("total_items")
                      .as_int64(),
                  0)
            << list;
}

}  // namespace
}  // namespace michi::published
