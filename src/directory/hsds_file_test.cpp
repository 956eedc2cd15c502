#include "directory/hsds_file.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "directory/files_test.hpp"
#include "directory/hsds_shape.hpp"
#include "directory/made_test.hpp"
#include "directory/reading.hpp"
#include "directory/sites.hpp"
#include "directory/told.hpp"

namespace michi::directory {
namespace {

namespace json = boost::json;

constexpr std::string_view kService = R"({
  "id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a01", "name": "うみべ訪問看護", "status": "active",
  "description": "夜間も うかがいます。", "email": "umibe@example.jp", "minimum_age": 0, "maximum_age": 17,
  "organization": {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a02", "name": "社会福祉法人 うみべ会",
    "description": "a", "phones": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a03", "number": "0834-22-0009"}]},
  "phones": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a04", "number": "0834-22-0001"},
             {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a05", "number": "0834-22-0002", "type": "fax"}],
  "schedules": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a06", "byday": "MO,TU", "opens_at": "09:00",
                 "closes_at": "17:30", "description": "年末は休み"}],
  "attributes": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a07", "value": "medical_visiting_nurse"}],
  "service_at_locations": [
    {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a08", "location": {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a09",
      "location_type": "physical", "latitude": 34.05, "longitude": 131.8, "addresses": [
        {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a10", "address_1": "岐山通1-1", "city": "周南市",
         "state_province": "山口県", "postal_code": "745-0005", "country": "JP", "address_type": "physical"}]}},
    {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a11", "location": {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a12",
      "location_type": "physical", "name": "東分室", "latitude": 34.01, "longitude": 131.9, "addresses": [
        {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a13", "address_1": "周南市西松原2-3", "city": "周南市",
         "state_province": "山口県", "postal_code": "745-0861", "country": "JP", "address_type": "physical"}]}}]
})";

Reading read_one(std::string_view bytes) {
    const auto readings = read_file(bytes);
    EXPECT_TRUE(readings);
    return readings ? readings->front() : Reading{};
}

TEST(HsdsFile, a_service_is_read_into_the_fields_of_the_directory) {
    const Reading reading = read_one(kService);
    ASSERT_EQ(reading.entries.size(), 1u);
    EXPECT_EQ(reading.source, Source::hsds);
    const Entry& entry = reading.entries.front();
    EXPECT_EQ(entry.kind, "medical_visiting_nurse");
    EXPECT_EQ(entry.system_no, "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a01");
    const Values& v = entry.values;
    EXPECT_EQ(v[Field::name], "うみべ訪問看護");
    EXPECT_EQ(v[Field::organisation], "社会福祉法人 うみべ会");
    EXPECT_EQ(v[Field::address], "山口県周南市岐山通1-1");
    EXPECT_EQ(v[Field::municipality], "352152");
    EXPECT_EQ(v[Field::postal], "745-0005");
    EXPECT_EQ(v[Field::phone], "0834-22-0001");
    EXPECT_EQ(v[Field::fax], "0834-22-0002");
    EXPECT_EQ(v[Field::days], "月火");
    EXPECT_EQ(v[Field::hours], "09:00〜17:30");
    EXPECT_EQ(v[Field::ages], "0歳〜17歳");
    EXPECT_EQ(v[Field::about], "夜間も うかがいます。");
    EXPECT_EQ(v[Field::sites], "東分室：〒745-0861 山口県周南市西松原2-3 @34.01,131.9");
}

TEST(HsdsFile, every_form_in_which_services_are_published_is_read) {
    const std::string one(kService);
    std::string line = one;
    std::erase(line, '\n');
    const std::string body =
        R"({"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a02", "name": "うみべ会", "description": "a", "services": [)" +
        one + "]}";
    for (const std::string& file :
         {one, "[" + one + "]", R"({"total_items": 1, "contents": [)" + one + "]}", line + "\n",
          "\xEF\xBB\xBF \n" + one, body, "[" + body + "]"})
        EXPECT_EQ(read_one(file).entries.size(), 1u) << file.substr(0, 60);
    EXPECT_EQ(read_one(line + "\n" + line + "\n").rows, 2u);
    EXPECT_EQ(read_one(zipped({{"services.json", one}})).entries.size(), 1u);
}

TEST(HsdsFile, what_is_no_list_of_services_is_refused_with_what_to_do) {
    for (const auto& [file, word] :
         {std::pair{"{\"contents\": [", "directory.json_broken"_w},
          {"{\"id\": 1}\nこれは", "directory.json_broken"_w},
          {"[]", "directory.json_without_services"_w},
          {R"({"type": "FeatureCollection", "features": []})", "directory.json_without_services"_w},
          {R"({"contents": [1, "a", null, []]})", "directory.json_without_services"_w}}) {
        const auto readings = read_file(file);
        ASSERT_FALSE(readings) << file;
        EXPECT_EQ(readings.error().items.front().word, word) << file;
    }
}

