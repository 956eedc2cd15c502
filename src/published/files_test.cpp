#include <atomic>
#include <set>
#include <thread>

#include "directory/directory.hpp"
#include "directory/import.hpp"
#include "published/catalogue.hpp"
#include "published/published.hpp"
#include "town.hpp"

namespace michi::published {
namespace {

using directory::Field;
using directory::Values;

class Files : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part(), published::part()}};

    Values add(const std::string& name, const std::string& phone = "0000-12-0001") {
        Values values;
        values[Field::name] = name;
        values[Field::kana] = "ウミベ";
        values[Field::organisation] = "社会福祉法人 うみべ会";
        values[Field::corporation_number] = "4120001000017";
        values[Field::municipality] = town.home;
        values[Field::postal] = "007-0001";
        values[Field::address] = "若葉市港町1-1";
        values[Field::latitude] = "35.12345";
        values[Field::longitude] = "139.54321";
        values[Field::phone] = phone;
        values[Field::url] = "https://example.jp/";
        values[Field::capacity] = "20";
        town.write([&](Tx& tx) {
            const auto id = directory::add_service(tx, "short_stay", values);
            directory::confirm(tx, id, town.now().today - 3, "三浦 あかり");
        });
        return values;
    }
    web::Answer anybody(std::string_view target) {
        const web::Header headers[] = {{"host", "localhost"}};
        return town.site.answer_now({web::Method::get, target, headers, "", "192.0.2.1", false});
    }
    directory::Entries read_again(const std::string& bytes) {
        const auto file = directory::open_file("own", bytes, directory::Source::facility, {});
        if (!file || file->readings.empty()) return {};
        return file->readings.front().entries;
    }
};
ON_EACH_ENGINE(Files);

TEST_P(Files, are_made_once_for_all_who_ask_at_once) {
    add("うみべ");
    const auto all = town.ask([&](Tx& tx) { return catalogue(tx, town.now().today); });
    std::atomic<int> made{};
    std::vector<std::shared_ptr<const web::Kept>> got(100);
    std::vector<std::thread> askers;
    for (auto& one : got)
        askers.emplace_back([&] {
            one = all->file("list", [&] {
                ++made;
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                return std::string("a list");
            });
        });
    for (std::thread& asker : askers) asker.join();
    EXPECT_EQ(made, 1);
    for (const auto& one : got) EXPECT_EQ(one, got.front());
}

TEST_P(Files, are_kept_until_the_directory_changes) {
    add("うみべ");
    for (const char* target :
         {"/resources.csv", "/resources.sjis.csv", "/resources.lost.csv", "/resources.xlsx",
          "/sitemap.xml", "/hsds/3.1/services?format=ndjson", "/hsds/3.1/services?minimal=true",
          "/hsds/3.0/services?format=ndjson&full=true", "/hsds/3.1/organizations?format=ndjson",
          "/hsds/3.1/service_at_locations?format=ndjson"}) {
        const auto first = anybody(target).kept;
        ASSERT_TRUE(first) << target;
        EXPECT_EQ(anybody(target).kept, first) << target;
        add("つくし");
        const auto second = anybody(target).kept;
        ASSERT_TRUE(second) << target;
        EXPECT_NE(second, first) << target;
    }
}

TEST_P(Files, of_other_faces_and_narrowed_lists_are_not_taken_for_each_other) {
    add("うみべ");
    const char* all[] = {"/hsds/3.1/services?format=ndjson",
                         "/hsds/3.0/services?format=ndjson",
                         "/hsds/3.1/services?format=ndjson&full=true",
                         "/hsds/3.1/services?minimal=true",
                         "/hsds/3.1/services?format=ndjson&search=nothing",
                         "/hsds/3.1/organizations?format=ndjson"};
    std::set<std::shared_ptr<const web::Kept>> kept;
    for (const char* target : all) kept.insert(anybody(target).kept);
    EXPECT_EQ(kept.size(), std::size(all));
    EXPECT_TRUE(kept.contains(nullptr)) << "a narrowed list is not kept";
    EXPECT_TRUE(anybody("/hsds/3.1/services?format=ndjson&search=nothing").body.empty());
}

TEST_P(Files, keep_zeros_in_front_and_write_days_as_iso) {
    add("うみべ");
    const std::string csv = anybody("/resources.csv").body;
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBFID,"));
    for (const char* text : {",4120001000017,", ",007-0001,", ",0000-12-0001,", "2026-11-22\r\n"})
        EXPECT_NE(csv.find(text), std::string::npos) << text;
}

TEST_P(Files, never_hold_a_formula) {
    add("=HYPERLINK(1)");
    const std::string csv = anybody("/resources.csv").body;
    EXPECT_NE(csv.find(",'=HYPERLINK(1),"), std::string::npos);
}

TEST_P(Files, in_cp932_name_the_characters_that_they_cannot_hold) {
    add("𠮷のいえ");
    const std::string sjis = anybody("/resources.sjis.csv").body;
    EXPECT_NE(sjis.find("\x81\xac\x82\xcc\x82\xa2\x82\xa6"), std::string::npos);
    EXPECT_NE(anybody("/resources.lost.csv").body.find("𠮷,1\r\n"), std::string::npos);
}

TEST_P(Files, are_read_again_by_our_own_reader_with_the_same_values) {
    const Values values = add("うみべ");
    for (const char* target : {"/resources.csv", "/resources.sjis.csv", "/resources.xlsx"}) {
        const auto entries = read_again(anybody(target).body);
        ASSERT_EQ(entries.size(), 1U) << target;
        EXPECT_EQ(entries[0].kind, "short_stay") << target;
        for (Field field : {Field::name, Field::organisation, Field::corporation_number,
                            Field::municipality, Field::postal, Field::address, Field::latitude,
                            Field::longitude, Field::phone, Field::url, Field::capacity})
            EXPECT_EQ(entries[0].values[field], values[field]) << target << int(field);
    }
}

TEST_P(Files, tell_every_public_address_in_the_sitemap) {
    add("うみべ");
    const auto answer = anybody("/sitemap.xml");
    EXPECT_NE(answer.body.find("<loc>http://centre.example.jp:8080/resources/S-0001</loc>"),
              std::string::npos);
    EXPECT_NE(anybody("/robots.txt").body.find("Allow: /resources"), std::string::npos);
}

}  // namespace
}  // namespace michi::published
