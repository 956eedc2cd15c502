// Small cuts of lists that are really published, each for what is odd in it; what is expected was
// read from the rows by hand.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "directory/reading.hpp"

namespace michi::directory {
namespace {

Reading cut(const std::string& name) {
    std::ifstream in(std::string(MICHI_SOURCE) + "/src/directory/testdata_cuts/" + name,
                     std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    auto readings = read_file(bytes.str());
    EXPECT_TRUE(readings) << name;
    return readings ? std::move(readings->front()) : Reading{};
}

struct Expected {
    const char* file;
    Source source;
    std::size_t rows;
    const char *name, *kind, *municipality, *phone, *closed;  // of the first
};
constexpr Expected kExpected[] = {
    {"c01_closed_in_phone.csv", Source::childcare, 3, "下関市立江浦幼稚園", "school_kindergarten",
     "352012", "", "closed"},
    {"c02_resting.csv", Source::childcare, 3, "下関市立内日幼稚園", "school_kindergarten", "352012",
     "", "paused"},
    {"c03_phones_with_breaks.csv", Source::childcare, 5, "あさひ保育園", "childcare_nursery",
     "352021", "0836-21-9504", ""},
    {"c04_rare_characters.csv", Source::childcare, 2, "㈱石崎本店ペンストンキッズガーデン防府",
     "childcare_unlicensed", "352063", "0835-28-1363", ""},
    {"c05_municipality_by_address.csv", Source::hospital, 5, "国立病院機構　岩国医療センター",
     "medical_hospital", "352080", "0827-34-1000", ""},
    {"c06_other_hyphens.csv", Source::hospital, 2, "済生会山口総合病院", "medical_hospital",
     "352039", "083-901-6111", ""},
    {"c07_shelters.csv", Source::shelter, 5, "養治小学校", "disaster_shelter", "352012",
     "083-223-2358", ""},
    {"c08_breaks_in_cells.csv", Source::hospital, 4, "医療法人社団　あいクリニック",
     "medical_clinic", "352071", "0833-48-1111", ""},
    {"c09_phones_without_area.csv", Source::school, 4, "下松幼稚園", "school_kindergarten",
     "352071", "44-1705", ""},
    {"c10_iwakuni_childcare.csv", Source::childcare, 4, "岩国市立ひがし保育園", "childcare_nursery",
     "352080", "", ""},
    {"c11_bare_school_codes.csv", Source::school, 5, "玖珂幼稚園", "school_kindergarten", "352080",
     "", ""},
    {"c12_minus_in_phone.csv", Source::hospital, 12, "休日夜間急病診療所", "medical_clinic",
     "352152", "0834-39-0099", ""},
    {"c13_special_schools.csv", Source::mext, 5, "山口大学教育学部附属特別支援学校",
     "school_special", "352039", "", ""},
    {"c14_schools_that_ended.csv", Source::mext, 4, "下関市立豊浦幼稚園", "school_kindergarten",
     "352012", "", "closed"},
    {"c15_navii.csv", Source::navii, 3, "医療法人水の木会　下関病院", "medical_hospital", "352012",
     "", ""},
    {"c16_without_headings.csv", Source::kouseikyoku, 5, "医療法人水の木会 下関病院",
     "medical_hospital", "352012", "", ""},
    {"c17_one_number_two_services.csv", Source::wamnet, 5, "短期入所　山陽小野田郡", "short_stay",
     "352161", "", ""},
    {"c18_public_facilities.csv", Source::facility, 4, "保健センター", "health_centre", "352039",
     "083-921-2666", ""},
};

TEST(Cuts, of_published_lists_are_read_as_they_are) {
    for (const Expected& e : kExpected) {
        const Reading reading = cut(e.file);
        EXPECT_EQ(reading.source, e.source) << e.file;
        EXPECT_EQ(reading.entries.size(), e.rows) << e.file;
        EXPECT_TRUE(reading.refused.empty()) << e.file;
        if (reading.entries.empty()) continue;
        const Entry& first = reading.entries.front();
        EXPECT_EQ(first.values[Field::name], e.name) << e.file;
        EXPECT_EQ(first.kind, e.kind) << e.file;
        EXPECT_EQ(first.values[Field::municipality], e.municipality) << e.file;
        if (*e.phone) {
            EXPECT_EQ(first.values[Field::phone], e.phone) << e.file;
        }
        EXPECT_EQ(first.values[Field::closed], e.closed) << e.file;
    }
}

TEST(Cuts, say_nothing_of_codes_where_kinds_and_codes_agree) {
    for (const Expected& e : kExpected)
        for (const Entry& entry : cut(e.file).entries)
            for (const Problem& note : entry.notes)
                EXPECT_TRUE(note.word != "directory.note_kind_code"_w &&
                            note.word != "directory.note_kind_number"_w)
                    << e.file << " row " << note.row;
}

}  // namespace
}  // namespace michi::directory