TEST(HsdsFile, a_service_without_what_the_standard_asks_is_refused_by_the_path) {
    const Reading reading = read_one(R"([{"id": "x", "name": "あ", "status": "active"},
        {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a01", "name": "い", "status": "open"}])");
    ASSERT_EQ(reading.refused.size(), 2u);
    EXPECT_EQ(reading.refused[0].row, 1u);
    EXPECT_EQ(reading.refused[0].word, "directory.hsds_lacks"_w);
    EXPECT_EQ(reading.refused[0].args, (Args{{"value", "id"}}));
    EXPECT_EQ(reading.refused[1].args, (Args{{"value", "status"}}));
}

TEST(HsdsFile, deep_nesting_is_refused_and_brings_nothing_down) {
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    EXPECT_FALSE(read_file("{\"contents\": " + deep + "}"));
}

TEST(HsdsShape, a_value_of_another_shape_is_left_out_and_named) {
    json::object service = json::parse(R"({"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a01",
        "name": "あ", "status": "active", "url": "なし", "minimum_age": "三", "email": "a@b",
        "assured_date": null, "own_property": {"kept": true},
        "phones": [{"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a01"},
                   {"id": "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a01", "number": "1"}, "2"],
        "last_modified": "2026-11-24"})")
                               .as_object();
    LeftOut left_out;
    EXPECT_TRUE(fit_to_shape(service, "service", left_out));
    EXPECT_EQ(left_out, (LeftOut{"url", "email", "minimum_age", "last_modified", "phones[0].number",
                                 "phones[2]"}));
    EXPECT_FALSE(service.contains("assured_date"));
    EXPECT_TRUE(service.contains("own_property"));
    EXPECT_EQ(service["phones"].as_array().size(), 1u);
}

TEST(HsdsShape, moments_addresses_and_identifiers_are_those_of_the_standard) {
    const auto fits = [](std::string_view name, std::string_view value) {
        json::object service{{"id", "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a01"},
                             {"name", "a"},
                             {"status", "active"},
                             {name, value}};
        LeftOut left_out;
        return fit_to_shape(service, "service", left_out) && left_out.empty();
    };
    for (const char* good : {"2026-11-24T08:32:40Z", "2026-11-24T08:32:40.123+09:00"})
        EXPECT_TRUE(fits("last_modified", good)) << good;
    for (const char* bad :
         {"2026-11-24T08:32:40", "2026-13-24T08:32:40Z", "2026-11-24T25:00:00Z",
          "2026-11-24T08:32:40.Z", "2026-11-24T08:32:40+9", "", "2026-11-24T08:32Z"})
        EXPECT_FALSE(fits("last_modified", bad)) << bad;
    for (const char* good : {"https://example.jp/a?b=%E3%81%82#c", "tel:+81-834-22-0001"})
        EXPECT_TRUE(fits("url", good)) << good;
    for (const char* bad :
         {"example.jp", "https://例え.jp", "http://a b", "http://a/%zz", "//a", ":", ""})
        EXPECT_FALSE(fits("url", bad)) << bad;
    for (const char* bad :
         {"a", "@b.jp", "a@", "a@b", "a@b..jp", "a b@c.jp", "a@b@c.jp", "あ@b.jp"})
        EXPECT_FALSE(fits("email", bad)) << bad;
    EXPECT_TRUE(fits("email", "a.b+c@d-e.example.jp"));
}

TEST(Sites, are_read_as_people_type_them_and_written_so) {
    const auto sites = sites_in(
        "東分室：〒745-0001 周南市若葉町1-2 @34.05,131.8\n"
        "下松市大手町3-3-3 / ：\n@34.1,131.9\n〒７４５−０００１　周南市栄町1");
    ASSERT_EQ(sites.size(), 3u);
    EXPECT_EQ(sites[0].name, "東分室");
    EXPECT_EQ(sites[0].postal, "745-0001");
    EXPECT_EQ(sites[0].address, "周南市若葉町1-2");
    EXPECT_EQ(sites[0].point->longitude, 131.8);
    EXPECT_EQ(sites[1].address, "下松市大手町3-3-3");
    EXPECT_EQ(sites[2].postal, "745-0001");
    EXPECT_EQ(values_of(sites[1])[Field::municipality], "352071");
    EXPECT_EQ(text_of(sites_in(text_of(sites))), text_of(sites));
}

TEST(Told, a_hidden_telephone_stands_nowhere_in_the_object) {
    const Field hidden[] = {Field::phone};
    const std::string rest = told_without(kService, hidden);
    for (const char* number : {"0834-22-0001", "0834-22-0009"})
        EXPECT_EQ(rest.find(number), std::string::npos) << number;
    EXPECT_NE(rest.find("0834-22-0002"), std::string::npos) << "the fax number is another field";
    const Field where[] = {Field::address, Field::organisation, Field::email};
    const std::string less = told_without(kService, where);
    for (const char* text : {"岐山通", "西松原", "うみべ会", "umibe@"})
        EXPECT_EQ(less.find(text), std::string::npos) << text;
    EXPECT_EQ(told_without("これは違う", hidden), "");
}

TEST(Told, names_and_values_are_those_of_the_object) {
    const ToldNames names = names_told(kService);
    EXPECT_EQ(names.service, "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a01");
    EXPECT_EQ(names.body, "0b6c5b1c-7a11-4d1c-8a46-0f4f5c0b1a02");
    EXPECT_EQ(names.at_places.size(), 2u);
    const auto values = values_told(kService);
    ASSERT_TRUE(values);
    EXPECT_EQ((*values)[Field::name], "うみべ訪問看護");
    EXPECT_FALSE(values_told("{}"));
    EXPECT_FALSE(values_told(""));
}

}  // namespace
}  // namespace michi::directory
