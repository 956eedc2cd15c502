// Lists with English headings, of apps, and what cities do to cells.

#include <gtest/gtest.h>

#include <algorithm>

#include "directory/degrees.hpp"
#include "directory/headings.hpp"
#include "directory/kinds.hpp"
#include "directory/reading.hpp"

namespace michi::directory {
namespace {

Reading only(const std::string& bytes) {
    auto readings = read_file(bytes);
    EXPECT_TRUE(readings) << bytes.substr(0, 80);
    return readings ? std::move(readings->front()) : Reading{};
}
Values first(const Reading& reading) {
    EXPECT_FALSE(reading.entries.empty());
    return reading.entries.empty() ? Values{} : reading.entries.front().values;
}
bool says(const std::vector<Problem>& problems, Word word) {
    return std::ranges::find(problems, word, &Problem::word) != problems.end();
}

TEST(English, headings_of_eleven_lists_of_a_city_are_understood) {
    const Reading nursery = only(
        "facilityId,facilityName,facilityNameKana,facilityType,zipCode,prefecture,city,"
        "streetAddress,buildingName,lat,lng,tel,fax,capacity,openTime,closeTime,holiday,website,"
        "remarks\n1,ひまわり保育園,ヒマワリホイクエン,認可保育所,755-0001,山口県,宇部市,大字川上1-1,2階,"
        "33.95,131.24,0836-00-0001,0836-00-0002,60,07:00,19:00,日曜、祝日,https://example.jp/,要予約\n");
    const Values& v = first(nursery);
    EXPECT_EQ(nursery.entries.front().kind, "childcare_nursery");
    EXPECT_EQ(v[Field::kana], "ヒマワリホイクエン");
    EXPECT_EQ(v[Field::address], "山口県宇部市大字川上1-1 2階");
    EXPECT_EQ(v[Field::municipality], "352021");
    EXPECT_EQ(v[Field::hours], "07:00〜19:00");
    EXPECT_EQ(v[Field::closed_days], "日曜、祝日");
    EXPECT_EQ(v[Field::latitude], "33.95");
    EXPECT_EQ(v[Field::note], "要予約");
    EXPECT_FALSE(says(nursery.remarks, "directory.note_columns_unused"_w));

    const Reading hospital = only(
        "Name,Name_Kana,Category,Address,Phone Number,Departments,Beds,Opening Hours,Closed,URL\n"
        "うべ内科,ウベナイカ,診療所,山口県宇部市1,0836-00-0003,内科;小児科,0,9:00-17:00,日曜,\n");
    EXPECT_EQ(hospital.source, Source::hospital);
    EXPECT_EQ(first(hospital)[Field::departments], "内科;小児科");
    EXPECT_EQ(first(hospital)[Field::closed_days], "日曜");

    EXPECT_EQ(
        only("ID,Name,Address,Lat,Lon,Flood,Landslide,Capacity\n1,宇部体育館,山口県宇部市3,33.95,"
             "131.24,1,1,500\n")
            .source,
        Source::shelter);
    const Reading office = only(
        "officeNumber,corporateName,serviceType,officeName,address,tel\n3550200011,社会福祉法人うべ会,"
        "児童発達支援,こども園うべ,山口県宇部市4,0836-00-0005\n");
    EXPECT_EQ(office.source, Source::office);
    EXPECT_EQ(office.entries.front().provider_number, "3550200011");
    EXPECT_EQ(first(office)[Field::organisation], "社会福祉法人うべ会");
    const Reading school = only(
        "SchoolCode,SchoolName,SchoolType,Postal Code,Address,Telephone,Students\n"
        "B135210000015,宇部小学校,小学校,755-0001,山口県宇部市2,0836-00-0004,300\n");
    EXPECT_EQ(school.entries.front().system_no, "B135210000015");
    EXPECT_EQ(school.entries.front().kind, "school_primary");
    EXPECT_EQ(
        first(only("OBJECTID,Title,Category,Addr,Tel\n1,うべ広場,子育て支援センター,宇部市常盤町1,"
                   "0836-00-0007\n"))[Field::address],
        "宇部市常盤町1");
    const Reading last = only(
        "id,name,address1,address2,telephoneNumber,emailAddress,homepageUrl,serviceKind,"
        "businessHours,regularHoliday,numberOfBeds\n1,うべ短期,山口県宇部市1,2階,0836-00-0024,a@example.jp,"
        "https://example.jp,短期入所,9:00-17:00,日曜,4\n");
    EXPECT_EQ(last.entries.front().kind, "short_stay");
    EXPECT_EQ(first(last)[Field::email], "a@example.jp");
    EXPECT_EQ(first(last)[Field::capacity], "4");
    EXPECT_FALSE(says(last.remarks, "directory.note_columns_unused"_w));
}

TEST(English, headings_of_persons_have_no_column) {
    for (const char* heading :
         {"CONTACTNAME", "MANAGERNAME", "PRINCIPALNAME", "DIRECTOR", "STUDENTS"})
        EXPECT_FALSE(column_by_words(heading)) << heading;
}

TEST(English, beside_japanese_says_the_same) {
    const Reading reading = only(
        "施設名 / Facility name,住所 / Address,TEL_1,種別 / Type,施設名_英字\nうべ公民館,宇部市1,0836-00-0017,"
        "公民館,Ube\n");
    EXPECT_EQ(first(reading)[Field::name], "うべ公民館");
    EXPECT_EQ(first(reading)[Field::phone], "0836-00-0017");
    EXPECT_FALSE(column_by_words("病床数/診療科名"));
}

TEST(Kinds, stand_several_in_a_cell_in_every_manner) {
    using Kinds = std::vector<std::string_view>;
    const Kinds both{"child_development_support", "after_school_day_service"};
    for (const char* cell :
         {"児発/放デイ", "児発・放デイ", "児童発達支援（重心）・放デイ（重心）",
          "①児童発達支援②放課後等デイサービス", "児童発達支援　放課後等デイサービス",
          "児童発達支援＋放課後等デイサービス", "児童発達支援、放課後等デイサービス",
          "児童発達支援と放課後等デイサービス", "(1)児発(2)放デイ",
          "児童発達支援|放課後等デイサービス"})
        EXPECT_EQ(kinds_named(cell), both) << cell;
    EXPECT_EQ(kinds_named("生介+短期入所"), (Kinds{"daily_life_care", "short_stay"}));
    EXPECT_EQ(kinds_named("福祉型障害児入所施設 ひまわり"), (Kinds{"residential_child_welfare"}));
}

TEST(Kinds, come_back_by_the_names_of_our_own_files) {
    for (const ServiceKind& kind : service_kinds())
        EXPECT_EQ(kinds_named(word_text(kind.word, Lang::ja)),
                  std::vector<std::string_view>{kind.id});
}

TEST(Kinds, of_a_title_count_where_nothing_else_tells_them) {
    const std::string rows =
        "事業所名,所在地,電話番号\nうみ,宇部市1,0836-00-0023\nうべ保育園,宇部市2,\n";
    const Reading one = only("児童発達支援事業所一覧（令和8年4月1日現在）\n" + rows);
    EXPECT_EQ(one.entries.at(0).kind, "child_development_support");
    EXPECT_EQ(one.entries.at(1).kind, "childcare_nursery") << "the name tells it better";
    EXPECT_EQ(only("保育所・幼稚園一覧\n" + rows).entries.at(0).kind, "public_facility");
    EXPECT_EQ(only("保育所等一覧\n" + rows).entries.at(0).kind, "public_facility");
}

TEST(Values, that_were_numbers_lose_their_fraction) {
    const Values& v =
        first(only("名称,住所,電話番号,郵便番号\nあ,宇部市1,836000020.0,7550001.0\n"));
    EXPECT_EQ(v[Field::phone], "836000020") << "the zero that was lost is not guessed";
    EXPECT_EQ(v[Field::postal], "755-0001");
}

TEST(Values, of_places_in_degrees_minutes_and_seconds_are_read) {
    const Values& v =
        first(only("名称,住所,緯度,経度\nあ,宇部市1,\"33°57'00\"\"\",131度14分24秒\n"));
    EXPECT_EQ(v[Field::latitude], "33.950000");
    EXPECT_EQ(v[Field::longitude], "131.240000");
    EXPECT_NEAR(*read_degrees("N33.57.00.0"), 33.95, 0.0001);
    EXPECT_FALSE(read_degrees("33°77'00\""));
    EXPECT_FALSE(read_degrees("北緯"));
    EXPECT_TRUE(is_decimal("33.95"));
}

TEST(Values, of_codes_that_are_wrong_are_named_and_the_address_decides) {
    const Reading reading = only(
        "市区町村コード,名称,種別,住所,電話番号\n352021,あ,公民館,山口県防府市1,\n352020,い,公民館,山口県宇部市1,\n"
        "99999,う,公民館,山口県宇部市2,\n35202,え,公民館,山口県宇部市3,\n350001,お,公民館,山口県宇部市4,\n");
    const auto notes = [&](std::size_t i) { return reading.entries.at(i).notes; };
    EXPECT_EQ(reading.entries.at(0).values[Field::municipality], "352063");
    EXPECT_TRUE(says(notes(0), "directory.note_code_elsewhere"_w));
    EXPECT_TRUE(says(notes(1), "directory.note_code_wrong"_w));
    EXPECT_TRUE(says(notes(2), "directory.note_code_wrong"_w));
    EXPECT_TRUE(notes(3).empty());
    EXPECT_TRUE(notes(4).empty());
}

TEST(Values, that_are_notes_under_a_narrow_list_stand_beside_it) {
    const Reading reading = only(
        "事業所名,サービス種別,住所\nうみ,短期入所,宇部市1\n※令和8年4月現在,,\n問い合わせ先：障害福祉課,,\n");
    EXPECT_EQ(reading.entries.size(), 1u);
    EXPECT_TRUE(reading.refused.empty());
    EXPECT_EQ(reading.beside, 2u);
}

TEST(Values, under_columns_called_in_short_are_marks_of_services) {
    const Reading reading = only(
        "事業所名,住所,電話,児発,放デイ,保訪\nうみ,宇部市1,0836-00-0018,○,○,\nそら,宇部市2,,,○,◎\n");
    std::vector<std::string> kinds;
    for (const Entry& entry : reading.entries) kinds.push_back(entry.kind);
    EXPECT_EQ(kinds,
              (std::vector<std::string>{"child_development_support", "after_school_day_service",
                                        "after_school_day_service", "nursery_visit_support"}));
}

}  // namespace
}  // namespace michi::directory
